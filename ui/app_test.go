package ui_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// selected returns the row on which the cursor stands.
func selected(d *uitest.Driver) string {
	_, y := d.Cursor()
	rows := d.Rows()
	if y < 0 || y >= len(rows) {
		return ""
	}
	return rows[y]
}

func wantSelected(t *testing.T, d *uitest.Driver, title string) {
	t.Helper()
	d.Until("the cursor on «"+title+"»", func(d *uitest.Driver) bool { return strings.Contains(selected(d), title) })
}

func TestMoving(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens", "Today, Mon 23 Nov", "Undated", "1 dated in the future")
	for _, step := range []struct {
		keys string
		want string
	}{
		{"j", "Council votes"},
		{"3 j", "חדשות"},
		{"k", "Family day"},
		{"G", "Another undated"},
		{"{", "Notes without"},
		{"{", "Storm damages"},
		{"2 {", "Family day"},
		{"}", "The senate"},
		{"g g", "Harbour"},
		{"k", "dated in the future"},
		{"j", "Harbour"},
		{"}", "選挙"},
		{"2 }", "The senate"},
		{"home", "Harbour"},
		{"end", "Another undated"},
		{"g d 2 0 1 8 - 1 1 enter", "Storm damages"},
	} {
		d.Press(strings.Fields(step.keys)...)
		wantSelected(t, d, step.want)
	}
}

func TestAheadUnfolds(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("1 dated in the future")
	d.Press("g", "g", "k", "enter")
	d.See("Moon base opens", "1 Jan 2031")
}

func TestReading(t *testing.T) {
	d := open(t, news(), 80, 24)
	d.See("Harbour reopens")
	wantSelected(t, d, "Harbour")
	d.See("The harbour was quiet")
	t.Run("space pages and marks read", func(t *testing.T) {
		d.Press("space")
		d.Until("the article to be marked read", func(d *uitest.Driver) bool { return !strings.Contains(selected(d), "●") })
	})
	t.Run("space reads on to the next unread", func(t *testing.T) {
		for i := 0; strings.Contains(selected(d), "Harbour"); i++ {
			d.Settle()
			d.Press("space")
			if i > 100 {
				t.Fatalf("still on the first article:\n%s", d.Screen())
			}
		}
	})
	t.Run("enter gives the article the keys, q gives them back", func(t *testing.T) {
		d.Press("g", "g", "enter")
		d.See("0%")
		d.Press("q")
		d.Gone("0%")
		if d.Quit {
			t.Fatal("q in the article ended the program")
		}
	})
	t.Run("q on the list ends", func(t *testing.T) {
		d.Press("q")
		d.Until("the end", func(d *uitest.Driver) bool { return d.Quit })
	})
}

func TestStateAndUndo(t *testing.T) {
	d := open(t, news(), 120, 30)
	d.See("12 unread")
	d.Settle() // the list, too
	wantSelected(t, d, "Harbour")
	d.Press("m")
	d.See("11 unread")
	d.Press("f")
	d.Until("the star", func(d *uitest.Driver) bool { return strings.Contains(selected(d), "★") })
	d.Press("u")
	d.See("Undone: starred “")
	d.Press("u")
	d.See("12 unread")
	d.Settle() // the list, too
	d.Press("u")
	d.See("Nothing more to undo.")
	d.Press("ctrl+r")
	d.See("11 unread")
}

// TestUndoSkipsOpening: that an opened article was marked read is no step of undo.
func TestUndoSkipsOpening(t *testing.T) {
	d := open(t, news(), 120, 30)
	d.See("12 unread")
	wantSelected(t, d, "Harbour")
	d.Press("enter")
	d.See("11 unread")
	d.Press("u")
	d.See("Nothing more to undo.")
	d.Press("f")
	d.See("★ Harbour")
	d.Press("J") // opens the next
	d.See("10 unread")
	d.Press("u")
	d.See("Undone: starred “Harbour reopens after the storm", "10 unread")
	d.Press("ctrl+r")
	d.See("Redone: starred “Harbour")
	d.Press("m")
	d.See("11 unread")
	d.Press("u")
	d.See("Undone: marked unread “", "10 unread")
}

func TestNextUnread(t *testing.T) {
	d := open(t, news(), 120, 30)
	wantSelected(t, d, "Harbour")
	d.Press("n")
	wantSelected(t, d, "Council votes")
	d.Press("p")
	wantSelected(t, d, "Harbour")
	d.Press("p")
	d.See("No more unread articles above.")
}

func TestFilterLive(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens")
	d.Press("/")
	d.Type("since:2018-11 until:2018-12")
	d.See("The senate", "Storm damages", "How to read", "(2 undated left out)", "4 of 12")
	d.Gone("Harbour reopens")
	d.Press("enter")
	d.Type("jj")
	wantSelected(t, d, "How to read")

	t.Run("a bad query explains itself and changes nothing", func(t *testing.T) {
		d.Press("/")
		d.Type("since:2018-13")
		d.See("2018-13", "The senate")
		d.Press("enter")
		d.See("2018-13")
		d.Press("esc")
		d.See("4 of 12")
	})
	t.Run("resize while filtered", func(t *testing.T) {
		for _, s := range [][2]int{{80, 24}, {40, 12}, {200, 60}, {120, 40}} {
			d.Resize(s[0], s[1])
			d.See("How to read")
			wantSelected(t, d, "How to read")
		}
	})
	t.Run("c clears", func(t *testing.T) {
		d.Press("c")
		d.See("Harbour reopens")
	})
}

func TestNothingFound(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour")
	d.Press("/")
	d.Type("senate since:2026 ")
	d.See("Nothing matches this filter.", "without since:2026: 1", "without senate: ")
}

func TestDatePrompt(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		see, gone  string
	}{
		{"today", "t enter", "Council votes", "Storm damages"},
		{"yesterday", "y enter", "選挙", "Council votes"},
		{"a month", "2 0 1 8 - 1 1 enter", "Storm damages", "Council votes"},
		{"undated", "u enter", "Another undated", "Council votes"},
		{"a letter, then a key for the list", "t j", "Council votes", "Storm damages"},
		{"around", ". enter", "Family day", "Storm damages"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40)
			wantSelected(t, d, "Harbour")
			d.Press("d")
			d.See("t today")
			d.Press(strings.Fields(c.keys)...)
			d.See(c.see)
			d.Gone(c.gone)
			d.Press("D")
			d.See(c.gone)
		})
	}
}

func TestKeysWhileTheLibraryIsSlow(t *testing.T) {
	lib := &stalling{stall: make(chan struct{})}
	d := open(t, news(), 120, 40, func(o *ui.Options) { lib.Library, o.Library = o.Library, lib })
	d.See("Harbour")
	d.Until("the first counts", func(d *uitest.Driver) bool { return strings.Contains(d.Screen(), "12 unread") })
	lib.on.Store(true)
	d.Press("/")
	d.Type("senate")
	d.Press("enter", "j", "j")
	wantSelected(t, d, "選挙") // the last good list stays in use
	close(lib.stall)
	d.Gone("Harbour reopens")
	d.See("The senate")
}

// TestTypedAhead: movements that are typed before the list they mean has come
// are carried out on it.
func TestTypedAhead(t *testing.T) {
	lib := &stalling{stall: make(chan struct{})}
	d := open(t, news(), 120, 40, func(o *ui.Options) { lib.Library, o.Library = o.Library, lib; o.Filter = "senate" })
	d.See("The senate", "1 of 12")
	lib.on.Store(true)
	d.Press("c", "G", "k")
	close(lib.stall)
	wantSelected(t, d, "Notes without")
}

// TestHeldKeys: an action that is typed before the list it means has come, and
// what is typed for its prompt, wait for it; Esc drops them.
func TestHeldKeys(t *testing.T) {
	lib := &stalling{stall: make(chan struct{})}
	saved := make(chan string, 1)
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		lib.Library, o.Library = o.Library, lib
		o.Filter = "senate"
		uitest.Allow(&o.Session).OnSave = func(_ context.Context, a model.Article, name string) (string, error) {
			saved <- a.Title + " as " + name
			return name, nil
		}
	})
	d.See("The senate", "1 of 12")
	lib.on.Store(true)
	d.Press("c", "G", "s", "ctrl+u")
	d.Type("notes.md")
	d.Press("enter")
	close(lib.stall)
	d.See("Saved notes.md")
	if got := <-saved; got != "Another undated note as notes.md" {
		t.Errorf("saved %s", got)
	}

	lib = &stalling{stall: make(chan struct{})}
	d = open(t, news(), 120, 40, func(o *ui.Options) { lib.Library, o.Library = o.Library, lib })
	d.Until("the first counts", func(d *uitest.Driver) bool { return strings.Contains(d.Screen(), "12 unread") })
	lib.on.Store(true)
	d.Press("/")
	d.Type("senate")
	d.Press("enter", "f", "s", "esc", "?")
	d.See("Keys")
	close(lib.stall)
	d.Press("esc")
	d.Gone("Harbour reopens")
	d.See("The senate")
	if page, err := lib.Find(t.Context(), model.Query{Where: model.Is{State: model.IsStarred}}, model.Window{After: 9}); err != nil || len(page.Headlines) > 0 {
		t.Errorf("Esc has not dropped what waited: %v, %v", page.Headlines, err)
	}
}

// TestHeldTab: a completion that is asked for before the tags have been read
// waits for them, and what is typed after it, too.
func TestHeldTab(t *testing.T) {
	lib := &stalling{stall: make(chan struct{})}
	d := open(t, news(), 120, 40, func(o *ui.Options) { lib.Library, o.Library = o.Library, lib })
	d.See("Harbour reopens", "12 unread")
	d.Settle()
	d.Press("t")
	d.Type("seaside")
	d.Press("enter")
	d.See("Tagged #seaside")
	lib.on.Store(true)
	d.Press("j", ":")
	d.Type("filter #sea")
	d.Press("tab", "enter")
	d.Until("the line to wait", func(d *uitest.Driver) bool { return strings.Contains(d.Screen(), ": filter #sea") })
	close(lib.stall)
	d.See("tagged #seaside", "1 of 12")
}

// stalling is a library whose answers do not come until stall is closed.
type stalling struct {
	model.Library
	on    atomic.Bool
	stall chan struct{}
}

func (s *stalling) Tags(ctx context.Context) ([]model.TagCount, error) {
	if s.on.Load() {
		select {
		case <-s.stall:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return s.Library.Tags(ctx)
}

func (s *stalling) Find(ctx context.Context, q model.Query, w model.Window) (model.Page, error) {
	if s.on.Load() {
		select {
		case <-s.stall:
		case <-ctx.Done():
			return model.Page{}, ctx.Err()
		}
	}
	return s.Library.Find(ctx, q, w)
}
