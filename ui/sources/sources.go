// Package sources controls the sidebar of sources and views: its rows, their counts and
// its cursor. It returns the filter that a row stands for; applying it is up to the
// caller.
package sources

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/shared"
	"dateline/ui/sidebar"
)

// The pause before counting again, because a library that is filling changes many times
// a second. Views that are slow to count wait ten times as long as they took, up to
// countMore.
const (
	countRest = time.Second
	countMore = 8 * time.Second
)

// maxCounted limits how many views are counted.
const maxCounted = 40

// Wanted tells when to show the sidebar.
type Wanted uint8

// The values of Wanted.
const (
	WhereItFits Wanted = iota
	Always
	Never
)

// Controller is the sidebar with the queries that fill it, and the saved views.
type Controller struct {
	*shared.State
	sidebar.Sidebar
	Wanted Wanted

	reading  load.Load[[]model.Source]
	counting load.Load[viewCounts]
	later    load.Rest     // delays the next Count
	took     time.Duration // the last count of the views

	readingViews load.Load[[]model.View]
	seekingNext  load.Load[[]model.Source] // for Next
	by           int                       // how far Next moves
	happened     Happened
}

// Happened lists events that the rest of the screen must follow.
type Happened struct {
	Views  bool // the saved views have arrived
	Chosen bool // Filter should be applied
	Filter string
}

// viewCounts holds the counted views and the time that took.
type viewCounts struct {
	items []sidebar.Item
	took  time.Duration
}

// New returns an empty sidebar.
func New(s *shared.State) *Controller { return &Controller{State: s} }

// Reset empties the sidebar when the library changes.
func (c *Controller) Reset() { *c = Controller{State: c.State, Wanted: c.Wanted} }

// Happened returns the events since the last call.
func (c *Controller) Happened() Happened {
	h := c.happened
	c.happened = Happened{}
	return h
}

// Resize sets the size in cells; 0 hides the sidebar.
func (c *Controller) Resize(w, h int) tea.Cmd {
	hidden := c.Empty()
	if c.SetSize(w, h); hidden {
		return c.Count()
	}
	return nil
}

// Go moves the cursor n times.
func (c *Controller) Go(act keys.Action, n int) {
	switch act {
	case keys.Top:
		c.Top()
	case keys.Bottom:
		c.Bottom()
	default:
		c.Move(keys.Steps(act, n, c.Page(), c.Page()/2))
	}
}

// Choose filters by the selected row: it replaces the source or view of the filter and
// keeps the rest.
func (c *Controller) Choose() {
	text, err := "", error(nil)
	switch it := c.Selected(); it.Kind {
	case sidebar.View:
		text, err = query.SetView(c.Filter.Text, it.Name)
	case sidebar.Source:
		text, err = session.SourceText(c.Filter.Text, it.Name, c.Sources())
	}
	if err == nil {
		_, err = query.Parse(text, c.Env(false))
	}
	c.choose(text, err)
}

func (c *Controller) choose(text string, err error) {
	if err != nil {
		c.ReportError(err.Error())
		return
	}
	c.happened.Chosen, c.happened.Filter = true, text
}

// Next filters by the n-th source after the filter's own, or before it if n is negative.
func (c *Controller) Next(n int) tea.Cmd {
	if c.seekingNext.Busy() {
		n += c.by // keys arrive faster than the sources load
	}
	c.by = n
	return c.seekingNext.Start(c.Ctx, c.Library.Sources, func(all []model.Source, err error) tea.Cmd {
		switch {
		case err != nil:
			return c.Failed(message.ReadSources, err)
		case c.by != 0: // 0: opposite keys have canceled out
			c.choose(session.NextSource(c.Filter.Text, all, c.by))
		}
		return nil
	})
}

// MarkActive marks the source or view of the filter.
func (c *Controller) MarkActive() {
	source, view, _ := query.Chosen(c.Filter.Text)
	for _, v := range c.all() {
		if v.Query == c.Filter.Text {
			view = v.Name // the filter was entered as the view's text
		}
	}
	switch {
	case source != "":
		c.SetActive(sidebar.Item{Kind: sidebar.Source, Name: source})
	case view != "":
		c.SetActive(sidebar.Item{Kind: sidebar.View, Name: view})
	case c.Filter.Text == "":
		c.SetActive(sidebar.Item{Kind: sidebar.All})
	default:
		c.SetActive(sidebar.Item{Kind: sidebar.View})
	}
}

// all returns the shipped and the saved views. A saved view replaces a shipped one of
// the same name.
func (c *Controller) all() []model.View {
	var all []model.View
	for _, v := range session.Shipped {
		if _, ok := session.ViewNamed(c.Views, v.Name); !ok {
			all = append(all, v)
		}
	}
	return append(all, c.Views...)
}

// ReadViews loads the saved views.
func (c *Controller) ReadViews() tea.Cmd {
	return c.readingViews.Start(c.Ctx, c.Library.Views, func(views []model.View, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadViews, err)
		}
		c.happened.Views = true
		if slices.Equal(c.Views, views) {
			return nil
		}
		c.Views = views
		c.Filter.Reread()
		var items []sidebar.Item
		for _, v := range c.all() {
			items = append(items, sidebar.Item{Kind: sidebar.View, Name: v.Name})
		}
		c.TakeViews(items)
		c.MarkActive()
		return c.Count()
	})
}

// ReadingViews reports whether the saved views are still loading.
func (c *Controller) ReadingViews() bool { return c.readingViews.Busy() }

// CountLater counts again after a pause, because the library has changed.
func (c *Controller) CountLater() tea.Cmd {
	if c.Empty() || c.later.Busy() {
		return nil
	}
	return c.later.Start(c.Ctx, countRest+min(10*c.took, countMore), func() tea.Cmd {
		if c.reading.Busy() || c.counting.Busy() {
			return c.CountLater()
		}
		return c.Count()
	})
}

// Count loads the sources and counts the views if the sidebar is visible.
func (c *Controller) Count() tea.Cmd {
	if c.Empty() {
		return nil
	}
	lib, views, env := c.Library, c.all(), c.Env(false)
	return tea.Batch(c.reading.Start(c.Ctx, func(ctx context.Context) ([]model.Source, error) {
		return session.Sources(ctx, lib)
	}, func(all []model.Source, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadSources, err)
		}
		c.Take(all)
		return nil
	}), c.counting.Start(c.Ctx, func(ctx context.Context) (viewCounts, error) {
		began := time.Now()
		items, err := countViews(ctx, lib, views, env)
		return viewCounts{items, time.Since(began)}, err
	}, func(n viewCounts, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.CountViews, err)
		}
		c.took = n.took
		c.TakeViews(n.items)
		return nil
	}))
}

// countViews counts views. A view whose query does not parse gets no count.
func countViews(ctx context.Context, lib model.Finder, views []model.View, env query.Env) ([]sidebar.Item, error) {
	items := make([]sidebar.Item, len(views))
	for i, v := range views {
		items[i] = sidebar.Item{Kind: sidebar.View, Name: v.Name}
		q, err := query.Parse(v.Query, env)
		if err != nil || i >= maxCounted {
			continue
		}
		t, err := lib.Count(ctx, q)
		if err != nil {
			return nil, err
		}
		items[i].Total, items[i].Unread, items[i].Known = t.Total, t.Unread, true
	}
	return items, nil
}
