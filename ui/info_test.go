package ui_test

import (
	"strings"
	"testing"

	"dateline/model"
)

// dated is news with an article that has rival dates.
func dated() []model.Article {
	as := news()
	a := &as[0]
	a.Candidates = []model.Date{day("2026-11-20"), day("2026-11-22T08:30:00+09:00")}
	a.Candidates[0].From, a.Candidates[1].From = model.FromURL, model.FromMetadata
	a.Authors, a.Tags, a.Language, a.EntryID, a.Line = []string{"Ada Lind"}, []string{"harbour"}, "en", "urn:1", 12
	a.Enclosures = []model.Enclosure{{URL: "https://coast.example/a.mp3", Type: "audio/mpeg", Length: 12345}}
	return as
}

func TestInfo(t *testing.T) {
	d := open(t, dated(), 100, 40)
	wantSelected(t, d, "Harbour")
	d.Press("i")
	d.See("About this article", "Monday 23 November 2026, 08:30:00 +00:00", "given by the document", "3 hours ago",
		"Friday 20 November 2026, read from its address", "(stated as 2026-11-22 08:30:00 +09:00)", "the document's metadata",
		"Ada Lind", "fixture.txt:12", "urn:1", "audio/mpeg, 12,345 bytes", "https://coast.example/harbour")
	golden(t, "info-100x40", d.Screen())
	d.Press("i")
	d.Gone("About this article")
	d.Press("G", "i")
	d.See("not at all: it stands under Undated", "the document gives none", "no other date")
	d.Press("q")
	d.Gone("About this article")
	if d.Quit {
		t.Error("q in the panel ended the program")
	}
}

func TestRedate(t *testing.T) {
	d := open(t, dated(), 100, 40)
	wantSelected(t, d, "Harbour")
	d.Press("i")
	d.See("About this article")
	d.Press("d")
	d.See("the right date:", "reset", "2026-11-21T23:30")
	d.Type("2026-11-2")
	d.Press("tab", "enter")
	d.See("Friday 20 November 2026", "set by hand", "Monday 23 November 2026, 08:30:00 +00:00, given by the document", "Date set to 2026-11-20; u undoes.")
	d.Press("q")
	d.See("(set by hand)")
	wantSelected(t, d, "Harbour")
	d.See("Fri 20 Nov 2026")
	d.Press("u")
	d.See("Undone: date set to 2026-11-20", "Monday 23 November 2026, 08:30 ")
	d.Settle()
	wantSelected(t, d, "Harbour")
	d.Gone("Fri 20 Nov 2026")

	for _, c := range []struct{ name, line, says string }{
		{"a time", "redate 2018-11-06T14:30", "Tuesday 6 November 2018, 14:30 (set by hand)"},
		{"words", "redate 3 nov 2018", "Saturday 3 November 2018 (set by hand)"},
		{"nobody knows", "redate none", "Undated: set by hand"},
		{"as stated", "redate reset", "Monday 23 November 2026, 08:30 "},
		{"a month", "redate 2018-11", "November 2018 (set by hand) · 8 years ago"},
		{"a year", "redate 2018", "2018 (set by hand)"},
		{"a week", "redate 2018-w45", "is not a day, month or year"},
		{"an open span", "redate since:2018", "no beginning or no end"},
		{"no date", "redate nonsense", "nonsense"},
	} {
		t.Run(c.name, func(t *testing.T) {
			command(d, c.line)
			d.See(c.says)
			if strings.Contains(d.Screen(), ": redate") {
				d.Press("esc")
			}
			d.Settle()
			wantSelected(t, d, "Harbour")
		})
	}
}

// TestRedateSelection: a selection gets a date as one act.
func TestRedateSelection(t *testing.T) {
	d := open(t, news(), 100, 40)
	wantSelected(t, d, "Harbour")
	d.Press("G", "v", "k")
	d.See("2 selected")
	command(d, "redate 2018-11-06")
	d.See("Date set to 2018-11-06 (2 articles); u undoes.", "November 2018", "Tue 6")
	d.Gone("Undated")
	d.Press("u")
	d.See("Undone: date set to 2018-11-06, 2 articles", "Undated")
}
