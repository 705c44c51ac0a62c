package ui

import (
	"context"
	"fmt"
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// What leaves the screen with an article: files, commands, other programs. All
// of it is the host's to do, so that a screen for others can refuse.

// openSave asks for the name of a file.
func (a *App) openSave() tea.Cmd {
	if a.opts.Host.Save() == nil {
		a.complain(message.NoSaving)
		return nil
	}
	if a.onMany() {
		return a.openSaveMany()
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		return a.enter(&dialog.Entry{Label: message.SaveLabel, Help: message.SavePrompt}, session.FileName(&art, a.opts.Now().Location()), func(name string) (tea.Cmd, error) {
			return a.saveAs(art, name), nil
		})
	})
}

func (a *App) save(name string) tea.Cmd {
	if a.onMany() {
		return a.onPicked(func(ps []model.Headline) tea.Cmd { return a.saveMany(ps, name) })
	}
	return a.withArticle(func(art model.Article) tea.Cmd { return a.saveAs(art, name) })
}

func (a *App) saveAs(art model.Article, name string) tea.Cmd {
	save := a.opts.Host.Save()
	if save == nil {
		a.complain(message.NoSaving)
		return nil
	}
	return load.Do(a.Ctx, func(ctx context.Context) (string, error) { return save(ctx, art, name) }, a.savedAs)
}

func (a *App) savedAs(name string, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.SaveArticle, err)
	}
	a.say(fmt.Sprintf(message.Saved, name))
	return nil
}

// openPipe asks for a command to give the article to.
func (a *App) openPipe(act keys.Action) tea.Cmd {
	if a.opts.Host.Pipe() == nil {
		a.complain(message.NoCommands)
		return nil
	}
	markdown := act == keys.PipeMarkdown
	label := message.PipeTextLabel
	if markdown {
		label = message.PipeMarkdownLabel
	}
	return a.enter(&dialog.Entry{Label: label, Help: message.PipePrompt, History: "pipes"}, "", func(command string) (tea.Cmd, error) {
		return a.pipe(command, markdown), nil
	})
}

func (a *App) pipe(command string, markdown bool) tea.Cmd {
	pipe := a.opts.Host.Pipe()
	if pipe == nil {
		a.complain(message.NoCommands)
		return nil
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		a.say(fmt.Sprintf(message.Running, command, a.theme.Marks.Ellipsis))
		return a.piping.Start(a.Ctx, func(ctx context.Context) (string, error) {
			return pipe(ctx, art, markdown, command)
		}, func(output string, err error) tea.Cmd { return a.piped(command, output, err) })
	})
}

// piped shows what a command has said.
func (a *App) piped(command, output string, err error) tea.Cmd {
	a.Notice = shared.Notice{}
	output = strings.TrimRight(model.CleanText(strings.ReplaceAll(output, "\t", "    ")), "\n ")
	if output != "" {
		a.about = model.Record{}
		a.sheet.Show(model.CleanLine(command), []overlay.Row{overlay.TextRow(output)}, a.theme)
	}
	switch {
	case err != nil:
		a.complain(fmt.Sprintf("%s: %v", command, err))
	case output == "":
		a.say(fmt.Sprintf(message.Done, command))
	}
	return nil
}

// openPager shows the article in a program of the reader's.
func (a *App) openPager() tea.Cmd {
	pager, ctx := a.opts.Host.Pager(), a.Ctx
	if pager == nil {
		a.complain(message.NoPrograms)
		return nil
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		run := func(stdin io.Reader, stdout, stderr io.Writer) error { return pager(ctx, art, stdin, stdout, stderr) }
		return tea.Exec(&terminalProgram{run: run}, load.Returned(func(err error) tea.Cmd {
			if err != nil {
				return a.failed(message.OpenArticle, err)
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
