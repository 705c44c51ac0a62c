package linemode

import (
	"context"
	"fmt"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/message"
	"dateline/ui/session"
)

// reading is the article that is being read.
type reading struct {
	article model.Article
	text    []string // it, laid out
	links   []article.Link
	trail   []model.Article // the pages behind it, where links were followed

	lines []string // what is printed: the text, or what was asked about it
	at    int      // lines that were printed
}

// open reads the headline of a number.
func (s *Session) open(ctx context.Context, number int) error {
	h, err := s.numbered(ctx, number)
	if err != nil {
		return err
	}
	return s.read(ctx, h, number)
}

// numbered returns the headline of a number: the one that was printed with it,
// or else the one that stands there now.
func (s *Session) numbered(ctx context.Context, number int) (model.Headline, error) {
	if h, ok := s.printed[number]; ok {
		return h, nil
	}
	page, err := s.part(ctx, model.Window{After: 1})
	if err == nil && len(page.Headlines) > 0 && number > 1 {
		var at model.At
		if at, _, err = session.Nth(ctx, s.lib, s.listed(ctx), s.keeping(), number); err == nil {
			page, err = s.part(ctx, model.Window{At: at, After: 1})
		}
	}
	switch total := s.total(); {
	case err != nil:
		return model.Headline{}, fmt.Errorf("%s: %w", message.ReadList, err)
	case len(page.Headlines) == 0:
		return model.Headline{}, fmt.Errorf(message.EmptyList)
	case number > max(total, 1) && len(s.printed) < number:
		return model.Headline{}, fmt.Errorf(message.NoHeadlineNumber, number, total)
	}
	return page.Headlines[0], nil
}

// read prints the article of a headline and marks it read.
func (s *Session) read(ctx context.Context, h model.Headline, number int) error {
	art, err := s.lib.Article(ctx, h.ID)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadArticle, err)
	}
	if err := s.show(ctx, art, nil); err != nil {
		return err
	}
	s.here, s.number = &h, number
	if art.State.Read || s.lib.ReadOnly() {
		return nil
	}
	if _, err := s.lib.Mark(ctx, []model.ID{h.ID}, model.Mark{Do: model.MarkRead, Opened: true}, s.o.Now()); err != nil {
		return fmt.Errorf("%s: %w", message.MarkItRead, err)
	}
	s.filter.Moved()
	s.keep(ctx, h)
	return nil
}

// show lays an article out and prints it, a page at a time where there is a
// terminal.
func (s *Session) show(ctx context.Context, art model.Article, trail []model.Article) error {
	r := reading{article: art, trail: trail}
	q := article.Request{Width: s.width(), Height: 1, Theme: s.theme, Now: s.o.Now(), Records: true}
	err := s.renderer.Render(ctx, art, q, func(c article.Chunk) bool {
		for _, l := range c.Lines {
			r.text = append(r.text, l.Text)
		}
		r.links = append(r.links, c.Links...)
		return true
	})
	if err != nil {
		return err
	}
	s.reading = r
	s.write("\n")
	s.sheet(r.text)
	return nil
}

// sheet prints lines as an article is, in its place.
func (s *Session) sheet(lines []string) {
	s.reading.lines, s.reading.at = lines, 0
	s.more()
}

// more prints what follows of the article.
func (s *Session) more() {
	r := &s.reading
	n := len(r.lines)
	if s.paged() {
		n = min(n, r.at+s.lines())
	}
	for ; r.at < n; r.at++ {
		s.line(r.lines[r.at])
	}
	if r.at < len(r.lines) {
		s.say(fmt.Sprintf(message.PercentPlain, 100*r.at/len(r.lines)))
	}
	s.flush()
}

// unfinished reports whether there is more of the article to be printed.
func (r *reading) unfinished() bool { return r.at < len(r.lines) }
