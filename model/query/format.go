package query

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"dateline/model"
	"dateline/model/when"
)

// termText is the canonical text of a date term: lower case, blanks in dates
// as hyphens, an axis only where it is not the default, date: only where the
// date alone would be a word.
func (r *resolver) termText(name string, axis model.Axis, raw string) string {
	prefix := axisPrefix(axis)
	if _, ok := relations[name]; ok {
		return prefix + name + ":" + r.pointText(raw)
	}
	if name == "around" {
		for _, sep := range lengthSigns {
			if point, length, ok := strings.Cut(raw, sep); ok {
				return prefix + "around:" + r.pointText(point) + "±" + strings.ToLower(length)
			}
		}
		return prefix + "around:" + r.pointText(raw) + "±" + aroundLength
	}
	from, to, ranged := cutRange(raw)
	from = r.pointText(from)
	alone := when.Plain(from)
	if ranged {
		to = r.pointText(to)
		alone = r.ranged(from, to, false)
		from += ".." + to
	}
	if prefix == "" && (!alone || from[0] == '"') {
		prefix = "date:"
	}
	return prefix + from
}

// pointText is the canonical text of one date.
func (r *resolver) pointText(raw string) string {
	if raw == "" {
		return ""
	}
	o := when.Options{WeekStart: r.env.WeekStart}
	want, err := when.Parse(unquote(raw), r.q.Now, o)
	text := strings.ToLower(raw)
	if raw[0] == '"' {
		text = strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(unquote(raw)), func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsNumber(c) && !strings.ContainsRune(":.+/", c)
		}), "-"), "-.")
	}
	if i := strings.IndexByte(text, 't'); i > 0 && i+1 < len(text) && digits(text[i-1:i]) && digits(text[i+1:i+2]) {
		text = text[:i] + "T" + text[i+1:]
	}
	got, err2 := when.Parse(text, r.q.Now, o)
	if err == nil && err2 == nil && got == want && !strings.Contains(text, "..") && text[0] != '/' && text[0] != '"' {
		return text
	}
	if raw[0] == '"' {
		return quote(unquote(raw))
	}
	return raw
}

// Format returns the canonical text of q: reading it at q.Now gives q back,
// for every q that Parse returned. Views are written out.
func Format(q model.Query) string {
	var parts []string
	if s := formatExpr(q.Where, 0, q.Zone()); s != "" {
		parts = append(parts, s)
	}
	if int(q.Sort) < len(sortWords) && q.Sort != model.Newest {
		parts = append(parts, "sort:"+sortWords[q.Sort].name)
	}
	if q.Limit > 0 {
		parts = append(parts, "limit:"+strconv.Itoa(q.Limit))
	}
	if q.FoldStories {
		parts = append(parts, "fold:"+foldWords[0].name)
	}
	if q.AsOf {
		parts = append(parts, "as-of:"+instantText(q.Now))
	}
	if _, or := q.Where.(model.Or); or && len(parts) > 1 && formatList(q.Where.(model.Or)) == "" {
		parts[0] = "(" + parts[0] + ")"
	}
	return strings.Join(parts, " ")
}

// The binding of the operators, for parentheses.
const (
	inOr = iota
	inAnd
	inNot
)

func formatExpr(x model.Expr, within int, zone *time.Location) string {
	switch x := x.(type) {
	case model.And:
		return formatJoined(x, " ", inAnd, within > inAnd, zone)
	case model.Or:
		if s := formatList(x); s != "" {
			return s
		}
		return formatJoined(x, " OR ", inOr, within > inOr, zone)
	case model.Not:
		return "-" + formatExpr(x.X, inNot, zone)
	case model.Match:
		return formatMatch(x)
	case model.Is:
		return "is:" + nameIn(stateWords[:], int(x.State))
	case model.Has:
		return "has:" + nameIn(contentWords[:], int(x.Content))
	case model.Tagged:
		return formatTag(x.Name)
	case model.InFolder:
		return formatFolder(x.Path)
	case model.InStory:
		return "story:" + string(x.ID)
	case model.Within:
		if x.Text != "" {
			return x.Text
		}
		return spanText(x.Axis, x.Span, zone)
	case model.Cycle:
		return formatCycle(x)
	}
	return ""
}

func nameIn(words []word, i int) string {
	if i < len(words) {
		return words[i].name
	}
	return ""
}

func formatJoined(parts []model.Expr, sep string, binding int, wrap bool, zone *time.Location) string {
	var out []string
	for _, x := range parts {
		if s := formatExpr(x, binding, zone); s != "" {
			out = append(out, s)
		}
	}
	s := strings.Join(out, sep)
	if wrap {
		return "(" + s + ")"
	}
	return s
}

// formatList writes alternatives in one field, or of one kind, as a comma
// list. It returns "" where that cannot be.
func formatList(x model.Or) string {
	var prefix string
	var members []string
	for _, y := range x {
		var s string
		switch y := y.(type) {
		case model.Match:
			if y.Field == model.Anywhere {
				return ""
			}
			s = formatMatch(y)
		case model.Is, model.Has, model.InFolder:
			s = formatExpr(y, inOr, nil)
		default:
			return ""
		}
		key, member, _ := strings.Cut(s, ":")
		if prefix == "" {
			prefix = key
		}
		if key != prefix {
			return ""
		}
		members = append(members, member)
	}
	if len(members) < 2 {
		return ""
	}
	return prefix + ":" + strings.Join(members, ",")
}

// formatMatch writes a word, phrase or regular expression, with quotes or any:
// where it would be read as something else without.
func formatMatch(m model.Match) string {
	key := ""
	if m.Field != model.Anywhere {
		key = fieldNames[min(int(m.Field), len(fieldNames)-1)] + ":"
	}
	star := ""
	switch m.How {
	case model.Regexp:
		s := escapeRegexp(m.Text)
		if !keyNamed(fieldNames[min(int(m.Field), len(fieldNames)-1)]).prose() {
			s = strings.ReplaceAll(s, " ", `\x20`)
		}
		return key + "/" + s + "/"
	case model.Exact:
		return key + "=" + asValue(m.Text)
	case model.Prefix:
		star = "*"
	case model.Phrase:
		if s := key + quote(m.Text); key != "" || means(s, m) {
			return s
		}
		return "any:" + quote(m.Text)
	}
	for _, s := range [...]string{key + m.Text + star, key + quote(m.Text) + star, "any:" + m.Text + star} {
		if means(s, m) {
			return s
		}
	}
	if key == "" {
		key = "any:"
	}
	return key + quote(m.Text) + star
}

// means reports whether s alone is read as m.
func means(s string, m model.Match) bool {
	q, err := parse(s, Env{Now: time.Unix(0, 0).UTC()})
	if err != nil {
		return false
	}
	got, ok := q.Where.(model.Match)
	return ok && got == m
}

func formatTag(name string) string {
	for _, s := range [...]string{"#" + name, "tag:" + quote(name)} {
		if q, err := parse(s, Env{Now: time.Unix(0, 0).UTC()}); err == nil && q.Where == model.Expr(model.Tagged{Name: name}) {
			return s
		}
	}
	return "tag:" + quote(name)
}

// formatFolder writes a folder, in quotation marks where it would be read otherwise
// without.
func formatFolder(path string) string {
	s := "folder:" + path
	if q, err := parse(s, Env{Now: time.Unix(0, 0).UTC()}); err == nil && q.Where == model.Expr(model.InFolder{Path: path}) {
		return s
	}
	return "folder:" + quote(path)
}

func formatCycle(c model.Cycle) string {
	if c.Text != "" {
		return c.Text
	}
	prefix := axisPrefix(c.Axis)
	switch {
	case c.Weekday > 0:
		return prefix + "weekday:" + strconv.Itoa(c.Weekday)
	case c.Day > 0:
		return prefix + "on:" + pad(int(c.Month)) + "-" + pad(c.Day)
	}
	return prefix + "month:" + pad(int(c.Month))
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// instantText writes an instant as a point of one second, or its day where it
// is that day's last second.
func instantText(t time.Time) string {
	if next := t.Add(time.Second); next.Equal((model.DayOf(t) + 1).In(t.Location())) {
		return model.DayOf(t).String()
	}
	s := t.Format("2006-01-02T15:04:05")
	if span, err := when.Parse(s, t, when.Options{}); err != nil || !span.From.Equal(t.Truncate(time.Second)) || span.To.Sub(span.From) != time.Second {
		return t.Format("2006-01-02T15:04:05Z07:00")
	}
	return s
}
