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

// Keep keeps headlines in the list that an act of the reader may take out of the filter.
func (c *Controller) Keep(hs ...model.Headline) {
	if c.listOf == c.Filter.Text { // else another list is loading
		c.Filter.Kept.Add(hs...)
	}
}

// keeping returns the headlines that stay in the list, including that of the open
// article: only the reader's own moves may change that.
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

// change is a change by the reader that the library may not have yet.
type change struct {
	ids  map[model.ID]bool
	do   func(*model.State)
	done <-chan struct{} // closed when the library has it
}

// Optimistically shows the latest requested change before the library has made it. It
// adjusts the counts as well, so that nothing moves when they arrive.
func (c *Controller) Optimistically(ids []model.ID, f func(*model.State)) {
	c.forgetMade()
	of := make(map[model.ID]bool, len(ids)) // looked up for each row of a list that arrives
	for _, id := range ids {
		of[id] = true
	}
	c.changes = append(c.changes, change{of, f, c.Pending()})
	more := c.Change(ids, f)
	n := &c.Filter.Counts
	n.Unread = max(0, min(n.Unread+more, n.All))
}

// forgetMade forgets the changes that the library has: its future answers include them.
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

// reapply applies the changes that a loaded part of the list may lack.
func (c *Controller) reapply(hs []model.Headline) {
	for _, ch := range c.changes {
		for i := range hs {
			if ch.ids[hs[i].ID] {
				ch.do(&hs[i].State)
			}
		}
	}
}

// Alter is Optimistically for selected headlines, which stay in the list.
func (c *Controller) Alter(hs []model.Headline, f func(*model.State)) {
	c.Keep(hs...)
	c.Optimistically(session.IDs(hs), f)
	for _, h := range hs {
		if i, ok := c.selection.at[h.ID]; ok && c.selection.on {
			f(&c.selection.items[i].State)
		}
	}
}

// TakeOut removes hidden headlines from the list, unless the filter asks for them. It
// does not wait for the library, because the next key means the next article.
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

// ShowSelected loads the article under the cursor after headlines were removed.
func (c *Controller) ShowSelected() tea.Cmd {
	c.EndSelection()
	_, ok := c.Selected()
	c.happened.Follow, c.happened.Nothing = ok, !ok
	return c.Fill()
}

// Seen records a visit with the first key of every few minutes, and learns when the last
// one ended. A read-only library keeps no visits.
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

// markVisit makes a list by date show where the last visit ended.
func (c *Controller) markVisit() {
	var at time.Time
	if c.Filter.Query.Sort == model.Newest {
		at = c.Visit.Last
	}
	c.SetVisit(at)
}
