package uitest

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
)

// Noon is the time in the tests: Monday, 23 November 2026.
var Noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// Day returns a date as stated by a document.
func Day(s string) model.Date {
	d, err := model.ParseDate(s, model.FromStated)
	if err != nil {
		panic(err)
	}
	return d
}

// News returns a small library: dates known to the minute and to the day, one
// inferred, one in the future, two undated; scripts of several widths.
func News() []model.Article {
	as := []model.Article{
		{Title: "Harbour reopens after the storm", Source: "Coast Daily", Published: Day("2026-11-23T08:30:00Z"), Body: Long("harbour", 40), URL: "https://coast.example/harbour"},
		{Title: "Council votes on the tram line", Source: "Coast Daily", Published: Day("2026-11-23T07:05:00Z"), Body: "The council met on Monday.\n\n## The vote\n\nIt was **close**.\n\n- Line one: yes\n- Line two: no\n", URL: "https://coast.example/tram"},
		{Title: "選挙の結果が発表された", Source: "東京新聞", Published: Day("2026-11-22T21:00:00+09:00"), Body: "結果は日曜日に発表された。" + strings.Repeat("投票率は前回を上回った。", 20)},
		{Title: "Family day 👩‍👩‍👧‍👦 at the museum ❤️", Source: "Weekend", Published: Day("2026-11-21"), Body: "A day out."},
		{Title: "חדשות היום מירושלים", Source: "Haaretz", Published: Day("2026-11-21"), Body: "טקסט קצר."},
		{Title: "The senate and the budget", Source: "Capital", Published: Day("2018-12-02"), Body: Long("senate", 12)},
		{Title: "Storm damages the old pier", Source: "Coast Daily", Published: Day("2018-11-24"), Body: Long("pier", 6)},
		{Title: "How to read a tide table", Source: "Coast Daily", Published: Day("2018-11-09")},
		{Title: "A guide to winter birds, their songs and where to listen to them at dawn", Source: "Field Notes", Published: model.Date{At: Day("2018-11-09").At, Precision: model.ToDay, From: model.FromURL}, Body: Long("birds", 3)},
		{Title: "Moon base opens", Source: "Future Times", Published: Day("2031-01-01"), Body: "Soon."},
		{Title: "Notes without a date", Source: "Field Notes", Body: "Nobody wrote down when."},
		{Title: "Another undated note", Source: "Field Notes", Body: "Nor here."},
	}
	for i := range as {
		as[i].ID = model.NewID(as[i].Source, "", "", as[i].Title, as[i].Published)
		as[i].Path = "fixture.txt"
	}
	return as
}

// Long returns a text of paragraphs about a word.
func Long(word string, paragraphs int) string {
	p := "The " + word + " was quiet in the morning, and those who had come early stood about with their hands in their pockets and looked at the water, which did not look back.\n\n"
	return strings.Repeat(p, paragraphs)
}

// Ages returns articles of all ages: from today, this month and the last, every month
// of this year and 2024, and a few months of 2021.
func Ages() []model.Article {
	today := model.DayOf(Noon)
	ago := []model.Day{0, 0, 1, 5, 7, 8, 9, 12, 15, 20, 22, 30, 40, 45, 51}
	for m := range model.Day(9) {
		ago = append(ago, 60+m*29, 62+m*29, 63+m*29)
	}
	for m := range model.Day(12) {
		ago = append(ago, today-model.NewDay(2024, 12, 31)+30*m, today-model.NewDay(2024, 12, 31)+30*m+2)
	}
	ago = append(ago, today-model.NewDay(2021, 10, 30), today-model.NewDay(2021, 7, 2), today-model.NewDay(2021, 2, 14))
	as := make([]model.Article, len(ago))
	for i, n := range ago {
		as[i] = model.Article{Title: fmt.Sprintf("Headline of %d days ago", n), Source: "Coast Daily", Published: model.OnDay(today-n, model.FromStated), Body: "Text.", Path: "ages.txt"}
		as[i].ID = model.NewID("ages", fmt.Sprint(i), "", "", model.Date{})
	}
	return as
}

// Edits returns three versions of News, in which the first article changes.
func Edits() [3][]model.Article {
	same := strings.Repeat("The ferry leaves at nine.\n\n", 3)
	var out [3][]model.Article
	for i, v := range [3]struct{ title, body string }{
		{"Seven hurt in the harbour", same + "Seven people were hurt, the police say.\n\nNobody is missing."},
		{"Seven hurt in the harbour", same + "Nine people were hurt, the police say.\n\nNobody is missing."},
		{"Nine hurt in the storm at the harbour", same + "Nine people were hurt, the police say.\n\nA search goes on until the evening, when the light fails and the wind is expected to turn."},
	} {
		as := News()
		as[0].Title, as[0].Body = v.title, v.body
		out[i] = as
	}
	return out
}
