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
// SQLite asks them row by row, and stops asking when a question is cancelled.
var register = sync.OnceValue(func() error {
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
	if f == model.Title {
		return []string{text(title)}, nil
	}
	b, _ := z.([]byte)
	c, err := decodeContent(b)
	if err != nil {
		return nil, err
	}
	switch f {
	case model.Text:
		return []string{c.Body, c.Summary}, nil
	case model.Author:
		return c.Authors, nil
	}
	all := append([]string{text(title), c.Body, c.Summary, text(source)}, c.Authors...)
	return append(all, strings.Split(text(tags), "\n")...), nil
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
	m, d, wd := number(a[3]), number(a[4]), number(a[5])
	switch model.Precision(number(a[1])) {
	case model.ToMonth:
		return truth((m == 0 || m == int64(t.Month())) && d == 0 && wd == 0), nil
	case model.ToYear:
		return truth(m == 0 && d == 0 && wd == 0), nil
	}
	weekday := int64(t.Weekday()+6)%7 + 1
	return truth((m == 0 || m == int64(t.Month())) && (d == 0 || d == int64(t.Day())) && (wd == 0 || wd == weekday)), nil
}
