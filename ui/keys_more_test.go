package ui_test

import (
	"context"
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// TestOutwardKeys: an article is opened and marked read by one key, its
// attachment by another, and its whole text is read in its place.
func TestOutwardKeys(t *testing.T) {
	as := news()
	for i := range as {
		as[i].URL = "https://coast.example/whole"
		as[i].Enclosures = []model.Enclosure{{URL: "https://coast.example/a.mp3", Type: "audio/mpeg"}, {URL: "https://coast.example/b.mp3"}}
	}
	opened := make(chan string, 1)
	d := open(t, as, 120, 40, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnBrowse = func(_ context.Context, url string) error {
			opened <- url
			return nil
		}
		uitest.Allow(&o.Session).OnPage = func(_ context.Context, url string) (model.Article, error) {
			return model.Article{Title: "The whole of it", URL: url, Body: "Nothing is left out here."}, nil
		}
	})
	d.See("12 unread")
	wantOpened := func(want string) {
		t.Helper()
		d.Until(want+" to be opened", func(*uitest.Driver) bool {
			select {
			case got := <-opened:
				return got == want
			default:
				return false
			}
		})
	}
	d.Press("O")
	wantOpened("https://coast.example/whole")
	d.See("11 unread")
	d.Press("e")
	d.See("2 files are attached")
	d.Press("2", "e")
	wantOpened("https://coast.example/b.mp3")
	d.Press("x")
	d.See("Nothing is left out here.", "1 link deep")
	d.Press("h")
	d.Gone("Nothing is left out here.")
}

// TestFindInHelp: the help shows only what is looked for, and all again.
func TestFindInHelp(t *testing.T) {
	d := open(t, news(), 100, 30)
	d.Press("?")
	d.See("next headline")
	d.Press("/")
	d.Type("UNDO")
	d.Gone("next headline")
	d.See("State", "undo")
	d.Press("enter", "?", "?")
	d.See("next headline")
	d.Press("/")
	d.Type("no such thing")
	d.Gone("next headline")
	d.Press("enter")
	d.See("Nothing here contains that text.", "next headline")
	d.Press("/")
	d.Type("undo")
	d.Press("esc")
	d.See("next headline")
}

// TestBegunKeys: a key that begins others says after a while how it can go on.
func TestBegunKeys(t *testing.T) {
	d := open(t, news(), 120, 30)
	d.See("j down")
	d.Press("g")
	d.See("g top", "d goto date", "v versions")
	d.Press("g")
	d.See("j down")
	d.Until("the selection at the top", func(d *uitest.Driver) bool {
		_, y := d.Cursor()
		return y < 4
	})
	if s := d.Screen(); strings.Contains(s, "goto date") {
		t.Errorf("it is still said:\n%s", s)
	}
}
