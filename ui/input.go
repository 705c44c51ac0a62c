package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
)

// press takes a key. It always answers at once: what takes time becomes a
// command.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.touched = true
	if a.line.Editing() {
		return a.typed(msg)
	}
	a.notice = notice{}
	act, n := a.keys.Press(a.scope(), msg.String())
	if act == keys.None {
		return nil
	}
	if a.help.Open() {
		return a.readHelp(act, n)
	}
	return a.do(act, n)
}

// scope is the pane that has the keys.
func (a *App) scope() keys.Scope {
	switch {
	case a.help.Open():
		return keys.Overlay
	case a.onArticle:
		return keys.Article
	}
	return keys.List
}

// readHelp moves in the help screen.
func (a *App) readHelp(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Close, keys.Help:
		a.help.Close()
	case keys.Quit:
		return tea.Quit
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	default:
		a.help.Scroll(act, max(1, n))
	}
	return nil
}

// do carries out an action in the pane that has the keys.
func (a *App) do(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Quit:
		return tea.Quit
	case keys.Close:
		return a.closePane()
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	case keys.Help:
		a.help.Show(a.keys.Map, a.theme)
		return nil
	case keys.NextPane:
		return a.focus(!a.onArticle)
	case keys.Back:
		return a.focus(false)
	case keys.Zoom:
		a.zoom = !a.zoom
		return a.rearranged()
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
	case keys.Undo:
		return a.journal(false)
	case keys.Redo:
		return a.journal(true)
	case keys.ToggleRead, keys.Star:
		return a.toggle(act)
	case keys.Browser:
		return a.openBrowser()
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
	if a.onArticle {
		a.moveArticle(act, max(1, n))
		return nil
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

// moveList moves the selection.
func (a *App) moveList(act keys.Action, n int) tea.Cmd {
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
	case keys.Top:
		return a.toTop()
	case keys.Bottom:
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

// openSelected opens what is selected: an article, or the Ahead shelf.
func (a *App) openSelected() tea.Cmd {
	if a.list.OnFold() {
		return a.unfold()
	}
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	return a.open(h, true)
}

// open shows an article, gives it the keys where focus is set or there is no
// room for both, and marks it read.
func (a *App) open(h model.Headline, focus bool) tea.Cmd {
	a.resting[workFollow]++
	var cmds []tea.Cmd
	if focus || a.frame.Article.Empty() {
		cmds = append(cmds, a.focus(true))
	}
	if h.ID != a.shown.ID {
		cmds = append(cmds, a.fetchArticle(h.ID))
	}
	if !h.State.Read {
		a.list.Change([]model.ID{h.ID}, func(s *model.State) { s.Read = true })
		cmds = append(cmds, a.mark([]model.ID{h.ID}, model.Mark{Do: model.MarkRead}))
	}
	return tea.Batch(append(cmds, a.fill())...)
}

// step opens the n-th next article.
func (a *App) step(n int) tea.Cmd {
	before, _ := a.list.Selected()
	left := a.list.Move(n)
	if left != 0 {
		return a.ask(ask{window: a.list.Beyond(left), skip: left, open: true})
	}
	h, ok := a.list.Selected()
	if !ok || h.ID == before.ID {
		return nil
	}
	return a.open(h, a.onArticle)
}

// toUnread opens the nearest unread article in a direction.
func (a *App) toUnread(dir int) tea.Cmd {
	id, whole := a.list.NextUnread(dir)
	switch {
	case id != "":
		a.list.Select(id)
		h, _ := a.list.Selected()
		return a.open(h, a.onArticle)
	case whole:
		a.say("No unread article that way.")
		return nil
	}
	return a.seekUnread(dir)
}

// readOn pages the article and at its end opens the next unread one.
func (a *App) readOn() tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		if a.list.OnFold() {
			return a.unfold()
		}
		return nil
	}
	switch {
	case h.ID != a.shown.ID || a.frame.Article.Empty():
		return a.open(h, a.onArticle)
	case !a.article.AtEnd():
		a.article.Page(1)
		return a.open(h, a.onArticle)
	}
	// An article that fits the pane has been read by the time Space is pressed.
	return tea.Batch(a.open(h, a.onArticle), a.toUnread(1))
}

// toggle changes the read mark or the star of the selected article.
func (a *App) toggle(act keys.Action) tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	m, set := model.Mark{Do: model.MarkRead}, !h.State.Read
	switch {
	case act == keys.Star && h.State.Starred:
		m.Do = model.Unstar
	case act == keys.Star:
		m.Do = model.Star
	case h.State.Read:
		m.Do = model.MarkUnread
	}
	a.list.Change([]model.ID{h.ID}, func(s *model.State) {
		if act == keys.Star {
			s.Starred = !s.Starred
		} else {
			s.Read = set
		}
	})
	return a.mark([]model.ID{h.ID}, m)
}

// openBrowser shows the selected article's address in the browser.
func (a *App) openBrowser() tea.Cmd {
	h, ok := a.list.Selected()
	switch {
	case !ok:
		return nil
	case a.opts.OpenURL == nil:
		a.complain("Opening a browser is not allowed here.")
	case h.ID != a.shown.ID:
		a.say("The article is still being opened; try again.")
	case a.shown.URL == "":
		a.say("The document states no address for this article.")
	default:
		return a.browse(a.shown.URL)
	}
	return nil
}

// focus gives the keys to a pane.
func (a *App) focus(article bool) tea.Cmd {
	if article == a.onArticle {
		return nil
	}
	a.onArticle = article
	a.keys.Reset()
	return a.rearranged()
}

// rearranged follows a change of the frame.
func (a *App) rearranged() tea.Cmd {
	return tea.Batch(a.arrange(), a.fill(), a.follow(0))
}

// closePane goes back: from the article to the headlines, from them out.
func (a *App) closePane() tea.Cmd {
	switch {
	case a.onArticle:
		return a.focus(false)
	case a.zoom:
		a.zoom = false
		return a.rearranged()
	}
	return tea.Quit
}

// asQueryError returns err as what the query language says of a text.
func asQueryError(err error) *query.Error {
	var e *query.Error
	if errors.As(err, &e) {
		return e
	}
	if err != nil {
		return &query.Error{Msg: err.Error()}
	}
	return nil
}
