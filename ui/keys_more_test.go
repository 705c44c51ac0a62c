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

// TestFullText: the text of its page takes the place of that of the feed, which gv compares
// with it; what fails is said, and leaves the article as it was.
func TestFullText(t *testing.T) {
	var fails error
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		lib := o.Library.(model.FullTextStore)
		uitest.Allow(&o.Session).OnFullText = func(ctx context.Context, ids []model.ID) (string, error) {
			if fails != nil {
				return "", fails
			}
			_, err := lib.KeepFullTexts(ctx, map[model.ID]string{ids[0]: "The whole of it, and *nothing* is left out."}, noon)
			return "The full text is there.", err
		}
	})
	d.See("Harbour reopens", "The harbour was quiet")
	fails = errors.New("the page cannot be found (404)")
	d.Press("x")
	d.See("Could not fetch the full text: the page cannot be found (404)", "The harbour was quiet")
	fails = nil
	d.Press("x")
	d.See("The full text is there.", "The whole of it, and nothing is left out.")
	d.Press("g", "v")
	d.See("left out.", "The harbour was quiet")
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
