package corpus

import (
	"fmt"
	"strings"
	"testing"

	"dateline/feed/document"
)

func TestDayOrder(t *testing.T) {
	table := func(dates ...string) string {
		var b strings.Builder
		b.WriteString("title,date\n")
		for i, d := range dates {
			fmt.Fprintf(&b, "Row %d,%s\n", i, d)
		}
		return b.String()
	}
	lines := func(extra string, dates ...string) string {
		var b strings.Builder
		for i, d := range dates {
			fmt.Fprintf(&b, "{\"title\":\"Row %d\",\"date\":%q%s}\n", i, d, extra)
		}
		return b.String()
	}
	many := func(n int, s string) []string {
		return strings.Split(strings.TrimSuffix(strings.Repeat(s+"|", n), "|"), "|")
	}
	for _, c := range []struct {
		name, in   string
		read       document.Reader
		want, note string
	}{
		{"month first, told later", table("11/06/2020", "11/30/2020"), ReadTable, "2020-11-06 2020-11-30", "the month first, as most"},
		{"month first, told before", table("11/30/2020", "11/06/2020"), ReadTable, "2020-11-30 2020-11-06", "the month first, as most"},
		{"day first", table("11/06/2020", "30/11/2020"), ReadTable, "2020-06-11 2020-11-30", "the day first, as most"},
		{"nobody tells", table("11/06/2020"), ReadTable, "2020-06-11", "the day first, as its language"},
		{"equal numbers tell nothing", table("11/06/2020", "06/06/2020"), ReadTable, "2020-06-11 2020-06-06", "the day first, as its language"},
		{"the most decide", table("11/06/2020", "11/30/2020", "11/29/2020", "30/11/2020"), ReadTable, "2020-11-06 2020-11-30 2020-11-29 2020-11-30", "the month first, as most"},
		{"with a time", table("11/06/2020 10:20 UTC", "11/30/2020"), ReadTable, "2020-11-06T10:20:00Z 2020-11-30", "the month first, as most"},
		{"no numeric dates", table("2020-11-06", "6 Nov 2020"), ReadTable, "2020-11-06 2020-11-06", ""},
		{"JSON Lines", lines("", "11/06/2020", "11/30/2020"), ReadJSON, "2020-11-06 2020-11-30", "the month first, as most"},
		{"the language", lines(`,"language":"en-US"`, "11/06/2020"), ReadJSON, "2020-11-06", "the month first, as its language"},
		{"told after a thousand", table(append(many(1200, "11/06/2020"), "11/30/2020")...), ReadTable, strings.Repeat("2020-06-11 ", 1200) + "2020-11-30", "the day first, as its language"},
		{"told within a thousand", table(append(many(900, "11/06/2020"), append(many(300, "11/30/2020"), "11/06/2020")...)...), ReadTable, strings.Repeat("2020-11-06 ", 900) + strings.Repeat("2020-11-30 ", 300) + "2020-11-06", "the month first, as most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			note := ""
			as, err := read(t, c.read, c.in, func(d *document.Document) {
				d.Explain = func(n document.Note) {
					if n.About == "date" {
						note += n.Text
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, a := range as {
				if a.Title != fmt.Sprintf("Row %d", i) {
					t.Fatalf("article %d is %q", i, a.Title)
				}
				got = append(got, a.Published.String())
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got  %.200s\nwant %.200s", s, c.want)
			}
			if !strings.Contains(note, c.note) || c.note == "" && note != "" {
				t.Errorf("noted %q, want %q", note, c.note)
			}
		})
	}
}
