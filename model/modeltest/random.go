package modeltest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dateline/model"
)

// Clock is the time at which the random libraries are asked.
var Clock = time.Date(2026, 11, 23, 12, 34, 56, 0, time.UTC)

var vocabulary = []string{
	"harbour", "tide", "Storm", "café", "Über", "ferry", "a", "2018", "選挙の結果", "結果", "挙", "naïve", "e-mail", "O'Neill",
	"pier", "council", "Ärger", "новости", "خبر", "x1", "foo_bar", "tram", "vote", "½", "Straße", "ΟΔΟΣ", "οδός", "ещё", "שָׁלוֹם", "שלום", "ａｂ",
	"हिन्दी", "फ़िल्म", "ประเทศไทย", "ไทย", "ไทย2562", "ข่าว", "ລາວ", "ប្រទេសកម្ពុជា", "កម្ពុជា", "မြန်မာ", "パン", "iPhone発売", "한국", "한국인", "\u1112\u1161\u11ab\u1100\u116e\u11a8",
}

var sourceNames = []string{"Coast Daily", "Field Notes", "東京新聞", "Le Café", "capital"}

var longTitles = []string{"Storm damages the old pier", "STORM damages the óld pier", "選挙の結果が発表された"}

// article makes a random article; n makes it different from the others.
func article(r *rand.Rand, n int) model.Article {
	words := func(most int) string {
		s := ""
		for i := range r.IntN(most + 1) {
			if i > 0 {
				s += " "
			}
			s += vocabulary[r.IntN(len(vocabulary))]
		}
		return s
	}
	a := model.Article{
		Title: strings.TrimSpace(words(4) + fmt.Sprint(" n", n%7)), Source: sourceNames[r.IntN(len(sourceNames))],
		Path: fmt.Sprintf("dir/file%d.txt", n%3), Published: date(r), Line: n,
	}
	if r.IntN(2) == 0 { // other sources of these titles, and what lies in another's folder
		a.Home = []string{"/a", "/a/file1.txt", "/b", "https://a.example/feed"}[r.IntN(4)]
		a.Path = fmt.Sprintf("%s/file%d.txt", []string{"/a", "/b", "/a/file1.txt"}[n%3], n%2)
		if r.IntN(3) == 0 {
			a.Part = a.Source
		}
	}
	if r.IntN(3) == 0 { // so that there are copies
		a.Title = longTitles[r.IntN(len(longTitles))]
	}
	if r.IntN(4) > 0 {
		a.Body = words(12)
	}
	if r.IntN(5) == 0 {
		a.Body += "\n\n![An image](https://a.example/i.png) and [a link](https://a.example)"
	}
	if r.IntN(3) == 0 {
		a.Summary = words(5)
	}
	if r.IntN(3) == 0 {
		a.URL = fmt.Sprintf("https://a.example/%s/%d", vocabulary[r.IntN(6)], n)
	}
	if r.IntN(3) == 0 {
		a.Authors = []string{words(2) + "x", "B. Writer"}
	}
	if r.IntN(3) == 0 {
		a.Tags = []string{vocabulary[r.IntN(len(vocabulary))], "Tag"}
	}
	if r.IntN(3) == 0 {
		a.Language = []string{"en", "en-GB", "de", "eng"}[r.IntN(4)]
	}
	if r.IntN(6) == 0 {
		a.Enclosures = []model.Enclosure{{URL: "https://a.example/a.mp3", Type: "audio/mpeg", Length: 5}}
	}
	if r.IntN(4) == 0 {
		a.Updated = date(r)
	}
	if r.IntN(6) == 0 {
		a.Candidates = []model.Date{date(r)}
	}
	a.ID = randomID(n)
	return a
}

func randomID(n int) model.ID { return model.NewID("random", fmt.Sprint(n), "", "", model.Date{}) }

// date makes a random date: often close to now or to a change of the day, at
// times equal to others, far off, or none.
func date(r *rand.Rand) model.Date {
	from := []model.Origin{model.FromStated, model.FromMetadata, model.FromURL, model.FromSeen}[r.IntN(4)]
	day := model.DayOf(Clock) + model.Day(r.IntN(9)-5)
	if r.IntN(4) == 0 {
		day = model.NewDay(2018, time.Month(1+r.IntN(12)), 1+r.IntN(28))
	}
	if r.IntN(30) == 0 {
		day = model.NewDay(1850+r.IntN(400), 1, 1)
	}
	y, m, _ := day.Date()
	switch r.IntN(7) {
	case 0:
		return model.Date{}
	case 1, 2:
		return model.OnDay(day, from)
	case 3:
		m += time.Month(r.IntN(5) - 2)
		if r.IntN(3) == 0 {
			return model.InYear(y, from)
		}
		return model.InMonth(y, m, from)
	}
	zone := time.FixedZone("", []int{0, 3600, -18000, 19800}[r.IntN(4)])
	t := day.In(zone).Add(time.Duration(r.IntN(24)) * time.Hour)
	if r.IntN(2) == 0 {
		t = t.Add(time.Duration(r.IntN(3600)) * time.Second)
	}
	return model.AtInstant(t, from)
}

// Condition makes a random condition.
func Condition(r *rand.Rand) model.Expr { return expr(r, 2) }

// expr makes a random condition.
func expr(r *rand.Rand, depth int) model.Expr {
	if depth > 0 && r.IntN(2) == 0 {
		parts := make([]model.Expr, 1+r.IntN(3))
		for i := range parts {
			parts[i] = expr(r, depth-1)
		}
		switch r.IntN(3) {
		case 0:
			return model.Or(parts)
		case 1:
			return model.Not{X: parts[0]}
		}
		return model.And(parts)
	}
	word := vocabulary[r.IntN(len(vocabulary))]
	switch r.IntN(10) {
	case 0:
		return model.Is{State: []model.StateWord{model.IsUnread, model.IsRead, model.IsStarred, model.IsTagged, model.IsUndated, model.IsDated, model.IsApprox, model.IsFuture, model.IsEdited, model.IsNew, model.IsDuplicate, model.IsHidden}[r.IntN(12)]}
	case 1:
		return model.Has{Content: model.Content(r.IntN(4))}
	case 2:
		if r.IntN(3) == 0 {
			return model.InFolder{Path: []string{"news", "NEWS/cafe", "sport", "news/x"}[r.IntN(4)]}
		}
		return model.Tagged{Name: word}
	case 3, 4:
		return model.Within{Axis: []model.Axis{0, 0, 0, model.Updated, model.ReadAt, model.Arrived}[r.IntN(6)], Span: span(r)}
	case 5:
		return model.Cycle{Month: time.Month(r.IntN(13)), Day: r.IntN(3), Weekday: r.IntN(8)}
	case 7:
		return model.InStory{ID: randomID(r.IntN(60))[:8]}
	case 8:
		return model.Match{Field: model.FromSource, How: model.Exact, Text: []string{sourceNames[r.IntN(len(sourceNames))], strings.ToUpper(sourceNames[r.IntN(len(sourceNames))]), "", "C"}[r.IntN(4)]}
	case 6:
		return model.Match{Field: model.Field(r.IntN(8)), How: model.Regexp, Text: []string{"^har", "o[r]", "果", "n[0-3]$", "example"}[r.IntN(5)]}
	}
	if r.IntN(3) == 0 {
		word += " " + vocabulary[r.IntN(len(vocabulary))]
	}
	how := model.How(r.IntN(3))
	if rs := []rune(word); how == model.Prefix && len(rs) > 3 {
		word = string(rs[:len(rs)-1])
	}
	return model.Match{Field: model.Field(r.IntN(8)), How: how, Text: word}
}

func span(r *rand.Rand) model.Span {
	zone := Clock.Location()
	a, b := date(r).Start(zone), date(r).Start(zone)
	if d := date(r); r.IntN(3) == 0 && d.Dated() { // all that it may be
		first, end := d.Days(zone)
		a, b = first.In(zone), end.In(zone)
	}
	if r.IntN(3) == 0 {
		a = time.Time{}
	}
	if r.IntN(3) == 0 {
		b = time.Time{}
	}
	if !a.IsZero() && !b.IsZero() && b.Before(a) {
		a, b = b, a
	}
	return model.NewSpan(a, b)
}
