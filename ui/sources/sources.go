// Package sources controls the sidebar of sources and views: its rows, their counts and
// its cursor. It returns the filter that a row stands for; applying it is up to the
// caller.
package sources

import (
	"cmp"
	"context"
	"slices"
	"strings"
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

	reading  load.Load[column]
	counting load.Load[viewCounts]
	later    load.Rest     // delays the next Count
	took     time.Duration // the last count of the views

	readingViews load.Load[[]model.View]
	seekingNext  load.Load[[]model.Source] // for Next
	by           int                       // how far Next moves
	foldsRead    bool                      // the folded folders have arrived
	pointed      string                    // the feed that the cursor goes to when it arrives
	happened     Happened
}

// Happened lists events that the rest of the screen must follow.
type Happened struct {
	Views  bool // the saved views have arrived
	Chosen bool // Filter should be applied
	Filter string
}

// column is what stands in the sidebar beside the views.
type column struct {
	feeds  []session.Feed
	folded string // the setting; "" also where it was not asked for
}

// readColumn reads the sources and, if folds is set, which folders are folded.
func readColumn(ctx context.Context, lib model.Library, folds bool) (c column, err error) {
	if c.feeds, err = session.Sources(ctx, lib); err != nil || !folds {
		return c, err
	}
	settings, err := lib.Settings(ctx)
	c.folded = settings[foldedSetting]
	return c, err
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
	case sidebar.Folder:
		text, err = session.FolderText(c.Filter.Text, it.Name)
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
	source, view, folder := query.Chosen(c.Filter.Text)
	for _, v := range c.all() {
		if v.Query == c.Filter.Text {
			view = v.Name // the filter was entered as the view's text
		}
	}
	switch {
	case source != "":
		c.SetActive(sidebar.Item{Kind: sidebar.Source, Name: source})
	case folder != "":
		c.SetActive(sidebar.Item{Kind: sidebar.Folder, Name: folder})
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
	lib, views, env, folds := c.Library, c.all(), c.Env(false), !c.foldsRead
	return tea.Batch(c.reading.Start(c.Ctx, func(ctx context.Context) (column, error) {
		return readColumn(ctx, lib, folds)
	}, func(all column, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadSources, err)
		}
		c.Take(rows(all.feeds))
		if !c.foldsRead {
			c.foldsRead = true
			c.SetFolded(strings.FieldsFunc(all.folded, func(r rune) bool { return r == '\n' }))
		}
		c.point()
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

// rows returns sources as the sidebar takes them.
func rows(all []session.Feed) []sidebar.Feed {
	out := make([]sidebar.Feed, len(all))
	for i, f := range all {
		out[i] = sidebar.Feed{Source: f.Source, Address: f.As.Address, Folder: f.As.Folder, Apart: f.As.HideFromAll}
		switch {
		case f.As.Paused:
			out[i].State = sidebar.Paused
		case session.Failing(f.As):
			out[i].State = sidebar.Failing
		}
	}
	return out
}

// Meant says which feeds the selected row stands for; none: zero.
func (c *Controller) Meant() session.Meant {
	switch it := c.Selected(); it.Kind {
	case sidebar.Folder:
		return session.Meant{Folder: it.Name}
	case sidebar.Source:
		return session.Meant{Feed: cmp.Or(it.Address, it.Name), Called: it.Title}
	}
	return session.Meant{}
}

// foldedSetting is where the library keeps the folded folders of the reader, a line each.
const foldedSetting = "sidebar.folded"

// Fold folds the selected folder, or unfolds it, and keeps that. To unfold what does not
// fold filters by it.
func (c *Controller) Fold(fold bool) tea.Cmd {
	switch {
	case c.Sidebar.Fold(fold):
	case fold:
		return nil
	default:
		c.Choose()
		return nil
	}
	if c.Library.ReadOnly() {
		return nil
	}
	lib, text := c.Library, strings.Join(c.Folded(), "\n")
	return c.InOrder(load.Do(c.Ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, lib.SetSetting(ctx, foldedSetting, text)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.KeepSetting, err)
		}
		return nil
	}))
}

// Point puts the cursor on the feed of an address once it is there.
func (c *Controller) Point(address string) {
	c.pointed = address
	c.point()
}

func (c *Controller) point() {
	if c.pointed != "" && c.Sidebar.Point(c.pointed) {
		c.pointed = ""
	}
}
