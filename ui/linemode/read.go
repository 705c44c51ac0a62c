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

// reading is the open article.
type reading struct {
	article model.Article
	text    []string // laid out
	links   []article.Link
	trail   session.Trail
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

// show lays out an article and prints it, page by page on a terminal.
func (f front) show(art model.Article, trail session.Trail) error {
	r := reading{article: art, trail: trail}
	q := article.Request{Width: f.Width(), Height: 1, Theme: f.Theme, Now: f.o.Now(), Records: true}
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
	f.Lines("")
	f.Sheet(r.text)
	return nil
}

// links lists the links of the open article.
func (f front) links(action.Call) error {
	if len(f.reading.links) == 0 {
		f.Say(message.NoLinksToShow)
	}
	for _, l := range f.reading.links {
		text := model.CleanLine(l.Text)
		if text == "" || text == l.URL {
			text = l.URL
		} else {
			text += ": " + l.URL
		}
		f.Say(fmt.Sprintf("%d  %s", l.Number, text))
	}
	return nil
}

// find prints the paragraphs of the article that contain a text.
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
			f.Lines("")
		}
		f.Say(paragraph)
	}
	f.Say(fmt.Sprintf(message.FoundNumber, n))
	return nil
}

// pager shows the article in the reader's pager.
func (f front) pager(action.Call) error {
	pager := f.o.Host.Pager()
	if pager == nil {
		return action.NotAllowed(message.NoPrograms)
	}
	return f.Article(0, func(a model.Article) error {
		f.Flush()
		if err := pager(f.ctx, a, f.o.Input, f.o.Output, f.o.Output); err != nil {
			return action.Failure{Doing: message.OpenArticle, Err: err}
		}
		return nil
	})
}
