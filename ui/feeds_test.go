package ui_test

import (
	"context"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// following opens a library with three feeds, two of them in a folder and one failing.
func following(t *testing.T, w, h int, change ...func(*ui.Options)) (*uitest.Driver, *modeltest.Reference) {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	as := news()[:3]
	for i, place := range []string{"https://coast.example/feed", "https://senate.example/feed", "https://tokyo.example/feed"} {
		as[i].Source, as[i].Home, as[i].Path = []string{"Coast", "Senate", "Tokyo"}[i], place, place
	}
	if _, err := lib.Save(t.Context(), as, noon); err != nil {
		t.Fatal(err)
	}
	feeds := []model.Subscription{
		{Address: "https://coast.example/feed", Title: "Coast", Folder: "news/local"},
		{Address: "https://senate.example/feed", Title: "Senate", Folder: "news"},
		{Address: "https://tokyo.example/feed", Title: "Tokyo"},
	}
	if _, err := lib.Subscribe(t.Context(), feeds, noon); err != nil {
		t.Fatal(err)
	}
	failing, err := lib.Claim(t.Context(), []string{"https://coast.example/feed"}, "test", noon, time.Minute)
	if err != nil || len(failing) != 1 {
		t.Fatal(failing, err)
	}
	failing[0].Schedule = model.Schedule{Failures: 2, FailingSince: noon.Add(-3 * time.Hour), Error: "404 Not Found", Fault: model.FaultNotFound, Next: noon.Add(time.Hour)}
	if err := lib.KeepChecks(t.Context(), "test", failing); err != nil {
		t.Fatal(err)
	}
	return open(t, nil, w, h, append(change, func(o *ui.Options) { o.Library = lib })...), lib
}

// feed returns the feed of an address; its Address is "" if it is not followed.
func feed(t *testing.T, lib model.Library, address string) model.Subscription {
	t.Helper()
	all, err := lib.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Address == address {
			return f
		}
	}
	return model.Subscription{}
}

// TestFeedsInOrder: in the column sources are moved, renamed, paused and removed with
// their folders, and u takes each back.
func TestFeedsInOrder(t *testing.T) {
	d, lib := following(t, 140, 30)
	d.Press("L")
	d.See("▾ news", "▾ local", "Coast", "! 1", "Tokyo")
	d.Press("G")
	d.Press("g", "f")
	d.See("move Tokyo to:")
	d.Type("arts")
	d.Press("enter")
	d.See("Changed source Tokyo", "▾ arts")
	d.Press("g", "r")
	d.See("rename Tokyo to:")
	d.Type(" Times")
	d.Press("enter")
	d.See("Changed source Tokyo; u undoes", "Tokyo Times")
	d.Press("g", "p")
	d.See("= 1")
	d.Press("u", "u", "u")
	d.Gone("Tokyo Times")
	d.Gone("▾ arts")
	d.Gone("= 1")
	d.Press("g", "x")
	d.See("Removed source Tokyo")
	d.Press("u")
	d.See("Undone: removed source Tokyo")
	if f := feed(t, lib, "https://tokyo.example/feed"); f.Title != "Tokyo" || f.Folder != "" || f.Paused {
		t.Errorf("after undo: %+v", f)
	}
}

// TestFolders: a folder folds and stays folded, is renamed and paused with all that is in
// it, and is not removed unasked.
func TestFolders(t *testing.T) {
	d, lib := following(t, 140, 30)
	d.Press("L")
	d.See("Senate", "▾ news")
	d.Press("G", "k", "h", "enter")
	d.See("/ folder:news", "2 of 3")
	d.Press("c", "L", "h")
	d.See("▸ news")
	d.Gone("Senate  ")
	d.Press("g", "r")
	d.See("rename news to:")
	d.Press("ctrl+u")
	d.Type("world")
	d.Press("enter")
	d.See("Changed 2 sources", "▾ world", "▾ local")
	d.Press("g", "p")
	d.See("= ")
	d.Press("g", "x")
	d.See("Follow the 2 sources in world no longer?")
	d.Press("y")
	d.See("Removed 2 sources")
	if f := feed(t, lib, "https://coast.example/feed"); f.Address != "" {
		t.Errorf("it is still followed: %+v", f)
	}
	d.Press("u", "u", "u")
	d.See("Undone: changed 2 sources", "▸ news")
	if f := feed(t, lib, "https://coast.example/feed"); f.Folder != "news/local" || f.Schedule.Failures != 2 {
		t.Errorf("after undo: %+v", f)
	}
}

// TestProblemsOfSources: ! says which sources fail, since when and what to do, and Enter
// goes to the one under its cursor.
func TestProblemsOfSources(t *testing.T) {
	d, lib := following(t, 100, 30)
	wantSelected(t, d, "Harbour")
	d.Press("!")
	d.See("Fails: Coast", "Since", "09:00, 2 times in a row", "What happened", "404 Not Found", "What to do", "Add the address of its page", "Next check", "13:00")
	d.Press("enter")
	d.Gone("What to do")
	d.See("▾ local")
	d.Press("g", "s")
	d.See("set Coast:")
	d.Type("interval 2h")
	d.Press("enter")
	d.See("Changed source Coast")
	if f := feed(t, lib, "https://coast.example/feed"); f.Interval != 2*time.Hour {
		t.Errorf("got %+v", f)
	}
	d.Press("g", "i")
	d.See("https://coast.example/feed", "every 2h", "news/local")
	d.Press("q", "q", "g", "s")
	d.See("set Coast:") // of the article's source
	d.Type("interval soon")
	d.Press("enter")
	d.See("is no time between checks")
}

// TestMerge: two sources that are fetched from one place are told of and, if the reader
// agrees, made one.
func TestMerge(t *testing.T) {
	var lib *modeltest.Reference
	var d *uitest.Driver
	d, lib = following(t, 140, 30, func(o *ui.Options) {
		o.Host = host.Funcs{OnMerge: func(ctx context.Context, keep, drop string) error { return lib.MergeSources(ctx, keep, drop) }}
	})
	tokyo, err := lib.Claim(t.Context(), []string{"https://tokyo.example/feed"}, "test", noon, time.Minute)
	if err != nil || len(tokyo) != 1 {
		t.Fatal(tokyo, err)
	}
	tokyo[0].At = "https://coast.example/feed"
	if err := lib.KeepChecks(t.Context(), "test", tokyo); err != nil {
		t.Fatal(err)
	}
	d.See("Tokyo", "The harbour was quiet") // all is loaded
	d.Press("!")
	d.See("Coast and Tokyo bring the same", ":merge-source")
	d.Press("j", "enter")
	d.See("Tokyo            1")
	d.Press(":")
	d.Type("merge-source")
	d.Press("enter")
	d.See("Make Tokyo a part of Coast? This cannot be undone.")
	d.Press("y")
	d.See("Tokyo is part of Coast now.")
	if f := feed(t, lib, "https://tokyo.example/feed"); f.Address != "" {
		t.Errorf("it is still followed: %+v", f)
	}
}
