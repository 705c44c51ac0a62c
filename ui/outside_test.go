package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

func TestSave(t *testing.T) {
	var saved []string
	d := open(t, news(), 100, 30, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnSave = func(_ context.Context, a model.Article, name string) (string, error) {
			if name == "no.md" {
				return "", errors.New("no.md: permission denied")
			}
			saved = append(saved, a.Title)
			return "copy-of-" + name, nil
		}
	})
	d.See("The harbour was quiet")
	d.Press("s")
	d.See("save as: 2026-11-23-harbour-reopens-after-the-storm.md")
	d.Press("enter")
	d.See("Saved copy-of-2026-11-23-harbour-reopens-after-the-storm.md")
	d.Press("j", "j")
	d.Press("s")
	d.See("save as: 2026-11-22-選挙の結果が発表された.md")
	d.Press("esc")
	d.Press("G", "s")
	d.See("save as: undated-another-undated-note.md")
	d.Press("esc", ":")
	d.Type("save no.md")
	d.Press("enter")
	d.See("Could not save the article: no.md: permission denied")
	if got := strings.Join(saved, ", "); got != "Harbour reopens after the storm" {
		t.Errorf("saved %s", got)
	}
}

func TestPipe(t *testing.T) {
	d := open(t, news(), 100, 30, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnPipe = func(ctx context.Context, a model.Article, markdown bool, command string) (string, error) {
			switch command {
			case "false":
				return "", errors.New("exit status 1")
			case "sleep":
				<-ctx.Done()
				return "", ctx.Err()
			case "true":
				return "", nil
			}
			kind := "text"
			if markdown {
				kind = "Markdown"
			}
			return a.Title + " as " + kind + "\x1b]0;x\a\ttab", nil
		}
	})
	d.See("The harbour was quiet")
	for _, c := range []struct {
		name, command string
		want          []string
	}{
		{"what it says is shown", "wc -w", []string{" wc -w", "Harbour reopens after the storm as text", "tab"}},
		{"nothing said", "true", []string{"Done: true"}},
		{"failing", "false", []string{"false: exit status 1"}},
		{"stopped", "sleep", []string{"Running sleep"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Press("|")
			d.See("pipe text to:")
			d.Type(c.command)
			d.Press("enter")
			d.See(c.want...)
			d.Press("esc")
			d.See("12 articles")
		})
	}
	d.See("Stopped.")
	d.Press(":")
	d.Type("pipe-markdown cat")
	d.Press("enter")
	d.See("as Markdown")
	d.Press("q")
	d.Press("|", "up")
	d.See("pipe text to: sleep")
}

// TestNotAvailable: a screen without the functions says so.
func TestNotAvailable(t *testing.T) {
	d := open(t, news(), 100, 30)
	d.See("The harbour was quiet")
	for _, c := range []struct{ keys, want string }{
		{"s", "Nothing can be saved here."},
		{"|", "Commands cannot be run here."},
		{"enter v", "Other programs cannot be run here."},
	} {
		d.Press(strings.Fields(c.keys)...)
		d.See(c.want)
	}
}
