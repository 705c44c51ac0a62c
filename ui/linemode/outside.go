package linemode

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// outsideDeed returns what an action does beyond the library, or nil.
func (s *Session) outsideDeed(a keys.Action) deed {
	switch a {
	case keys.Browser:
		return s.browser
	case keys.Enclosure:
		return s.enclosure
	case keys.FullText:
		return s.withArticle(func(ctx context.Context, a model.Article) error {
			if a.URL == "" {
				return errNoAddress
			}
			return s.openPage(ctx, a.URL)
		})
	case keys.Hints:
		return said(s.links)
	case keys.FollowLink:
		return s.followLink
	case keys.CopyURL:
		return s.withArticle(func(_ context.Context, a model.Article) error {
			if a.URL == "" {
				return errNoAddress
			}
			s.say(a.URL)
			return nil
		})
	case keys.CopyCitation:
		return s.withArticle(func(_ context.Context, a model.Article) error {
			s.say(session.Citation(&a, s.o.Now().Location()))
			return nil
		})
	case keys.Save:
		return s.save
	case keys.Export:
		return s.export
	case keys.Pipe, keys.PipeMarkdown:
		return s.pipe
	case keys.Pager:
		if s.o.Size == nil || s.o.Echo {
			return nil // a program of the reader's needs a terminal
		}
		return s.withArticle(s.pager)
	case keys.Refresh:
		return s.refresh
	case keys.RefreshAll:
		return bare(func(ctx context.Context) error { return s.refreshSource(ctx, "") })
	case keys.Add:
		return s.askAdd
	case keys.Problems:
		return said(s.showProblems)
	}
	return nil
}

var (
	errNoAddress = errors.New(message.NoAddressPlain)
	errNotHere   = errors.New(message.NotAvailablePlain)
)

// meantArticle returns the article that is meant: the page that a link led to,
// or that of the headline.
func (s *Session) meantArticle(ctx context.Context, number int) (model.Article, error) {
	if number == 0 && len(s.reading.trail) > 0 {
		return s.reading.article, nil
	}
	h, err := s.meant(ctx, number)
	if err != nil {
		return model.Article{}, err
	}
	a, err := s.lib.Article(ctx, h.ID)
	if err != nil {
		return a, fmt.Errorf("%s: %w", message.ReadArticle, err)
	}
	return a, nil
}

// withArticle makes a deed of what is done with the article that is meant.
func (s *Session) withArticle(do func(context.Context, model.Article) error) deed {
	return func(ctx context.Context, c keys.Call) error {
		a, err := s.meantArticle(ctx, c.Count)
		if err != nil {
			return err
		}
		return do(ctx, a)
	}
}

// browser shows the article's address in the browser, or the link of a count.
func (s *Session) browser(ctx context.Context, c keys.Call) error {
	if c.Count > 0 {
		address, err := s.link(c.Count)
		if err != nil {
			return err
		}
		return s.browse(ctx, address)
	}
	a, err := s.meantArticle(ctx, 0)
	if err == nil && a.URL == "" {
		err = errNoAddress
	}
	if err != nil {
		return err
	}
	return s.browse(ctx, a.URL)
}

func (s *Session) browse(ctx context.Context, address string) error {
	if s.o.Host.Browse() == nil {
		return errNotHere
	}
	if err := s.o.Host.Browse()(ctx, address); err != nil {
		return fmt.Errorf("%s: %w", message.OpenBrowser, err)
	}
	s.say(fmt.Sprintf(message.Opened, address))
	return nil
}

// link returns the address of a link of the article that is being read.
func (s *Session) link(number int) (string, error) {
	switch n := len(s.reading.links); {
	case s.reading.article.ID == "":
		return "", errors.New(message.NothingBeingRead)
	case n == 0:
		return "", errors.New(message.NoLinksPlain)
	case number > n:
		return "", fmt.Errorf(message.LastLink, n)
	}
	return s.reading.links[number-1].URL, nil
}

// links lists the links of the article that is being read.
func (s *Session) links() {
	if len(s.reading.links) == 0 {
		s.say(message.NoLinksToShow)
	}
	for _, l := range s.reading.links {
		text := model.CleanLine(l.Text)
		if text == "" || text == l.URL {
			text = l.URL
		} else {
			text += ": " + l.URL
		}
		s.say(fmt.Sprintf("%d  %s", l.Number, text))
	}
}

// followLink reads what a link leads to in the place of the article.
func (s *Session) followLink(ctx context.Context, c keys.Call) error {
	if c.Count == 0 {
		return errors.New(message.WhichLink)
	}
	address, err := s.link(c.Count)
	if err != nil {
		return err
	}
	return s.openPage(ctx, address)
}

// enclosure opens what is attached to the article.
func (s *Session) enclosure(ctx context.Context, c keys.Call) error {
	a, err := s.meantArticle(ctx, 0)
	if err != nil {
		return err
	}
	switch all := len(a.Enclosures); {
	case all == 0:
		return errors.New(message.NoEnclosurePlain)
	case c.Count == 0 && all > 1, c.Count > all:
		return fmt.Errorf(message.ManyEnclosuresPlain, all)
	}
	return s.browse(ctx, a.Enclosures[max(c.Count, 1)-1].URL)
}

// openPage reads what is at an address in the place of the article.
func (s *Session) openPage(ctx context.Context, address string) error {
	if u, err := url.Parse(address); err == nil && u.Scheme == "mailto" {
		return s.browse(ctx, address)
	}
	if s.o.Host.Page() == nil {
		return errNotHere
	}
	s.say(fmt.Sprintf(message.OpeningPlain, address))
	a, err := s.o.Host.Page()(ctx, address)
	if err != nil {
		return fmt.Errorf("%s: %w", message.OpenLink, err)
	}
	a.ID = model.ID("page " + address) // never that of an article of the library
	trail := append(s.reading.trail[:len(s.reading.trail):len(s.reading.trail)], s.reading.article)
	if len(trail) > maxTrail {
		trail = trail[1:]
	}
	return s.show(ctx, a, trail)
}

// maxTrail bounds how many pages lie behind the one that is read.
const maxTrail = 50

// save writes the article to a file.
func (s *Session) save(ctx context.Context, c keys.Call) error {
	if s.o.Host.Save() == nil {
		return errNotHere
	}
	a, err := s.meantArticle(ctx, 0)
	if err != nil {
		return err
	}
	name := c.Arg
	if name == "" {
		name = session.FileName(&a, s.o.Now().Location())
		typed, err := s.ask(ctx, fmt.Sprintf(message.SaveLabelPlain, name))
		if err != nil {
			return err
		}
		if typed != "" {
			name = typed
		}
	}
	made, err := s.o.Host.Save()(ctx, a, name)
	if err != nil {
		return fmt.Errorf("%s: %w", message.SaveArticle, err)
	}
	s.say(fmt.Sprintf(message.Saved, made))
	return nil
}

// pipe gives the article to a shell command and prints what it says.
func (s *Session) pipe(ctx context.Context, c keys.Call) error {
	if s.o.Host.Pipe() == nil {
		return errNotHere
	}
	a, err := s.meantArticle(ctx, 0)
	if err != nil {
		return err
	}
	return s.taking(message.CommandLabelPlain, func(ctx context.Context, command string) error {
		out, err := s.o.Host.Pipe()(ctx, a, c.Action == keys.PipeMarkdown, command)
		s.paragraphs(strings.ReplaceAll(out, "\t", "    "))
		if err != nil {
			return fmt.Errorf("%s: %w", command, err)
		}
		if strings.TrimSpace(out) == "" {
			s.say(fmt.Sprintf(message.Done, command))
		}
		return nil
	})(ctx, c)
}

// paragraphs prints text of several lines, a page at a time.
func (s *Session) paragraphs(text string) {
	var lines []string
	for line := range strings.SplitSeq(strings.TrimRight(model.CleanText(text), "\n "), "\n") {
		lines = append(lines, s.theme.Wrap(line, s.width())...)
	}
	if len(lines) > 1 || lines[0] != "" {
		s.sheet(lines)
	}
}

// pager shows the article in a program of the reader's.
func (s *Session) pager(ctx context.Context, a model.Article) error {
	if s.o.Host.Pager() == nil {
		return errNotHere
	}
	s.flush()
	if err := s.o.Host.Pager()(ctx, a, s.o.Input, s.o.Output, s.o.Output); err != nil {
		return fmt.Errorf("%s: %w", message.OpenArticle, err)
	}
	return nil
}
