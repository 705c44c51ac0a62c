package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/store/sqlite"
)

// TestNewsboatThenRefresh: what newsboat 2.21 made of feeds of many kinds, in two
// goes, is known again when dateline fetches the same feeds, and what newsboat made
// up of their dates is not taken for stated.
func TestNewsboatThenRefresh(t *testing.T) {
	const folder = "testdata/newsboat-dates"
	cache, err := os.ReadFile(folder + "/cache.db")
	if err != nil {
		t.Fatal(err)
	}
	site, stop := serve(t, folder, "")
	defer stop()
	const was = "http://127.0.0.1:18799" // where newsboat read them
	if len(site) != len(was) {
		t.Skipf("%s is longer or shorter than %s: it cannot be put into the cache", site, was)
	}
	lib := openTest(t)
	if i := importText(t, lib, string(bytes.ReplaceAll(cache, []byte(was), []byte(site)))); i.did() != "34 added" {
		t.Errorf("got %s", i.did())
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

	var feeds []model.Subscription
	files, err := filepath.Glob(folder + "/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		feeds = append(feeds, model.Subscription{Address: site + "/" + filepath.Base(name)})
	}
	if _, err := lib.Subscribe(t.Context(), feeds, noon); err != nil {
		t.Fatal(err)
	}
	p, _ := at(t)
	err = p.subscriber(lib).Refresh(t.Context(), feeds, func(r subscribe.Refreshed) {
		if r.Saved.Added > 0 || r.Err != nil {
			t.Errorf("%s: %+v, %v", r.Feed.Address, r.Saved, r.Err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	want["DA"] = []string{"2020-11-06 stated", "2020-11-06 stated", "2020-11-06 stated"} // newsboat knows no days
	if got := dates(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("refreshed\n%v\nwant\n%v", got, want)
	}
}

// TestNewsboatDates: which dates are taken for made up, feed by feed, in the order
// in which newsboat stored the entries.
func TestNewsboatDates(t *testing.T) {
	const link = "http://a.example/"
	at := func(s string) time.Time {
		d, err := time.Parse("2006-01-02 15:04:05", s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	item := func(feed, guid, url, title, date string) sqlite.NewsboatItem {
		return sqlite.NewsboatItem{Feed: feed, GUID: guid, URL: url, Title: title, Published: at(date)}
	}
	tests := []struct {
		name  string
		items []sqlite.NewsboatItem
		want  string // a letter an item: m for made up, s for stated
	}{
		{"one feed without dates", []sqlite.NewsboatItem{
			item("f", link+"1", link+"1", "A", "2026-11-20 12:34:56"), item("f", link+"2", link+"2", "B", "2026-11-20 12:34:57"),
		}, "mm"},
		{"ids of its own, no dates, fetched one by one later", []sqlite.NewsboatItem{
			item("f", "1", link+"1", "A", "2026-11-20 12:34:56"), item("f", "2", link+"2", "B", "2026-11-20 12:34:56"),
			item("f", "3", link+"3", "C", "2026-11-21 08:00:00"), item("f", "4", link+"4", "D", "2026-11-22 08:01:02"),
		}, "mmmm"},
		{"links for ids, with dates", []sqlite.NewsboatItem{
			item("f", link+"1", link+"1", "A", "2026-11-18 12:34:56"), item("f", link+"2", link+"2", "B", "2026-11-19 12:34:57"),
		}, "ss"},
		{"dates of days", []sqlite.NewsboatItem{
			item("f", "1", link+"1", "A", "2026-11-20 00:00:00"), item("f", "2", link+"2", "B", "2026-11-20 00:00:00"),
		}, "ss"},
		{"of the past, at one moment", []sqlite.NewsboatItem{
			item("g", "0", link+"0", "Z", "2026-11-20 12:00:00"),
			item("f", "1", link+"1", "A", "2026-11-19 12:34:56"), item("f", "2", link+"2", "B", "2026-11-19 12:34:56"),
		}, "sss"},
		{"to come, at one moment", []sqlite.NewsboatItem{
			item("f", "1", link+"1", "A", "2031-11-19 12:34:56"), item("f", "2", link+"2", "B", "2031-11-19 12:34:56"),
		}, "ss"},
		{"one to come does not hide the others", []sqlite.NewsboatItem{
			item("f", "0", link+"0", "Z", "2031-11-19 12:34:56"),
			item("f", "1", link+"1", "A", "2026-11-20 12:34:56"), item("f", "2", link+"2", "B", "2026-11-20 12:34:56"),
		}, "smm"},
		{"some without id and date among dated ones", []sqlite.NewsboatItem{
			item("f", link+"1Fri, 06 Nov 2020 10:00:00 +0100", link+"1", "A", "2020-11-06 09:00:00"), item("f", link+"2", link+"2", "B", "2026-11-20 12:00:00"),
		}, "sm"},
		{"one without id and date among those with ids", []sqlite.NewsboatItem{
			item("f", "1", link+"1", "A", "2020-11-06 09:00:00"), item("f", link+"2", link+"2", "B", "2026-11-20 12:34:56"),
		}, "sm"},
		{"a date that cannot be read", []sqlite.NewsboatItem{
			item("f", link+"1some time ago", link+"1", "A", "2026-11-20 12:34:56"), item("f", link+"2soon", link+"2", "B", "2026-11-20 15:00:00"),
		}, "mm"},
		{"ids that go on from the link", []sqlite.NewsboatItem{
			item("f", link+"1/more", link+"1", "A", "2026-11-18 12:34:56"), item("f", link+"post", link, "B", "2026-11-20 15:00:00"),
		}, "ss"},
		{"one article in two feeds", []sqlite.NewsboatItem{
			item("f", "1", link+"1", "A", "2026-11-20 12:34:56"), item("g", "1", link+"1", "A", "2026-11-20 12:34:56"),
		}, "ss"},
		{"feeds of one entry each", []sqlite.NewsboatItem{
			item("f", "A", "", "A", "2026-11-20 12:34:56"), item("g", "1", link+"1", "B", "2026-11-20 12:34:59"),
		}, "mm"},
		{"the only entry there is", []sqlite.NewsboatItem{item("f", link+"1", link+"1", "A", "2026-11-20 12:34:56")}, "m"},
		{"the only entry, on the hour", []sqlite.NewsboatItem{item("f", link+"1", link+"1", "A", "2026-11-20 12:00:00")}, "s"},
		{"the only entry, with an id", []sqlite.NewsboatItem{item("f", "1", link+"1", "A", "2026-11-20 12:34:56")}, "s"},
		{"no date at all", []sqlite.NewsboatItem{{Feed: "f", GUID: "1", URL: link, Title: "A"}}, "s"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			made, err := madeUp(func(yield func(sqlite.NewsboatItem, error) bool) {
				for n, i := range tt.items {
					i.ID = int64(n)
					if !yield(i, nil) {
						return
					}
				}
			}, noon)
			got := ""
			for n := range tt.items {
				if made[int64(n)] {
					got += "m"
				} else {
					got += "s"
				}
			}
			if err != nil || got != tt.want {
				t.Errorf("got %s, %v, want %s", got, err, tt.want)
			}
		})
	}
}
