package transfer

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/modeltest"
)

// serve serves the files of a folder.
func serve(t *testing.T, folder string) (address string) {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	t.Cleanup(server.Close)
	return server.URL
}

// TestNewsboat: the cache that newsboat made of a feed gives the articles that
// dateline reads in it, with what newsboat knew of them.
func TestNewsboat(t *testing.T) {
	// In it, One was read, Two is flagged "as", Four was deleted, and there is an
	// article of a program that sends escape sequences.
	cache, err := os.ReadFile("testdata/newsboat/cache.db")
	if err != nil {
		t.Fatal(err)
	}
	const address = "http://127.0.0.1:8765/f.xml" // where newsboat read it
	site := serve(t, "testdata/newsboat")
	here := site + "/feed.xml"

	lib := library(t)
	if done := importText(t, lib, string(cache)); done.Saved != (model.Saved{Added: 4}) {
		t.Errorf("got %+v", done)
	}
	records := make(map[string]model.Record)
	for _, r := range modeltest.Records(t, lib) {
		records[r.Title] = r
	}
	hostile := records["A title[2J"]
	if hostile.URL != "" || hostile.Body != "Text]0;t" || !slices.Equal(hostile.Authors, []string{"Auth or"}) || hostile.Published.Dated() {
		t.Errorf("got %+v", hostile)
	}
	two := records["Two"].State
	if two.Read || !two.Starred || !slices.Equal(two.Tags, []string{"flag-a", "flag-s"}) {
		t.Errorf("got %+v", two)
	}
	if one := records["One bold tide"].State; !one.Read || one.Starred || len(one.Tags) > 0 {
		t.Errorf("got %+v", one)
	}
	known := 0
	err = feed.Load(t.Context(), []string{here}, feed.Options{Now: noon}, func(a *model.Article) error {
		r, ok := records[a.Title]
		switch {
		case a.Title == "Three": // newsboat gave it the time of fetching
			if !ok || r.Published.From != model.FromSeen || r.EntryID != "" || r.URL != a.URL {
				t.Errorf("got %+v", r)
			}
		case a.Title == "Four" && ok:
			t.Error("a deleted article came back")
		case a.Title == "Four":
		case !ok || r.ID != model.NewID(address, a.EntryID, a.URL, a.Title, a.Published):
			t.Errorf("%q is not known again: %+v", a.Title, r)
		case strings.ReplaceAll(r.Body, "http://127.0.0.1:8765", site) != a.Body || r.Source != a.Source || !r.Published.Equal(a.Published):
			t.Errorf("got %+v\nwant %+v", r.Article, a)
		default:
			known++
		}
		return nil
	}, func(err error) { t.Error(err) })
	if err != nil || known != 2 {
		t.Errorf("%d known again, %v", known, err)
	}
}

// TestNewsboatThenRefresh: what newsboat 2.21 made of feeds of many kinds, in two
// goes, is known again when dateline fetches the same feeds, and what newsboat made
// up of their dates is not taken for stated.
func TestNewsboatThenRefresh(t *testing.T) {
	const folder = "testdata/newsboat-dates"
	cache, err := os.ReadFile(folder + "/cache.db")
	if err != nil {
		t.Fatal(err)
	}
	site := serve(t, folder)
	const was = "http://127.0.0.1:18799" // where newsboat read them
	if len(site) != len(was) {
		t.Skipf("%s is longer or shorter than %s: it cannot be put into the cache", site, was)
	}
	lib := library(t)
	if done := importText(t, lib, string(bytes.ReplaceAll(cache, []byte(was), []byte(site)))); done.Saved != (model.Saved{Added: 34}) {
		t.Errorf("got %+v", done)
	}
	first := []string{"2026-11-20T12:34:56Z first-seen", "2026-11-20T12:34:56Z first-seen", "2026-11-21T08:01:13Z first-seen"}
	want := map[string][]string{
		"AT": first, "BD": first, "GL": first, "GN": first, "ND": first, "REL": first, "SI": first[:1], "TO": first,
		"DA": {"2020-11-06T00:00:00Z stated", "2020-11-06T00:00:00Z stated", "2020-11-06T00:00:00Z stated"},
		"DN": {"2020-11-01 stated", "2020-11-02 stated", "2020-11-03 stated"},
		"GE": {"2020-11-06 stated", "2020-11-06 stated", "2020-11-06 stated"},
		"HU": {"2020-11-01T09:00:00Z stated", "2020-11-02T09:00:00Z stated", "2020-11-03T09:00:00Z stated"},
	}
	dates := func() map[string][]string {
		got := make(map[string][]string)
		for _, r := range modeltest.Records(t, lib) {
			name, _, _ := strings.Cut(r.Title, " ")
			got[name] = append(got[name], r.Published.String()+" "+r.Published.From.String())
		}
		for _, s := range got {
			slices.Sort(s)
		}
		return got
	}
	if got := dates(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("imported\n%v\nwant\n%v", got, want)
	}

	files, err := filepath.Glob(folder + "/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	var feeds []model.Subscription
	for _, name := range files {
		feeds = append(feeds, model.Subscription{Address: site + "/" + filepath.Base(name)})
	}
	service := following(lib)
	if _, err := service.Follow(t.Context(), feeds); err != nil {
		t.Fatal(err)
	}
	_, err = service.Refresh(t.Context(), subscribe.Which{}, subscribe.Listener{Done: func(r subscribe.Refreshed) {
		if r.Saved.Added > 0 || r.Err != nil {
			t.Errorf("%s: %+v, %v", r.Feed.Address, r.Saved, r.Err)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	want["DA"] = []string{"2020-11-06 stated", "2020-11-06 stated", "2020-11-06 stated"} // newsboat knows no days
	if got := dates(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("refreshed\n%v\nwant\n%v", got, want)
	}
}
