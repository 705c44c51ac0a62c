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

// rest is how long the selection must rest before the article follows it, and the typing
// of a filter before what it finds is counted: a key that is held down comes many times a
// second.
const rest = 80 * time.Millisecond

// ask is a question for a part of the list and what to do with the answer.
type ask struct {
	window model.Window
	jump   bool     // select the place asked for
	last   bool     // select the last of what comes
	skip   int      // move so many headlines on
	nth    int      // the place is that of the headline of this number
	choose model.ID // select this article
	open   bool     // then open what is selected
	top    bool     // show the top of the list, if the selection can be seen with it
	stays  bool     // the article that is read stays in the list, though this is a jump
	again  bool     // it has been asked before, and the answer came too late
	text   string   // the filter, which ask sets
}

// found is a part of the list.
type found struct {
	ask    ask
	page   model.Page
	expect func() // has the pane expect the article at the place that was asked for
}

// arrival is a part of the list that has been taken, before what follows from it.
type arrival struct {
	open   bool
	before model.ID // what was selected
}

// ask finds a part of the list; the question before it no longer counts.
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
			read(ctx, f.page.Headlines[i].ID) // it will be wanted next
			f.expect = expect
		}
		return f, err
	}, c.found)
}

// Listed returns the query of the list as of now.
func (c *Controller) Listed() model.Query { return c.Filter.Listed(c.Env(c.Line.Typing())) }

// found takes a part of the list.
func (c *Controller) found(f found, err error) tea.Cmd {
	if err != nil {
		return c.Failed(message.ReadList, err)
	}
	before, ok := c.Selected()
	if ok && !f.ask.jump && !f.ask.again && c.stays(before.ID) && !slices.Contains(session.IDs(f.page.Headlines), before.ID) {
		// It was acted on, or gone on to, or got another date, since this was asked.
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

// Settle goes on with a part of the list that has come, once the selection has moved in
// it as was asked before it had.
func (c *Controller) Settle() tea.Cmd {
	cmd := c.countHeadings()
	now, ok := c.Selected()
	if ok && now.Kept && c.stays(now.ID) { // by an act of somebody else
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
	if c.stale && !c.Finding() { // it may have been read before the library moved
		cmd = tea.Batch(cmd, c.ask(ask{window: c.Around()}))
	}
	return cmd
}

// Top shows the list from its top, and counts it.
func (c *Controller) Top() tea.Cmd {
	return tea.Batch(c.ask(ask{window: c.FromTop(), jump: true}), c.Count())
}

// Refresh asks again for the window and the counts. The selection stays on its article;
// but until the reader has touched anything the top is shown, and while the documents
// that were named are read the newest is selected.
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

// Fill asks for what the view will soon need of the list.
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

// countNow counts what a filter that is being typed finds.
func (c *Controller) countNow() tea.Cmd {
	if !c.countLate {
		return nil
	}
	c.countLate = false
	return tea.Batch(c.Count(), c.countHeadings())
}

// counted takes the counts of the filter.
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

// Unfold shows the articles that are dated ahead of now.
func (c *Controller) Unfold() tea.Cmd {
	c.Filter.Unfolded = true
	c.SetFold(0)
	return c.ask(ask{window: c.FromTop(), jump: true})
}

// countHeadings counts the days under the headings of the window, where they are not
// known.
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
