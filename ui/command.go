package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/action"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// openCommand opens the command line, which accepts every action by name.
func (a *App) openCommand() tea.Cmd {
	m := a.keys.Map
	return tea.Batch(a.known.ReadTags(), a.known.NeedRules(a.browsing.Epoch()), a.enter(&dialog.Entry{
		Label: ":", Help: message.CommandPrompt, Explain: m.Misread, History: "commands",
		Choices: func(typed string) []action.Choice { return action.Commands(front{a}, m, typed, a.Theme.ASCII) },
	}, "", a.runCommands))
}

// runCommands executes a command line. If part of it is wrong, it executes nothing.
func (a *App) runCommands(line string) (tea.Cmd, error) {
	calls, err := a.keys.Map.Parse(line)
	if err != nil {
		return nil, err
	}
	return a.runCalls(calls)
}

// runCalls performs actions in order. If one needs an article that is still loading, it
// and the rest wait like keys typed ahead. It returns an error of the first action; an
// error of a later one is reported and cancels the rest.
func (a *App) runCalls(calls []keys.Call) (tea.Cmd, error) {
	var cmds []tea.Cmd
	for i, c := range calls {
		if a.holding() || a.early(c.Action) {
			a.holdFirst(calls[i:])
			break
		}
		cmd, err := a.perform(c)
		cmds = append(cmds, cmd)
		switch {
		case err != nil && i == 0:
			return nil, err
		case err != nil:
			a.ReportError(err.Error())
			return tea.Batch(cmds...), nil
		}
		cmds = append(cmds, a.followRooms())
	}
	return tea.Batch(cmds...), nil
}

// perform performs an action by name, in a pane where it works.
func (a *App) perform(c keys.Call) (tea.Cmd, error) {
	var focus tea.Cmd
	if in := a.keys.Map.In(c.Action); in&a.scope() == 0 && in&keys.Panes != 0 {
		focus = a.focusFor(in)
	}
	cmd, err := a.call(c)
	return tea.Batch(focus, cmd), err
}

// enter asks for a line of text and passes it to accept unless it is empty.
func (a *App) enter(e *dialog.Entry, text string, accept func(string) (tea.Cmd, error)) tea.Cmd {
	a.keys.Reset()
	a.asking.Enter(e, text, func(text string) (tea.Cmd, error) {
		if text == "" {
			return nil, nil
		}
		return accept(text)
	}, dialog.Then{})
	return nil
}

// renewChoices updates the completions of an open line when more data has arrived.
func (a *App) renewChoices() {
	if e, ok := a.asking.Dialog().(*dialog.Entry); ok {
		e.Renew()
	}
}

// quit ends the program after pending changes are written; a second call ends it at once.
func (a *App) quit() tea.Cmd {
	keep := a.reading.KeepPlace()
	done := a.Pending()
	if done == nil || a.leaving {
		return tea.Quit
	}
	a.leaving = true
	return tea.Batch(keep, func() tea.Msg {
		<-done
		return tea.Quit()
	})
}
