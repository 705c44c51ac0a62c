package query

import (
	"testing"
	"time"
)

// TestCondition: what a list is about, without how it is shown.
func TestCondition(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "storm": "storm", "storm sort:oldest -is:duplicate limit:3 tide fold:stories": "storm tide",
		"sort:oldest": "", "storm OR tide": "storm OR tide", "(storm": "(storm",
	} {
		if got := Condition(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestParseRule: a rule is a condition and nothing else.
func TestParseRule(t *testing.T) {
	env := Env{Now: time.Date(2020, 11, 6, 12, 0, 0, 0, time.UTC), View: func(string) (string, bool) { return "is:hidden kerry", true }}
	for text, ok := range map[string]bool{
		"source:sport gentoo": true, "title:/^Sponsored/ OR #ads": true, "since:7d kerry": true, "is:duplicate": true,
		"": false, "is:hidden": false, "kerry -is:hidden": false, "view:x": false,
		"kerry sort:oldest": false, "limit:3": false, "as-of:2018": false, "is:no": false, "date:nonsense..": false,
	} {
		q, err := ParseRule(text, env)
		if ok != (err == nil) {
			t.Errorf("%q: %+v, %v", text, q, err)
		}
	}
}
