package prompt

import (
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Rows returns the height of the prompt and the explanation below it. A closed prompt
// shows the current filter, if there is one.
func (p *Controller) Rows() int {
	if p.Line.Editing() || p.Filter.Text != "" {
		return 2
	}
	return 0
}

// View draws the prompt and the explanation, w columns wide, and returns the column of
// the cursor.
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
		text = strings.ReplaceAll(text, "–", "-") // in date ranges
	}
	style := t.FilterExplain
	if wrong {
		style = t.FilterError
	}
	return []string{row, style.Render(t.Truncate(text, w))}, cursor
}

// explain says in words what the filter means, what it finds and which date may have
// been meant, or what is wrong with the typed text.
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

// lacks returns what the term being typed still needs, or nil.
func (p *Controller) lacks() *query.Error {
	if p.kind != Filter || !p.Line.Typing() {
		return nil
	}
	return p.Filter.Lacks
}

// said formats an error with its offer or hint. before describes the part of the filter
// that is fine.
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

// withOffer appends an offered date and the key that accepts it. It shortens the text if
// there is no room for both.
func (p *Controller) withOffer(text string, o *query.Offer, w int) string {
	offer := " " + p.Theme.Marks.Dot + " " + o.Short()
	if p.Line.Editing() {
		offer += " " + message.TabTakes
	}
	return p.Theme.Truncate(model.CleanLine(text), max(w/3, w-p.Theme.Width(offer))) + offer
}

// offer returns the date that may have been meant in the filter, or nil.
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
