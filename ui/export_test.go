package ui_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// TestExport: what the filter shows goes to a file; one that exists is replaced only
// once the reader has agreed, and Esc stops what takes long.
func TestExport(t *testing.T) {
	asked := make(chan string, 8)
	d := open(t, news(), 100, 30, func(o *ui.Options) {
		lib := o.Library
		uitest.Allow(&o.Session).OnExport = func(ctx context.Context, q model.Query, name string, replace bool, report func(host.Progress)) (string, error) {
			n, err := lib.Count(ctx, q)
			asked <- fmt.Sprintf("%d %s %t", n.Total, name, replace)
			switch {
			case err != nil:
				return "", err
			case name == "long.jsonl":
				report(host.Progress{Doing: "Exporting to long.jsonl: 40%"})
				<-ctx.Done()
				return "", ctx.Err()
			case name == "no.md":
				return "", errors.New("export to no.md: permission denied")
			case name == "there.md" && !replace:
				return "", fmt.Errorf("export to there.md: %w", fs.ErrExist)
			}
			return "Exported 4 articles to " + name + ".", nil
		}
	})
	d.See("12 unread")
	d.Press("/")
	d.Type("from:coast")
	d.Press("enter")
	d.See("4 of 12")
	d.Press("E")
	d.See("export 4 articles to: articles-2026-11-23.jsonl")
	d.Press("enter")
	d.See("Exported 4 articles to articles-2026-11-23.jsonl.")
	typed := func(line string) {
		d.Press(":")
		d.Type(line)
		d.Press("enter")
	}
	typed("export there.md")
	d.See("there.md exists. Replace it? y/n")
	d.Press("n")
	d.See("Harbour reopens")
	typed("export there.md")
	d.See("there.md exists. Replace it? y/n")
	d.Press("y")
	d.See("Exported 4 articles to there.md.")
	typed("export no.md")
	d.See("export to no.md: permission denied")
	typed("export long.jsonl")
	d.See("Exporting to long.jsonl: 40%", "Esc stops it")
	d.Press("esc")
	d.See("Stopped")
	for _, want := range []string{"4 articles-2026-11-23.jsonl false", "4 there.md false", "4 there.md false", "4 there.md true", "4 no.md false", "4 long.jsonl false"} {
		select {
		case got := <-asked:
			if got != want {
				t.Errorf("asked for %s, want %s", got, want)
			}
		default:
			t.Errorf("not asked for %s", want)
		}
	}
}

// TestNothingToExport: a host that does not allow it says so.
func TestNothingToExport(t *testing.T) {
	d := open(t, news(), 80, 24)
	d.See("12 unread")
	d.Press("E")
	d.See("Nothing can be exported here.")
}
