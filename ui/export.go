package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/dialog"
	"dateline/ui/host"
	"dateline/ui/message"
	"dateline/ui/session"
)

// openExport asks for the file that what the filter shows goes to.
func (a *App) openExport() tea.Cmd {
	if a.opts.Host.Export() == nil {
		a.complain(message.NoExporting)
		return nil
	}
	label := message.ExportLabel
	if a.filter.Counted {
		label = fmt.Sprintf(message.ExportManyLabel, session.Articles(a.filter.Counts.Total))
	}
	return a.enter(&dialog.Entry{Label: label, Help: message.ExportPrompt}, session.ExportName(a.opts.Now()), func(name string) (tea.Cmd, error) {
		return a.export(name, false), nil
	})
}

// export writes what the filter shows to a file. It asks before it replaces one.
func (a *App) export(name string, replace bool) tea.Cmd {
	export := a.opts.Host.Export()
	if export == nil {
		a.complain(message.NoExporting)
		return nil
	}
	q := a.current()
	text := fmt.Sprintf(message.Exporting, name, a.theme.Marks.Ellipsis)
	cmd := a.begin(message.DoingExporting, text, func(ctx context.Context, report func(host.Progress)) (string, error) {
		return export(ctx, q, name, replace, report)
	})
	if cmd == nil {
		return nil
	}
	a.task.taken = func(err error) {
		if a.asking.Dialog() != nil { // the reader is at something else
			a.complain(err.Error())
			return
		}
		a.keys.Reset()
		a.asking.Open(&dialog.Confirm{Question: fmt.Sprintf(message.ReplaceFile, name)}, dialog.Then{
			Decided: func() tea.Cmd { return a.export(name, true) },
		})
	}
	return cmd
}
