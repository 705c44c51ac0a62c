package newsboat

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestMadeUp: which dates are taken for made up, feed by feed, in the order
// in which newsboat stored the entries.
func TestMadeUp(t *testing.T) {
	const link = "http://a.example/"
	at := func(s string) time.Time {
		d, err := time.Parse("2006-01-02 15:04:05", s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	made := func(feed, guid, url, title, date string) item {
		return item{Feed: feed, GUID: guid, URL: url, Title: title, Published: at(date)}
	}
	tests := []struct {
		name  string
		items []item
		want  string // a letter an item: m for made up, s for stated
	}{
		{"one feed without dates", []item{
			made("f", link+"1", link+"1", "A", "2026-11-20 12:34:56"), made("f", link+"2", link+"2", "B", "2026-11-20 12:34:57"),
		}, "mm"},
		{"ids of its own, no dates, fetched one by one later", []item{
			made("f", "1", link+"1", "A", "2026-11-20 12:34:56"), made("f", "2", link+"2", "B", "2026-11-20 12:34:56"),
			made("f", "3", link+"3", "C", "2026-11-21 08:00:00"), made("f", "4", link+"4", "D", "2026-11-22 08:01:02"),
		}, "mmmm"},
		{"links for ids, with dates", []item{
			made("f", link+"1", link+"1", "A", "2026-11-18 12:34:56"), made("f", link+"2", link+"2", "B", "2026-11-19 12:34:57"),
		}, "ss"},
		{"dates of days", []item{
			made("f", "1", link+"1", "A", "2026-11-20 00:00:00"), made("f", "2", link+"2", "B", "2026-11-20 00:00:00"),
		}, "ss"},
		{"of the past, at one moment", []item{
			made("g", "0", link+"0", "Z", "2026-11-20 12:00:00"),
			made("f", "1", link+"1", "A", "2026-11-19 12:34:56"), made("f", "2", link+"2", "B", "2026-11-19 12:34:56"),
		}, "sss"},
		{"to come, at one moment", []item{
			made("f", "1", link+"1", "A", "2031-11-19 12:34:56"), made("f", "2", link+"2", "B", "2031-11-19 12:34:56"),
		}, "ss"},
		{"one to come does not hide the others", []item{
			made("f", "0", link+"0", "Z", "2031-11-19 12:34:56"),
			made("f", "1", link+"1", "A", "2026-11-20 12:34:56"), made("f", "2", link+"2", "B", "2026-11-20 12:34:56"),
		}, "smm"},
		{"some without id and date among dated ones", []item{
			made("f", link+"1Fri, 06 Nov 2020 10:00:00 +0100", link+"1", "A", "2020-11-06 09:00:00"), made("f", link+"2", link+"2", "B", "2026-11-20 12:00:00"),
		}, "sm"},
		{"one without id and date among those with ids", []item{
			made("f", "1", link+"1", "A", "2020-11-06 09:00:00"), made("f", link+"2", link+"2", "B", "2026-11-20 12:34:56"),
		}, "sm"},
		{"a date that cannot be read", []item{
			made("f", link+"1some time ago", link+"1", "A", "2026-11-20 12:34:56"), made("f", link+"2soon", link+"2", "B", "2026-11-20 15:00:00"),
		}, "mm"},
		{"ids that go on from the link", []item{
			made("f", link+"1/more", link+"1", "A", "2026-11-18 12:34:56"), made("f", link+"post", link, "B", "2026-11-20 15:00:00"),
		}, "ss"},
		{"one article in two feeds", []item{
			made("f", "1", link+"1", "A", "2026-11-20 12:34:56"), made("g", "1", link+"1", "A", "2026-11-20 12:34:56"),
		}, "ss"},
		{"feeds of one entry each", []item{
			made("f", "A", "", "A", "2026-11-20 12:34:56"), made("g", "1", link+"1", "B", "2026-11-20 12:34:59"),
		}, "mm"},
		{"the only entry there is", []item{made("f", link+"1", link+"1", "A", "2026-11-20 12:34:56")}, "m"},
		{"the only entry, on the hour", []item{made("f", link+"1", link+"1", "A", "2026-11-20 12:00:00")}, "s"},
		{"the only entry, with an id", []item{made("f", "1", link+"1", "A", "2026-11-20 12:34:56")}, "s"},
		{"no date at all", []item{{Feed: "f", GUID: "1", URL: link, Title: "A"}}, "s"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := inferMadeUp(func(yield func(item, error) bool) {
				for n, i := range tt.items {
					i.ID = int64(n)
					if !yield(i, nil) {
						return
					}
				}
			}, noon)
			got := ""
			for n := range tt.items {
				if m[int64(n)] {
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
