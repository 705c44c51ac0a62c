package ui_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// TestCopyMany: y and Y copy a line of each selected article.
func TestCopyMany(t *testing.T) {
	d := open(t, news(), 120, 40)
	wantSelected(t, d, "Harbour")
	d.Settle()
	var copied []string
	clipboard := reflect.TypeOf(tea.SetClipboard("")())
	d.Watch = func(m tea.Msg) {
		if reflect.TypeOf(m) == clipboard {
			copied = append(copied, fmt.Sprint(m))
		}
	}
	d.Press("v", "j", "j", "y")
	d.See("Copied 2 lines; 1 article had no address", "3 selected")
	d.Settle() // it is said before the terminal is told
	d.Press("Y")
	d.See("Copied 3 lines")
	d.Press("esc")
	d.Gone("selected")
	d.Press("y")
	d.See("The document gives no address")
	d.Settle()
	if want := []string{
		"https://coast.example/harbour\nhttps://coast.example/tram",
		"Harbour reopens after the storm (Coast Daily, 2026-11-23) https://coast.example/harbour\n" +
			"Council votes on the tram line (Coast Daily, 2026-11-23) https://coast.example/tram\n" +
			"選挙の結果が発表された (東京新聞, 2026-11-22)",
	}; !slices.Equal(copied, want) {
		t.Errorf("copied %q, want %q", copied, want)
	}
}

// TestSaveMany: s saves a selection in a folder.
func TestSaveMany(t *testing.T) {
	var saved []string
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnFolder = func(_ context.Context, name string) (string, error) {
			if name == "no" {
				return "", errors.New("no: permission denied")
			}
			return "home/" + name, nil
		}
		uitest.Allow(&o.Session).OnSave = func(_ context.Context, a model.Article, name string) (string, error) {
			saved = append(saved, name)
			return name, nil
		}
	})
	wantSelected(t, d, "Harbour")
	d.Settle()
	d.Press("v", "j", "s")
	d.See("save 2 articles in: articles-2026-11-23")
	d.Press("enter")
	d.See("Saved 2 articles in home/articles-2026-11-23")
	d.Press(":")
	d.Type("save no")
	d.Press("enter")
	d.See("Could not save the articles: no: permission denied")
	if got, want := strings.Join(saved, " "), "home/articles-2026-11-23/2026-11-23-harbour-reopens-after-the-storm.md home/articles-2026-11-23/2026-11-23-council-votes-on-the-tram-line.md"; got != want {
		t.Errorf("saved %s, want %s", got, want)
	}
}

// TestSaveManyStops: Esc stops what would take long, and leaves the selection.
func TestSaveManyStops(t *testing.T) {
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnFolder = func(_ context.Context, name string) (string, error) { return name, nil }
		uitest.Allow(&o.Session).OnSave = func(ctx context.Context, _ model.Article, _ string) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		}
	})
	wantSelected(t, d, "Harbour")
	d.Settle()
	d.Press("v", "j", "s", "enter")
	d.See("Saving 2 articles")
	d.Press("esc")
	d.See("Stopped.", "2 selected")
}

// TestFilterHeading: H filters by the dates of the heading, again by those of
// the finer one.
func TestFilterHeading(t *testing.T) {
	for _, c := range []struct{ name, filter, keys, want string }{
		{"a day", "", "H", "2026-11-23"},
		{"another day", "", "j j j H", "2026-11-21"},
		{"a month", "", "} } } } H", "2018-11"},
		{"then a day of it", "", "} } } } H H", "2018-11-24"},
		{"and no further", "", "} } } } H H H", "2018-11-24"},
		{"undated", "", "G H", "is:undated"},
		{"the rest of the filter stays", "from:coast", "G H", "2018-11 from:coast"},
		{"its date is replaced", "2018 tide", "H", "2018-11 tide"},
		{"without headings the day", "sort:title", "H", "2018-11-09 sort:title"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40, func(o *ui.Options) { o.Filter = c.filter })
			d.Settle()
			for _, k := range strings.Fields(c.keys) {
				d.Press(k)
				d.Settle()
			}
			if got := d.Rows()[1]; got != "/ "+c.want {
				t.Errorf("got %q, want %q", got, "/ "+c.want)
			}
		})
	}
}
