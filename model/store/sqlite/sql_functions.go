package sqlite

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"

	"dateline/model"
	"dateline/model/tokenize"
)

// register makes the functions known that SQL cannot express. They are pure;
// SQLite asks them row by row, and stops asking when a question is cancelled. And it has
// SQLite lock files so that closing another that is open to them does no harm.
var register = sync.OnceValue(func() error {
	_, _ = sqlite.OFDLocking(true) // where there are such locks: OFDLockingEnabled
	return errors.Join(
		sqlite.RegisterDeterministicScalarFunction("dl_fold", 1, textFunction(func(a []string) any { return tokenize.Key(a[0]) })),
		sqlite.RegisterDeterministicScalarFunction("dl_regexp", 2, regexpFunction),
		sqlite.RegisterDeterministicScalarFunction("dl_regexp_body", 6, regexpBody),
		sqlite.RegisterDeterministicScalarFunction("dl_words", 7, wordsFunction),
		sqlite.RegisterDeterministicScalarFunction("dl_cycle", 6, cycleFunction),
		sqlite.RegisterDeterministicScalarFunction("dl_strip_logins", 2, textFunction(func(a []string) any {
			hosts := strings.Split(a[1], "\n")
			return model.StripUserinfo(a[0], func(host string) bool { return slices.Contains(hosts, host) })
		})),
	)
})

// text returns an argument as text.
func text(v driver.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

func number(v driver.Value) int64 {
	n, _ := v.(int64)
	return n
}

func textFunction(f func([]string) any) func(*sqlite.FunctionContext, []driver.Value) (driver.Value, error) {
	return func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		s := make([]string, len(args))
		for i, a := range args {
			s[i] = text(a)
		}
		return f(s), nil
	}
}

func compilePattern(s string) (*regexp.Regexp, error) { return regexp.Compile("(?i)" + s) }

// pattern returns an expression, which the question that is under way holds.
func pattern(s string) (*regexp.Regexp, error) {
	if re, ok := patterns.find(s); ok {
		return re, nil
	}
	return compilePattern(s)
}

func truth(b bool) driver.Value {
	if b {
		return int64(1)
	}
	return int64(0)
}

func regexpFunction(_ *sqlite.FunctionContext, a []driver.Value) (driver.Value, error) {
	re, err := pattern(text(a[0]))
	if err != nil {
		return nil, err
	}
	return truth(re.MatchString(text(a[1]))), nil
}

// texts returns the texts that a field of an article holds, from the arguments
// title, source, body, tags.
func texts(f model.Field, title, source, z, tags driver.Value) ([]string, error) {
	var c content
	if f != model.Title {
		var err error
		b, _ := z.([]byte)
		if c, err = decodeContent(b); err != nil {
			return nil, err
		}
	}
	return fieldTexts(f, text(title), text(source), &c, text(tags)), nil
}

// fieldTexts returns the texts that a field of an article holds; its tags stand in
// lines.
func fieldTexts(f model.Field, title, source string, c *content, tags string) []string {
	switch f {
	case model.Title:
		return []string{title}
	case model.Text:
		return []string{c.Body, c.Summary}
	case model.Author:
		return c.Authors
	}
	all := append([]string{title, c.Body, c.Summary, source}, c.Authors...)
	return append(all, strings.Split(tags, "\n")...)
}

func regexpBody(_ *sqlite.FunctionContext, a []driver.Value) (driver.Value, error) {
	re, err := pattern(text(a[0]))
	if err != nil {
		return nil, err
	}
	ts, err := texts(model.Field(number(a[1])), a[2], a[3], a[4], a[5])
	for _, t := range ts {
		if re.MatchString(t) {
			return truth(true), err
		}
	}
	return truth(false), err
}

// wordsFunction reports whether words stand side by side in a field.
func wordsFunction(_ *sqlite.FunctionContext, a []driver.Value) (driver.Value, error) {
	ts, err := texts(model.Field(number(a[1])), a[3], a[4], a[5], a[6])
	if err != nil {
		return nil, err
	}
	p := patternOf(model.Match{Text: text(a[0]), How: model.How(number(a[2]))})
	return truth(slices.ContainsFunc(ts, p.In)), nil
}

// cycleFunction reports whether a time falls on a recurring day, or a month or year
// in what is asked of it; NULL where there is none. Arguments: seconds, precision,
// zone, month, day, weekday.
func cycleFunction(_ *sqlite.FunctionContext, a []driver.Value) (driver.Value, error) {
	unix, ok := a[0].(int64)
	if !ok {
		return nil, nil
	}
	t := time.Unix(unix, 0).UTC()
	if model.Precision(number(a[1])) == model.ToInstant {
		zone, ok := zones.find(text(a[2]))
		if !ok {
			return nil, errors.New("the zone of a question is not held")
		}
		t = t.In(zone)
	}
	return truth(fallsOn(t, model.Precision(number(a[1])), time.Month(number(a[3])), int(number(a[4])), int(number(a[5])))), nil
}

// fallsOn reports whether a date falls on a recurring day, as a model.Cycle has it.
func fallsOn(t time.Time, p model.Precision, month time.Month, day, weekday int) bool {
	inMonth := month == 0 || month == t.Month()
	switch p {
	case model.ToMonth:
		return inMonth && day == 0 && weekday == 0
	case model.ToYear:
		return month == 0 && day == 0 && weekday == 0
	}
	return inMonth && (day == 0 || day == t.Day()) && (weekday == 0 || weekday == int(t.Weekday()+6)%7+1)
}
