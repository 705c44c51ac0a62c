package query_test

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
)

var berlin = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/Berlin") })

// now is the reader's clock in most tests: Monday, 23 November 2026.
func now(t testing.TB) time.Time {
	t.Helper()
	loc, err := berlin()
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	return time.Date(2026, 11, 23, 5, 30, 0, 0, loc)
}

func env(t testing.TB) query.Env { return query.Env{Now: now(t), WeekStart: time.Monday} }

// day returns the beginning of a day, which may be empty for an open end.
func day(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02", s, now(t).Location())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func days(t testing.TB, from, to, text string) model.Within {
	t.Helper()
	return model.Within{Span: model.NewSpan(day(t, from), day(t, to)), Text: text}
}

func words(ws ...string) model.And {
	var and model.And
	for _, w := range ws {
		and = append(and, model.Match{Text: w})
	}
	return and
}

func TestParse(t *testing.T) {
	word := func(s string) model.Match { return model.Match{Text: s} }
	for _, c := range []struct {
		name, text string
		want       model.Expr
	}{
		{"nothing", "  ", nil},
		{"a word", "kerry", word("kerry")},
		{"words", "a b", words("a", "b")},
		{"AND is a blank", "a AND b", words("a", "b")},
		{"small or is a word", "now-or never or", words("now-or", "never", "or")},
		{"minus", "-a", model.Not{X: word("a")}},
		{"not", "not a", model.Not{X: word("a")}},
		{"twice not", "not -a", word("a")},
		{"OR binds looser", "a b OR c", model.Or{words("a", "b"), word("c")}},
		{"a bar", "a|b", model.Or{word("a"), word("b")}},
		{"parentheses", "a (b OR c)", model.And{word("a"), model.Or{word("b"), word("c")}}},
		{"parentheses that do nothing", "((a) (b c))", words("a", "b", "c")},
		{"not of several", "-(a b)", model.Not{X: words("a", "b")}},
		{"prefix", "ker*", model.Match{How: model.Prefix, Text: "ker"}},
		{"phrase", `"john kerry"`, model.Match{How: model.Phrase, Text: "john kerry"}},
		{"quotes in a phrase", `"a \"b\" \\"`, model.Match{How: model.Phrase, Text: `a "b" \`}},
		{"phrase with a beginning", `"john ker"*`, model.Match{How: model.Prefix, Text: "john ker"}},
		{"regular expression", `/ir(an|aq) x/`, model.Match{How: model.Regexp, Text: "ir(an|aq) x"}},
		{"slashes in one", `/a\/b\\/`, model.Match{How: model.Regexp, Text: `a/b\\`}},
		{"title", "title:kerry", model.Match{Field: model.Title, Text: "kerry"}},
		{"capitals", "TITLE:Kerry IS:Read", model.And{model.Match{Field: model.Title, Text: "Kerry"}, model.Is{State: model.IsRead}}},
		{"title by pattern", "title:/^a/", model.Match{Field: model.Title, How: model.Regexp, Text: "^a"}},
		{"from", "from:bbc", model.Match{Field: model.FromSource, Text: "bbc"}},
		{"source", `source:"the guardian"`, model.Match{Field: model.FromSource, How: model.Phrase, Text: "the guardian"}},
		{"list", `from:bbc,"a, b"`, model.Or{model.Match{Field: model.FromSource, Text: "bbc"}, model.Match{Field: model.FromSource, How: model.Phrase, Text: "a, b"}}},
		{"author", "author:hall", model.Match{Field: model.Author, Text: "hall"}},
		{"text", "text:hall", model.Match{Field: model.Text, Text: "hall"}},
		{"language", "lang:de", model.Match{Field: model.Language, Text: "de"}},
		{"path", "file:/home/a title:/b/", model.And{model.Match{Field: model.File, How: model.Phrase, Text: "/home/a"}, model.Match{Field: model.Title, How: model.Regexp, Text: "b"}}},
		{"path by pattern", "file:/a(b|c)/", model.Match{Field: model.File, How: model.Regexp, Text: "a(b|c)"}},
		{"address", "url:https://a.example/b?c=d", model.Match{Field: model.Address, Text: "https://a.example/b?c=d"}},
		{"address alone", "https://a.example/b", model.Match{Field: model.Address, How: model.Phrase, Text: "https://a.example/b"}},
		{"comma in a word", "1,000", word("1,000")},
		{"time in a word", "10:30", word("10:30")},
		{"states", "is:unread,starred", model.Or{model.Is{State: model.IsUnread}, model.Is{State: model.IsStarred}}},
		{"every state", "is:tagged is:undated is:dated is:approx is:future is:new is:edited is:duplicate is:hidden", model.And{
			model.Is{State: model.IsTagged},
			model.Is{State: model.IsUndated},
			model.Is{State: model.IsDated},
			model.Is{State: model.IsApprox},
			model.Is{State: model.IsFuture},
			model.Is{State: model.IsNew},
			model.Is{State: model.IsEdited},
			model.Is{State: model.IsDuplicate},
			model.Is{State: model.IsHidden},
		}},
		{"things", "has:link has:image has:audio has:text", model.And{model.Has{Content: model.HasLink}, model.Has{Content: model.HasImage}, model.Has{Content: model.HasAudio}, model.Has{Content: model.HasText}}},
		{"folders", `folder:News/local -folder:"a, b",/c//d/`, model.And{model.InFolder{Path: "News/local"}, model.Not{X: model.Or{model.InFolder{Path: "a, b"}, model.InFolder{Path: "c/d"}}}}},
		{"tags", `#climate tag:"war crimes"`, model.And{model.Tagged{Name: "climate"}, model.Tagged{Name: "war crimes"}}},
		{"year", "2018", days(t, "2018-01-01", "2019-01-01", "2018")},
		{"year as text", `"2018"`, model.Match{How: model.Phrase, Text: "2018"}},
		{"year as any", "any:2018", word("2018")},
		{"not a year", "-2018", model.Not{X: days(t, "2018-01-01", "2019-01-01", "2018")}},
		{"month and word", "2018-11 kerry", model.And{days(t, "2018-11-01", "2018-12-01", "2018-11"), word("kerry")}},
		{"may is a word", "may sun 60", words("may", "sun", "60")},
		{"may is a month", "date:may", days(t, "2026-05-01", "2026-06-01", "date:may")},
		{"quoted date", `"6 November 2020"`, days(t, "2020-11-06", "2020-11-07", "6-november-2020")},
		{"quoted weekday is text", `"monday"`, model.Match{How: model.Phrase, Text: "monday"}},
		{"quoted length is text", `"60 minutes"`, model.Match{How: model.Phrase, Text: "60 minutes"}},
		{"since", "since:2018-11", days(t, "2018-11-01", "", "since:2018-11")},
		{"until", "until:2018-11", days(t, "", "2018-12-01", "until:2018-11")},
		{"before", "before:2018-11", days(t, "", "2018-11-01", "before:2018-11")},
		{"after", "after:2018-11", days(t, "2018-12-01", "", "after:2018-11")},
		{"on", "on:2018-11-06", days(t, "2018-11-06", "2018-11-07", "2018-11-06")},
		{"seven days", "7d", days(t, "2026-11-17", "2026-11-24", "7d")},
		{"since seven days", "since:7d", days(t, "2026-11-17", "", "since:7d")},
		{"before seven days", "before:7d", days(t, "", "2026-11-17", "before:7d")},
		{"range", "2018-03..2018-05", days(t, "2018-03-01", "2018-06-01", "2018-03..2018-05")},
		{"range of words", `"last monday"..yesterday`, days(t, "2026-11-16", "2026-11-23", "last-monday..yesterday")},
		{"open range", "2018..", days(t, "2018-01-01", "", "2018..")},
		{"open range before", "..2018", days(t, "", "2019-01-01", "..2018")},
		{"dots in text", "wait..what", word("wait..what")},
		{"around", "around:2018-11-06±2d", days(t, "2018-11-04", "2018-11-09", "around:2018-11-06±2d")},
		{"around in letters", "around:2018-11-06+-1w", days(t, "2018-10-30", "2018-11-14", "around:2018-11-06±1w")},
		{"around by itself", "around:2018-11-06", days(t, "2018-11-03", "2018-11-10", "around:2018-11-06±3d")},
		{"every year", "on:2-29", model.Cycle{Month: 2, Day: 29, Text: "on:02-29"}},
		{"today in every year", "on:Anniversary", model.Cycle{Month: 11, Day: 23, Text: "on:anniversary"}},
		{"today in every year as of a day", "on:anniversary as-of:2018-02-03", model.Cycle{Month: 2, Day: 3, Text: "on:anniversary"}},
		{"months", "month:11,dez", model.Or{model.Cycle{Month: 11, Text: "month:11"}, model.Cycle{Month: 12, Text: "month:12"}}},
		{"weekdays", "weekday:sun,1", model.Or{model.Cycle{Weekday: 7, Text: "weekday:sun"}, model.Cycle{Weekday: 1, Text: "weekday:mon"}}},
		{"axis", "arrived:yesterday", model.Within{Axis: model.Arrived, Span: days(t, "2026-11-22", "2026-11-23", "").Span, Text: "arrived:yesterday"}},
		{"axis and since", "read:since:2018", model.Within{Axis: model.ReadAt, Span: days(t, "2018-01-01", "", "").Span, Text: "read:since:2018"}},
		{"axis and weekday", "updated:weekday:fri", model.Cycle{Axis: model.Updated, Weekday: 5, Text: "updated:weekday:fri"}},
		{"published", "published:2018", days(t, "2018-01-01", "2019-01-01", "2018")},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := query.Parse(c.text, env(t))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Where, c.want) {
				t.Errorf("got %#v, want %#v", got.Where, c.want)
			}
		})
	}
}

// TestBounds checks the ends of spans that are no whole days.
func TestBounds(t *testing.T) {
	const layout = "2006-01-02 15:04:05"
	for _, c := range []struct{ text, from, to string }{
		{"24h", "2026-11-22 05:30:00", "2026-11-23 05:30:00"},
		{"before:24h", "", "2026-11-22 05:30:00"},
		{"after:24h", "2026-11-23 05:30:00", ""},
		{"since:2018-11-06T14:30", "2018-11-06 14:30:00", ""},
		{"until:2018-11-06T14:30", "", "2018-11-06 14:31:00"},
		{"2018-11-06T14:30..2018-11-06T15", "2018-11-06 14:30:00", "2018-11-06 16:00:00"},
		{"around:2018-11-06T12:00~1h", "2018-11-06 11:00:00", "2018-11-06 13:01:00"},
		{"since:now", "2026-11-23 05:30:00", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			q, err := query.Parse(c.text, env(t))
			if err != nil {
				t.Fatal(err)
			}
			s, ok := query.DateSpan(q)
			show := func(at time.Time) string {
				if at.IsZero() {
					return ""
				}
				return at.Format(layout)
			}
			if from, to := show(s.From), show(s.To); !ok || from != c.from || to != c.to {
				t.Errorf("got %q to %q, want %q to %q", from, to, c.from, c.to)
			}
			if want := model.NewSpan(s.From, s.To); s != want {
				t.Errorf("got the days %v to %v, want %v to %v", s.FromDay, s.ToDay, want.FromDay, want.ToDay)
			}
		})
	}
}

func TestExtras(t *testing.T) {
	q, err := query.Parse("sort:oldest kerry limit:20", env(t))
	if err != nil || q.Sort != model.Oldest || q.Limit != 20 || !reflect.DeepEqual(q.Where, model.Match{Text: "kerry"}) {
		t.Errorf("got %+v, %v", q, err)
	}
	for _, c := range []struct{ text, clock string }{
		{"as-of:2018-11-06", "2018-11-06 23:59:59"},
		{"as-of:2018", "2018-12-31 23:59:59"},
		{"as-of:2018-11-06T14:30", "2018-11-06 14:30:59"},
		{"as-of:today", "2026-11-23 05:30:00"},
		{"as-of:this-year", "2026-11-23 05:30:00"},
		{"yesterday as-of:yesterday", "2026-11-22 23:59:59"},
		{"as-of:2027", "2027-12-31 23:59:59"},
	} {
		q, err := query.Parse(c.text, env(t))
		if got := q.Now.Format("2006-01-02 15:04:05"); err != nil || !q.AsOf || got != c.clock {
			t.Errorf("%s: got %v, %s, %v, want %s", c.text, q.AsOf, got, err, c.clock)
		}
	}
	q, err = query.Parse("today as-of:2018-11-06", env(t))
	if s, ok := query.DateSpan(q); err != nil || !ok || s.FromDay.String() != "2018-11-06" {
		t.Errorf("today as of a day: got %v, %v", s.FromDay, err)
	}
}

func TestViews(t *testing.T) {
	e := env(t)
	e.View = func(name string) (string, bool) {
		text, ok := map[string]string{
			"war": "syria OR iraq", "morning": "today is:unread sort:oldest limit:50", "loop": "view:loop", "broken": "since:foo", "then": "today as-of:2018-11-06",
		}[name]
		return text, ok
	}
	for _, c := range []struct{ text, want string }{
		{"kerry view:war", "kerry (syria OR iraq)"},
		{"-view:war", "-(syria OR iraq)"},
		{"view:morning", "today is:unread sort:oldest limit:50"},
		{"view:morning limit:3", "today is:unread sort:oldest limit:3"},
		{"limit:3 view:morning", "today is:unread sort:oldest limit:3"},
		{"view:then", "today as-of:2018-11-06"},
	} {
		q, err := query.Parse(c.text, e)
		if got := query.Format(q); err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.text, got, err, c.want)
		}
	}
	for _, c := range []struct{ text, says string }{
		{"view:loop", "circle"}, {"view:broken", "no date"}, {"view:none", "no view"}, {"view:", "name"}, {"-view:morning", "sorts"}, {"a OR view:morning", "sorts"},
	} {
		if _, err := query.Parse(c.text, e); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q in it", c.text, err, c.says)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ name, text, word, says string }{
		{"open quote", `a "b c`, `"b c`, "not closed"},
		{"open regular expression", "a /b c", "/b c", "not closed"},
		{"bad regular expression", "title:/a(b/", "/a(b/", "missing closing )"},
		{"long regular expression", "/" + strings.Repeat("ab", 600) + "/", "", "too long"},
		{"heavy regular expression", `/(\pL{100}){10}/`, `/(\pL{100}){10}/`, "repeats too much"},
		{"open parenthesis", "a (b", "(", "not closed"},
		{"closed parenthesis", "a) b", ")", "no parenthesis is open"},
		{"empty parentheses", "a ()", "()", "nothing in"},
		{"OR before nothing", "a OR", "OR", "both sides"},
		{"OR after nothing", "OR a", "OR", "both sides"},
		{"OR twice", "a OR OR b", "OR", "both sides"},
		{"not before nothing", "a not", "not", "nothing follows"},
		{"minus before nothing", "a - b", "-", "without a blank"},
		{"no such field", "titel:kerry", "titel:", "did you mean title:?"},
		{"another word for a field", "older:3d", "older:", "did you mean before:?"},
		{"no such state", "is:unraed", "unraed", "unread, read, starred"},
		{"no such state, but near", "is:unraed", "unraed", "did you mean unread?"},
		{"a date for a state", "is:today", "today", "a date needs no key: today"},
		{"between", "between:a..b", "between:", "2018-03..2018-05, or since:2018-03 until:2018-05"},
		{"between dates", "kerry between:2018-03..2018-05", "between:", "for the date, type 2018-03..2018-05 or since:2018-03 until:2018-05"},
		{"a blank before the date", "since: 2018-11", "since:", "for the date, type since:2018-11"},
		{"no such month since", "since:2018-13", "2018-13", "2018-13: there is no month 13: for the date, type since:2018-12"},
		{"a range with a sign", "2018-03 - 2018-05", "-", "for the date, type 2018-03..2018-05"},
		{"no such thing", "has:video", "video", "link, image"},
		{"no such order", "sort:date", "date", "newest, oldest"},
		{"no number", "limit:many", "many", "limit:20"},
		{"nothing in a field", "title: a", "title:", "needs a word"},
		{"nothing in a list", "from:a,,b", "from:a,,b", "needs a word"},
		{"no date", "since:", "since:", "needs a date"},
		{"not a date", "since:kerry", "kerry", "no date"},
		{"not a date in a phrase", `since:"last tusday"`, "tusday", "did you mean tuesday"},
		{"not a date in a range", "2018..kerry", "kerry", "no date"},
		{"not a date on an axis", "arrived:kerry", "kerry", "no date"},
		{"no such day", "a 2018-02-30..2019", "2018-02-30", "has no day 30"},
		{"ends before it begins", "2019..2018", "2019..2018", "2018..2019"},
		{"range after since", "since:2018..2019", "2018..2019", "since:2018 until:2019"},
		{"range of nothing", "date:..", "..", "beginning or an end"},
		{"no such day of the year", "on:11-31", "31", "November has no day 31"},
		{"no such month of the year", "on:13-01", "13", "no month 13"},
		{"no such month", "month:13", "13", "no month"},
		{"no such weekday", "weekday:8", "8", "no day of the week"},
		{"no length", "around:2018±x", "x", "no length"},
		{"sort in OR", "a OR sort:oldest", "sort:oldest", "cannot stand"},
		{"limit in not", "-limit:3", "limit:3", "cannot stand"},
		{"no letters", "a & b", "&", "no letter"},
		{"no tag", "# a", "#", "needs a word"},
		{"no folder", "folder: a", "folder:", "needs a word"},
		{"no name of a folder", "folder:/ a", "/", "a folder has a name"},
		{"too many terms", strings.Repeat("a ", 500), "", "more than 400"},
		{"too deep", strings.Repeat("(", 60) + "a" + strings.Repeat(")", 60), "(", "too many parentheses"},
		{"too long", strings.Repeat("abcdefgh", 3000), "", "too long"},
		{"not UTF-8", "a\xff", "", "UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := query.Parse(c.text, env(t))
			var e *query.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a *query.Error", err)
			}
			if !strings.Contains(e.Error(), c.says) {
				t.Errorf("got %q, want %q in it", e.Error(), c.says)
			}
			if c.word != "" && (e.Word != c.word || c.text[e.Pos:e.Pos+e.Len] != c.word) {
				t.Errorf("got the word %q at %d+%d, want %q", e.Word, e.Pos, e.Len, c.word)
			}
		})
	}
}

// TestTyping types queries letter by letter: what is unfinished is no error,
// and what was understood before stays.
func TestTyping(t *testing.T) {
	e := env(t)
	e.Typing = true
	for _, text := range []string{
		`kerry since:2018-11 until:"6 November 2018" is:unread`, `from:bbc,"the guardian" -title:/ir(an|aq)/ #climate`,
		"(a OR b) not c 2018-03..2018-05", "around:2018-11-06±3d sort:oldest limit:20", "on:11-06 month:11 weekday:sun has:image",
		"arrived:since:yesterday as-of:2018-11-06T14:30", "last-tuesday..today", "3-days-ago 2018-w45 2018-q4 nov-2018", `"john kerry"* https://a.example/b`,
	} {
		for i := range text {
			if _, err := query.Parse(text[:i], e); err != nil {
				t.Errorf("%q: got %v", text[:i], err)
			}
		}
	}
	for _, c := range []struct{ text, want string }{
		{"ker", "ker*"},
		{"ker ", "ker"},
		{"a ker", "a ker*"},
		{"title:ker", "title:ker*"},
		{`"john ker`, `"john ker"*`},
		{`"john ker"`, `"john ker"`},
		{"a since:", "a"},
		{"a since:20", "a"},
		{"a since:2018", "a since:2018"},
		{"a is:unr", "a"},
		{"a -", "a"},
		{"a not ", "a"},
		{"a OR ", "a"},
		{"(a OR b", "a OR b*"},
		{"a (", "a"},
		{"a /b", "a"},
		{"from:bbc,", "from:bbc"},
		{"2018-", ""},
	} {
		q, err := query.Parse(c.text, e)
		if got := query.Format(q); err != nil || got != c.want {
			t.Errorf("%q: got %q, %v, want %q", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"a is:xyz", "since:kerry", "titel:a", "is:xyz a", "since: a", "a) "} {
		if _, err := query.Parse(text, e); err == nil {
			t.Errorf("%q: got no error", text)
		}
	}
}
