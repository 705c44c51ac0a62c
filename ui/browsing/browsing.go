// Package browsing is the list of headlines as a reader goes through it: the filter in
// force, what it finds, which headline is selected and which many are. It asks the
// library for the parts of the list that come into view and counts what stands under
// its headings. It does not know what else is on the screen: what others must follow is
// in what Happened returns.
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

// Options is what browsing needs to know of the article beside it.
type Options struct {
	// Reading returns the article that is read, or on its way, where there is a pane for
	// it: its headline stays in the list. shown reports whether the pane is on the screen.
	Reading func() (id model.ID, shown bool)
	// Ahead returns what can read an article for the pane, beside the screen, before it
	// is known to be wanted, and what has the pane expect it.
	Ahead func() (read func(context.Context, model.ID), expect func())
}

// Controller is the pane of the headlines and what is asked for it.
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

	followLater load.Rest // has the article follow the selection
	countLater  load.Rest // counts what a filter that is being typed finds
	countLate   bool      // that is still to be done

	epoch      int    // moves when what was counted may have changed
	headingsOf int    // the epoch in which the headings were counted
	listOf     string // the filter of the list that is shown
	stale      bool   // the library has moved since the list on its way was asked for
	jumping    bool   // the list on its way goes to a place of its own
	skipping   bool   // the selection goes on when it has come
	arrived    arrival
	changes    []change // of the reader's that the library may not have yet
	happened   Happened
}

// Happened is what others must follow.
type Happened struct {
	Filtered bool // another filter is in force
	Jumped   bool // another list is on its way: no movement is meant for the one before
	Came     bool // a part of the list has come; Settle goes on with it
	Counting bool // what the filter finds is being counted again
	Counted  bool // it has been counted
	Follow   bool // the selected article is to be read
	Open     Open
	Nothing  bool // no headline is selected
}

// Open says whether the selected article should be opened.
type Open uint8

// The ways.
const (
	NotOpened  Open = iota
	Opened          // the keys stay with the pane that has them
	OpenedKeys      // the article gets the keys
)

// New returns an empty list.
func New(s *shared.State, o Options) *Controller {
	c := &Controller{State: s, opts: o}
	c.SetNow(s.Now())
	return c
}

// Reset empties the list and the filter for another library.
func (c *Controller) Reset() {
	*c = Controller{State: c.State, opts: c.opts, epoch: c.epoch + 1}
	c.Filter = session.Filter{}
	c.SetNow(c.Now())
}

// Happened returns what has happened since it was asked for last.
func (c *Controller) Happened() Happened {
	h := c.happened
	c.happened = Happened{}
	return h
}

// Epoch moves when what was counted in the library may have changed.
func (c *Controller) Epoch() int { return c.epoch }

// Finding reports whether a part of the list is on its way, Jumping whether it goes to a
// place of its own, Coming whether another headline will be selected when it has come.
func (c *Controller) Finding() bool { return c.finding.Busy() }

// Jumping is described at Finding.
func (c *Controller) Jumping() bool { return c.jumping && c.Finding() }

// Coming is described at Finding.
func (c *Controller) Coming() bool { return (c.jumping || c.skipping) && c.Finding() }

// Here returns the selected headline, nil where there is none.
func (c *Controller) Here() *model.Headline {
	if h, ok := c.Selected(); ok {
		return &h
	}
	return nil
}

// Set puts a filter in force without asking for its list, and reports whether it could
// be read.
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

// Redivide divides the list by the filter and the settings as they are.
func (c *Controller) Redivide() {
	c.Divide(list.DivisionOf(c.Filter.Query, &c.Config.Settings))
	c.markVisit()
}

// Apply puts a filter in force, if it is one, and asks for its list. The selection goes
// to a place where the filter has it; the zero At is the top.
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
	if c.countLate = c.Line.Editing(); c.countLate { // the next letter makes it worthless
		c.counting.Stop()
		c.headings.Stop()
		return tea.Batch(cmd, c.countLater.Start(c.Ctx, rest, c.countNow))
	}
	return tea.Batch(cmd, c.Count())
}

// Restore puts a filter back in force that was in force before what is being typed, and
// a selection.
func (c *Controller) Restore(text string, id model.ID) tea.Cmd {
	if text == c.Filter.Text {
		return nil
	}
	steps := c.Filter.Steps
	cmd := c.Apply(text, model.At{ID: id})
	c.Filter.Steps = steps
	return cmd
}

// Place returns the place of the selected headline, the top where there is none.
func (c *Controller) Place() model.At {
	h, _ := c.Selected()
	return model.At{ID: h.ID}
}
