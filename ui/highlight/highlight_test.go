package highlight_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/store"
	"dateline/ui/highlight"
)

// lit returns what of a text m lights.
func lit(m model.Match, text string) (found []string) {
	if term, ok := highlight.New(m); ok {
		x := highlight.NewText([]byte(text))
		term.Each(&x, func(from, to int) { found = append(found, text[from:to]) })
	}
	return found
}

func TestEach(t *testing.T) {
	for _, c := range []struct {
		name, text string
		m          model.Match
		want       string // what is found, with | between
	}{
		{"a word", "Kerry met kerry.", model.Match{Text: "kerry"}, "Kerry|kerry"},
		{"a beginning", "The senators of the senate", model.Match{Text: "senat", How: model.Prefix}, "senat|senat"},
		{"an expression", "A1 b2", model.Match{Text: `[ab]\d`, How: model.Regexp}, "A1|b2"},
		{"one that is none", "x", model.Match{Text: "(", How: model.Regexp}, ""},
		{"nothing", "x", model.Match{Text: "..."}, ""},
		{"of another field", "x", model.Match{Field: model.Author, Text: "x"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(lit(c.m, c.text), "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// texts are what random ones are made of: words of many scripts, of which some stand
// in others, or differ in what makes a difference or none.
var texts = strings.Fields("tram Trams café CAFE cafe\u0301s d'Été e-mail O’Neill naïve ½ 2018 19 COVID-19 Straße STRASSE İstanbul ıstanbul Łódź" +
	" οδός ΟΔΟΣ οδοσήμανση ещё еще май маи שָׁלוֹם שלום كَتَبَ كتب أحمد می\u200cخواهم ދިވެހި हिन्दी हान्दा फ़िल्म फिल्म सेना2020 কো ক\u09c7\u09be தமிழ்" +
	" ประเทศไทย ไทย ที่ ข่าว ขาว ข้าว ไทยiPhone iPhone 2562ปี ปี ປະເທດລາວ ລາວ ប្រទេសកម្ពុជា កម្ពុជា ပြည်ထောင်စုမြန်မာနိုင်ငံ မြန်မာ" +
	" 選挙の結果 結果 選挙 挙 iPhone発売 発売 葛\U000e0100城 葛城 ハン パン サーバー サーバ 한국 대한민국 한국인 가 각 \u1112\u1161\u11ab\u1100\u116e\u11a8 하\u11ab국 ａｂｃ ＡＢＣ moon🚀 👩‍🚀 ... -")

func random(r *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + r.IntN(most) {
		b.WriteString(texts[r.IntN(len(texts))] + []string{" ", " ", " ", "", ", "}[r.IntN(5)])
	}
	return strings.TrimSpace(b.String())
}

// TestFoundIsLit: in titles and texts of many scripts a library finds what a query
// asks for exactly where something is lit.
func TestFoundIsLit(t *testing.T) {
	lib, err := store.MemoryLocal(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	r := rand.New(rand.NewPCG(1, 2))
	all := make([]model.Article, 120)
	for i := range all {
		all[i] = model.Article{ID: model.NewID("x", fmt.Sprint(i), "", "", model.Date{}), Title: model.CleanLine(random(r, 3)), Source: "—", Body: model.CleanText(random(r, 5))}
	}
	if _, err := lib.Save(t.Context(), all, now); err != nil {
		t.Fatal(err)
	}
	for i := range 600 {
		word := random(r, 1+i%2)
		if rs := []rune(word); i%3 == 0 { // a part of one
			from := r.IntN(len(rs))
			word = string(rs[from : from+1+r.IntN(len(rs)-from)])
		}
		text := []string{"title", "text", "any"}[r.IntN(3)] + `:"` + word + `"` + []string{"", "*"}[r.IntN(2)]
		q, err := query.Parse(text, query.Env{Now: now})
		if err != nil {
			if found := lit(model.Match{Text: word}, word); found != nil {
				t.Errorf("%s: %v, but %q is lit", text, err, found)
			}
			continue
		}
		p, err := lib.Find(t.Context(), q, model.Window{After: len(all)})
		if err != nil {
			t.Fatal(err)
		}
		found := make(map[model.ID]bool)
		for _, h := range p.Headlines {
			found[h.ID] = true
		}
		count, err := lib.Count(t.Context(), q)
		if err != nil || count.Total != len(found) {
			t.Errorf("%s: %d are found, %d counted, %v", text, len(found), count.Total, err)
		}
		m := query.Words(q)[0]
		for _, a := range all {
			lights := m.Field != model.Text && lit(m, a.Title) != nil || m.Field != model.Title && lit(m, a.Body) != nil
			if lights != found[a.ID] {
				t.Fatalf("%s: found %t, lit %t in %q: %q", text, found[a.ID], lights, a.Title, a.Body)
			}
		}
	}
}
