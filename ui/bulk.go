package ui

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
)

// plan is a change of many articles that the reader has yet to agree to.
type plan struct {
	mark model.Mark
	what string // which articles, in words
	// Those that query finds; or, in the list of query, those before (dir < 0)
	// or behind the place from.
	query model.Query
	dir   int
	from  model.Place

	ids []model.ID // of the latter, once they are known
	n   int
}

// readingChoices are what can be marked read at once.
func readingChoices(typed string) []choice {
	var cs []choice
	for _, c := range []choice{
		{"a", "above", "above", "the headlines above this one"},
		{"b", "below", "below", "the headlines below this one"},
		{"d", "day", "day", "the headlines of this day"},
		{"s", "source", "source", "the headlines of this source"},
		{"o", "older", "older DATE", "the headlines that are older than a date"},
		{"A", "all", "all", "all that the filter shows"},
	} {
		if strings.HasPrefix(c.text, typed) {
			cs = append(cs, c)
		}
	}
	return cs
}

// markMany plans to mark articles read: what is one of readingChoices, or a
// query within the filter.
func (a *App) markMany(what string) (tea.Cmd, error) {
	p := plan{mark: model.Mark{Do: model.MarkRead}, query: a.listed()}
	word, rest, _ := strings.Cut(what, " ")
	h, ok := a.list.Selected()
	if word != "all" && word != "older" && rest == "" && !ok {
		return nil, fmt.Errorf("no headline is selected")
	}
	switch {
	case rest == "" && word == "all":
		p.what = a.shownWords()
	case rest == "" && (word == "above" || word == "below"):
		p.what, p.from, p.dir = word+" this headline", h.Place, 1
		if word == "above" {
			p.dir = -1
		}
	case rest == "" && word == "day":
		p.query, p.what = a.ofDay(p.query, h)
	case rest == "" && word == "source":
		p.query = narrow(p.query, model.Match{Field: model.FromSource, How: model.Regexp, Text: "^" + regexp.QuoteMeta(h.Source) + "$"})
		p.what = "of " + h.Source
	case rest == "" && word == "older":
		return a.enter(&entry{
			label: "older than:",
			help:  "2018-11, 7d, last tuesday: what was published before",
			accept: func(text string) (tea.Cmd, error) {
				if text == "" {
					return nil, nil
				}
				return a.markMany("older " + text)
			},
		}, ""), nil
	case word == "older":
		q, err := query.Parse("before:"+quoted(rest), a.env(false))
		if err != nil {
			return nil, err
		}
		p.query, p.what = narrow(p.query, q.Where), query.Explain(q)
	default:
		q, err := query.Parse(what, a.env(false))
		if err != nil {
			return nil, err
		}
		p.what = query.Explain(q)
		if q.Where != nil {
			p.query = narrow(p.query, q.Where)
		}
	}
	return a.propose(p), nil
}

// shownWords says what the list shows.
func (a *App) shownWords() string {
	if a.text == "" {
		return "all that is in the library"
	}
	return query.Explain(a.query)
}

// ofDay narrows q to the day of a headline, or to its shelf.
func (a *App) ofDay(q model.Query, h model.Headline) (model.Query, string) {
	switch h.Shelf {
	case model.Ahead:
		return narrow(q, model.Is{State: model.IsFuture}), "dated in the future"
	case model.NoDate:
		return narrow(q, model.Is{State: model.IsUndated}), "without a date"
	}
	d := h.Published.Day(q.Zone())
	span := model.NewSpan(d.In(q.Zone()), (d + 1).In(q.Zone()))
	return narrow(q, model.Within{Span: span}), query.ExplainSpan(span, q.Zone())
}

// quoted puts quotes around words that are one value.
func quoted(s string) string {
	if strings.ContainsAny(s, " \t") && !strings.ContainsAny(s, `"`) {
		return `"` + s + `"`
	}
	return s
}

// propose counts what a plan would change and asks whether to do it.
func (a *App) propose(p plan) tea.Cmd {
	ctx, gen := a.planning.next()
	a.keys.Reset()
	a.dialog = &confirm{cancel: a.planning.stop}
	lib := a.lib
	return func() tea.Msg {
		var err error
		if p.dir != 0 {
			p.ids, err = unreadBeyond(ctx, lib, p.query, p.from, p.dir)
			p.n = len(p.ids)
		} else {
			var t model.Tally
			t, err = lib.Count(ctx, p.query)
			p.n = t.Unread
		}
		return plannedMsg{gen, p, err}
	}
}

// planned asks whether to carry a plan out.
func (a *App) planned(m plannedMsg) tea.Cmd {
	c, ok := a.dialog.(*confirm)
	if !a.planning.done(m.gen) || !ok {
		return nil
	}
	switch {
	case m.err != nil:
		a.leave()
		return a.failed("count the articles", m.err)
	case m.plan.n == 0:
		a.leave()
		a.say("Nothing is unread there: " + m.plan.what)
		return nil
	}
	c.question = fmt.Sprintf("Mark %s read: %s?", articles(m.plan.n), m.plan.what)
	c.yes = func() tea.Cmd { return a.carryOut(m.plan) }
	return nil
}

// articles is a number of articles in words.
func articles(n int) string {
	if n == 1 {
		return "1 article"
	}
	return number(n) + " articles"
}

// carryOut does what a plan says, as one act.
func (a *App) carryOut(p plan) tea.Cmd {
	a.working = "Marking " + articles(p.n) + " " + a.theme.Marks.Ellipsis
	lib, ctx, at := a.lib, a.find.parent, a.opts.Now()
	q := p.query
	if q.Limit == 0 { // a limit counts the read ones, too
		q = narrow(q, model.Is{State: model.IsUnread})
	}
	return a.inOrder(func() tea.Msg {
		var act model.Act
		var err error
		if p.dir != 0 {
			act, err = lib.Mark(ctx, p.ids, p.mark, at)
		} else {
			act, err = lib.MarkWhere(ctx, q, p.mark, at)
		}
		return markedMsg{act: act, verb: verbDone, err: err}
	})
}

// unreadBeyond returns the unread articles before or behind a place in the
// list of q, a page at a time.
func unreadBeyond(ctx context.Context, lib model.Library, q model.Query, from model.Place, dir int) ([]model.ID, error) {
	if q.Limit == 0 { // a limit counts the read ones, too
		q = narrow(q, model.Is{State: model.IsUnread})
	}
	var ids []model.ID
	for {
		w := model.Window{At: model.At{Place: &from}, After: stride}
		if dir < 0 {
			w.Before, w.After = stride, 0
		}
		page, err := lib.Find(ctx, q, w)
		if err != nil {
			return nil, err
		}
		more := false
		for _, h := range page.Headlines {
			if h.Place == from {
				continue
			}
			more = true
			if !h.State.Read {
				ids = append(ids, h.ID)
			}
		}
		hs := page.Headlines
		switch {
		case !more:
			return ids, nil
		case dir < 0:
			from = hs[0].Place
		default:
			from = hs[len(hs)-1].Place
		}
		if (dir < 0 && page.First) || (dir > 0 && page.Last) {
			return ids, nil
		}
	}
}
