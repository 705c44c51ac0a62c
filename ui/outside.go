package ui

import (
	"io"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/load"
	"dateline/ui/message"
)

// What leaves the screen with an article: files, commands, other programs. All
// of it is the host's to do, so that a screen for others can refuse.

// openPager shows the article in a program of the reader's.
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

// terminalProgram is a tea.ExecCommand: what has the terminal until it ends.
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
