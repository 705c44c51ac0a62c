package ui

import (
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/arrivals"
	"dateline/ui/load"
	"dateline/ui/message"
)

// copy puts text on the clipboard of the reader's terminal (OSC 52).
func (a *App) copy(text string) tea.Cmd {
	a.Say(fmt.Sprintf(message.Copied, text))
	return a.setClipboard(text)
}

// offer copies an address that the host cannot open, and shows it: a terminal may take no
// copies.
func (a *App) offer(address string) tea.Cmd {
	if a.opts.NoHyperlinks {
		a.Say(fmt.Sprintf(message.NotOpened, address))
		return nil
	}
	a.Say(fmt.Sprintf(message.CopiedInstead, address))
	return a.setClipboard(address)
}

func (a *App) setClipboard(text string) tea.Cmd {
	set := tea.SetClipboard(text)
	if !a.opts.Tmux {
		return set
	}
	// tmux handles the sequence itself (set-clipboard on) or passes it on
	// (allow-passthrough on), and does not tell which.
	return tea.Batch(set, tea.Raw(ansi.TmuxPassthrough(ansi.SetSystemClipboard(text))))
}

// openPager shows the article in the reader's pager.
func (a *App) openPager() tea.Cmd {
	pager, ctx := a.opts.Host.Pager(), a.Ctx
	if pager == nil {
		a.ReportError(message.NoPrograms)
		return nil
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		run := func(stdin io.Reader, stdout, stderr io.Writer) error { return pager(ctx, art, stdin, stdout, stderr) }
		return tea.Exec(&terminalProgram{run: run}, load.Returned(func(err error) tea.Cmd {
			if err != nil {
				return a.Failed(message.OpenArticle, err)
			}
			return nil
		}))
	})
}

// terminalProgram is a tea.ExecCommand that owns the terminal until it ends.
type terminalProgram struct {
	run            func(stdin io.Reader, stdout, stderr io.Writer) error
	stdin          io.Reader
	stdout, stderr io.Writer
}

// SetStdin implements tea.ExecCommand.
func (p *terminalProgram) SetStdin(r io.Reader) { p.stdin = r }

// SetStdout implements tea.ExecCommand.
func (p *terminalProgram) SetStdout(w io.Writer) { p.stdout = w }

// SetStderr implements tea.ExecCommand.
func (p *terminalProgram) SetStderr(w io.Writer) { p.stderr = w }

// Run implements tea.ExecCommand.
func (p *terminalProgram) Run() error { return p.run(p.stdin, p.stdout, p.stderr) }

// notifier returns what notifies the reader by the terminal (OSC 9), or nil if it may know
// no such command.
func (a *App) notifier() func(string) tea.Cmd {
	if a.opts.NoHyperlinks {
		return nil
	}
	return func(text string) tea.Cmd { return tea.Raw(arrivals.Notification("dateline: "+text, a.opts.Tmux)) }
}
