package linemode

import (
	"errors"
	"fmt"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/article"
	"dateline/ui/message"
	"dateline/ui/session"
)

// reading is the article that is being read.
type reading struct {
	article model.Article
	text    []string // it, laid out
	links   []article.Link
	trail   session.Trail

	lines []string // what is printed: the text, or what was asked about it
	at    int      // lines that were printed
}

// read prints the article of a headline and marks it read.
func (f front) read(h model.Headline) error {
	art, err := f.o.Library.Article(f.ctx, h.ID)
	if err != nil {
		return action.Failure{Doing: message.ReadArticle, Err: err}
	}
	if err := f.show(art, nil); err != nil {
		return err
	}
	if art.State.Read || f.o.Library.ReadOnly() {
		return nil
	}
	if _, err := f.o.Library.Mark(f.ctx, []model.ID{h.ID}, model.Mark{Do: model.MarkRead, Opened: true}, f.o.Now()); err != nil {
		return action.Failure{Doing: message.MarkItRead, Err: err}
	}
	f.filter.Counted = false
	f.keep(h)
	return nil
}

// show lays an article out and prints it, a page at a time where there is a
// terminal.
func (f front) show(art model.Article, trail session.Trail) error {
	r := reading{article: art, trail: trail}
	q := article.Request{Width: f.width(), Height: 1, Theme: f.theme, Now: f.o.Now(), Records: true}
	err := f.renderer.Render(f.ctx, art, q, func(c article.Chunk) bool {
		for _, l := range c.Lines {
			r.text = append(r.text, l.Text)
		}
		r.links = append(r.links, c.Links...)
		return true
	})
	if err != nil {
		return err
	}
	f.reading = r
	f.write("\n")
	f.sheet(r.text)
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
	if s.height() > 0 {
		n = min(n, r.at+s.rows())
	}
	s.lines(r.lines[r.at:n]...)
	if r.at = n; r.unfinished() {
		s.say(fmt.Sprintf(message.PercentPlain, 100*n/len(r.lines)))
	}
	s.flush()
}

// unfinished reports whether there is more of the article to be printed.
func (r *reading) unfinished() bool { return r.at < len(r.lines) }

// links lists the links of the article that is being read.
func (f front) links(action.Call) error {
	if len(f.reading.links) == 0 {
		f.say(message.NoLinksToShow)
	}
	for _, l := range f.reading.links {
		text := model.CleanLine(l.Text)
		if text == "" || text == l.URL {
			text = l.URL
		} else {
			text += ": " + l.URL
		}
		f.say(fmt.Sprintf("%d  %s", l.Number, text))
	}
	return nil
}

// find prints the paragraphs of the article that hold a text.
func (f front) find(c action.Call) error {
	found, n, ok := article.Paragraphs(f.reading.text, c.Arg)
	switch {
	case !ok:
		return errors.New(message.NotToBeLookedFor)
	case len(f.reading.text) == 0:
		return errors.New(message.NothingBeingRead)
	case n == 0:
		return f.none(message.NotFound, nil)
	}
	for i, paragraph := range found {
		if i > 0 {
			f.lines("")
		}
		f.say(paragraph)
	}
	f.say(fmt.Sprintf(message.FoundNumber, n))
	return nil
}

// pager shows the article in a program of the reader's.
func (f front) pager(action.Call) error {
	pager := f.o.Host.Pager()
	if pager == nil {
		return action.NotAllowed(message.NoPrograms)
	}
	return f.Article(0, func(a model.Article) error {
		f.flush()
		if err := pager(f.ctx, a, f.o.Input, f.o.Output, f.o.Output); err != nil {
			return action.Failure{Doing: message.OpenArticle, Err: err}
		}
		return nil
	})
}
