package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// What is done outside of the screen with all articles of a selection. They are
// read one after the other, so that their texts are never held together.

// maxClipboard bounds what is copied, in bytes: terminals drop what is longer.
const maxClipboard = 100_000

// bulkDone is what has come of doing something with all articles of a selection.
type bulkDone struct {
	lines  []string // for the clipboard
	none   int      // articles that have no such line
	folder string   // where articles have been saved
	saved  int
}

// onMany reports whether what is done to an article is done to a selection.
func (a *App) onMany() bool { return a.pick.on && !(a.reading.Away() && a.focus == keys.Article) }

// copyMany copies a line of each selected article.
func (a *App) copyMany(line func(*model.Article) string) tea.Cmd {
	return a.onPicked(func(ps []model.Headline) tea.Cmd {
		lib := a.lib
		a.say(fmt.Sprintf(message.Copying, session.Articles(len(ps)), a.theme.Marks.Ellipsis))
		return a.bulk.Start(a.Ctx, func(ctx context.Context) (d bulkDone, err error) {
			err = eachArticle(ctx, lib, ps, func(art *model.Article) error {
				if s := line(art); s != "" {
					d.lines = append(d.lines, s)
				} else {
					d.none++
				}
				return nil
			})
			return d, err
		}, a.copied)
	})
}

// eachArticle reads articles; those that have gone meanwhile are left out.
func eachArticle(ctx context.Context, lib model.Finder, ps []model.Headline, do func(*model.Article) error) error {
	for _, p := range ps {
		art, err := lib.Article(ctx, p.ID)
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err == nil {
			err = do(&art)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copied puts what was gathered on the clipboard.
func (a *App) copied(d bulkDone, err error) tea.Cmd {
	text := strings.Join(d.lines, "\n")
	switch {
	case err != nil:
		return a.failed(message.Copy, err)
	case text == "":
		a.say(message.NoAddresses)
		return nil
	case len(text) > maxClipboard:
		a.complain(message.TooMuchToCopy)
		return nil
	}
	cmd := a.copy(text)
	words := fmt.Sprintf(message.Lines, number(len(d.lines)))
	if len(d.lines) == 1 {
		words = message.OneLine
	}
	a.say(fmt.Sprintf(message.Copied, words))
	if d.none > 0 {
		a.say(fmt.Sprintf(message.CopiedWithout, words, session.Articles(d.none)))
	}
	return cmd
}

// openSaveMany asks for the folder in which to save what is selected.
func (a *App) openSaveMany() tea.Cmd {
	if a.opts.Host.Save() == nil || a.opts.Host.Folder() == nil {
		a.complain(message.NoSaving)
		return nil
	}
	return a.onPicked(func(ps []model.Headline) tea.Cmd {
		return a.enter(&dialog.Entry{Label: fmt.Sprintf(message.SaveManyLabel, session.Articles(len(ps))), Help: message.SaveManyPrompt}, "articles-"+model.DayOf(a.opts.Now()).String(), func(folder string) (tea.Cmd, error) {
			return a.saveMany(ps, folder), nil
		})
	})
}

// saveMany saves articles in a folder, each under its date and title.
func (a *App) saveMany(ps []model.Headline, folder string) tea.Cmd {
	save, make := a.opts.Host.Save(), a.opts.Host.Folder()
	if save == nil || make == nil {
		a.complain(message.NoSaving)
		return nil
	}
	lib, zone := a.lib, a.opts.Now().Location()
	a.say(fmt.Sprintf(message.Saving, session.Articles(len(ps)), a.theme.Marks.Ellipsis))
	return a.bulk.Start(a.Ctx, func(ctx context.Context) (d bulkDone, err error) {
		if d.folder, err = make(ctx, folder); err != nil {
			return d, err
		}
		err = eachArticle(ctx, lib, ps, func(art *model.Article) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			_, err := save(ctx, *art, strings.TrimSuffix(d.folder, "/")+"/"+session.FileName(art, zone))
			if err == nil {
				d.saved++
			}
			return err
		})
		return d, err
	}, a.savedMany)
}

// savedMany reports what was saved.
func (a *App) savedMany(d bulkDone, err error) tea.Cmd {
	switch {
	case err != nil && d.saved > 0:
		return a.failed(fmt.Sprintf(message.SaveAllBut, number(d.saved)), err)
	case err != nil:
		return a.failed(message.SaveArticles, err)
	}
	a.say(fmt.Sprintf(message.SavedIn, session.Articles(d.saved), d.folder))
	return nil
}
