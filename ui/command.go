package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/action"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// openCommand opens the command line, where every action can be typed by name.
func (a *App) openCommand() tea.Cmd {
	m := a.keys.Map
	return tea.Batch(a.known.ReadTags(), a.known.NeedRules(a.browsing.Epoch()), a.enter(&dialog.Entry{
		Label: ":", Help: message.CommandPrompt, Explain: m.Misread, History: "commands",
		Choices: func(typed string) []action.Choice { return action.Commands(front{a}, m, typed, a.Theme.ASCII) },
	}, "", a.runCommands))
}

// runCommands executes a command line, or nothing if part of it is wrong.
func (a *App) runCommands(line string) (tea.Cmd, error) {
	calls, err := a.keys.Map.Parse(line)
	if err != nil {
		return nil, err
	}
	return a.runCalls(calls)
}

// runCalls performs actions in order. If one needs an article that has not come yet, it and
// the rest wait like keys that were typed ahead. An error of the first action is returned;
// an error of a later one is reported and ends the rest.
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

// perform performs an action that was asked for by name, in a pane where it works.
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

// renewChoices completes an open line again, since more is known now.
func (a *App) renewChoices() {
	if e, ok := a.asking.Dialog().(*dialog.Entry); ok {
		e.Renew()
	}
}

// quit ends the program after the last change; asked for again, at once.
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
