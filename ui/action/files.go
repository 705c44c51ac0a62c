package action

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// files are the actions that write articles to files and give them to programs.
var files = group("Files", []Spec{
	{
		Action: "save", Keys: []string{"s"}, Arg: "FILE", Help: "save the article as Markdown, or as plain text if the name ends in .txt; a selection, in a folder", Plain: "save the article as Markdown, or as plain text if the name ends in .txt", Needs: Headline,
		Ask:     Question{Label: message.SaveLabel, Help: message.SavePrompt},
		Prepare: askSave,
		Do:      save,
	},
	{
		Action: "export", Keys: []string{"E"}, Arg: "FILE", Help: "export what the filter shows: as JSON Lines with state, or as Markdown or a table if the name ends in .md or .tsv",
		Ask:     Question{Label: message.ExportLabel, Help: message.ExportPrompt},
		Prepare: askExport,
		Do:      export,
	},
	{
		Action: keys.Pipe, Keys: []string{"|"}, Arg: "COMMAND", Help: "pipe the article's text to a shell command and show its output", Needs: Headline,
		Ask:     Question{Label: message.PipeTextLabel, Help: message.PipePrompt, Line: message.CommandLabelPlain, History: "pipes"},
		Prepare: askPipe,
		Do:      pipe(false),
	},
	{
		Action: keys.PipeMarkdown, Arg: "COMMAND", Help: "pipe the article's Markdown to a shell command", Needs: Headline,
		Ask:     Question{Label: message.PipeMarkdownLabel, Help: message.PipePrompt, Line: message.CommandLabelPlain, History: "pipes"},
		Prepare: askPipe,
		Do:      pipe(true),
	},
	{Action: keys.Pager, Keys: []string{"v"}, In: keys.Article, Help: "open the article in $VISUAL, $EDITOR or $PAGER", Needs: Headline},
})

// askSave asks for the name of a file, or of a folder for several articles.
func askSave(f Front, q Question, ask func(Question) error) error {
	switch {
	case f.Host().Save() == nil, f.Many() && f.Host().Folder() == nil:
		return NotAllowed(message.NoSaving)
	case f.Many():
		return f.Selected(Call{}, func(hs []model.Headline) error {
			q.Label, q.Help = fmt.Sprintf(message.SaveManyLabel, session.Articles(len(hs))), message.SaveManyPrompt
			q.Text = "articles-" + model.DayOf(f.Env().Now).String()
			return ask(q)
		})
	}
	return f.Article(0, func(a model.Article) error {
		q.Text, q.Default = session.FileName(&a, f.Env().Now.Location()), true
		q.Line = fmt.Sprintf(message.SaveLabelPlain, q.Text)
		return ask(q)
	})
}

// askExport asks for the name of a file.
func askExport(f Front, q Question, ask func(Question) error) error {
	if f.Host().Export() == nil {
		return Refusal(message.NoExporting)
	}
	found := session.Articles(f.Filter().Counts.Total)
	if f.Filter().Counted {
		q.Label = fmt.Sprintf(message.ExportManyLabel, found)
	}
	q.Text, q.Default = session.ExportName(f.Env().Now), true
	q.Line = fmt.Sprintf(message.ExportLabelPlain, found, q.Text)
	return ask(q)
}

// askPipe asks for a command, if the host runs any.
func askPipe(f Front, q Question, ask func(Question) error) error {
	if f.Host().Pipe() == nil {
		return NotAllowed(message.NoCommands)
	}
	return ask(q)
}

// save writes the current article to a file, or the selection to a folder.
func save(f Front, c Call) error {
	save := f.Host().Save()
	switch {
	case save == nil:
		return NotAllowed(message.NoSaving)
	case f.Many():
		return f.Selected(c, func(hs []model.Headline) error { return saveMany(f, hs, c.Arg) })
	}
	return f.Article(0, func(a model.Article) error {
		return f.Background(Work{Name: message.SaveArticle, Every: true}, func(ctx context.Context) (func() error, error) {
			name, err := save(ctx, a, c.Arg)
			return say(f, fmt.Sprintf(message.Saved, name)), err
		})
	})
}

// saveMany saves articles in a folder, each under its date and title.
func saveMany(f Front, hs []model.Headline, folder string) error {
	save, create := f.Host().Save(), f.Host().Folder()
	if create == nil {
		return NotAllowed(message.NoSaving)
	}
	zone := f.Env().Now.Location()
	w := Work{Name: message.SaveArticles, Says: fmt.Sprintf(message.Saving, session.Articles(len(hs)), f.Ellipsis())}
	return f.Background(w, func(ctx context.Context) (func() error, error) {
		folder, err := create(ctx, folder)
		if err != nil {
			return nil, err
		}
		n := 0
		err = eachArticle(ctx, f.Library(), hs, func(a *model.Article) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			_, err := save(ctx, *a, strings.TrimSuffix(folder, "/")+"/"+session.FileName(a, zone))
			if err == nil {
				n++
			}
			return err
		})
		if err != nil && n > 0 {
			err = Failure{fmt.Sprintf(message.SaveAllBut, message.Number(n)), err}
		}
		return say(f, fmt.Sprintf(message.SavedIn, session.Articles(n), folder)), err
	})
}

// say returns a function that says a text.
func say(f Front, text string) func() error {
	return func() error {
		f.Say(text)
		return nil
	}
}

// export writes what the filter shows to a file. It asks before it replaces a file.
func export(f Front, c Call) error { return exportTo(f, c.Arg, false) }

func exportTo(f Front, name string, replace bool) error {
	export := f.Host().Export()
	if export == nil {
		return Refusal(message.NoExporting)
	}
	q := f.Filter().Now(f.Env())
	return f.Task(Task{
		Doing: message.DoingExporting,
		Text:  fmt.Sprintf(message.Exporting, name, f.Ellipsis()),
		Do: func(ctx context.Context, report func(host.Progress)) (string, error) {
			return export(ctx, q, name, replace, report)
		},
		Asks: func(err error) func() error {
			if !errors.Is(err, fs.ErrExist) {
				return nil
			}
			return func() error {
				return f.Confirm(fmt.Sprintf(message.ReplaceFile, name), func() error { return exportTo(f, name, true) })
			}
		},
	})
}

// pipe gives the article to a shell command and shows its output.
func pipe(markdown bool) Do {
	return func(f Front, c Call) error {
		pipe := f.Host().Pipe()
		if pipe == nil {
			return NotAllowed(message.NoCommands)
		}
		return f.Article(0, func(a model.Article) error {
			w := Work{Name: message.RunCommand, Says: fmt.Sprintf(message.Running, c.Arg, f.Ellipsis())}
			return f.Background(w, func(ctx context.Context) (func() error, error) {
				out, failed := pipe(ctx, a, markdown, c.Arg)
				out = strings.TrimRight(model.CleanText(strings.ReplaceAll(out, "\t", "    ")), "\n ")
				return func() error {
					f.Say("")
					if out != "" {
						f.Show(model.CleanLine(c.Arg), out)
					}
					switch {
					case failed != nil:
						return fmt.Errorf("%s: %w", c.Arg, failed)
					case out == "":
						f.Say(fmt.Sprintf(message.Done, c.Arg))
					}
					return nil
				}, nil
			})
		})
	}
}
