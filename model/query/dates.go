package query

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// point reads one date, which may be in quotes; pos is where it stands.
func (r *resolver) point(raw string, pos int) (model.Span, *Error) {
	text, at := raw, pos
	if strings.HasPrefix(raw, `"`) {
		text, _, _ = quoteAt(raw)
		at++
	}
	s, err := when.Parse(text, r.q.Now, when.Options{WeekStart: r.env.WeekStart})
	if err == nil {
		return s, nil
	}
	e := &when.Error{Msg: err.Error()}
	errors.As(err, &e)
	if at += e.Pos; e.Word == "" || at+e.Len > len(r.text) || r.text[at:at+e.Len] != e.Word {
		return s, r.wrong(pos, pos+len(raw), e.Msg, e.Hint)
	}
	if !strings.Contains(e.Msg, e.Word) {
		e.Msg = e.Word + ": " + e.Msg
	}
	return s, r.wrong(at, at+e.Len, e.Msg, e.Hint)
}

// cutRange splits a range at its two full stops, not within quotes.
func cutRange(raw string) (from, to string, ok bool) {
	for i := 0; i < len(raw); i++ {
		if raw[i] == '"' {
			_, n, _ := quoteAt(raw[i:])
			i += n - 1
			continue
		}
		if strings.HasPrefix(raw[i:], "..") {
			return raw[:i], raw[i+2:], true
		}
	}
	return raw, "", false
}

// span reads a point or a range.
func (r *resolver) span(raw string, pos int) (model.Span, *Error) {
	from, to, ranged := cutRange(raw)
	if !ranged {
		return r.point(raw, pos)
	}
	if from == "" && to == "" {
		return model.Span{}, r.wrong(pos, pos+len(raw), "a range needs a beginning or an end", "2018-03..2018-05, 2018.. or ..2018")
	}
	var a, b model.Span
	var err *Error
	if from != "" {
		if a, err = r.point(from, pos); err != nil {
			return a, err
		}
	}
	if to != "" {
		if b, err = r.point(to, pos+len(from)+2); err != nil {
			return b, err
		}
	}
	if from != "" && to != "" && !a.From.Before(b.To) {
		return a, r.wrong(pos, pos+len(raw), "the range ends before it begins", "turn it round: "+to+".."+from)
	}
	return model.Span{From: a.From, FromDay: a.FromDay, To: b.To, ToDay: b.ToDay}, nil
}

// relations are the ways in which since: and its like use a point.
var relations = map[string]func(s model.Span) model.Span{
	"since":  func(s model.Span) model.Span { return model.Span{From: s.From, FromDay: s.FromDay} },
	"until":  func(s model.Span) model.Span { return model.Span{To: s.To, ToDay: s.ToDay} },
	"before": func(s model.Span) model.Span { return model.Span{To: s.From, ToDay: dayAbove(s.From, s.FromDay)} },
	"after":  func(s model.Span) model.Span { return model.Span{From: s.To, FromDay: dayBelow(s.To, s.ToDay)} },
}

// dayAbove returns d, the day of t, as an end: the next day unless t is the
// beginning of d.
func dayAbove(t time.Time, d model.Day) model.Day {
	if t.Equal(d.In(t.Location())) {
		return d
	}
	return d + 1
}

// dayBelow returns the end d as a beginning: the day before unless t is the
// beginning of d.
func dayBelow(t time.Time, d model.Day) model.Day {
	if t.Equal(d.In(t.Location())) {
		return d
	}
	return d - 1
}

// freeDate reads a term without a key as a date where it is plainly one.
func (r *resolver) freeDate(t term, p piece, raw string) (model.Expr, bool, *Error) {
	switch p.form {
	case regex:
		return nil, false, nil
	case quoted:
		if t.open || p.star || !strings.Contains(strings.TrimSpace(p.text), " ") || !when.Plain(p.text) {
			return nil, false, nil
		}
	case bare:
		if p.star {
			return nil, false, nil
		}
		if len(raw) == len("11-06") && yearless(raw) {
			x, err := r.everyYear(model.Published, raw, t.pos)
			return x, err == nil, nil
		}
	}
	if from, to, ok := cutRange(raw); ok {
		if !r.ranged(from, to, t.typing) {
			return nil, false, nil
		}
		if err := r.unknownKey(t, raw); p.form == bare && err != nil { // between:2018..2019
			return nil, false, err
		}
	} else if p.form == bare && !when.Plain(raw) {
		// A year with more behind it is a date that is being typed.
		unfinished := t.typing && len(raw) > 4 && when.Plain(raw[:4]) && strings.Trim(raw[4:], "0123456789-./:tTwWqQ") == "" && when.Begins(raw)
		return nil, unfinished, nil
	}
	x, err := r.date(t, "date", raw, t.pos)
	return x, true, err
}

// ranged reports whether two sides of ".." were meant as dates: one is plainly
// a date, or all there is reads as one.
func (r *resolver) ranged(from, to string, typing bool) bool {
	reads, plain := true, false
	for _, side := range [...]string{from, to} {
		if side == "" {
			continue
		}
		text := side
		if side[0] == '"' {
			text, _, _ = quoteAt(side)
		}
		_, err := r.point(side, 0)
		reads = reads && err == nil
		plain = plain || when.Plain(text)
	}
	return plain || reads && (from != "" && to != "")
}

// date reads a term whose key is an axis or a relation. raw is what follows
// the key and pos is where that stands.
func (r *resolver) date(t term, name, raw string, pos int) (model.Expr, *Error) {
	axis := model.Published
	for raw != "" { // arrived:since:2018 has both
		k := keyNamed(name)
		if _, relation := relations[name]; relation || name == "around" {
			break
		}
		next, rest, ok := strings.Cut(raw, ":")
		if name != "on" {
			axis = model.Axis(k.n)
		} else if k := keyNamed(strings.ToLower(next)); k.kind == dateKey {
			break // on: has no relation behind it
		}
		next = strings.ToLower(next)
		if k := keyNamed(next); !ok || k.kind != dateKey && k.kind != monthKey && k.kind != weekdayKey {
			break
		}
		if keyNamed(next).kind != dateKey {
			p := piece{pos: pos + len(next) + 1, end: pos + len(raw), text: rest}
			t.key = keyNamed(next)
			x, err := r.cycle(t, p, axis)
			if err != nil && t.typing {
				return nil, nil
			}
			return x, err
		}
		name, raw, pos = next, rest, pos+len(next)+1
	}
	if raw == "" {
		if t.typing {
			return nil, nil
		}
		return nil, r.wrong(t.pos, t.end, name+": needs a date", name+":2018-11 or "+name+":yesterday")
	}
	x, err := r.datePredicate(name, axis, raw, pos)
	if err == nil {
		return x, nil
	}
	if t.typing && (t.open || r.mayGoOn(raw) || relations[name] == nil && beginsKey(strings.ToLower(raw)) || name == "on" && strings.HasPrefix(anniversary, strings.ToLower(raw))) {
		return nil, nil
	}
	return nil, err
}

// beginsKey reports whether s begins the name of a key that may follow an axis.
func beginsKey(s string) bool {
	for _, k := range keys {
		if (k.kind == dateKey || k.kind == monthKey || k.kind == weekdayKey) && strings.HasPrefix(k.name, s) {
			return true
		}
	}
	return false
}

// mayGoOn reports whether a date that is being typed could become right.
func (r *resolver) mayGoOn(raw string) bool {
	from, to, ranged := cutRange(raw)
	if !ranged {
		to = from
	}
	for _, sep := range lengthSigns {
		if _, length, ok := strings.Cut(to, sep); ok {
			return strings.Trim(length, "0123456789") == ""
		}
	}
	return when.Begins(strings.Trim(to, `"`))
}

// datePredicate reads the date after a relation or, for the name of an axis, the span.
func (r *resolver) datePredicate(name string, axis model.Axis, raw string, pos int) (model.Expr, *Error) {
	within := model.Within{Axis: axis}
	var err *Error
	switch relation, ok := relations[name]; {
	case ok:
		if from, to, ranged := cutRange(raw); ranged {
			return nil, r.wrong(pos, pos+len(raw), name+": takes one date, not a range", "say since:"+orDate(from)+" until:"+orDate(to)+", or leave "+name+": out")
		}
		within.Span, err = r.point(raw, pos)
		within.Span = relation(within.Span)
	case name == "around":
		within.Span, err = r.around(raw, pos)
	case yearless(raw):
		return r.everyYear(axis, raw, pos)
	default:
		if name == "on" {
			if x, ok := r.recurring(axis, raw); ok {
				return x, nil
			}
		}
		within.Span, err = r.span(raw, pos)
	}
	if err != nil {
		return nil, err
	}
	within.Text = r.termText(name, axis, raw)
	return within, nil
}

func orDate(raw string) string {
	if raw == "" {
		return "2018"
	}
	return raw
}

// lengthSigns stand between the point and the length of around:.
var lengthSigns = [...]string{"±", "+-", "~"}

// aroundLength is what around: takes to either side where no length is given.
const aroundLength = "3d"

// around reads a point with a length to either side of it.
func (r *resolver) around(raw string, pos int) (model.Span, *Error) {
	point, length, at := raw, aroundLength, pos
	for _, sep := range lengthSigns {
		if before, after, ok := strings.Cut(raw, sep); ok {
			point, length, at = before, after, pos+len(before)+len(sep)
			break
		}
	}
	s, err := r.point(point, pos)
	if err != nil {
		return s, err
	}
	move, lengthErr := when.Length(length)
	if lengthErr != nil {
		return s, r.wrong(at, at+len(length), fmt.Sprintf("%q is no length of time", length), "around:2018-11-06±3d, ±2w, ±1mo or ±12h")
	}
	from, to := move(s.From, -1), move(s.To, 1)
	if from.Year() < 1000 || to.Year() > 10000 {
		return s, r.wrong(at, at+len(length), "that is outside the years 1000 to 9999", "")
	}
	return model.NewSpan(from, to), nil
}
