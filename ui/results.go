package ui

import (
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/list"
	"dateline/ui/message"
	"dateline/ui/session"
)

// How long things wait. A key that is held down moves the selection many times
// a second; the article follows when it rests.
const (
	followRest = 80 * time.Millisecond
	movePause  = 150 * time.Millisecond
)

// found takes a part of the list.
func (a *App) found(m found, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadList, err)
	}
	if h, ok := a.list.Selected(); ok && !m.ask.jump && !m.ask.again && a.stays(h.ID) && !slices.Contains(session.IDs(m.page.Headlines), h.ID) {
		// It was acted on, or gone on to, or got another date, since this was asked.
		m.ask.again, m.ask.window.At = true, model.At{ID: h.ID}
		return a.ask(m.ask)
	}
	a.listOf = m.ask.text
	a.reading.Expect(m.ahead)
	defer a.reading.Expect(nil)
	before, _ := a.list.Selected()
	a.list.Take(m.page, m.ask.jump)
	a.renewPicked(m.page.Headlines)
	switch {
	case m.ask.choose != "":
		a.list.Select(m.ask.choose)
	case m.ask.last:
		a.list.SelectBottom()
	case m.ask.skip != 0:
		a.list.Move(m.ask.skip)
	case m.ask.top:
		a.list.ShowTop()
	}
	cmds := []tea.Cmd{a.catchUp(keys.List, a.moveList), a.countHeadings()}
	now, ok := a.list.Selected()
	if ok && now.Kept && a.stays(now.ID) { // by an act of somebody else
		a.keep(now)
	}
	switch {
	case ok && m.ask.open:
		cmds = append(cmds, a.open(now, a.focus == keys.Article))
	case ok && (now.ID != before.ID || a.reading.Article().ID == ""):
		cmds = append(cmds, a.follow(0))
	case !ok:
		a.reading.Clear()
	}
	cmds = append(cmds, a.extend(), a.donePicking())
	if a.stale && !a.find.Busy() { // it may have been read before the library moved
		cmds = append(cmds, a.ask(ask{window: a.list.Around()}))
	}
	return tea.Batch(cmds...)
}

// tallied takes the counts of the filter.
func (a *App) tallied(c session.Counts, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.Count, err)
	}
	a.filter.Count(c)
	if a.filter.OnlyAhead() && !a.filter.Unfolded && len(a.filter.Kept) == 0 {
		return a.unfold()
	}
	fold := c.Ahead
	if a.filter.Unfolded {
		fold = 0
	}
	a.list.SetFold(fold)
	a.list.SetSection(model.Ahead, list.Count{Total: c.Ahead})
	a.list.SetSection(model.NoDate, list.Count{Total: c.Undated})
	if a.followed = 0; c.All == 0 {
		return a.readFollowed()
	}
	return nil
}

// unfold shows the articles that are dated ahead of now.
func (a *App) unfold() tea.Cmd {
	a.filter.Unfolded = true
	a.list.SetFold(0)
	return a.ask(ask{window: a.list.FromTop(), jump: true})
}

// unreadFound opens the next unread article beyond the window.
func (a *App) unreadFound(dir int, id model.ID, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.LookUnreadArticles, err)
	}
	if id == "" {
		a.say(session.NoneUnread(dir))
		return nil
	}
	w := a.list.Around()
	w.At = model.At{ID: id}
	return a.ask(ask{window: w, jump: true, choose: id, open: true})
}

// marked reports a change of state.
func (a *App) marked(act model.Act, v verb, said string, err error) tea.Cmd {
	if v == verbDone {
		a.working = ""
	}
	switch {
	case errors.Is(err, model.ErrNothingToUndo):
		a.say(message.NothingToUndo)
		if v == verbRedone {
			a.say(message.NothingToRedo)
		}
		return nil
	case err != nil:
		return tea.Batch(a.failed(message.ChangeState, err), a.refresh())
	case v == verbDone && act.N == 0 && !isRule(act):
		a.say(message.NothingChanged)
	case v == verbDone:
		a.say(fmt.Sprintf(message.DoneUndoes, session.Done(act), a.keyFor(keys.Undo)))
		return tea.Batch(a.refresh(), a.reread(act), a.chase(act))
	case v != verbNone:
		a.say(said)
		return tea.Batch(a.refresh(), a.reread(act), a.reveal(act, v), a.chase(act))
	}
	return nil
}

// verb is what has become of an act, where it is to be said.
type verb uint8

const (
	verbNone verb = iota
	verbDone
	verbUndone
	verbRedone
)

// isRule reports whether an act made or dropped a rule, which may change no
// article.
func isRule(act model.Act) bool {
	return act.Mark.Do == model.SetRule || act.Mark.Do == model.UnsetRule
}

// chase follows an article to the place in the list that its new date gave it,
// unless the filter asks for dates.
func (a *App) chase(act model.Act) tea.Cmd {
	moved := act.Mark.Do == model.SetDate || act.Mark.Do == model.ResetDate
	if _, dated := query.DateSpan(a.filter.Query); !moved || dated || act.N != 1 {
		return nil
	}
	w := a.list.Around()
	w.At = model.At{ID: act.First}
	return a.ask(ask{window: w, jump: true, stays: true, choose: act.First})
}

// reread asks again for what an act changed beside the list.
func (a *App) reread(act model.Act) tea.Cmd {
	switch act.Mark.Do {
	case model.SetView, model.UnsetView:
		return a.readViews()
	case model.AddTag, model.DropTag, model.Retag, model.SetDate, model.ResetDate:
		cmds := []tea.Cmd{a.reading.Renew()} // its head says them
		if a.sheet.Open() && a.about.ID != "" {
			cmds = append(cmds, a.readInfo(a.about.ID))
		}
		return tea.Batch(cmds...)
	}
	return nil
}

// reveal puts the selection on the article whose change was taken back, or that
// has come back with it.
func (a *App) reveal(act model.Act, v verb) tea.Cmd {
	if act.Mark.Do == model.Hide && v == verbUndone || act.Mark.Do == model.Unhide && v == verbRedone {
		w := a.list.Around()
		w.At = model.At{ID: act.First}
		return a.ask(ask{window: w, jump: true, stays: true, choose: act.First})
	}
	if act.N == 1 && a.list.Select(act.First) {
		return a.follow(followRest)
	}
	return nil
}

// refresh asks again for the window and the counts. The selection stays on its
// article; but until a key is pressed the top is shown, and while the documents
// that were named are read the newest is selected.
func (a *App) refresh() tea.Cmd {
	a.epoch++
	cmds := []tea.Cmd{a.recount(), a.readDays(true)}
	switch {
	case !a.touched && a.loading:
		cmds = append(cmds, a.ask(ask{window: a.list.FromTop(), jump: true}))
	case !a.find.Busy():
		cmds = append(cmds, a.ask(ask{window: a.list.Around(), top: !a.touched}))
	default:
		a.stale = true
	}
	return tea.Batch(cmds...)
}

// progressed takes a report of the loading.
func (a *App) progressed(p host.Progress) tea.Cmd {
	if p.Failed != nil {
		a.problem(message.DoingOpening, p.Failed)
		a.complain(p.Failed.Error())
	} else {
		a.progress = p
	}
	return nil
}

// follow shows the selected article once the selection has rested.
func (a *App) follow(rest time.Duration) tea.Cmd {
	if a.frame.Article.Empty() {
		return nil
	}
	if rest == 0 {
		return a.followNow()
	}
	return a.followLater.Start(a.Ctx, rest, a.followNow)
}

func (a *App) followNow() tea.Cmd {
	if h, ok := a.list.Selected(); ok && h.ID != a.reading.Of() {
		return a.reading.Show(h.ID)
	}
	return nil
}

// say tells the reader something until the next key.
func (a *App) say(text string) { a.Say(text) }

// complain tells the reader what went wrong.
func (a *App) complain(text string) { a.ReportError(text) }

// failed reports an error; work that was superseded is none.
func (a *App) failed(what string, err error) tea.Cmd { return a.Failed(what, err) }
