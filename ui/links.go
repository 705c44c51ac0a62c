package ui

import (
	"context"
	"fmt"
	"net/url"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
)

// maxTrail bounds how many pages lie behind the one that is shown.
const maxTrail = 50

// behind is a page that lies behind the one that is shown, and the place in it.
type behind struct {
	article model.Article
	at      int
}

// openBrowser shows the article's address in the browser, or the n-th link.
func (a *App) openBrowser(n int) tea.Cmd {
	if n > 0 {
		return a.onLink(n, a.browse)
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		if art.URL == "" {
			a.say(message.NoAddress)
			return nil
		}
		return a.browse(art.URL)
	})
}

// openAndRead shows the article's address in the browser and marks it read.
func (a *App) openAndRead() tea.Cmd {
	return a.withArticle(func(art model.Article) tea.Cmd {
		if art.URL == "" {
			a.say(message.NoAddress)
			return nil
		}
		open := a.browse(art.URL)
		if open == nil || art.State.Read || a.lib.ReadOnly() || len(a.trail) > 0 {
			return open
		}
		if h, ok := a.list.Selected(); ok && h.ID == art.ID {
			a.keep(h)
		}
		a.foresee([]model.ID{art.ID}, func(s *model.State) { s.Read = true })
		return tea.Batch(open, a.mark([]model.ID{art.ID}, model.Mark{Do: model.MarkRead}))
	})
}

// openEnclosure opens what is attached to the article: the n-th, or the only
// one, with what the desktop has for its address.
func (a *App) openEnclosure(n int) tea.Cmd {
	return a.withArticle(func(art model.Article) tea.Cmd {
		switch all := len(art.Enclosures); {
		case all == 0:
			a.say(message.NoEnclosure)
		case n == 0 && all > 1:
			a.say(fmt.Sprintf(message.ManyEnclosures, all))
		case n > all:
			a.say(fmt.Sprintf(message.Plural(all, message.OneEnclosure, message.FewEnclosures), all))
		default:
			return a.browse(art.Enclosures[max(n, 1)-1].URL)
		}
		return nil
	})
}

// openFullText reads what is at the article's address and shows it in the place
// of what the feed has of it.
func (a *App) openFullText() tea.Cmd {
	return a.withArticle(func(art model.Article) tea.Cmd {
		if art.URL == "" {
			a.say(message.NoAddress)
			return nil
		}
		return tea.Batch(a.focusOn(keys.Article), a.openPage(art.URL))
	})
}

// onLink does something with the n-th link of the article in the pane.
func (a *App) onLink(n int, do func(url string) tea.Cmd) tea.Cmd {
	links := a.article.Links()
	switch {
	case !a.paneReady():
		a.say(message.StillOpening)
	case len(links) == 0:
		a.say(message.NoLinks)
	case n > len(links):
		a.say(fmt.Sprintf(message.Plural(len(links), message.OneLink, message.FewLinks), len(links)))
	default:
		return do(links[n-1].URL)
	}
	return nil
}

// paneReady reports whether the pane shows, to its end, what is meant.
func (a *App) paneReady() bool {
	h, ok := a.list.Selected()
	return (ok && h.ID == a.shown.ID || len(a.trail) > 0) && a.article.Shown() == a.shown.ID && a.article.Done()
}

// followLink reads the n-th link in the pane, or the highlighted one.
func (a *App) followLink(n int) tea.Cmd {
	if n == 0 {
		n = a.article.Link()
	}
	if n == 0 {
		a.say(fmt.Sprintf(message.NoLinkHighlighted, a.keyFor(keys.NextLink), a.keyFor(keys.Hints)))
		return nil
	}
	return a.onLink(n, a.openPage)
}

// openPage reads what is at an address and shows it in the place of the
// article.
func (a *App) openPage(address string) tea.Cmd {
	open := a.opts.Host.Page()
	switch u, err := url.Parse(address); {
	case err == nil && u.Scheme == "mailto":
		return a.browse(address)
	case open == nil:
		a.complain(message.NoOpeningLinks)
		return nil
	}
	a.say(fmt.Sprintf(message.Opening, address, a.theme.Marks.Ellipsis))
	return a.loadingPage.Start(a.libraryCtx, func(ctx context.Context) (model.Article, error) {
		art, err := open(ctx, address)
		art.ID = model.ID("page " + address) // never that of an article of the library
		return art, err
	}, a.paged)
}

// paged shows the page that a link leads to.
func (a *App) paged(page model.Article, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.OpenLink, err)
	}
	a.notice = notice{}
	a.loadingPicture.Stop()
	keep := a.keepPlace()
	if len(a.trail) == maxTrail {
		a.trail = append(a.trail[:1], a.trail[2:]...) // the way back to the list's article stays
	}
	a.trail = append(a.trail, behind{a.shown, a.article.Position()})
	return tea.Batch(keep, a.showPage(page, 0))
}

// showPage shows an article from a place on.
func (a *App) showPage(art model.Article, at int) tea.Cmd {
	a.fetch.Stop()
	a.shown = art
	a.article.Show(art.ID)
	a.article.Resume(at)
	return a.render()
}

// goBack goes to the page behind the one that is shown, or to the headlines.
func (a *App) goBack() tea.Cmd {
	a.loadingPage.Stop()
	n := len(a.trail)
	if n == 0 {
		return a.focusOn(keys.List)
	}
	last := a.trail[n-1]
	a.trail = a.trail[:n-1]
	return a.showPage(last.article, last.at)
}

// behindPane returns the article of the list that the pane stands for: the one
// from which links were followed, or the one it shows or is to show.
func (a *App) behindPane() model.ID {
	if len(a.trail) > 0 {
		return a.trail[0].article.ID
	}
	return a.article.Wanted()
}

// stands reports whether the pane stands for an article of the list.
func (a *App) stands(id model.ID) bool {
	if len(a.trail) > 0 {
		return a.trail[0].article.ID == id
	}
	return a.shown.ID == id
}

// browse shows an address in the reader's browser.
func (a *App) browse(address string) tea.Cmd {
	if a.opts.Host.Browse() == nil {
		a.complain(message.NoBrowser)
		return nil
	}
	open := a.opts.Host.Browse()
	return load.Do(a.libraryCtx, func(ctx context.Context) (string, error) {
		return address, open(ctx, address)
	}, a.opened)
}

// highlightLink highlights another link of the article.
func (a *App) highlightLink(n int) {
	if !a.article.NextLink(n) {
		a.say(message.NoLinkThatWay)
		return
	}
	a.say(a.linkWords(a.article.Links()[a.article.Link()-1]))
}

// linkWords names a link: its number and its address.
func (a *App) linkWords(l article.Link) string {
	return fmt.Sprintf("%d %s", l.Number, l.URL)
}

// openHints labels the links on the screen, of which one is chosen by its letters.
func (a *App) openHints() tea.Cmd {
	switch {
	case a.frame.Article.Empty():
		a.say(message.NoArticleOnScreen)
		return nil
	case !a.paneReady():
		a.say(message.StillOpening)
		return nil
	}
	seen := a.article.LinksSeen()
	if len(seen) == 0 {
		a.say(message.NoLinkOnScreen)
		return nil
	}
	h := dialog.NewHints(seen)
	label := func(labels map[int]string) tea.Cmd {
		a.article.SetHints(labels)
		return nil
	}
	a.keys.Reset()
	a.asking.Open(h, dialog.Then{
		Changed: func() tea.Cmd { return label(h.Labels()) },
		GivenUp: func() tea.Cmd { return label(nil) },
		Decided: func() tea.Cmd {
			label(nil)
			switch {
			case h.Copy:
				return a.onLink(h.Link(), a.copy)
			case h.Here:
				return tea.Batch(a.focusOn(keys.Article), a.followLink(h.Link()))
			}
			return a.onLink(h.Link(), a.browse)
		},
	})
	return label(h.Labels())
}
