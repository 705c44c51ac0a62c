package linemode

import (
	"fmt"
	"strings"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// page is the part of the list that was printed last.
type page struct {
	rows         []model.Headline
	first        int // number of the first
	begins, ends bool
}

// maxPrinted bounds the headlines whose numbers are remembered.
const maxPrinted = 5000

// setFilter puts a filter in force, if it is one, and lists what it finds.
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
	f.page, f.printed, f.here, f.number = page{first: 1, begins: true, ends: true}, make(map[int]model.Headline), nil, 0
	f.reading = reading{}
	f.say(f.explanation())
	for _, o := range f.filter.Offers {
		f.say(o.String())
	}
	if counts.Total == 0 {
		return f.nothing()
	}
	return f.forward(model.At{}, "", 1)
}

// explanation reads the filter back, with what it finds.
func (f front) explanation() string {
	if f.filter.Text != "" {
		text := f.filter.Found(f.theme.Marks.Dot)
		if f.o.ASCII {
			text = strings.ReplaceAll(text, " – ", " - ")
		}
		return text
	}
	text := session.Articles(f.filter.Counts.Total)
	return withUnread(text, f.filter.Counts.Unread)
}

// withUnread says behind a number how many of it are unread, if any.
func withUnread(text string, n int) string {
	if n > 0 {
		text = fmt.Sprintf(message.CountUnread, text, theme.Number(n))
	}
	return text
}

// nothing says why there is nothing to list and what to do.
func (f front) nothing() error {
	if f.filter.Text == "" {
		feeds, err := session.Waiting(f.ctx, f.o.Library)
		if err == nil && feeds > 0 {
			f.say(session.Unfetched(feeds, message.RefreshAllPlain) + ".")
			return nil
		}
		f.say(message.EmptyPlain)
		return err
	}
	f.say(message.NothingMatches)
	for _, text := range f.filter.Counts.Instead() {
		f.say("  " + text)
	}
	f.say(message.NothingMatchesPlain)
	return nil
}

// part finds a part of the list, with what stays in it.
func (f front) part(w model.Window) (model.Page, error) {
	w.Keep = f.keeping()
	p, err := f.o.Library.Find(f.ctx, f.filter.Listed(f.Env()), w)
	if err != nil {
		err = action.Failure{Doing: message.ReadList, Err: err}
	}
	return p, err
}

// keeping returns the headlines that stay in the list: also that of the article
// that is being read, whatever others do to it, unless the reader has hidden it.
func (f front) keeping() session.Kept {
	if f.here != nil && f.here.ID == f.reading.article.ID && !f.here.State.Hidden {
		return f.filter.Kept.With(*f.here)
	}
	return f.filter.Kept
}

// keep has a headline stay in the list where what was done to it has taken it out
// of the filter.
func (f front) keep(h model.Headline) {
	kept := &f.filter.Kept
	kept.Add(h)
	w := model.Window{At: model.At{ID: h.ID}, After: 1, Keep: *kept}
	p, err := f.o.Library.Find(f.ctx, f.filter.Listed(f.Env()), w)
	if err == nil && (len(p.Headlines) == 0 || !p.Headlines[0].Kept || p.Headlines[0].ID != h.ID) {
		kept.Drop(h.ID)
	}
}

// forward prints the page that begins at a place. The headline after, if it is
// still there, is left out.
func (f front) forward(at model.At, after model.ID, number int) error {
	got, err := f.part(model.Window{At: at, After: f.rows() + 1})
	if err != nil {
		return err
	}
	hs := got.Headlines[got.Here:]
	if len(hs) > 0 && hs[0].ID == after {
		hs = hs[1:]
	}
	begins := got.First && got.Here == 0 && after == ""
	lines, n, err := f.layout(hs, number, begins)
	if err != nil {
		return err
	}
	f.print(page{hs[:n], number, begins, got.Last && n == len(hs)}, lines)
	return nil
}

// backward prints the page that ends before the place of a headline, or at the
// end of the list.
func (f front) backward(at model.At, before model.ID, number int) error {
	got, err := f.part(model.Window{At: at, Before: f.rows()})
	if err != nil {
		return err
	}
	hs := got.Headlines
	if n := len(hs); n > 0 && hs[n-1].ID == before {
		hs = hs[:n-1]
	}
	for from := range hs {
		first, begins := number-len(hs)+from, got.First && from == 0
		if begins || first < 1 {
			first = 1
		}
		lines, n, err := f.layout(hs[from:], first, begins)
		if err != nil {
			return err
		}
		if from+n == len(hs) {
			f.print(page{hs[from:], first, begins, got.Last && before == ""}, lines)
			return nil
		}
	}
	return nil
}

// print prints a page and remembers it.
func (f front) print(p page, lines []string) {
	if len(p.rows) == 0 {
		f.say(message.EndOfList)
		return
	}
	f.page, f.reading = p, reading{}
	if len(f.printed)+len(p.rows) > maxPrinted {
		clear(f.printed)
	}
	for i, h := range p.rows {
		f.printed[p.first+i] = h
	}
	f.lines(lines...)
	f.say(f.where())
	f.hinted = true
}

// where says which part of the list was printed and, once, how to go on.
func (f front) where() string {
	p := f.page
	last := p.first + len(p.rows) - 1
	var parts []string
	if !p.begins || !p.ends {
		parts = append(parts, fmt.Sprintf(message.PagePlain, theme.Number(p.first), theme.Number(last), theme.Number(max(last, f.total()))))
	}
	switch {
	case p.ends && !p.begins:
		parts = append(parts, message.EndOfArticle)
	case !f.hinted && !p.ends:
		parts = append(parts, message.HintMorePlain)
	case !f.hinted:
		parts = append(parts, message.HintPlain)
	}
	return strings.Join(parts, " ")
}

// total is how many headlines the list has, with those that only stay in it, as
// far as was counted.
func (f front) total() int {
	n := f.filter.Counts.Total
	if !f.filter.Unfolded {
		n -= f.filter.Counts.Ahead
	}
	return f.limited(n) + len(f.filter.Kept)
}

// limited is a number of headlines as the filter limits it.
func (f front) limited(n int) int {
	if l := f.filter.Query.Limit; l > 0 {
		n = min(n, l)
	}
	return n
}

// again prints the page once more, as it is now.
func (f front) again(action.Call) error {
	if len(f.page.rows) == 0 {
		return f.setFilter(f.filter.Text)
	}
	at := model.At{Place: &f.page.rows[0].Place}
	if f.page.begins {
		at = model.At{}
	}
	return f.forward(at, "", f.page.first)
}

// next prints the page after this one.
func (f front) next() error {
	n := len(f.page.rows)
	if n == 0 || f.page.ends {
		f.say(message.EndOfList)
		return nil
	}
	last := f.page.rows[n-1]
	return f.forward(model.At{Place: &last.Place}, last.ID, f.page.first+n)
}

// previous prints the page before this one.
func (f front) previous(action.Call) error {
	if len(f.page.rows) == 0 || f.page.begins {
		f.say(message.BeginningOfList)
		return nil
	}
	first := f.page.rows[0]
	return f.backward(model.At{Place: &first.Place}, first.ID, f.page.first)
}

// top prints the first page, or reads the headline of a count.
func (f front) top(c action.Call) error {
	if c.Count > 0 {
		return f.open(c)
	}
	return f.forward(model.At{}, "", 1)
}

// bottom prints the last page, or reads the headline of a count.
func (f front) bottom(c action.Call) error {
	if c.Count > 0 {
		return f.open(c)
	}
	t, err := f.o.Library.Count(f.ctx, f.filter.Listed(f.Env()))
	if err != nil {
		return action.Failure{Doing: message.CountArticles, Err: err}
	}
	return f.backward(model.At{Bottom: true}, "", f.limited(t.Total)+len(f.filter.Kept)+1)
}
