package browsing

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Keep has headlines stay in the list, where an act of the reader's own on them may take
// them out of the filter.
func (c *Controller) Keep(hs ...model.Headline) {
	if c.listOf == c.Filter.Text { // else another list is on its way
		c.Filter.Kept.Add(hs...)
	}
}

// keeping returns what stays in the list: also the headline of the article that is read,
// which is not to change but by the reader's own moves.
func (c *Controller) keeping() session.Kept {
	if h, ok := c.Selected(); ok && c.stays(h.ID) {
		return c.Filter.Kept.With(h)
	}
	return c.Filter.Kept
}

// stays reports whether an article of the list stays in it.
func (c *Controller) stays(id model.ID) bool {
	reading, _ := c.opts.Reading()
	return c.listOf == c.Filter.Text && (c.Filter.Kept.Has(id) || id == reading)
}

// change is what the reader has done to articles, until the library has it.
type change struct {
	ids  map[model.ID]bool
	do   func(*model.State)
	done <-chan struct{} // closed when the library has it
}

// Optimistically shows a change that has been asked of the library, the last of those
// under way, before it is made, with the counts that it changes: once they are counted
// again nothing moves.
func (c *Controller) Optimistically(ids []model.ID, f func(*model.State)) {
	c.forgetMade()
	of := make(map[model.ID]bool, len(ids)) // a list that comes asks it of each of its rows
	for _, id := range ids {
		of[id] = true
	}
	c.changes = append(c.changes, change{of, f, c.Pending()})
	more := c.Change(ids, f)
	n := &c.Filter.Counts
	n.Unread = max(0, min(n.Unread+more, n.All))
}

// forgetMade forgets the changes that the library has: what is asked of it from now on
// has them, too.
func (c *Controller) forgetMade() {
	c.changes = slices.DeleteFunc(c.changes, func(ch change) bool {
		select {
		case <-ch.done:
			return true
		default:
			return ch.done == nil
		}
	})
}

// reapply makes the changes that a part of the list may have been read before.
func (c *Controller) reapply(hs []model.Headline) {
	for _, ch := range c.changes {
		for i := range hs {
			if ch.ids[hs[i].ID] {
				ch.do(&hs[i].State)
			}
		}
	}
}

// Alter is Optimistically for headlines that stay in the list and are selected.
func (c *Controller) Alter(hs []model.Headline, f func(*model.State)) {
	c.Keep(hs...)
	c.Optimistically(session.IDs(hs), f)
	for _, h := range hs {
		if i, ok := c.selection.at[h.ID]; ok && c.selection.on {
			f(&c.selection.items[i].State)
		}
	}
}

// TakeOut takes headlines out of the list that have been hidden, unless the filter asks
// for such, before the library says so: the next key means the next article.
func (c *Controller) TakeOut(hs []model.Headline) {
	if c.Filter.Query.AsksHidden() {
		return
	}
	ids, unread := session.IDs(hs), 0
	for _, h := range hs {
		if !h.State.Read {
			unread++
		}
	}
	c.Filter.Kept.Drop(ids...)
	c.Remove(ids)
	n := &c.Filter.Counts
	n.Total, n.All, n.Unread = max(0, n.Total-len(ids)), max(0, n.All-len(ids)), max(0, n.Unread-unread)
}

// ShowSelected has what is selected now read, after headlines were taken out.
func (c *Controller) ShowSelected() tea.Cmd {
	c.EndSelection()
	_, ok := c.Selected()
	c.happened.Follow, c.happened.Nothing = ok, !ok
	return c.Fill()
}

// Seen tells the library that the reader is there, with the first key of every few
// minutes, and learns when the last visit ended. A library that cannot be written to
// keeps no visits.
func (c *Controller) Seen() tea.Cmd {
	now := c.Now()
	if !c.Visit.Due(now) {
		return nil
	}
	lib := c.Library
	return load.Do(c.Ctx, func(ctx context.Context) (time.Time, error) { return lib.Visit(ctx, now) }, func(ended time.Time, err error) tea.Cmd {
		switch {
		case errors.Is(err, model.ErrReadOnly):
			return nil
		case err != nil:
			return c.Failed(message.NoteVisit, err)
		}
		c.Visit.Last = ended
		c.markVisit()
		return nil
	})
}

// markVisit has the list show where the last visit ended, if it is by date.
func (c *Controller) markVisit() {
	var at time.Time
	if c.Filter.Query.Sort == model.Newest {
		at = c.Visit.Last
	}
	c.SetVisit(at)
}
