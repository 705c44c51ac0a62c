package rss

import (
	"dateline/model"
	"dateline/model/when/printed"
)

// dates are the dates of an entry, by what they say.
type dates struct {
	published, date, created, updated model.Date
	earlier                           []model.Date // overruled by a later element of the same meaning
}

// date takes a date of the entry, which stands in the element (or attribute)
// called name.
func (r *reader) date(e elem, name []byte, s string) {
	if r.entry == nil {
		return
	}
	d, ok := printed.Feed(s)
	if !ok {
		r.d.Note(r.s.line(), "date", "%q in %s cannot be understood", model.CleanLine(s), model.CleanLine(string(name)))
		return
	}
	if r.d.Explain != nil {
		r.d.Note(r.s.line(), "date", "%s from %q in %s", d, model.CleanLine(s), model.CleanLine(string(name)))
	}
	r.entry.dates.set(e, d)
}

// set keeps d as what elements of kind e mean. Of several, the last counts.
func (ds *dates) set(e elem, d model.Date) {
	slot := &ds.published
	switch e {
	case dateElem:
		slot = &ds.date
	case createdElem:
		slot = &ds.created
	case updatedElem:
		slot = &ds.updated
	}
	if slot.Dated() && !slot.Equal(d) && len(ds.earlier) < maxTexts {
		ds.earlier = append(ds.earlier, *slot)
	}
	*slot = d
}

// fill gives a its dates: published as stated, or else the next best. What is
// only said to be a date is the publication, where nothing else is.
func (ds *dates) fill(a *model.Article) {
	a.Updated = ds.updated
	for _, d := range append([]model.Date{ds.published, ds.date, ds.created, ds.updated}, ds.earlier...) {
		switch {
		case !d.Dated():
		case !a.Published.Dated():
			a.Published = d
		case !a.Published.Equal(d) && !a.Updated.Equal(d):
			a.Candidates = append(a.Candidates, d)
		}
	}
}
