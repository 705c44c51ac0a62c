// Package browsing controls the list of headlines: the current filter, its results, the
// cursor and the selection of many. It loads the parts of the list that come into view
// and counts the articles under each heading. It does not know the rest of the screen,
// which learns from Happened what to follow.
package browsing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/list"
	"dateline/ui/load"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Options connects the list with the article pane beside it.
type Options struct {
	// Reading returns the article that is open or loading, whose headline stays in the
	// list. shown reports whether its pane is on the screen.
	Reading func() (id model.ID, shown bool)
	// Ahead returns a function that loads an article in the background before it is
	// needed, and one that makes the pane expect it.
	Ahead func() (read func(context.Context, model.ID), expect func())
}

// Controller is the list pane with the queries that fill it.
type Controller struct {
	*shared.State
	list.List
	opts      Options
	selection selection

	finding   load.Load[found]
	counting  load.Load[session.Counts]
	headings  load.Load[[]model.Bucket]
	seeking   load.Load[model.ID] // an unread article beyond the window
	selecting load.Load[[]model.Headline]

	followLater load.Rest // makes the article follow the cursor
	countLater  load.Rest // counts the results of a filter being typed
	countLate   bool      // that count is still to come

	epoch      int    // changes when counts may have changed
	headingsOf int    // the epoch of the heading counts
	listOf     string // the filter of the visible list
	stale      bool   // the library has changed since the current load began
	jumping    bool   // the current load moves the cursor to a place of its own
	skipping   bool   // the cursor moves on after the current load
	arrived    arrival
	changes    []change // by the reader, perhaps not in the library yet
	happened   Happened
}

// Happened lists events that the rest of the screen must follow.
type Happened struct {
	Filtered bool // the filter has changed
	Jumped   bool // another list is loading: movements are no longer meant for this one
	Came     bool // a part of the list has arrived; call Settle
	Counting bool // the results are being counted again
	Counted  bool // the results have been counted
	Follow   bool // the selected article should be loaded
	Open     Open
	Nothing  bool // no headline is selected
}

// Open tells whether to open the selected article.
type Open uint8

// The values of Open.
const (
	NotOpened  Open = iota
	Opened          // the focus stays
	OpenedKeys      // the article gets the focus
)

// New returns an empty list.
func New(s *shared.State, o Options) *Controller {
	c := &Controller{State: s, opts: o}
	c.SetNow(s.Now())
	return c
}

// Reset empties the list and the filter when the library changes.
func (c *Controller) Reset() {
	*c = Controller{State: c.State, opts: c.opts, epoch: c.epoch + 1}
	c.Filter = session.Filter{}
	c.SetNow(c.Now())
}

// Happened returns the events since the last call.
func (c *Controller) Happened() Happened {
	h := c.happened
	c.happened = Happened{}
	return h
}

// Epoch changes when counts in the library may have changed.
func (c *Controller) Epoch() int { return c.epoch }

// Finding reports whether a part of the list is loading, Jumping whether it moves the
// cursor to a place of its own, Coming whether it will select another headline.
func (c *Controller) Finding() bool { return c.finding.Busy() }

// Jumping: see Finding.
func (c *Controller) Jumping() bool { return c.jumping && c.Finding() }

// Coming: see Finding.
func (c *Controller) Coming() bool { return (c.jumping || c.skipping) && c.Finding() }

// Here returns the selected headline or nil.
func (c *Controller) Here() *model.Headline {
	if h, ok := c.Selected(); ok {
		return &h
	}
	return nil
}

// Set applies a filter without loading its list, and reports whether it parses.
func (c *Controller) Set(text string) bool {
	before := c.Filter.Text
	if !c.Filter.Set(text, c.Env(c.Line.Typing())) {
		return false
	}
	if text != before {
		c.EndSelection()
		c.epoch++
	}
	c.Highlight(query.Words(c.Filter.Query))
	c.Redivide()
	c.happened.Filtered = true
	return true
}

// Redivide groups the list by the current filter and settings.
func (c *Controller) Redivide() {
	c.Divide(list.DivisionOf(c.Filter.Query, &c.Config.Settings))
	c.markVisit()
}

// Apply applies a filter, if it parses, and loads its list. The cursor moves to a place
// if the filter finds it; the zero At is the top.
func (c *Controller) Apply(text string, at model.At) tea.Cmd {
	from := c.Filter.Text
	if !c.Set(text) {
		return nil
	}
	if !c.Line.Editing() {
		c.Filter.Steps.Took(from, c.Filter.Text)
	}
	c.Filter.Counted = false
	w := c.FromTop()
	if at != (model.At{}) {
		w.At, w.Before = at, w.After
	}
	cmd := c.ask(ask{window: w, jump: true})
	if c.countLate = c.Line.Editing(); c.countLate { // the next letter would make a count useless
		c.counting.Stop()
		c.headings.Stop()
		return tea.Batch(cmd, c.countLater.Start(c.Ctx, rest, c.countNow))
	}
	return tea.Batch(cmd, c.Count())
}

// Restore applies the filter and the selection from before the typing.
func (c *Controller) Restore(text string, id model.ID) tea.Cmd {
	if text == c.Filter.Text {
		return nil
	}
	steps := c.Filter.Steps
	cmd := c.Apply(text, model.At{ID: id})
	c.Filter.Steps = steps
	return cmd
}

// Place returns the place of the selected headline, or else the top.
func (c *Controller) Place() model.At {
	h, _ := c.Selected()
	return model.At{ID: h.ID}
}
