package linemode

import (
	"fmt"
	"strings"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// setFilter applies a filter, if it parses, and lists what it finds.
func (f front) setFilter(text string) error {
	text = strings.TrimSpace(text)
	next, env := f.filter, f.Env()
	if !next.Set(text, env) {
		return next.Err
	}
	counts, err := session.Count(f.ctx, f.o.Library, text, next.Query, env)
	if err != nil {
		return action.Failure{Doing: message.CountArticles, Err: err}
	}
	next.Steps.Took(f.filter.Text, text)
	next.Count(counts)
	next.Unfolded = next.OnlyAhead()
	f.filter = next
	f.walk, f.reading = session.Walk{}, reading{}
	f.DropSheet()
	found := session.WithUnread(session.Articles(counts.Total), counts.Unread)
	if text != "" {
		found = f.filter.Found(f.Theme.Marks.Dot)
	}
	if f.o.ASCII {
		found = strings.ReplaceAll(found, " – ", " - ")
	}
	f.Say(found)
	for _, o := range f.filter.Offers {
		f.Say(o.String())
	}
	if counts.Total == 0 {
		return f.nothing()
	}
	return f.forward(model.At{}, "", 1)
}

// nothing tells why there is nothing to list and what to do.
func (f front) nothing() error {
	if f.filter.Text == "" {
		feeds, err := session.Waiting(f.ctx, f.o.Library)
		if err == nil && feeds > 0 {
			return f.none(session.Unfetched(feeds, message.RefreshAllPlain)+".", nil)
		}
		f.Say(message.EmptyPlain)
		return err
	}
	f.Say(message.NothingMatches)
	for _, text := range f.filter.Counts.Instead() {
		f.Say("  " + text)
	}
	f.Say(message.NothingMatchesPlain)
	return nil
}

// listing returns the current list. The headline of the open article stays in it
// whatever others do to that, unless the reader has hidden it.
func (f front) listing() session.Listing {
	kept, here := f.filter.Kept, f.walk.Here
	if here != nil && here.ID == f.reading.article.ID && !here.State.Hidden {
		kept = kept.With(*here)
	}
	return session.Listing{Library: f.o.Library, Query: f.filter.Listed(f.Env()), Keep: kept, Total: f.filter.Total()}
}

// keep keeps a headline in the list.
func (f front) keep(h model.Headline) { f.filter.Keep(f.ctx, f.o.Library, f.Env(), h) }

// forward prints the page that begins at a place, without the headline after if that is
// still there. The first headline gets a number.
func (f front) forward(at model.At, after model.ID, number int) error {
	p, err := f.listing().From(f.ctx, at, after, f.Rows()+1)
	if err != nil {
		return err
	}
	lines, n, err := f.layout(p, number)
	if err != nil {
		return err
	}
	p.Rows, p.Ends = p.Rows[:n], p.Ends && n == len(p.Rows)
	f.print(p, number, lines)
	return nil
}

// backward prints the page that ends before a headline with a number, or at the end of
// the list.
func (f front) backward(at model.At, before model.ID, number int) error {
	all, err := f.listing().UpTo(f.ctx, at, before, f.Rows())
	if err != nil {
		return err
	}
	for from := range all.Rows {
		p := session.Part{Rows: all.Rows[from:], Begins: all.Begins && from == 0, Ends: all.Ends}
		first := max(1, number-len(p.Rows))
		if p.Begins {
			first = 1
		}
		lines, n, err := f.layout(p, first)
		if err != nil {
			return err
		}
		if n == len(p.Rows) {
			f.print(p, first, lines)
			return nil
		}
	}
	return nil
}

// print prints a page, which part of the list that is and, once, how to go on.
func (f front) print(p session.Part, first int, lines []string) {
	if len(p.Rows) == 0 {
		f.Say(message.EndOfList)
		return
	}
	f.walk.Show(p, first)
	f.reading = reading{}
	f.DropSheet()
	f.Lines(lines...)
	last := first + len(p.Rows) - 1
	var parts []string
	if !p.Begins || !p.Ends {
		parts = append(parts, fmt.Sprintf(message.PagePlain, message.Number(first), message.Number(last), message.Number(max(last, f.filter.Total()))))
	}
	switch {
	case p.Ends && !p.Begins:
		parts = append(parts, message.EndOfArticle)
	case !f.hinted && !p.Ends:
		parts = append(parts, message.HintMorePlain)
	case !f.hinted:
		parts = append(parts, message.HintPlain)
	}
	f.Say(strings.Join(parts, " "))
	f.hinted = true
}

// again prints the current page anew.
func (f front) again(action.Call) error {
	w := &f.walk
	switch {
	case len(w.Rows) == 0:
		return f.setFilter(f.filter.Text)
	case w.Begins:
		return f.forward(model.At{}, "", w.First)
	}
	return f.forward(model.At{Place: &w.Rows[0].Place}, "", w.First)
}

// next prints the next page.
func (f front) next() error {
	w := &f.walk
	n := len(w.Rows)
	if n == 0 || w.Ends {
		return f.none(message.EndOfList, nil)
	}
	last := w.Rows[n-1]
	return f.forward(model.At{Place: &last.Place}, last.ID, w.First+n)
}

// previous prints the previous page.
func (f front) previous(action.Call) error {
	w := &f.walk
	if len(w.Rows) == 0 || w.Begins {
		return f.none(message.BeginningOfList, nil)
	}
	first := w.Rows[0]
	return f.backward(model.At{Place: &first.Place}, first.ID, w.First)
}

// end prints the first page, the last one, or the article of a number.
func (f front) end(c action.Call) error {
	switch {
	case c.Count > 0:
		return f.open(c)
	case c.Action == keys.Top:
		return f.forward(model.At{}, "", 1)
	}
	return f.backward(model.At{Bottom: true}, "", f.Filter().Total()+1)
}
