package text

import (
	"strings"

	"dateline/feed/byline"
)

const authorFeatures = 71

// authorOptions returns the names beside the headline and below the text: those of a
// line, and with it those of the lines below it that are a name each.
func (r *creditReader) authorOptions() []option {
	var all []option
	said := 0
	for i, c := range r.credits {
		if len(c.Names) == 0 || c.Rest > 8 && !c.Said || len(c.Names) > 20 {
			continue
		}
		if c.Said {
			said++
		}
		o := option{names: c.Names, lines: []int{c.at}}
		if !c.Said {
			o.names = givenFirst(c.Names)
		}
		all = append(all, r.authors(o, i, said, len(all)))
		const most = 6 // lines
		for k := i + 1; k < min(len(r.credits), i+most); k++ {
			n := r.credits[k]
			if n.at != r.credits[k-1].at+1 || len(n.Names) != 1 || n.Said || n.Rest > 0 || len(n.Dates) > 0 || contains(o.names, n.Names[0]) {
				break
			}
			o.names = append(o.names[:len(o.names):len(o.names)], n.Names[0])
			o.lines = append(o.lines[:len(o.lines):len(o.lines)], n.at)
			all = append(all, r.authors(o, i, said, len(all)))
		}
	}
	return all
}

// authors completes an option, whose first names are those of the i-th credit.
func (r *creditReader) authors(o option, i, said, rank int) option {
	f := make(featureList, 0, authorFeatures)
	name, last := o.names[0], o.names[len(o.names)-1]
	first, _, _ := strings.Cut(name, " ")
	f.number(len(o.names))
	f.number(len(o.lines))
	f.number(strings.Count(name, " ") + 1)
	f.number(len(name))
	f.is(byline.IsGiven(first))
	f.is(hasGiven(name))
	f.is(hasGiven(last))
	f.is(strings.ToUpper(name) == name)
	f.is(byline.IsName(name))
	f.put(float32(overlap(name, r.title)))
	f.number(said)
	f.number(rank)
	r.elsewhere(&f, name, r.credits[i].at)
	r.place(&f, i)
	for _, by := range [...]int{-3, -2, -1, 1, 2, 3} {
		r.beside(&f, i, by)
	}
	o.text, o.x, o.number = strings.Join(o.names, "; "), f, r.c.page.lines[o.lines[0]].number
	return o
}

// elsewhere says in which lines else the page has a name: in menus, above what is told of
// somebody, in other bylines.
func (r *creditReader) elsewhere(f *featureList, name string, at int) {
	menus, told, alone, said, any := 0, 0, 0, 0, 0
	for i, l := range r.c.page.lines {
		const longest = 2000
		if i == at || len(l.text) > longest || !strings.Contains(l.text, name) {
			continue
		}
		any++
		switch {
		case l.text == name && i < r.headline:
			menus++
		case l.text == name:
			alone++
		case l.shape == prose && strings.HasPrefix(l.text, name):
			told++
		case l.words < 12 && isByline(l.text):
			said++
		}
	}
	for _, n := range [...]int{menus, told, alone, said, min(any, 10)} {
		f.number(n)
	}
}

// place says where the i-th credit stands, and what it has.
func (r *creditReader) place(f *featureList, i int) {
	c, p := r.credits[i], r.c.page
	l := p.lines[c.at]
	f.number(c.at - r.headline)
	f.is(r.headline <= 0)
	f.number(c.at - r.c.start)
	f.number(c.at - r.last)
	f.is(c.below)
	f.put(float32(c.at) / float32(len(p.lines)))
	f.is(c.Said)
	f.is(c.Role)
	f.number(c.Facts)
	f.number(len(c.Dates))
	f.number(c.Rest)
	f.number(len(c.Names))
	f.number(l.words)
	f.is(l.shape == prose)
	f.is(r.c.chosen[c.at])
	f.number(p.seen[c.at])
	f.is(l.marked)
	f.number(r.c.proseBetween(c.at))
}

// beside says what the line so many from the i-th has.
func (r *creditReader) beside(f *featureList, i, by int) {
	n := r.near(i, by)
	if n == nil {
		for range 6 {
			f.put(-1)
		}
		return
	}
	f.number(r.c.page.lines[n.at].words)
	f.number(len(n.Dates))
	f.is(n.Said)
	f.is(n.Role)
	f.number(n.Facts)
	f.is(n.named())
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

// givenFirst returns those of some names that have a given name, or all where none has.
func givenFirst(names []string) []string {
	var given []string
	for _, n := range names {
		if hasGiven(n) && !contains(given, n) {
			given = append(given, n)
		}
	}
	if given == nil {
		return names
	}
	return given
}

// hasGiven reports whether one of the words of a name is a given name.
func hasGiven(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if byline.IsGiven(w) {
			return true
		}
	}
	return false
}
