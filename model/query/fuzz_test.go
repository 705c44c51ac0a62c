package query_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/query"
)

// seeds hold every construct of the language.
var seeds = []string{
	"november 2026 around:2018-11-06 ±1d 2018-13", "on:november on:month:11 11-06 arrived:on:weekday:sun", `source:="a b" from:=x,=y -from:="`, "between:2018-03 and 2018-05 yestreday",
	"", "kerry -syria", "a OR b c | (d AND not e)", `title:"john k" author:a,b text:/x\/y/ from:"a, b",c url:/a/ lang:de file:/x any:or`,
	"is:unread,read has:link,text #tag tag:\"a b\",c folder:news/local,\"a b\"", "2018-11 2018..2019 ..2018 7d..", "since:2018 until:today before:now after:24h on:2-29",
	`around:"6 November 2020"±3d arrived:since:2018 read:weekday:sun updated:month:5`, "month:1,12 weekday:sat,7 sort:oldest limit:3 as-of:2018-11-06T14:30",
	`"3 days ago".."last monday" "6 Nov, 2020" "60 minutes" "2018"`, "-(a OR -(b c))", "ker* \"a b\"*", "https://a.example/b|c", "view:x 2018-", "\u202ea\u00a0b", `"\"\\"`, "/a\\\\/ x",
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, false)
		f.Add(s, true)
	}
	e := env(f)
	f.Fuzz(func(t *testing.T, text string, typing bool) {
		e := e
		e.Typing = typing
		for _, o := range query.Offers(text, e) {
			if o.Pos < 0 || o.Pos+o.Len > len(text) || o.Word != text[o.Pos:o.Pos+o.Len] || len(o.Dates) == 0 || o.String() != model.CleanLine(o.String()) {
				t.Fatalf("%q: bad offer %#v", text, o)
			}
			for _, d := range o.Dates {
				if _, err := query.Parse(d, env(t)); err != nil {
					t.Fatalf("%q: offered %q: %v", text, d, err)
				}
			}
		}
		q, err := query.Parse(text, e)
		if err != nil {
			var qe *query.Error
			if !errors.As(err, &qe) || qe.Msg == "" || qe.Pos < 0 || qe.Len < 0 || qe.Pos+qe.Len > len(text) || qe.Word != "" && qe.Word != text[qe.Pos:qe.Pos+qe.Len] {
				t.Fatalf("%q: bad error %#v", text, err)
			}
			return
		}
		if s := query.Explain(q); s == "" || s != model.CleanLine(s) || !utf8.ValidString(s) {
			t.Fatalf("%q: explained as %q", text, s)
		}
		query.Words(q)
		query.WithoutDates(q)
		checkIdentity(t, q, e)
	})
}

func FuzzEdit(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "last tuesday", 3)
		f.Add(s, "2018..", 100)
	}
	e := env(f)
	f.Fuzz(func(t *testing.T, text, date string, cursor int) {
		for _, c := range query.Complete(text, cursor, e, query.Names{Sources: []string{"BBC News", text}, Tags: []string{date}, Folders: []string{text}}) {
			if c.From < 0 || c.To < c.From || c.To > len(text) || c.Insert == "" {
				t.Fatalf("%q at %d: bad completion %#v", text, cursor, c)
			}
		}
		if _, err := query.Parse(text, e); err != nil {
			return
		}
		for _, d := range query.Drop(text) {
			if _, err := query.Parse(d.Rest, e); err != nil {
				t.Fatalf("%q without %q is %q: %v", text, d.Term, d.Rest, err)
			}
		}
		_, _ = query.Shift(text, cursor, e)
		with, err := query.SetDate(text, date, e)
		if err != nil {
			return
		}
		if _, err := query.Parse(with, e); err != nil {
			t.Fatalf("%q with %q is %q: %v", text, date, with, err)
		}
		rest, err := query.SetDate(with, "", e)
		if err != nil {
			t.Fatalf("%q: %v", with, err)
		}
		q, err := query.Parse(rest, e)
		if _, dated := query.DateSpan(q); err != nil || dated {
			t.Fatalf("%q without dates is %q: %v", with, rest, err)
		}
	})
}

// TestRandomQueries writes random trees that nobody typed, and reads them.
func TestRandomQueries(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	e := env(t)
	for range 5000 {
		q := model.Query{Now: e.Now, Where: randomExpr(rnd, e.Now, 3)}
		text := query.Format(q)
		again, err := query.Parse(text, e)
		if err != nil {
			t.Fatalf("%#v is written as %q: %v", q.Where, text, err)
		}
		once := query.Format(again)
		twice, err := query.Parse(once, e)
		if err != nil || !reflect.DeepEqual(again, twice) {
			t.Fatalf("%q becomes %q: %v", text, once, err)
		}
	}
}

func randomExpr(rnd *rand.Rand, now time.Time, depth int) model.Expr {
	var parts []model.Expr
	if depth > 0 {
		for range 1 + rnd.IntN(3) {
			parts = append(parts, randomExpr(rnd, now, depth-1))
		}
	}
	kind := rnd.IntN(10)
	switch {
	case depth > 0 && kind < 3:
		return model.And(parts)
	case depth > 0 && kind < 6:
		return model.Or(parts)
	case depth > 0 && kind < 8:
		return model.Not{X: parts[0]}
	}
	texts := []string{"a", "or", "OR", "not", "2018", "last week", "-x", `a"b`, "a,b", "a:b", "title:x", "x*", "/x", "x)", "#a", "https://a.example", `a\`, "é"}
	text := texts[rnd.IntN(len(texts))]
	switch rnd.IntN(6) {
	case 4:
		return model.InFolder{Path: model.CleanFolder(text) + "/x"}
	case 0:
		from := now.Add(time.Duration(rnd.IntN(1e6)-5e5) * time.Minute).Truncate(time.Second)
		return model.Within{Axis: model.Axis(rnd.IntN(4)), Span: model.NewSpan(from, from.Add(time.Duration(1+rnd.IntN(1e6))*time.Second))}
	case 1:
		return model.Is{State: model.StateWord(rnd.IntN(12))}
	case 2:
		return model.Tagged{Name: strings.TrimPrefix(text, "#")}
	case 3:
		return model.Cycle{Axis: model.Axis(rnd.IntN(4)), Weekday: 1 + rnd.IntN(7)}
	}
	m := model.Match{Field: model.Field(rnd.IntN(8)), How: model.How(rnd.IntN(4)), Text: text}
	if m.How == model.Regexp {
		m.Text = regexp.QuoteMeta(text)
	}
	return m
}

func BenchmarkParse(b *testing.B) {
	e := env(b)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = query.Parse("kerry since:2018-11 until:2018-12 is:unread from:bbc", e)
	}
}
