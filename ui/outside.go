package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
)

// What leaves the screen with an article: files, commands, other programs. All
// of it is done by functions of Options, so that a screen for others can refuse.

// savedMsg: an article has been written to a file.
type savedMsg struct {
	name string
	err  error
}

// pipedMsg: a command has been given an article.
type pipedMsg struct {
	gen     int
	command string
	output  string
	err     error
}

// returnedMsg: a program that had the terminal has given it back.
type returnedMsg struct{ err error }

// openSave asks for the name of a file.
func (a *App) openSave() tea.Cmd {
	if a.opts.Save == nil {
		a.complain(message.NoSaving)
		return nil
	}
	if a.onMany() {
		return a.openSaveMany()
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		return a.enter(&entry{
			label: message.SaveLabel,
			help:  message.SavePrompt,
			accept: func(name string) (tea.Cmd, error) {
				if name == "" {
					return nil, nil
				}
				return a.saveAs(art, name), nil
			},
		}, session.FileName(&art, a.opts.Now().Location()))
	})
}

func (a *App) save(name string) tea.Cmd {
	if a.onMany() {
		return a.onPicked(func(ps []model.Headline) tea.Cmd { return a.saveMany(ps, name) })
	}
	return a.withArticle(func(art model.Article) tea.Cmd { return a.saveAs(art, name) })
}

func (a *App) saveAs(art model.Article, name string) tea.Cmd {
	save, ctx := a.opts.Save, a.find.parent
	if save == nil {
		a.complain(message.NoSaving)
		return nil
	}
	return func() tea.Msg {
		made, err := save(ctx, art, name)
		return savedMsg{made, err}
	}
}

func (a *App) savedAs(m savedMsg) tea.Cmd {
	if m.err != nil {
		return a.failed(message.SaveArticle, m.err)
	}
	a.say(fmt.Sprintf(message.Saved, m.name))
	return nil
}

// openPipe asks for a command to give the article to.
func (a *App) openPipe(act keys.Action) tea.Cmd {
	if a.opts.Pipe == nil {
		a.complain(message.NoCommands)
		return nil
	}
	markdown := act == keys.PipeMarkdown
	label := message.PipeTextLabel
	if markdown {
		label = message.PipeMarkdownLabel
	}
	a.pipes.at = 0
	return a.enter(&entry{
		label:   label,
		help:    message.PipePrompt,
		history: &a.pipes,
		accept: func(command string) (tea.Cmd, error) {
			if command == "" {
				return nil, nil
			}
			return a.pipe(command, markdown), nil
		},
	}, "")
}

func (a *App) pipe(command string, markdown bool) tea.Cmd {
	pipe := a.opts.Pipe
	if pipe == nil {
		a.complain(message.NoCommands)
		return nil
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		a.say(fmt.Sprintf(message.Running, command, a.theme.Marks.Ellipsis))
		ctx, gen := a.piping.next()
		return func() tea.Msg {
			out, err := pipe(ctx, art, markdown, command)
			return pipedMsg{gen, command, out, err}
		}
	})
}

// piped shows what a command has said.
func (a *App) piped(m pipedMsg) tea.Cmd {
	if !a.piping.done(m.gen) {
		return nil
	}
	a.notice = notice{}
	output := strings.TrimRight(model.CleanText(strings.ReplaceAll(m.output, "\t", "    ")), "\n ")
	if output != "" {
		a.about = model.Record{}
		a.sheet.Show(model.CleanLine(m.command), []overlay.Row{overlay.TextRow(output)}, a.theme)
	}
	switch {
	case m.err != nil:
		a.complain(fmt.Sprintf("%s: %v", m.command, m.err))
	case output == "":
		a.say(fmt.Sprintf(message.Done, m.command))
	}
	return nil
}

// openPager shows the article in a program of the reader's.
func (a *App) openPager() tea.Cmd {
	pager, ctx := a.opts.Pager, a.find.parent
	if pager == nil {
		a.complain(message.NoPrograms)
		return nil
	}
	return a.withArticle(func(art model.Article) tea.Cmd {
		return tea.Exec(pager(ctx, art), func(err error) tea.Msg { return returnedMsg{err} })
	})
}

func (a *App) returned(m returnedMsg) tea.Cmd {
	if m.err != nil {
		return a.failed(message.OpenArticle, m.err)
	}
	return nil
}
