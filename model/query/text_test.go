package query_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"  a   AND b ", "a b"},
		{"not a", "-a"},
		{"(a OR b) sort:oldest", "(a OR b) sort:oldest"},
		{"from:a OR from:b", "from:a,b"},
		{"from:a,b limit:3", "from:a,b limit:3"},
		{"a OR (b c) OR -(d|e)", "a OR b c OR -(d OR e)"},
		{"IS:Read,unread", "is:read,unread"},
		{"SINCE:Nov-2018", "since:nov-2018"},
		{`since:"6 November, 2020"`, "since:6-november-2020"},
		{`"Last Tuesday"`, "last-tuesday"},
		{"2018-11-06t14:30", "2018-11-06T14:30"},
		{"date:2018", "2018"},
		{"date:november", "date:november"},
		{"on:november", "month:11"},
		{`source:="Coast Daily" from:=Coast,"b c"`, `from:="Coast Daily" from:=Coast,"b c"`},
		{"source:=/x/y title:=x", `from:="/x/y" title:=x`},
		{"on:Nov", "month:11"},
		{`on:"6 november"`, "on:11-06"},
		{"on:month:11 on:weekday:sunday", "month:11 weekday:sun"},
		{"arrived:on:november arrived:on:11-06 arrived:11-06", "arrived:month:11 arrived:on:11-06 arrived:on:11-06"},
		{"11-06", "on:11-06"},
		{"since:november", "since:november"},
		{"date:mar..may", "mar..may"},
		{"date:mar..", "date:mar.."},
		{"on:6.11.2018", "6.11.2018"},
		{"around:2018-11-06~3D", "around:2018-11-06±3d"},
		{"weekday:Sunday", "weekday:sun"},
		{"title:/a\\/b/", "title:/a\\/b/"},
		{`any:or any:2018 any:"last week" any:-x any:b`, `or any:2018 any:"last week" any:-x b`},
		{`tag:climate tag:"a b" #c,d`, `#climate tag:"a b" (#c OR #d)`},
		{`"a \"b\""`, `"a \"b\""`},
		{"limit:5 sort:title as-of:2018 x", "x sort:title limit:5 as-of:2018-12-31"},
		{"as-of:2018-11-06T14:30", "as-of:2018-11-06T14:30:59"},
	} {
		t.Run(c.text, func(t *testing.T) {
			q, err := query.Parse(c.text, env(t))
			if err != nil {
				t.Fatal(err)
			}
			got := query.Format(q)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			checkIdentity(t, q, env(t))
		})
	}
}

// checkIdentity writes q and reads it again.
func checkIdentity(t *testing.T, q model.Query, e query.Env) {
	t.Helper()
	e.Typing = false
	text := query.Format(q)
	again, err := query.Parse(text, e)
	if err != nil {
		t.Fatalf("%q, which Format wrote: %v", text, err)
	}
	if !reflect.DeepEqual(again, q) {
		t.Fatalf("%q reads as %#v, want %#v", text, again, q)
	}
}

// TestFormatSpans writes queries that were not typed.
func TestFormatSpans(t *testing.T) {
	at := func(s string) time.Time {
		got, err := time.ParseInLocation("2006-01-02T15:04:05", s, now(t).Location())
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for _, c := range []struct {
		name string
		span model.Span
		want string
	}{
		{"a day", days(t, "2018-11-06", "2018-11-07", "").Span, "2018-11-06"},
		{"a month", days(t, "2018-11-01", "2018-12-01", "").Span, "2018-11"},
		{"a quarter", days(t, "2018-10-01", "2019-01-01", "").Span, "2018-q4"},
		{"months", days(t, "2018-10-01", "2019-03-01", "").Span, "2018-10..2019-02"},
		{"a year", days(t, "2018-01-01", "2019-01-01", "").Span, "2018"},
		{"days", days(t, "2018-11-05", "2018-11-12", "").Span, "2018-11-05..2018-11-11"},
		{"since", days(t, "2018-11-05", "", "").Span, "2018-11-05.."},
		{"until", days(t, "", "2018-11-05", "").Span, "..2018-11-04"},
		{"by the clock", model.NewSpan(at("2018-11-06T14:30:00"), at("2018-11-06T14:31:05")), "2018-11-06T14:30:00..2018-11-06T14:31:04"},
		{"an hour that comes twice", model.NewSpan(at("2018-10-28T00:00:00").Add(3*time.Hour), at("2018-10-28T00:00:00").Add(4*time.Hour)), "2018-10-28T02:00:00+01:00..2018-10-28T02:59:59+01:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := query.Format(model.Query{Now: now(t), Where: model.Within{Span: c.span}})
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			q, err := query.Parse(got, env(t))
			if s, ok := query.DateSpan(q); err != nil || !ok || s != c.span {
				t.Errorf("%s reads as %v, %v, want %v", got, s, err, c.span)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "everything"},
		{"2018-11 kerry", `Thu 1 Nov 2018 – Fri 30 Nov 2018, "kerry" anywhere`},
		{"kerry since:2018-11 until:2018-12", `Thu 1 Nov 2018 – Mon 31 Dec 2018, "kerry" anywhere`},
		{"2018-11-06", "Tue 6 Nov 2018"},
		{"since:2018", "since Mon 1 Jan 2018"},
		{"before:2018", "until Sun 31 Dec 2017"},
		{"24h", "Sun 22 Nov 2026 05:30 – Mon 23 Nov 2026 05:30 CET"},
		{"2018-11-06T14:30..2018-11-06T15:29:59", "Tue 6 Nov 2018 14:30 – 15:30 CET"},
		{"since:2018-07-01T12:00", "since Sun 1 Jul 2018 12:00 CEST"},
		{"before:2018-07-01T12:00", "before Sun 1 Jul 2018 12:00 CEST"},
		{"2018-03-25T00:30..2018-03-25T03:59", "Sun 25 Mar 2018 00:30 CET – Sun 25 Mar 2018 04:00 CEST"},
		{"since:2018 until:2016", "nothing: since Mon 1 Jan 2018 00:00, but before Sun 1 Jan 2017 00:00"},
		{"-2018", "not Mon 1 Jan 2018 – Mon 31 Dec 2018"},
		{"may", `"may" anywhere`},
		{"a OR b", `"a" anywhere or "b" anywhere`},
		{"(a OR b) -c", `("a" anywhere or "b" anywhere), not "c" anywhere`},
		{"a OR -(b c)", `"a" anywhere or not ("b" anywhere and "c" anywhere)`},
		{`title:ker* author:hall from:bbc,itv url:a.example lang:de file:notes text:"a b"`, `"ker…" in the title, by "hall", from "bbc" or from "itv", "a.example" in the address, in the language "de", "notes" in the file name, "a b" in the text`},
		{"folder:news/local -folder:sport", "in the folder news/local, not in the folder sport"},
		{"is:unread is:undated has:image #climate", "unread, undated, with a picture, tagged #climate"},
		{"/ir(an|aq)/", "/ir(an|aq)/ anywhere"},
		{"on:11-06 month:5 weekday:sun", "on 6 November of any year, in May of any year, on Sundays"},
		{`source:="127.0.0.1"`, `from exactly "127.0.0.1"`},
		{"-story:3k9qz0vt pier", `not the story of an article, "pier" anywhere`},
		{"11-06 on:november", "on 6 November of any year, in November of any year"},
		{"november 24-7 9-11", "\"november\" anywhere, \"24-7\" anywhere, \"9-11\" anywhere"},
		{"arrived:yesterday read:since:2018", "arrived Sun 22 Nov 2026, read since Mon 1 Jan 2018"},
		{"sort:oldest limit:20", "everything, oldest first, at most 20"},
		{"today as-of:2018-11-06", "Tue 6 Nov 2018, as of Tue 6 Nov 2018 23:59:59 CET"},
	} {
		t.Run(c.text, func(t *testing.T) {
			q, err := query.Parse(c.text, env(t))
			if got := query.Explain(q); err != nil || got != c.want {
				t.Errorf("got %s, %v, want %s", got, err, c.want)
			}
		})
	}
	if got := query.ExplainSpan(model.Span{}, time.UTC); got != "any date" {
		t.Errorf("got %q for the open span", got)
	}
}

func TestWithoutDates(t *testing.T) {
	for _, c := range []struct {
		text, want string
		dated      bool
	}{
		{"kerry", "kerry", false},
		{"kerry 2018", "kerry", true},
		{"since:2018 until:2019", "", true},
		{"-2018 kerry", "kerry", true},
		{"2018 OR 2016", "", true},
		{"on:11-06 kerry", "kerry", true},
		{"2018 OR kerry", "2018 OR kerry", false},
		{"arrived:2018", "arrived:2018", false},
		{"is:undated", "is:undated", false},
	} {
		t.Run(c.text, func(t *testing.T) {
			q, err := query.Parse(c.text, env(t))
			if err != nil {
				t.Fatal(err)
			}
			rest, dated := query.WithoutDates(q)
			if got := query.Format(rest); got != c.want || dated != c.dated {
				t.Errorf("got %q, %v, want %q, %v", got, dated, c.want, c.dated)
			}
		})
	}
}

func TestWords(t *testing.T) {
	q, err := query.Parse(`a -b title:c* OR ("d e" -(f -/g/)) url:h from:i`, env(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range query.Words(q) {
		got = append(got, m.Text)
	}
	if want := []string{"a", "c", "d e", "g", "i"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSetDate(t *testing.T) {
	for _, c := range []struct{ text, date, want string }{
		{"", "2018", "2018"},
		{"", "", ""},
		{"kerry", "", "kerry"},
		{"kerry", "2018", "2018 kerry"},
		{"kerry", "last tuesday", "last-tuesday kerry"},
		{"kerry", "6 november 2020 .. today", "6-november-2020..today kerry"},
		{"kerry", "may", "date:may kerry"},
		{"kerry", "monday", "monday kerry"},
		{"kerry", "since:2018 until:2019", "since:2018 until:2019 kerry"},
		{"kerry", "is:undated", "is:undated kerry"},
		{"kerry is:undated", "2018", "kerry 2018"},
		{"kerry 2018 syria", "2019", "kerry 2019 syria"},
		{"since:2018 kerry until:2019", "2020", "2020 kerry"},
		{"kerry -2018 syria", "", "kerry syria"},
		{"2018 OR 2016", "2017", "2017"},
		{"a OR b", "2018", "2018 (a OR b)"},
		{"(a OR b)", "2018", "2018 (a OR b)"},
		{"(a OR b) (c OR d)", "2018", "2018 (a OR b) (c OR d)"},
		{"a OR 2018", "2019", "2019 (a OR 2018)"},
		{`"a  b"  2018   c`, "2019", `"a  b" 2019 c`},
		{"arrived:2018 kerry", "2019", "2019 arrived:2018 kerry"},
		{"kerry sort:oldest", "7d", "7d kerry sort:oldest"},
		{"on:11-06", "weekday:sun", "weekday:sun"},
		{"kerry (2018 OR 2019)", "", "kerry"},
	} {
		t.Run(c.text+" "+c.date, func(t *testing.T) {
			got, err := query.SetDate(c.text, c.date, env(t))
			if err != nil || got != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
			if _, err := query.Parse(got, env(t)); err != nil {
				t.Errorf("%q: %v", got, err)
			}
		})
	}
	for _, c := range []struct{ text, date, says string }{
		{"kerry", "syria", "no date"},
		{"kerry", "last tusday", "tuesday"},
		{"kerry", "2019..2018", "ends before"},
		{"(kerry", "2018", "not closed"},
		{"kerry", "2018 syria", "no date"},
		{"kerry", `"`, "no date"},
	} {
		if got, err := query.SetDate(c.text, c.date, env(t)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q, %q: got %q, %v, want %q in the error", c.text, c.date, got, err, c.says)
		}
	}
}

func TestSetDateTyping(t *testing.T) {
	e := env(t)
	e.Typing = true
	for _, date := range []string{"las", "last", "last tue", "6 nov 2018..6", "6 n", "yest"} {
		if _, err := query.SetDate("kerry 2018", date, e); err != nil {
			t.Errorf("%q: %v", date, err)
		}
	}
	if got, err := query.SetDate("kerry 2018", "las", e); err != nil || got != "kerry 2018" {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := query.SetDate("kerry 2018", "xyz", e); err == nil {
		t.Errorf("got %q, want an error", got)
	}
}

func TestDrop(t *testing.T) {
	for _, c := range []struct {
		text string
		want []query.Dropped
	}{
		{"", nil},
		{"(a", nil},
		{"a", []query.Dropped{{"a", ""}}},
		{"a -b", []query.Dropped{{"a", "-b"}, {"-b", "a"}}},
		{"a OR b", []query.Dropped{{"a OR b", ""}}},
		{`(a OR b)  "c d"`, []query.Dropped{{"(a OR b)", `"c d"`}, {`"c d"`, "(a OR b)"}}},
		{"since:2018 a until:2019", []query.Dropped{{"since:2018", "a until:2019"}, {"a", "since:2018 until:2019"}, {"until:2019", "since:2018 a"}, {"since:2018 until:2019", "a"}}},
		{"a sort:oldest", []query.Dropped{{"a", "sort:oldest"}}},
	} {
		t.Run(c.text, func(t *testing.T) {
			if got := query.Drop(c.text); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestComplete(t *testing.T) {
	sources, tags := []string{"The Guardian", "BBC News", "Guardian Weekly", "guardian", "Météo"}, []string{"climate", "war crimes"}
	folders := []string{"news", "news/local", "Sport (all)"}
	for _, c := range []struct {
		name, text string // "^" is the cursor
		want       string // the text with the first completion
		n          int    // how many there are; -1: any number
		help       string
	}{
		{"a key", "kerry si^", "kerry since:", 1, "from the beginning of a date on"},
		{"a key after a minus", "-tit^", "-title:", 1, "words in the title"},
		{"a day", "tod^", "today", 1, "Mon 23 Nov 2026"},
		{"a day after a key", "since:yest^ kerry", "since:yesterday kerry", 1, "Sun 22 Nov 2026"},
		{"a month after a key", "since:nov^", "since:november", 1, "Sun 1 Nov 2026 – Mon 30 Nov 2026"},
		{"a month of every year", "on:nov^", "on:november", 1, "in November of any year"},
		{"an anniversary", "on:ann^", "on:anniversary", 1, "the day that today is, of every year"},
		{"no month alone", "nov^", "", 0, ""},
		{"the end of a range", "2018..tod^", "2018..today", 1, "Mon 23 Nov 2026"},
		{"a state", "is:unr^", "is:unread", 1, "not read yet"},
		{"a second state", "is:read,st^", "is:read,starred", 1, "starred"},
		{"all things", "has:^", "has:link", 4, "an address"},
		{"an order", "sort:old^", "sort:oldest", 1, "oldest first"},
		{"a source", "from:gua^", `from:"Guardian Weekly"`, 3, ""},
		{"a source without its accents", "from:mete^", "from:Météo", 1, ""},
		{"a source within quotes", `from:"bb^`, `from:"BBC News"`, 1, ""},
		{"a tag", "#cl^", "#climate", 1, ""},
		{"a tag with a blank", "tag:war^", `tag:"war crimes"`, 1, ""},
		{"a folder", "folder:^", "folder:news", 3, ""},
		{"a folder below", "folder:LOC^", "folder:news/local", 1, ""},
		{"a folder with signs", "folder:sport^", `folder:"Sport (all)"`, 1, ""},
		{"a weekday", "weekday:^", "weekday:monday", 7, "on Mondays"},
		{"everything", "kerry ^", "kerry since:", -1, "from the beginning of a date on"},
		{"nothing for a word", "kerry^", "", 0, ""},
		{"nothing in a regular expression", "/si^", "", 0, ""},
		{"what is complete", "is:unread^", "", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, after, _ := strings.Cut(c.text, "^")
			got := query.Complete(before+after, len(before), env(t), query.Names{Sources: sources, Tags: tags, Folders: folders})
			if c.n >= 0 && len(got) != c.n {
				t.Fatalf("got %v, want %d", got, c.n)
			}
			if len(got) == 0 {
				return
			}
			text := before + after
			g := got[0]
			if s := text[:g.From] + g.Insert + text[g.To:]; s != c.want || g.Help != c.help {
				t.Errorf("got %q (%s), want %q (%s)", s, g.Help, c.want, c.help)
			}
		})
	}
}

// TestCompleteOffersAll: whoever types the beginning of a term is offered it.
func TestCompleteOffersAll(t *testing.T) {
	for _, term := range append(query.Terms(), query.DateWords()...) {
		cut := len(term) - 1
		if strings.HasSuffix(term, ":") {
			cut--
		}
		text := term[:cut]
		if !slices.ContainsFunc(query.Complete(text, len(text), env(t), query.Names{}), func(c query.Completion) bool {
			return text[:c.From]+c.Insert == term && c.Help != ""
		}) {
			t.Errorf("%q does not lead to %q", text, term)
		}
	}
}

// TestExplainStories: a story goes by its headline where that is known.
func TestExplainStories(t *testing.T) {
	q, err := query.Parse("story:3k9qz0vt (pier OR story:aaaa)", env(t))
	if err != nil {
		t.Fatal(err)
	}
	ids := query.Stories(q)
	got := query.ExplainWith(q, map[model.ID]string{ids[0]: "Harbour reopens"})
	if want := `the story of “Harbour reopens”, ("pier" anywhere or the story of an article)`; got != want || len(ids) != 2 {
		t.Errorf("got %s, want %s", got, want)
	}
}
