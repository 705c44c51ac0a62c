package browsing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Go moves the cursor as an action asks.
func (c *Controller) Go(act keys.Action, n int) tea.Cmd {
	by := max(1, n)
	if steps := keys.Steps(act, by, c.Page(), c.Page()/2); steps != 0 {
		return c.GoBy(steps)
	}
	switch act {
	case keys.Top, keys.Bottom, keys.Headline:
		switch {
		case n > 0:
			return c.toNth(n)
		case act == keys.Bottom:
			return c.toBottom()
		}
		return c.toTop()
	case keys.NextDay:
		return c.toDay(by)
	case keys.PrevDay:
		return c.toDay(-by)
	case keys.Open:
		return c.OpenSelected()
	}
	return nil
}

// GoBy moves the cursor by n headlines, beyond the window if needed.
func (c *Controller) GoBy(n int) tea.Cmd {
	if left := c.Move(n); left != 0 {
		return tea.Batch(c.follow(), c.ask(ask{window: c.Beyond(left), skip: left}))
	}
	return c.moved()
}

// moved follows up a movement within the window.
func (c *Controller) moved() tea.Cmd { return tea.Batch(c.Fill(), c.follow()) }

// follow makes the article follow the cursor once that rests.
func (c *Controller) follow() tea.Cmd {
	if _, shown := c.opts.Reading(); !shown {
		return nil
	}
	pause := rest
	if c.LowBandwidth {
		pause = slowRest
	}
	return c.followLater.Start(c.Ctx, pause, func() tea.Cmd {
		c.happened.Follow = true
		return nil
	})
}

func (c *Controller) toTop() tea.Cmd {
	if c.First() {
		c.SelectTop()
		return c.moved()
	}
	return c.ask(ask{window: c.FromTop(), jump: true})
}

func (c *Controller) toBottom() tea.Cmd {
	if c.Last() {
		c.SelectBottom()
		return c.moved()
	}
	return c.ask(ask{window: c.FromBottom(), jump: true, last: true})
}

// toNth goes to the n-th headline of the list, or to the last.
func (c *Controller) toNth(n int) tea.Cmd {
	w := c.FromTop()
	w.Before = w.After
	return c.ask(ask{window: w, jump: true, nth: n})
}

// toDay moves by headings.
func (c *Controller) toDay(n int) tea.Cmd {
	at, found, ok := c.NextDay(n)
	if !found && ok {
		return c.GoToDate(at)
	}
	return c.moved()
}

// GoToDate moves the cursor to a date.
func (c *Controller) GoToDate(d model.Date) tea.Cmd {
	return c.ask(ask{window: c.AtDate(d), jump: true})
}

// Show moves the cursor to an article anywhere in the list.
func (c *Controller) Show(id model.ID) tea.Cmd {
	w := c.Around()
	w.At = model.At{ID: id}
	return c.ask(ask{window: w, jump: true, stays: true, choose: id})
}

// FollowMoved follows an article to its place by its new date, unless the filter has a
// date term.
func (c *Controller) FollowMoved(act model.Act) tea.Cmd {
	moved := act.Mark.Do == model.SetDate || act.Mark.Do == model.ResetDate
	if _, dated := query.DateSpan(c.Filter.Query); !moved || dated || act.N != 1 {
		return nil
	}
	return c.Show(act.First)
}

// Reveal moves the cursor to the article whose change was undone or redone, or that has
// come back because of that.
func (c *Controller) Reveal(act model.Act, redone bool) tea.Cmd {
	if act.Mark.Do == model.Hide && !redone || act.Mark.Do == model.Unhide && redone {
		return c.Show(act.First)
	}
	if act.N == 1 && c.Select(act.First) {
		return c.follow()
	}
	return nil
}

// OpenSelected opens the selected article or the Ahead section.
func (c *Controller) OpenSelected() tea.Cmd {
	if c.OnFold() {
		return c.Unfold()
	}
	if _, ok := c.Selected(); ok {
		c.happened.Open = OpenedKeys
	}
	return nil
}

// Click selects the row on a line of the pane, or opens it if it is selected, so that a
// double click opens. opens reports the latter.
func (c *Controller) Click(y int) (cmd tea.Cmd, opens bool) {
	before, had := c.Selected()
	fold := c.OnFold()
	if !c.At(y) {
		return nil, false
	}
	now, ok := c.Selected()
	if had && ok && before.ID == now.ID || fold && c.OnFold() {
		return c.OpenSelected(), true
	}
	return c.moved(), false
}

// Step opens the n-th next article.
func (c *Controller) Step(n int) tea.Cmd {
	before, _ := c.Selected()
	if left := c.Move(n); left != 0 {
		return c.ask(ask{window: c.Beyond(left), skip: left, open: true})
	}
	if h, ok := c.Selected(); ok && h.ID != before.ID {
		c.happened.Open = Opened
	}
	return nil
}

// ToUnread opens the nearest unread article in a direction.
func (c *Controller) ToUnread(dir int) tea.Cmd {
	id, whole := c.NextUnread(dir)
	h, ok := c.Selected()
	switch {
	case id != "":
		c.Select(id)
		c.happened.Open = Opened
		return nil
	case whole:
		c.Say(session.NoneUnread(dir))
		return nil
	case !ok:
		return nil
	}
	lib, q, keep := c.Library, c.Listed(), c.keeping()
	return c.seeking.Start(c.Ctx, func(ctx context.Context) (model.ID, error) {
		return session.NextUnread(ctx, lib, q, keep, h, dir)
	}, func(id model.ID, err error) tea.Cmd {
		switch {
		case err != nil:
			return c.Failed(message.LookUnreadArticles, err)
		case id == "":
			c.Say(session.NoneUnread(dir))
			return nil
		}
		w := c.Around()
		w.At = model.At{ID: id}
		return c.ask(ask{window: w, jump: true, choose: id, open: true})
	})
}
