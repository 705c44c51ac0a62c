package prompt

import (
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Rows is how many rows the line takes with what is read back: those of the filter in
// force where nothing is typed.
func (p *Controller) Rows() int {
	if p.Line.Editing() || p.Filter.Text != "" {
		return 2
	}
	return 0
}

// View returns the line and the one under it, in w columns, and the column of the
// cursor.
func (p *Controller) View(here *model.Headline, w int) (rows []string, cursor int) {
	t := p.Theme
	row := ""
	if p.Line.Editing() {
		row, cursor = p.Line.Draw(t, labels[p.kind], w)
	} else {
		row = t.FilterPrompt.Render("/ ") + t.Filter.Render(t.Truncate(p.Filter.Text, max(0, w-2)))
	}
	text, wrong := p.explain(here, w)
	if t.ASCII {
		text = strings.ReplaceAll(text, "–", "-") // of a span of dates
	}
	style := t.FilterExplain
	if wrong {
		style = t.FilterError
	}
	return []string{row, style.Render(t.Truncate(text, w))}, cursor
}

// explain reads the filter back, with what it finds and the date that may have been
// meant, or says what is wrong with what is typed.
func (p *Controller) explain(here *model.Headline, w int) (text string, wrong bool) {
	f := &p.Filter
	if f.Err != nil {
		return p.said(f.Err, "", w), true
	}
	if p.Line.Editing() && strings.TrimSpace(p.Line.Text()) == "" {
		return [...]string{Filter: message.FilterPrompt, Date: message.DatePrompt, GoTo: message.GotoPrompt}[p.kind], false
	}
	if p.Asking(GoTo) {
		s, _ := p.Span(p.Line.Text(), here)
		return model.CleanLine(query.ExplainSpan(s, f.Query.Zone())), false
	}
	if e := p.lacks(); e != nil {
		return p.said(e, f.Words()+" "+p.Theme.Marks.Dot+" ", w), false
	}
	text = f.Found(p.Theme.Marks.Dot)
	if o := p.offer(); o != nil {
		if o.Why != "" {
			text += " " + p.Theme.Marks.Dot + " " + o.Why
		}
		return p.withOffer(text, o, w), false
	}
	return model.CleanLine(text), false
}

// lacks says what the term that is being typed still needs, or is nil.
func (p *Controller) lacks() *query.Error {
	if p.kind != Filter || !p.Line.Typing() {
		return nil
	}
	return p.Filter.Lacks
}

// said says what is wrong, behind what is right, and what would do.
func (p *Controller) said(e *query.Error, before string, w int) string {
	switch {
	case e.Offer != nil && p.Theme.Width(before+e.Msg+e.Offer.Short()) > w:
		return p.withOffer(e.Msg, e.Offer, w)
	case e.Offer != nil:
		return p.withOffer(before+e.Msg, e.Offer, w)
	case e.Hint != "":
		return model.CleanLine(before + e.Msg + " " + p.Theme.Marks.Dot + " " + e.Hint)
	}
	return model.CleanLine(before + e.Msg)
}

// withOffer puts a date that may have been meant behind a text, which is cut where there
// is no room for both, and the key that takes it.
func (p *Controller) withOffer(text string, o *query.Offer, w int) string {
	offer := " " + p.Theme.Marks.Dot + " " + o.Short()
	if p.Line.Editing() {
		offer += " " + message.TabTakes
	}
	return p.Theme.Truncate(model.CleanLine(text), max(w/3, w-p.Theme.Width(offer))) + offer
}

// offer is the date that may have been meant in the filter, or nil.
func (p *Controller) offer() *query.Offer {
	f := &p.Filter
	e := f.Err
	if e == nil {
		e = p.lacks()
	}
	switch {
	case p.ForDate():
		return nil
	case e != nil:
		return e.Offer
	case len(f.Offers) > 0:
		return &f.Offers[0]
	}
	return nil
}
