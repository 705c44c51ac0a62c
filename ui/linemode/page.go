package linemode

import (
	"context"
	"fmt"
	"strings"

	"dateline/model"
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

// listed returns the query of the list.
func (s *Session) listed(ctx context.Context) model.Query { return s.filter.Listed(s.env(ctx)) }

// filter puts a filter in force, if it is one, and lists what it finds.
func (s *Session) setFilter(ctx context.Context, text string) error {
	text = strings.TrimSpace(text)
	f := s.filter // it comes into force once it has been counted
	if !f.Set(text, s.env(ctx)) {
		return f.Err
	}
	counts, err := session.Count(ctx, s.lib, text, f.Query, s.env(ctx))
	if err != nil {
		return fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	f.Steps.Took(s.filter.Text, text)
	f.Count(counts)
	f.Unfolded = f.OnlyAhead()
	s.filter = f
	s.printed = make(map[int]model.Headline)
	s.page, s.here, s.number = page{first: 1, begins: true, ends: true}, nil, 0
	s.reading = reading{}
	s.say(s.explanation())
	for _, o := range f.Offers {
		s.say(o.String())
	}
	if counts.Total == 0 {
		return s.nothing(ctx)
	}
	return s.forward(ctx, model.At{}, "", 1)
}

// refilter is filter for a text that may have come to be in error.
func (s *Session) refilter(ctx context.Context, text string, err error) error {
	if err != nil {
		return err
	}
	return s.setFilter(ctx, text)
}

// explanation reads the filter back, with what it finds.
func (s *Session) explanation() string {
	c := s.filter.Counts
	if s.filter.Text == "" {
		text := session.Articles(c.Total)
		if c.Unread > 0 {
			text = fmt.Sprintf(message.CountUnread, text, theme.Number(c.Unread))
		}
		return text
	}
	text := s.filter.Found(s.theme.Marks.Dot)
	if s.o.ASCII {
		text = strings.ReplaceAll(text, " – ", " - ")
	}
	return text
}

// nothing says why there is nothing to list and what to do.
func (s *Session) nothing(ctx context.Context) error {
	if s.filter.Text == "" {
		feeds, err := session.Waiting(ctx, s.lib)
		if err == nil && feeds > 0 {
			s.say(session.Unfetched(feeds, message.RefreshAllPlain) + ".")
			return nil
		}
		s.say(message.EmptyPlain)
		return err
	}
	s.say(message.NothingMatches)
	for _, m := range s.filter.Counts.Meant {
		s.say("  " + m)
	}
	for _, d := range s.filter.Counts.Drops {
		s.say("  " + fmt.Sprintf(message.WithoutTerm, d.Term, theme.Number(d.N)))
	}
	s.say(message.NothingMatchesPlain)
	return nil
}

// forward prints the page that begins at a place. The headline after, if it is
// still there, is left out.
func (s *Session) forward(ctx context.Context, at model.At, after model.ID, number int) error {
	got, err := s.part(ctx, model.Window{At: at, After: s.lines() + 1})
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadList, err)
	}
	hs := got.Headlines[got.Here:]
	if len(hs) > 0 && hs[0].ID == after {
		hs = hs[1:]
	}
	begins := got.First && got.Here == 0 && after == ""
	lines, n, err := s.layout(ctx, hs, number, begins)
	if err != nil {
		return err
	}
	s.print(page{hs[:n], number, begins, got.Last && n == len(hs)}, lines)
	return nil
}

// backward prints the page that ends before the place of a headline, or at the
// end of the list.
func (s *Session) backward(ctx context.Context, at model.At, before model.ID, number int) error {
	got, err := s.part(ctx, model.Window{At: at, Before: s.lines()})
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadList, err)
	}
	hs := got.Headlines
	if n := len(hs); n > 0 && hs[n-1].ID == before {
		hs = hs[:n-1]
	}
	for from := 0; from < len(hs); from++ {
		first, begins := number-len(hs)+from, got.First && from == 0
		if begins || first < 1 {
			first = 1
		}
		lines, n, err := s.layout(ctx, hs[from:], first, begins)
		if err != nil {
			return err
		}
		if from+n == len(hs) {
			s.print(page{hs[from:], first, begins, got.Last && before == ""}, lines)
			return nil
		}
	}
	return nil
}

// print prints a page and remembers it.
func (s *Session) print(p page, lines []string) {
	if len(p.rows) == 0 {
		s.say(message.EndOfList)
		return
	}
	s.page, s.reading = p, reading{}
	if len(s.printed)+len(p.rows) > maxPrinted {
		s.printed = make(map[int]model.Headline)
	}
	for i, h := range p.rows {
		s.printed[p.first+i] = h
	}
	for _, line := range lines {
		s.line(line)
	}
	s.say(s.where())
	s.hinted = true
}

// where says which part of the list was printed and, once, how to go on.
func (s *Session) where() string {
	p := s.page
	last, total := p.first+len(p.rows)-1, s.total()
	var parts []string
	if !p.begins || !p.ends {
		parts = append(parts, fmt.Sprintf(message.PagePlain, theme.Number(p.first), theme.Number(last), theme.Number(max(last, total))))
	}
	switch {
	case p.ends && !p.begins:
		parts = append(parts, message.EndOfArticle)
	case !s.hinted && !p.ends:
		parts = append(parts, message.HintMorePlain)
	case !s.hinted:
		parts = append(parts, message.HintPlain)
	}
	return strings.Join(parts, " ")
}

// total is how many headlines the list has, with those that only stay in it, as
// far as was counted.
func (s *Session) total() int {
	n := s.filter.Counts.Total
	if !s.filter.Unfolded {
		n -= s.filter.Counts.Ahead
	}
	if l := s.filter.Query.Limit; l > 0 {
		n = min(n, l)
	}
	return n + len(s.filter.Kept)
}

// again prints the page once more, as it is now.
func (s *Session) again(ctx context.Context) error {
	if len(s.page.rows) == 0 {
		return s.setFilter(ctx, s.filter.Text)
	}
	at := model.At{Place: &s.page.rows[0].Place}
	if s.page.begins {
		at = model.At{}
	}
	return s.forward(ctx, at, "", s.page.first)
}

// next prints the page after this one.
func (s *Session) next(ctx context.Context) error {
	n := len(s.page.rows)
	if n == 0 || s.page.ends {
		s.say(message.EndOfList)
		return nil
	}
	last := s.page.rows[n-1]
	return s.forward(ctx, model.At{Place: &last.Place}, last.ID, s.page.first+n)
}

// previous prints the page before this one.
func (s *Session) previous(ctx context.Context) error {
	if len(s.page.rows) == 0 || s.page.begins {
		s.say(message.BeginningOfList)
		return nil
	}
	first := s.page.rows[0]
	return s.backward(ctx, model.At{Place: &first.Place}, first.ID, s.page.first)
}

// bottom prints the last page.
func (s *Session) bottom(ctx context.Context) error {
	t, err := s.lib.Count(ctx, s.listed(ctx))
	if err != nil {
		return fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	n := t.Total
	if l := s.filter.Query.Limit; l > 0 {
		n = min(n, l)
	}
	return s.backward(ctx, model.At{Bottom: true}, "", n+len(s.filter.Kept)+1)
}

// seen tells the library now and then that the reader is there.
func (s *Session) seen(ctx context.Context) {
	now := s.o.Now()
	if !s.visit.Due(now) {
		return
	}
	if ended, err := s.lib.Visit(ctx, now); err == nil { // one that cannot be written to keeps none
		s.visit.Last = ended
	}
}
