package session_test

import (
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/session"
	"dateline/ui/uitest"
)

var env = query.Env{Now: uitest.Noon, WeekStart: time.Monday}

func TestDateTerm(t *testing.T) {
	near := &model.Headline{Published: uitest.Day("2018-11-09")}
	for _, c := range []struct {
		text string
		near *model.Headline
		want string
	}{
		{" t ", nil, "today"},
		{"u", nil, "is:undated"},
		{"last tuesday", nil, "last tuesday"},
		{".", near, "2018-11-06..2018-11-12"},
		{".", nil, ""},
		{".", &model.Headline{}, ""},
	} {
		if got, err := session.DateTerm(c.text, c.near, env); got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q: got %q, %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestRedate(t *testing.T) {
	for _, c := range []struct {
		text string
		do   model.ActionKind
		want string // the date, or "-" for an error
	}{
		{"reset", model.ResetDate, ""},
		{"none", model.SetDate, ""},
		{"2018-11-09", model.SetDate, "2018-11-09"},
		{"yesterday", model.SetDate, "2026-11-22"},
		{"2018-11-09T14:30", model.SetDate, "2018-11-09T14:30:00Z"},
		{"2018-11", model.SetDate, "2018-11"},
		{"last month", model.SetDate, "2026-10"},
		{"2018", model.SetDate, "2018"},
		{"2018-11..2018-12", 0, "-"},
		{"2018-w45", 0, "-"},
		{"since:2018", 0, "-"},
		{"fnord", 0, "-"},
	} {
		m, err := session.Redate(c.text, nil, env)
		got := m.Date.String()
		if err != nil {
			got = "-"
		}
		if got != c.want || err == nil && m.Do != c.do {
			t.Errorf("%q: got %q, %v, %v; want %q", c.text, got, m.Do, err, c.want)
		}
	}
}
