package query

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
)

// Explain says in plain words what q asks for, dates first and with their
// exact bounds: `Thu 1 Nov 2018 – Fri 30 Nov 2018, "kerry" anywhere`. Bounds
// are the first and the last day; where they are no whole days the times are
// given, with the zone. The empty query is "everything".
func Explain(q model.Query) string { return ExplainWith(q, nil) }

// ExplainWith is Explain where the titles of the articles whose Stories q asks for are
// known, by what stands for their ids in q.
func ExplainWith(q model.Query, titles map[model.ID]string) string {
	zone := q.Zone()
	q.Where = titled(q.Where, titles)
	var parts []string
	if s, ok := DateSpan(q); ok {
		parts = append(parts, ExplainSpan(s, zone))
	}
	all := terms(q.Where)
	for _, x := range all {
		if w, ok := x.(model.Within); ok && w.Axis == model.Published {
			continue
		}
		parts = append(parts, explainExpr(x, zone, len(all) > 1 && !sameField(x)))
	}
	if len(parts) == 0 {
		parts = append(parts, "everything")
	}
	if int(q.Sort) < len(sortWords) && q.Sort != model.Newest {
		parts = append(parts, sortWords[q.Sort].help)
	}
	if q.Limit > 0 {
		parts = append(parts, fmt.Sprintf("at most %d", q.Limit))
	}
	if q.FoldStories {
		parts = append(parts, "stories folded")
	}
	if q.AsOf {
		parts = append(parts, "as of "+explainTime(q.Now, zone)+" "+zoneName(q.Now, zone))
	}
	return model.CleanLine(strings.Join(parts, ", "))
}

// Stories returns the articles whose stories q asks for, as it names them.
func Stories(q model.Query) []model.ID {
	var ids []model.ID
	walk(q.Where, func(x model.Expr, _ bool) {
		if s, ok := x.(model.InStory); ok {
			ids = append(ids, s.ID)
		}
	})
	return ids
}

// titled returns x with what is said of articles in the place of their ids.
func titled(x model.Expr, titles map[model.ID]string) model.Expr {
	all := func(parts []model.Expr) []model.Expr {
		out := make([]model.Expr, len(parts))
		for i, p := range parts {
			out[i] = titled(p, titles)
		}
		return out
	}
	switch x := x.(type) {
	case model.And:
		return model.And(all(x))
	case model.Or:
		return model.Or(all(x))
	case model.Not:
		return model.Not{X: titled(x.X, titles)}
	case model.InStory:
		if title := titles[x.ID]; title != "" {
			return model.InStory{ID: model.ID("“" + title + "”")}
		}
		return model.InStory{ID: "an article"}
	}
	return x
}

// ExplainSpan says what a span is, as Explain does: its first and its last day
// as they are in zone, or its bounds with times.
func ExplainSpan(s model.Span, zone *time.Location) string {
	const day = "Mon 2 Jan 2006"
	openFrom, openTo := s.From.IsZero(), s.To.IsZero()
	if openFrom && openTo {
		return "any date"
	}
	if !openFrom && !openTo && !s.From.Before(s.To) {
		return fmt.Sprintf("nothing: since %s, but before %s", explainTime(s.From, zone), explainTime(s.To, zone))
	}
	if (openFrom || s.From.Equal(s.FromDay.In(zone))) && (openTo || s.To.Equal(s.ToDay.In(zone))) {
		// Noon, since the day may have no midnight in UTC's eyes.
		first := s.FromDay.In(time.UTC).Format(day)
		last := (s.ToDay - 1).In(time.UTC).Format(day)
		switch {
		case openTo:
			return "since " + first
		case openFrom:
			return "until " + last
		case first == last:
			return first
		}
		return first + " – " + last
	}
	switch {
	case openTo:
		return "since " + explainTime(s.From, zone) + " " + zoneName(s.From, zone)
	case openFrom:
		return "before " + explainTime(s.To, zone) + " " + zoneName(s.To, zone)
	}
	from, to := explainTime(s.From, zone), explainTime(s.To, zone)
	if a, b := zoneName(s.From, zone), zoneName(s.To, zone); a != b {
		return from + " " + a + " – " + to + " " + b
	}
	if cut := len(from) - len(lastField(from)); from[:cut] == to[:min(cut, len(to))] {
		to = lastField(to)
	}
	return from + " – " + to + " " + zoneName(s.To, zone)
}

func lastField(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// explainTime writes an instant, with seconds where it has any.
func explainTime(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	if t.Second() != 0 {
		return t.Format("Mon 2 Jan 2006 15:04:05")
	}
	return t.Format("Mon 2 Jan 2006 15:04")
}

func zoneName(t time.Time, zone *time.Location) string {
	name, offset := t.In(zone).Zone()
	if name == "" || strings.ContainsAny(name[:1], "+-") {
		return "UTC" + t.In(zone).Format("-07:00")
	}
	if name != "UTC" && offset == 0 && zone == time.UTC {
		return "UTC"
	}
	return name
}

// explainExpr says what a condition is; nested tells whether it needs
// parentheses when it has several parts.
func explainExpr(x model.Expr, zone *time.Location, nested bool) string {
	switch x := x.(type) {
	case model.And:
		return explainJoined(x, " and ", zone, nested)
	case model.Or:
		return explainJoined(x, " or ", zone, nested)
	case model.Not:
		if is, ok := x.X.(model.Is); ok && is.State == model.IsDuplicate {
			return "without copies"
		}
		return "not " + explainExpr(x.X, zone, true)
	case model.Match:
		return explainMatch(x)
	case model.Is:
		return nameIn(stateWords[:], int(x.State))
	case model.Has:
		return "with " + explainContent(x.Content)
	case model.Tagged:
		return "tagged #" + x.Name
	case model.InFolder:
		return "in the folder " + x.Path
	case model.InStory:
		return "the story of " + string(x.ID)
	case model.Within:
		return explainAxis(x.Axis) + ExplainSpan(x.Span, zone)
	case model.Cycle:
		return explainAxis(x.Axis) + explainCycle(x)
	}
	return ""
}

// sameField reports whether x is a comma list, which reads as one.
func sameField(x model.Expr) bool {
	or, ok := x.(model.Or)
	return ok && formatList(or) != ""
}

func explainJoined(parts []model.Expr, sep string, zone *time.Location, nested bool) string {
	var out []string
	for _, x := range parts {
		out = append(out, explainExpr(x, zone, true))
	}
	s := strings.Join(out, sep)
	if nested {
		return "(" + s + ")"
	}
	return s
}

func explainContent(c model.Content) string {
	if int(c) < len(contentWords) {
		return contentWords[c].help
	}
	return ""
}

func explainAxis(a model.Axis) string {
	return [...]string{"", "arrived ", "updated ", "read "}[min(int(a), 3)]
}

func explainCycle(c model.Cycle) string {
	var parts []string
	if c.Weekday > 0 {
		parts = append(parts, "on "+time.Weekday(c.Weekday%7).String()+"s")
	}
	switch {
	case c.Day > 0 && c.Month > 0:
		parts = append(parts, fmt.Sprintf("on %d %s of any year", c.Day, c.Month))
	case c.Month > 0:
		parts = append(parts, "in "+c.Month.String()+" of any year")
	case c.Day > 0:
		parts = append(parts, fmt.Sprintf("on day %d of any month", c.Day))
	}
	return strings.Join(parts, " ")
}

func explainMatch(m model.Match) string {
	text := `"` + m.Text + `"`
	switch m.How {
	case model.Exact:
		return "from exactly " + text
	case model.Regexp:
		text = "/" + m.Text + "/"
	case model.Prefix:
		text = `"` + m.Text + `…"`
	}
	switch m.Field {
	case model.Title:
		return text + " in the title"
	case model.Text:
		return text + " in the text"
	case model.Author:
		return "by " + text
	case model.FromSource:
		return "from " + text
	case model.Address:
		return text + " in the address"
	case model.Language:
		return "in the language " + text
	case model.File:
		return text + " in the file name"
	}
	return text + " anywhere"
}
