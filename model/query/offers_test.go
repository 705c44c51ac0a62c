package query_test

import (
	"strings"
	"testing"

	"dateline/model/query"
)

// TestOffers: what may have been meant as a date is offered as one, and what is
// offered can be read. The offered terms stand behind what they are for, "!" before
// the reason.
func TestOffers(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a month", "november", "november: on:november"},
		{"a month in capitals", "Kerry November", "November: on:november"},
		{"a short month", "nov kerry", "nov: on:nov"},
		{"a month of another language", "novembre", "novembre: on:novembre"},
		{"a short name of another language is a word", "mai out set", ""},
		{"a month and a year", "november 2026", "november 2026: 2026-11"},
		{"a year and a month", "kerry 2026 Nov iraq", "2026 Nov: 2026-11"},
		{"a month that is taken out", "-november 2026", "november: on:november"},
		{"a day and a month", "6 november", "6 november: on:11-06"},
		{"a whole date", "november 6, 2018", "november 6, 2018: 2018-11-06"},
		{"the 6th", "6th november 2018 kerry", "6th november 2018: 2018-11-06"},
		{"a day, no such", "november 31 2018", "november 31 2018: 2018-11 ! November 2018 has no day 31"},
		{"a day, no such, of any year", "kerry 30 february", "30 february: on:february ! February has no day 30"},
		{"words", "last tuesday", "last tuesday: last-tuesday"},
		{"words and more", "3 days ago kerry", "3 days ago: 3-days-ago"},
		{"a length", "7 days", "7 days: 7d"},
		{"the last length", "last 2 weeks", "last 2 weeks: 2w"},
		{"a length with a blank", "7 d", "7 d: 7d"},
		{"no such month", "2018-13", "2018-13: 2018-12 ! there is no month 13"},
		{"no such day", "2018-02-29", "2018-02-29: 2018-02-28 ! February 2018 has no day 29"},
		{"month and day about", "2018-13-11", "2018-13-11: 2018-11-13 ! there is no month 13"},
		{"a season", "2018-19", "2018-19: 2018..2019 ! there is no month 19"},
		{"either order", "11/06/2018", "11/06/2018: 2018-11-06 2018-06-11 ! 11/06/2018 may be 11 June or 6 November"},
		{"two digits", "6.11.18", "6.11.18: 2018-11-06 ! 6.11.18 has two digits for the year"},
		{"one digit", "9-11", "9-11: on:09-11"},
		{"day first", "24-12", "24-12: on:12-24"},
		{"a score", "3-2", ""},
		{"no day and no month", "50-50", ""},
		{"a slip", "yestreday", "yestreday: yesterday"},
		{"two slips", "tommorow", "tommorow: tomorrow"},
		{"a slip in a month", "novmeber", "novmeber: on:november"},
		{"a slip further on", "last tusday", "last tusday: last-tuesday"},
		{"every week", "sundays", "sundays: weekday:sun"},
		{"the length of around", "around:2018-11-06 ±1d", "around:2018-11-06 ±1d: around:2018-11-06±1d"},
		{"around in three", "around:2018-11-06 ± 1d kerry", "around:2018-11-06 ± 1d: around:2018-11-06±1d"},
		{"around in letters", "around:2018-11-06 +-1d", "around:2018-11-06 +-1d: around:2018-11-06+-1d"},
		{"a blank after the key", "since: 2018-11", "since: 2018-11: since:2018-11"},
		{"words after a key", "since:last tuesday", "since:last tuesday: since:last-tuesday"},
		{"a month and a year after a key", "since:november 2018 kerry", "since:november 2018: since:2018-11"},
		{"a day after on", "on:6 november", "on:6 november: on:11-06"},
		{"a slip after a key", "since:yestreday", "since:yestreday: since:yesterday"},
		{"no such day after a key", "on:2018-02-29", "on:2018-02-29: on:2018-02-28 ! February 2018 has no day 29"},
		{"a word after a date", "since:2018-11 kerry", ""},
		{"a range with blanks", "2018-03 .. 2018-05", "2018-03 .. 2018-05: 2018-03..2018-05"},
		{"a range to nowhere", "2018-03..2018-13", "2018-03..2018-13: 2018-03..2018-12 ! there is no month 13"},
		{"a range in words", "2018-03 to 2018-05", "2018-03 to 2018-05: 2018-03..2018-05"},
		{"a range with a dash", "2018-03 – 2018-05", "2018-03 – 2018-05: 2018-03..2018-05"},
		{"a range with a dash alone", "2018-03–2018-05", "2018-03–2018-05: 2018-03..2018-05"},
		{"a range with a sign", "2018-03 - 2018-05", "2018-03 - 2018-05: 2018-03..2018-05"},
		{"between", "between:2018-03..2018-05", "between:2018-03..2018-05: 2018-03..2018-05 since:2018-03 until:2018-05"},
		{"between in words", "between 2018-03 and 2018-05", "between 2018-03 and 2018-05: 2018-03..2018-05 since:2018-03 until:2018-05"},
		{"between with a comma", "between:2018-03,2018-05", "between:2018-03,2018-05: 2018-03..2018-05 since:2018-03 until:2018-05"},
		{"from to", "from:2018-03 to:2018-05", "from:2018-03 to:2018-05: 2018-03..2018-05"},
		{"from a date", "from:2018-03", "from:2018-03: since:2018-03 ! from: asks for a source"},
		{"from a source", "from:coast", ""},
		{"in quotes", `"november" "november 2026"`, ""},
		{"with any", "any:november", ""},
		{"with a star", "novem*", ""},
		{"dates", "2018-11 11-06 last-week on:november 2018-03..2018-05 \"6 November 2020\"", ""},
		{"words that are no dates", "remember the holiday midday mayor marsh match", ""},
		{"two", "november and yestreday", "november: on:november; yestreday: yesterday"},
		{"AND between", "november AND 2026", "november: on:november"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, o := range query.Offers(c.text, env(t)) {
				s := o.Word + ": " + strings.Join(o.Dates, " ")
				if o.Why != "" {
					s += " ! " + o.Why
				}
				got = append(got, s)
				if c.text[o.Pos:o.Pos+o.Len] != o.Word {
					t.Errorf("%q does not stand at %d", o.Word, o.Pos)
				}
				for _, d := range o.Dates {
					if q, err := query.Parse(d, env(t)); err != nil || len(query.Words(q)) > 0 {
						t.Errorf("%q: %v, %v", d, q.Where, err)
					}
				}
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got  %q\nwant %q", s, c.want)
			}
		})
	}
}

// TestOffersTyping: a word that is being typed and could become the one that is
// offered is no slip.
func TestOffersTyping(t *testing.T) {
	e := env(t)
	e.Typing = true
	for text, n := range map[string]int{"yesterda": 0, "yestreday": 1, "novembe": 0, "november": 1, "novmeber ": 1} {
		if got := query.Offers(text, e); len(got) != n {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestOfferWords(t *testing.T) {
	for text, want := range map[string][2]string{
		"november":      {`"november" is a word; for the date, type on:november`, "as a date: on:november"},
		"november 2026": {`"november 2026" is not read as one date; for the date, type 2026-11`, "as a date: 2026-11"},
		"2018-02-29":    {`"2018-02-29" is no date (February 2018 has no day 29); for the date, type 2018-02-28`, "as a date: 2018-02-28"},
		"11/06/2018":    {`"11/06/2018" is no date (11/06/2018 may be 11 June or 6 November); for the date, type 2018-11-06 or 2018-06-11`, "as a date: 2018-11-06 or 2018-06-11"},
	} {
		o := query.Offers("kerry "+text, env(t))
		if len(o) != 1 || o[0].String() != want[0] || o[0].Short() != want[1] || o[0].In("kerry "+text) != "kerry "+o[0].Dates[0] {
			t.Errorf("%q: %v", text, o)
		}
	}
}

// TestEndsInWord: what ends in a word and can be read while it is typed can be read
// without more.
func TestEndsInWord(t *testing.T) {
	whole := env(t)
	typing := whole
	typing.Typing = true
	sure := 0
	for _, text := range []string{
		`kerry senate budget`, `since:2018-11 pier -old not harbour OR tram`, `"the old pier" harbour`, `(a OR b) c`,
		`is:unread has:link #tag title:brexit,vote sort:oldest limit:20`, `2018-11 11-06 last-week on:november`,
		`title:/sen.te/ may`, `around:2018-11-06±3d word`, `view:mine weekday:sun month:november`, `not OR and`,
		`選挙 結果`, `source:="Coast Daily" pier`, `as-of:2018-11 7d dz today tomorrow yesterd`,
	} {
		for i := range len(text) + 1 {
			p := text[:i]
			if !query.EndsInWord(p) {
				continue
			}
			sure++
			if _, err := query.Parse(p, typing); err != nil {
				continue
			}
			if _, err := query.Parse(p, whole); err != nil {
				t.Errorf("%q: %v", p, err)
			}
		}
	}
	if sure < 100 {
		t.Errorf("only %d beginnings end in a word", sure)
	}
}
