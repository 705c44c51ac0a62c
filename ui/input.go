package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/overlay"
)

// press takes a key. It always answers at once: what takes time becomes a
// command.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.touched = true
	if a.holding() && msg.String() != "ctrl+c" {
		a.hold(waiting{msg: msg})
		return nil
	}
	return a.key(msg)
}

// key does what a key asks for.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	a.awaited = false
	if a.line.Editing() {
		return a.typed(msg)
	}
	a.notice = notice{}
	if a.dialog != nil {
		return a.dialog.press(a, msg)
	}
	if msg.String() == "esc" && a.carrying.busy() && !a.sheet.Open() {
		a.carrying.stop()
		a.say(message.Stopped)
		return nil
	}
	if a.pick.on && msg.String() == "esc" && a.scope() != keys.Overlay {
		a.endPick()
		a.keys.Reset()
		return nil
	}
	if msg.String() == "esc" && a.piping.busy() && !a.sheet.Open() {
		a.piping.stop()
		a.say(message.Stopped)
		return nil
	}
	if msg.String() == "esc" && a.scope() == keys.List && a.stopTask() {
		a.keys.Reset()
		return nil
	}
	act, n := a.keys.Press(a.keyScope(), msg.String())
	if act == keys.None {
		return a.awaitMore()
	}
	if a.sheet.Open() {
		return a.readSheet(act, n)
	}
	if a.early(act) {
		a.hold(waiting{call: keys.Call{Action: act, Count: n}})
		return nil
	}
	return tea.Batch(a.do(act, n), a.extend())
}

// scope is the pane that has the keys.
func (a *App) scope() keys.Scope {
	switch {
	case a.sheet.Open():
		return keys.Overlay
	case a.onDays:
		return keys.Calendar
	case a.onSide && !a.frame.Side.Empty():
		return keys.Sources
	case a.onTimes && !a.frame.Timeline.Empty():
		return keys.Timeline
	case a.onArticle:
		return keys.Article
	}
	return keys.List
}

// keyScope is the scope in which keys are looked up: a search in the article
// has keys of its own, which come first.
func (a *App) keyScope() keys.Scope {
	if s := a.scope(); s != keys.Article || a.article.Searching() == "" {
		return s
	}
	return keys.Finding
}

// readSheet moves in what lies on top.
func (a *App) readSheet(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Close, keys.Help, keys.Info, keys.Problems:
		a.sheet.Close()
	case keys.Find:
		return a.narrowSheet()
	case keys.Redate:
		if a.about.ID != "" {
			return a.openRedate()
		}
	case keys.Quit:
		return a.quit()
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	default:
		a.sheet.Scroll(act, max(1, n))
	}
	return nil
}

// do carries out an action in the pane that has the keys.
func (a *App) do(act keys.Action, n int) tea.Cmd {
	if macro := a.keys.Map.Macro(act); macro != nil {
		return a.orComplain(a.runCalls(macro))
	}
	switch act {
	case keys.Quit:
		return a.quit()
	case keys.Close:
		return a.closePane()
	case keys.CommandLine:
		return a.openCommand()
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	case keys.Help:
		a.about = model.Record{}
		a.sheet.Show(message.KeysTitle, overlay.KeyRows(a.keys.Map, a.theme.ASCII), a.theme)
		return nil
	case keys.NextPane, keys.PrevPane:
		return a.nextPane(act == keys.NextPane)
	case keys.OpenCalendar:
		return a.openCalendar()
	case keys.DayLater, keys.DayEarlier, keys.WeekLater, keys.WeekEarlier,
		keys.MonthLater, keys.MonthEarlier, keys.YearLater, keys.YearEarlier:
		return a.moveCalendar(act, max(1, n))
	case keys.ToggleSources:
		return a.toggleSources()
	case keys.NextSource:
		return a.nextSource(max(1, n))
	case keys.PrevSource:
		return a.nextSource(-max(1, n))
	case keys.ToggleTimeline:
		return a.toggleTimeline()
	case keys.Back:
		return a.goBack()
	case keys.Zoom:
		a.zoom = !a.zoom
		return a.rearranged()
	case keys.Narrower:
		return a.widen(-max(1, n))
	case keys.Wider:
		return a.widen(max(1, n))
	case keys.FilterHeading:
		return a.filterHeading()
	case keys.Find:
		return a.openFind()
	case keys.NextMatch:
		a.nextMatch(max(1, n))
		return nil
	case keys.PrevMatch:
		a.nextMatch(-max(1, n))
		return nil
	case keys.EndFind:
		return a.findText("")
	case keys.Search, keys.EditFilter:
		return a.openPrompt(promptFilter)
	case keys.DatePrompt:
		return a.openPrompt(promptDate)
	case keys.GotoDate:
		return a.openPrompt(promptGoto)
	case keys.ClearFilter:
		return a.clearFilter()
	case keys.DropDate:
		return a.setDate("")
	case keys.ShiftLater:
		return a.shift(max(1, n))
	case keys.ShiftEarlier:
		return a.shift(-max(1, n))
	case keys.Select:
		return a.togglePick()
	case keys.New:
		return a.whatIsNew()
	case keys.Info:
		return a.openInfo()
	case keys.Redate:
		return a.openRedate()
	case keys.Tag:
		return a.openTags()
	case keys.Show:
		return a.showNext()
	case keys.Sort:
		return a.chooseFor(keys.Sort, message.SortMenu)
	case keys.View:
		return a.chooseFor(keys.View, message.ViewMenu)
	case keys.SaveView:
		return a.askFor(keys.SaveView, message.SaveViewLabel, fmt.Sprintf(message.SaveViewPrompt, a.text))
	case keys.DropView:
		return a.askFor(keys.DropView, message.DropViewLabel, message.DropViewPrompt)
	case keys.Set:
		return a.askFor(keys.Set, message.SetLabel, message.SetPrompt)
	case keys.Theme:
		return a.askFor(keys.Theme, message.ThemeLabel, message.ThemePrompt)
	case keys.MarkAll:
		return a.orComplain(a.markMany("all"))
	case keys.MarkMany:
		return a.chooseFor(keys.MarkMany, message.MarkMenu)
	case keys.Undo:
		return a.journal(false)
	case keys.Redo:
		return a.journal(true)
	case keys.ToggleRead, keys.Star:
		return a.toggle(act)
	case keys.Browser:
		return a.openBrowser(n)
	case keys.BrowserRead:
		return a.openAndRead()
	case keys.Enclosure:
		return a.openEnclosure(n)
	case keys.FullText:
		return a.openFullText()
	case keys.Hints:
		return a.openHints()
	case keys.NextLink:
		a.highlightLink(max(1, n))
		return nil
	case keys.PrevLink:
		a.highlightLink(-max(1, n))
		return nil
	case keys.FollowLink:
		return a.followLink(n)
	case keys.CopyURL:
		return a.copyAddress()
	case keys.CopyCitation:
		return a.copyNames()
	case keys.Versions:
		return a.openVersions()
	case keys.Images:
		return a.togglePictures()
	case keys.Save:
		return a.openSave()
	case keys.Pipe, keys.PipeMarkdown:
		return a.openPipe(act)
	case keys.Pager:
		return a.openPager()
	case keys.Refresh:
		return a.refreshSelected()
	case keys.RefreshAll:
		return a.refreshSources("")
	case keys.Add:
		return a.openAdd()
	case keys.Problems:
		a.showProblems()
		return nil
	case keys.NextArticle:
		return a.step(max(1, n))
	case keys.PrevArticle:
		return a.step(-max(1, n))
	case keys.NextUnread:
		return a.toUnread(1)
	case keys.PrevUnread:
		return a.toUnread(-1)
	case keys.ReadOn:
		return a.readOn()
	}
	switch a.scope() {
	case keys.Sources:
		return a.moveSources(act, max(1, n))
	case keys.Timeline:
		return a.moveTimeline(act, max(1, n))
	case keys.Article:
		a.moveArticle(act, max(1, n))
		return a.rest(workPlace, placeRest)
	}
	return a.moveList(act, n)
}

// moveArticle scrolls the article.
func (a *App) moveArticle(act keys.Action, n int) {
	switch act {
	case keys.Down:
		a.article.Scroll(n)
	case keys.Up:
		a.article.Scroll(-n)
	case keys.HalfDown:
		a.article.HalfPage(n)
	case keys.HalfUp:
		a.article.HalfPage(-n)
	case keys.PageDown:
		a.article.Page(n)
	case keys.PageUp:
		a.article.Page(-n)
	case keys.Top:
		a.article.Top()
	case keys.Bottom:
		a.article.Bottom()
	case keys.NextHeading:
		a.article.NextHeading(n)
	case keys.PrevHeading:
		a.article.NextHeading(-n)
	}
}

// moveList moves the selection. While a new list is on its way the old one
// stays in use, and what is done to it is done again when the new one is there:
// keys that are typed ahead mean the list that was asked for.
func (a *App) moveList(act keys.Action, n int) tea.Cmd {
	if a.jumping && a.find.busy() && len(a.ahead) < maxAhead {
		a.ahead = append(a.ahead, typedAhead{act, n})
	}
	c := max(1, n)
	switch act {
	case keys.Down:
		return a.move(c)
	case keys.Up:
		return a.move(-c)
	case keys.HalfDown:
		return a.move(c * max(1, a.list.Page()/2))
	case keys.HalfUp:
		return a.move(-c * max(1, a.list.Page()/2))
	case keys.PageDown:
		return a.move(c * a.list.Page())
	case keys.PageUp:
		return a.move(-c * a.list.Page())
	case keys.Top, keys.Bottom, keys.Headline:
		switch {
		case n > 0:
			return a.toNth(n)
		case act != keys.Bottom:
			return a.toTop()
		}
		return a.toBottom()
	case keys.NextDay:
		return a.toDay(c)
	case keys.PrevDay:
		return a.toDay(-c)
	case keys.Open:
		return a.openSelected()
	}
	return nil
}

// typedAhead is a movement that was asked for before the list it is meant for
// had come.
type typedAhead struct {
	act keys.Action
	n   int
}

// maxAhead is how many movements are kept.
const maxAhead = 64

// catchUp does what was typed ahead.
func (a *App) catchUp() tea.Cmd {
	moves := a.ahead
	a.ahead = nil
	cmds := make([]tea.Cmd, 0, len(moves))
	for _, m := range moves {
		cmds = append(cmds, a.moveList(m.act, m.n))
	}
	return tea.Batch(cmds...)
}

// move moves the selection by n headlines, also beyond the window.
func (a *App) move(n int) tea.Cmd {
	left := a.list.Move(n)
	if left != 0 {
		w := a.list.Beyond(left)
		return tea.Batch(a.ask(ask{window: w, skip: left}), a.follow(followRest))
	}
	return tea.Batch(a.fill(), a.follow(followRest))
}

// fill asks for what the view will soon need of the list.
func (a *App) fill() tea.Cmd {
	w, ok := a.list.Need()
	if !ok || a.find.busy() {
		return nil
	}
	return a.ask(ask{window: w})
}

func (a *App) toTop() tea.Cmd {
	if a.list.First() {
		a.list.SelectTop()
		return tea.Batch(a.fill(), a.follow(followRest))
	}
	return a.ask(ask{window: a.list.FromTop(), jump: true})
}

func (a *App) toBottom() tea.Cmd {
	if a.list.Last() {
		a.list.SelectBottom()
		return tea.Batch(a.fill(), a.follow(followRest))
	}
	return a.ask(ask{window: a.list.FromBottom(), jump: true, last: true})
}

// toDay moves by headings.
func (a *App) toDay(n int) tea.Cmd {
	day, found, ok := a.list.NextDay(n)
	if !found && ok {
		return a.ask(ask{window: a.list.AtDate(model.OnDay(day, model.FromStated)), jump: true})
	}
	return tea.Batch(a.fill(), a.follow(followRest))
}
