package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
)

// moveList moves the selection. While a new list is on its way the old one
// stays in use, and what is done to it is done again when the new one is there:
// keys that are typed ahead mean the list that was asked for.
func (a *App) moveList(act keys.Action, n int) tea.Cmd {
	if a.jumping && a.find.Busy() {
		a.typeahead.add(waiting{call: keys.Call{Action: act, Count: n}, pane: keys.List})
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
	if !ok || a.find.Busy() {
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
	at, found, ok := a.list.NextDay(n)
	if !found && ok {
		return a.ask(ask{window: a.list.AtDate(at), jump: true})
	}
	return tea.Batch(a.fill(), a.follow(followRest))
}
