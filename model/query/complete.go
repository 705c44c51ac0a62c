package query

import (
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/model/when"
)

// Completion is a way to go on at the cursor.
type Completion struct {
	From, To int    // the bytes of the text that Insert replaces
	Insert   string // what to put there, with quotes where they are needed
	Label    string // how to list it
	Help     string // what it means, in one line; for dates the exact bounds
}

// Names are those of a library, as the reader sees them.
type Names struct{ Sources, Tags, Folders []string }

// maxCompletions bounds what Complete returns.
const maxCompletions = 50

// Complete returns the ways to go on at cursor, a byte of text, the likeliest
// first: keys, states, orders, days and periods, and those names that hold what is typed,
// whatever its case and accents. It returns nil where there are none.
func Complete(text string, cursor int, env Env, names Names) []Completion {
	if cursor < 0 || cursor > len(text) {
		return nil
	}
	c := completer{from: cursor, to: cursor, env: env}
	toks, err := lex(text[:cursor], true)
	if err != nil {
		return nil
	}
	var t term
	if n := len(toks); n > 0 && toks[n-1].kind == aTerm && toks[n-1].end == cursor {
		t = toks[n-1].term
		last := t.pieces[len(t.pieces)-1]
		if last.form == regex {
			return nil
		}
		c.from, c.typed = last.pos, strings.ToLower(strings.TrimPrefix(last.text, `"`))
	}
	switch t.key.kind {
	case noKey:
		c.free(t)
	case fieldKey:
		if model.Field(t.key.n) == model.FromSource {
			c.names(names.Sources, nameValue)
		}
	case tagKey:
		c.names(names.Tags, nameValue)
	case folderKey:
		c.names(names.Folders, folderValue)
	case isKey, hasKey, foldKey, sortKey:
		for _, w := range t.key.words() {
			c.add(w.name, w.help)
		}
	case dateKey, asOfKey:
		c.on = t.key.name == "on"
		if c.on {
			c.add(anniversary, "the day that today is, of every year")
		}
		c.dates(t.value, true)
	case monthKey:
		for m := time.January; m <= time.December; m++ {
			c.add(strings.ToLower(m.String()), "in "+m.String()+" of any year")
		}
	case weekdayKey:
		for _, d := range c.weekdays() {
			c.add(strings.ToLower(d.String()), "on "+d.String()+"s")
		}
	}
	return c.out
}

// CompleteDate returns the ways to go on at the end of a date that stands without a
// key and is sure to be one.
func CompleteDate(text string, env Env) []Completion {
	const key = "date:"
	var out []Completion
	for _, c := range Complete(key+text, len(key+text), env, Names{}) {
		if c.From -= len(key); c.From >= 0 {
			c.To -= len(key)
			out = append(out, c)
		}
	}
	return out
}

// completer collects what goes on with the text typed.
type completer struct {
	from, to int
	typed    string // lower case
	on       bool   // behind on:, where a month is that of every year
	env      Env
	out      []Completion
}

// add offers a word that begins with what is typed and is not that already.
func (c *completer) add(s, help string) {
	if len(c.out) < maxCompletions && strings.HasPrefix(s, c.typed) && s != c.typed {
		c.out = append(c.out, Completion{From: c.from, To: c.to, Insert: s, Label: s, Help: help})
	}
}

// names offers names that hold what is typed, those that begin with it first, as value
// writes them.
func (c *completer) names(names []string, value func(string) string) {
	typed := tokenize.Key(c.typed)
	for _, first := range [...]bool{true, false} {
		for _, name := range names {
			name = model.CleanLine(name)
			key := tokenize.Key(name)
			if name == "" || len(c.out) >= maxCompletions || strings.HasPrefix(key, typed) != first || !strings.Contains(key, typed) {
				continue
			}
			c.out = append(c.out, Completion{From: c.from, To: c.to, Insert: value(name), Label: name})
		}
	}
}

// nameValue writes the name of a source or a tag behind its key.
func nameValue(name string) string {
	if strings.ContainsAny(name, " \t,()|\"*/:") {
		return quote(name)
	}
	return name
}

// folderValue writes the path of a folder behind its key.
func folderValue(path string) string { return strings.TrimPrefix(formatFolder(path), "folder:") }

// free offers keys and dates for a word without a key.
func (c *completer) free(t term) {
	if _, _, ranged := cutRange(t.value); ranged {
		c.dates(t.value, true)
		return
	}
	if c.typed != "" {
		c.dates(t.value, false)
	}
	for _, k := range keys {
		if k.help != "" {
			c.add(k.name+":", k.help)
		}
	}
}

// dates offers days and periods; where a date is sure to be meant, also the
// names that alone are words to look for.
func (c *completer) dates(value string, sure bool) {
	if from, to, ranged := cutRange(value); ranged {
		c.from, c.typed = c.to-len(to), strings.ToLower(strings.TrimPrefix(to, `"`))
		sure = sure || from != ""
	}
	for _, s := range dateWords {
		c.date(s)
	}
	for _, d := range c.weekdays() {
		c.date(strings.ToLower(d.String()))
		c.date("last-" + strings.ToLower(d.String()))
	}
	for m := time.January; m <= time.December; m++ {
		if sure {
			c.date(strings.ToLower(m.String()))
		}
		c.date("last-" + strings.ToLower(m.String()))
	}
}

func (c *completer) date(s string) {
	if !strings.HasPrefix(s, c.typed) {
		return
	}
	if m, ok := when.Month(s); ok && c.on {
		c.add(s, "in "+m.String()+" of any year")
		return
	}
	if span, err := when.Parse(s, c.env.Now, when.Options{WeekStart: c.env.WeekStart}); err == nil {
		c.add(s, ExplainSpan(span, c.env.Now.Location()))
	}
}

// weekdays returns the days of the week from the reader's first on.
func (c *completer) weekdays() []time.Weekday {
	ds := make([]time.Weekday, 7)
	for i := range ds {
		ds[i] = (c.env.WeekStart + time.Weekday(i)) % 7
	}
	return ds
}
