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
	"unicode"
	"unicode/utf8"

	"modernc.org/sqlite"

	"dateline/model"
)

// register makes the functions known that SQL cannot express. They are pure;
// SQLite asks them row by row, and stops asking when a question is cancelled.
var register = sync.OnceValue(func() error {
	return errors.Join(
		sqlite.RegisterDeterministicScalarFunction("dl_fold", 1, textFunction(func(a []string) any { return fold(a[0]) })),
		sqlite.RegisterDeterministicScalarFunction("dl_regexp", 2, regexpFunction),
		sqlite.RegisterDeterministicScalarFunction("dl_regexp_body", 6, regexpBody),
		sqlite.RegisterDeterministicScalarFunction("dl_words", 7, wordsFunction),
		sqlite.RegisterDeterministicScalarFunction("dl_cycle", 6, cycleFunction),
		sqlite.RegisterDeterministicScalarFunction("dl_bare", 2, textFunction(func(a []string) any {
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

// patterns keeps compiled expressions: a question asks for the same one once a
// row.
var patterns sync.Map

func pattern(s string) (*regexp.Regexp, error) {
	if re, ok := patterns.Load(s); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile("(?i)" + s)
	if err != nil {
		return nil, err
	}
	patterns.Clear()
	patterns.Store(s, re)
	return re, nil
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
	want := plainWords(text(a[0]))
	prefix := model.How(number(a[2])) == model.Prefix
	for _, t := range ts {
		if hasWords(t, want, prefix) {
			return truth(true), nil
		}
	}
	return truth(false), nil
}

// hasWords reports whether want stand side by side in s.
func hasWords(s string, want []string, prefix bool) bool {
	if len(want) != 1 || !ascii(want[0]) {
		return adjacent(plainWords(s), want, prefix)
	}
	// Of one plain word only the places where it begins need a look.
	w := want[0]
	for i := range len(s) {
		if s[i]|0x20 != w[0] && s[i] != w[0] && s[i] < utf8.RuneSelf {
			continue
		}
		if s[i] >= utf8.RuneSelf { // a sign, or a letter that folds to a plain one
			if r, _ := utf8.DecodeRuneInString(s[i:]); foldsToASCII(r) {
				return adjacent(plainWords(s), want, prefix)
			}
			continue
		}
		if i+len(w) <= len(s) && equalFoldASCII(s[i:i+len(w)], w) && !wordBefore(s, i) && (prefix || !wordAt(s, i+len(w))) {
			return true
		}
	}
	return false
}

// foldsToASCII reports whether r may become an ASCII letter or digit without
// its accents, or is a mark that is left out.
func foldsToASCII(r rune) bool {
	return unicode.Is(unicode.Mn, r) || r < 0x2000 && unicode.IsLetter(r) || r >= 0x2000 && !cjk(r) && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return s != ""
}

// equalFoldASCII reports whether s is lower, but for case.
func equalFoldASCII(s, lower string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

func letter(r rune) bool {
	return !cjk(r) && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r))
}

func wordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && letter(r)
}

func wordAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && letter(r)
}

// plainWords cuts s into words, each CJK character a word of its own.
func plainWords(s string) []string {
	var out []string
	start := -1
	f := fold(s)
	for i, r := range f {
		switch {
		case cjk(r):
			if start >= 0 {
				out, start = append(out, f[start:i]), -1
			}
			out = append(out, f[i:i+utf8.RuneLen(r)])
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			out, start = append(out, f[start:i]), -1
		}
	}
	if start >= 0 {
		out = append(out, f[start:])
	}
	return out
}

// adjacent reports whether want stands in have as a run; the last of want may
// be the beginning of a word where prefix is set.
func adjacent(have, want []string, prefix bool) bool {
	for i := 0; i+len(want) <= len(have); i++ {
		ok := true
		for j, w := range want {
			if h := have[i+j]; h != w && !(prefix && j == len(want)-1 && strings.HasPrefix(h, w)) {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
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
		zone, err := zoneNamed(text(a[2]))
		if err != nil {
			return nil, err
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
