// Package sources is the column of sources and views beside the headlines: what stands
// in it, with its counts, and where its cursor is. Which filter its rows mean it says;
// others put it in force.
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

// How long the column waits before it is counted again: a library that is being filled
// moves many times a second. Some views take long to count: they rest ten times as
// long, within reason.
const (
	countRest = time.Second
	countMore = 8 * time.Second
)

// maxCounted bounds the views that are counted.
const maxCounted = 40

// Wanted says whether the column is to be on the screen.
type Wanted uint8

// The answers.
const (
	WhereItFits Wanted = iota
	Always
	Never
)

// Controller is the column with what is asked for it, and the saved views.
type Controller struct {
	*shared.State
	sidebar.Sidebar
	Wanted Wanted

	reading  load.Load[[]model.Source]
	counting load.Load[viewCounts] // of the views
	later    load.Rest             // reads and counts again
	took     time.Duration         // the counting of the views

	readingViews load.Load[[]model.View]
	seekingNext  load.Load[[]model.Source] // the sources, to go on to one
	by           int                       // how many sources on
	happened     Happened
}

// Happened is what others must follow.
type Happened struct {
	Views  bool // the saved views have come
	Chosen bool // a filter is to be put in force
	Filter string
}

// viewCounts are the views with their counts, and how long it took to count them.
type viewCounts struct {
	items []sidebar.Item
	took  time.Duration
}

// New returns an empty column.
func New(s *shared.State) *Controller { return &Controller{State: s} }

// Reset empties the column, for another library.
func (c *Controller) Reset() { *c = Controller{State: c.State, Wanted: c.Wanted} }

// Happened returns what has happened since it was asked last.
func (c *Controller) Happened() Happened {
	h := c.happened
	c.happened = Happened{}
	return h
}

// Resize gives the column its size in cells, 0 where it is not seen.
func (c *Controller) Resize(w, h int) tea.Cmd {
	hidden := c.Empty()
	if c.SetSize(w, h); hidden {
		return c.Count()
	}
	return nil
}

// Go moves in the column, n times.
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

// Choose filters by what is selected: the filter's source or view is replaced, the rest
// of it stays.
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

// Next filters by the n-th source after the one that the filter asks for, or before it.
func (c *Controller) Next(n int) tea.Cmd {
	if c.seekingNext.Busy() {
		n += c.by // keys that come faster than the sources
	}
	c.by = n
	return c.seekingNext.Start(c.Ctx, c.Library.Sources, func(all []model.Source, err error) tea.Cmd {
		switch {
		case err != nil:
			return c.Failed(message.ReadSources, err)
		case c.by != 0: // else there and back
			c.choose(session.NextSource(c.Filter.Text, all, c.by))
		}
		return nil
	})
}

// MarkActive marks the source or view that the filter asks for.
func (c *Controller) MarkActive() {
	source, view := query.Chosen(c.Filter.Text)
	for _, v := range c.all() {
		if v.Query == c.Filter.Text {
			view = v.Name // it was gone to with its text
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

// all are the views that ship and those that were saved, of which one may have the
// place of one that ships.
func (c *Controller) all() []model.View {
	var all []model.View
	for _, v := range session.Shipped {
		if _, ok := session.ViewNamed(c.Views, v.Name); !ok {
			all = append(all, v)
		}
	}
	return append(all, c.Views...)
}

// ReadViews asks for the saved views.
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

// ReadingViews reports whether the saved views are on their way.
func (c *Controller) ReadingViews() bool { return c.readingViews.Busy() }

// CountLater has the column counted again after a rest, where it is seen: the library
// has moved.
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

// Count reads the sources and counts the views, where the column is seen.
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

// countViews counts views; one that cannot be read stands there without a count.
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
