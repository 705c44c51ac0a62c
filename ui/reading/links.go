package reading

import (
	"context"
	"fmt"
	"net/url"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Away reports whether a page that a link has led to is shown in the place of an article
// of the list, and Depth how many links deep it is.
func (c *Controller) Away() bool { return len(c.trail) > 0 }

// Depth returns how many links have been followed from an article of the list.
func (c *Controller) Depth() int { return len(c.trail) }

// Of returns the article of the list that the pane stands for: the one from which
// links were followed, or the one it shows or is to show.
func (c *Controller) Of() model.ID {
	if c.Away() {
		return c.trail[0].Article.ID
	}
	return c.Wanted()
}

// Stands reports whether the pane stands for an article of the list that has come.
func (c *Controller) Stands(id model.ID) bool {
	if c.Away() {
		return c.trail[0].Article.ID == id
	}
	return c.shown.ID == id
}

// Settled reports whether the pane shows, to its end, what is meant where an article
// of the list is selected.
func (c *Controller) Settled(selected model.ID) bool {
	return (selected != "" && selected == c.shown.ID || c.Away()) && c.Shown() == c.shown.ID && c.Done()
}

// Link returns the address of the n-th link, of the highlighted one where n is 0, or
// says why there is none. It takes which article of the list is selected.
func (c *Controller) Link(selected model.ID, n int) (string, error) {
	if n == 0 {
		n = c.Pane.Link()
	}
	links := c.Links()
	switch {
	case n == 0:
		return "", hint(fmt.Sprintf(message.NoLinkHighlighted, c.KeyFor(keys.NextLink), c.KeyFor(keys.Hints)))
	case !c.Settled(selected):
		return "", hint(message.StillOpening)
	case len(links) == 0:
		return "", hint(message.NoLinks)
	case n > len(links):
		return "", hint(fmt.Sprintf(message.Plural(len(links), message.OneLink, message.FewLinks), len(links)))
	}
	return links[n-1].URL, nil
}

// hint is an error that says why there is nothing to do.
func hint(words string) error { return action.Hint{Screen: words} }

// LinksSeen returns the numbers of the links on the screen, or says why there are none.
func (c *Controller) LinksSeen(selected model.ID) ([]int, error) {
	switch {
	case c.Hidden():
		return nil, hint(message.NoArticleOnScreen)
	case !c.Settled(selected):
		return nil, hint(message.StillOpening)
	}
	seen := c.Pane.LinksSeen()
	if len(seen) == 0 {
		return nil, hint(message.NoLinkOnScreen)
	}
	return seen, nil
}

// NextLink highlights another link of the article and names it.
func (c *Controller) NextLink(n int) {
	if !c.Pane.NextLink(n) {
		c.Say(message.NoLinkThatWay)
		return
	}
	l := c.Links()[c.Pane.Link()-1]
	c.Say(fmt.Sprintf("%d %s", l.Number, l.URL))
}

// Browse shows an address in the reader's browser.
func (c *Controller) Browse(address string) tea.Cmd {
	open := c.Host.Browse()
	if open == nil {
		return c.Offer(address)
	}
	return load.Do(c.Ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, open(ctx, address)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.OpenBrowser, err)
		}
		c.Say(fmt.Sprintf(message.Opened, address))
		return nil
	})
}

// OpenPage reads what is at an address and shows it in the place of the
// article.
func (c *Controller) OpenPage(address string) tea.Cmd {
	open := c.Host.Page()
	switch u, err := url.Parse(address); {
	case err == nil && u.Scheme == "mailto":
		return c.Browse(address)
	case open == nil:
		return c.Offer(address)
	}
	c.Say(fmt.Sprintf(message.Opening, address, c.Theme.Marks.Ellipsis))
	return c.page.Start(c.Ctx, func(ctx context.Context) (model.Article, error) {
		art, err := open(ctx, address)
		art.ID = model.ID("page " + address) // never that of an article of the library
		return art, err
	}, c.opened)
}

// notCome is the place in an article that a page has overtaken.
const notCome = -1

// opened shows the page that a link leads to.
func (c *Controller) opened(page model.Article, err error) tea.Cmd {
	if err != nil {
		return c.Failed(message.OpenLink, err)
	}
	c.Say("")
	c.picture.Stop()
	keep := c.KeepPlace()
	behind := session.Page{Article: c.shown, At: c.Position()}
	if id := c.Wanted(); id != c.shown.ID {
		behind = session.Page{Article: model.Article{ID: id}, At: notCome}
	}
	c.trail.Push(behind)
	return tea.Batch(keep, c.showPage(page, 0))
}

// showPage shows an article from a place on.
func (c *Controller) showPage(art model.Article, at int) tea.Cmd {
	c.fetching.Stop()
	c.shown = art
	c.Pane.Show(art.ID)
	c.Resume(at)
	return c.render()
}

// Back goes to the page behind the one that is shown. It reports whether there was one.
func (c *Controller) Back() (tea.Cmd, bool) {
	c.page.Stop()
	p, ok := c.trail.Pop()
	if !ok {
		return nil, false
	}
	if p.At == notCome {
		return c.Show(p.Article.ID), true
	}
	return c.showPage(p.Article, p.At), true
}
