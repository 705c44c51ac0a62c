package browsing

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/list"
	"dateline/ui/message"
	"dateline/ui/session"
)

// rest is the pause after a movement before the article follows, and after a typed letter
// before the results are counted. A key that is held down repeats many times a second.
const rest = 80 * time.Millisecond

// slowRest is rest while little is to be sent to the terminal: an article is most of what
// a movement sends.
const slowRest = 600 * time.Millisecond

// ask is a request for a part of the list and what to do with the answer.
type ask struct {
	window model.Window
	jump   bool     // select the requested place
	last   bool     // select the last headline of the part
	skip   int      // move by so many headlines
	nth    int      // the place is that of the n-th headline
	choose model.ID // select this article
	open   bool     // then open the selected article
	top    bool     // show the top of the list if the cursor is visible with it
	stays  bool     // the open article stays in the list in spite of jump
	again  bool     // a repeated request: the first answer came too late
	text   string   // the filter, set by Controller.ask
}

// found is a part of the list.
type found struct {
	ask    ask
	page   model.Page
	expect func() // makes the pane expect the article at the requested place
}

// arrival is a part of the list that has arrived but is not settled.
type arrival struct {
	open   bool
	before model.ID // the selection before
}

// ask loads a part of the list, replacing any load in progress.
func (c *Controller) ask(q ask) tea.Cmd {
	q.text = c.Filter.Text
	if q.window.Keep = c.Filter.Kept; !q.jump || q.stays {
		q.window.Keep = c.keeping()
	}
	c.stale, c.skipping = false, q.skip != 0
	if c.jumping = q.jump; q.jump {
		c.happened.Jumped = true
	}
	c.forgetMade()
	lib, what := c.Library, c.Listed()
	var read func(context.Context, model.ID)
	var expect func()
	if q.jump && !q.last && q.skip == 0 && q.choose == "" {
		read, expect = c.opts.Ahead()
	}
	return c.finding.Start(c.Ctx, func(ctx context.Context) (f found, err error) {
		if f.ask = q; q.nth > 0 {
			if f.ask.window.At, _, err = session.Nth(ctx, lib, what, q.window.Keep, q.nth); err != nil {
				return f, err
			}
		}
		f.page, err = lib.Find(ctx, what, f.ask.window)
		if i := f.page.Here; read != nil && err == nil && i < len(f.page.Headlines) {
			read(ctx, f.page.Headlines[i].ID) // it will be needed next
			f.expect = expect
		}
		return f, err
	}, c.found)
}

// Listed returns the current query of the list.
func (c *Controller) Listed() model.Query { return c.Filter.Listed(c.Env(c.Line.Typing())) }

// found handles a loaded part of the list.
func (c *Controller) found(f found, err error) tea.Cmd {
	if err != nil {
		return c.Failed(message.ReadList, err)
	}
	before, ok := c.Selected()
	if ok && !f.ask.jump && !f.ask.again && c.stays(before.ID) && !slices.Contains(session.IDs(f.page.Headlines), before.ID) {
		// The reader has moved to it or changed it since the request.
		f.ask.again, f.ask.window.At = true, model.At{ID: before.ID}
		return c.ask(f.ask)
	}
	c.listOf = f.ask.text
	if f.expect != nil {
		f.expect()
	}
	c.reapply(f.page.Headlines)
	c.Take(f.page, f.ask.jump)
	c.renewSelection(f.page.Headlines)
	switch {
	case f.ask.choose != "":
		c.Select(f.ask.choose)
	case f.ask.last:
		c.SelectBottom()
	case f.ask.skip != 0:
		c.Move(f.ask.skip)
	case f.ask.top:
		c.ShowTop()
	}
	c.arrived, c.happened.Came = arrival{f.ask.open, before.ID}, true
	return nil
}

// Settle finishes the arrival of a part of the list, after the movements that waited for
// it.
func (c *Controller) Settle() tea.Cmd {
	cmd := c.countHeadings()
	now, ok := c.Selected()
	if ok && now.Kept && c.stays(now.ID) { // another session took it out of the filter
		c.Keep(now)
	}
	reading, _ := c.opts.Reading()
	switch {
	case ok && c.arrived.open:
		c.happened.Open = Opened
	case ok && (now.ID != c.arrived.before || reading == ""):
		c.happened.Follow = true
	case !ok:
		c.happened.Nothing = true
	}
	cmd = tea.Batch(cmd, c.Extend(), c.selected())
	if c.stale && !c.Finding() { // the answer may predate a change of the library
		cmd = tea.Batch(cmd, c.ask(ask{window: c.Around()}))
	}
	return cmd
}

// Top shows the top of the list and counts it.
func (c *Controller) Top() tea.Cmd {
	return tea.Batch(c.ask(ask{window: c.FromTop(), jump: true}), c.Count())
}

// Refresh reloads the window and the counts. The cursor stays on its article, but until
// the reader has touched anything the list shows its top; while the named documents are
// being read, the cursor is there as well.
func (c *Controller) Refresh(touched, loading bool) tea.Cmd {
	c.epoch++
	cmd := c.Count()
	switch {
	case !touched && loading:
		return tea.Batch(cmd, c.ask(ask{window: c.FromTop(), jump: true}))
	case !c.Finding():
		return tea.Batch(cmd, c.ask(ask{window: c.Around(), top: !touched}))
	}
	c.stale = true
	return cmd
}

// Fill loads the part of the list that the view will soon need.
func (c *Controller) Fill() tea.Cmd {
	w, ok := c.Need()
	if !ok || c.Finding() {
		return nil
	}
	return c.ask(ask{window: w})
}

// Count counts what the filter finds.
func (c *Controller) Count() tea.Cmd {
	c.happened.Counting = true
	lib, q, text, env := c.Library, c.Current(), c.Filter.Text, c.Env(false)
	return c.counting.Start(c.Ctx, func(ctx context.Context) (session.Counts, error) {
		return session.Count(ctx, lib, text, q, env)
	}, c.counted)
}

// countNow counts what a filter being typed finds.
func (c *Controller) countNow() tea.Cmd {
	if !c.countLate {
		return nil
	}
	c.countLate = false
	return tea.Batch(c.Count(), c.countHeadings())
}

// counted handles the counts of the filter.
func (c *Controller) counted(n session.Counts, err error) tea.Cmd {
	if err != nil {
		return c.Failed(message.Count, err)
	}
	c.Filter.Count(n)
	if c.Filter.OnlyAhead() && !c.Filter.Unfolded && len(c.Filter.Kept) == 0 {
		return c.Unfold()
	}
	fold := n.Ahead
	if c.Filter.Unfolded {
		fold = 0
	}
	c.SetFold(fold)
	c.SetSection(model.Ahead, list.Count{Total: n.Ahead})
	c.SetSection(model.NoDate, list.Count{Total: n.Undated})
	c.happened.Counted = true
	return nil
}

// Unfold shows the articles dated in the future.
func (c *Controller) Unfold() tea.Cmd {
	c.Filter.Unfolded = true
	c.SetFold(0)
	return c.ask(ask{window: c.FromTop(), jump: true})
}

// countHeadings counts the articles under the headings of the window that have no counts
// yet.
func (c *Controller) countHeadings() tea.Cmd {
	from, to, ok := c.Span()
	if !ok || c.countLate || c.headingsOf == c.epoch && c.Counted(from, to) {
		return nil
	}
	epoch, lib, q := c.epoch, c.Library, c.Filter.Query
	span := model.NewSpan(from.In(q.Zone()), to.In(q.Zone()))
	return c.headings.Start(c.Ctx, func(ctx context.Context) ([]model.Bucket, error) {
		return lib.Histogram(ctx, q, model.ByDay, span)
	}, func(days []model.Bucket, err error) tea.Cmd {
		if err == nil {
			c.headingsOf = epoch
			c.SetDays(from, to, days)
		}
		return nil
	})
}
