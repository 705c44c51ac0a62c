package query

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// anniversary is, after on:, the day that today is, of every year.
const anniversary = "anniversary"

// yearless reports whether raw is a day without a year, as 11-06.
func yearless(raw string) bool {
	m, d, ok := strings.Cut(raw, "-")
	return ok && len(m) <= 2 && len(d) <= 2 && digits(m) && digits(d)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// everyYear reads a month and a day as that day of every year.
func (r *resolver) everyYear(axis model.Axis, raw string, pos int) (model.Expr, *Error) {
	ms, ds, _ := strings.Cut(raw, "-")
	m, _ := strconv.Atoi(ms)
	d, _ := strconv.Atoi(ds)
	if m < 1 || m > 12 {
		return nil, r.wrong(pos, pos+len(ms), fmt.Sprintf("there is no month %s", ms), "on:11-06 is 6 November of every year")
	}
	// 2000 was a leap year: 29 February is a day of some years.
	if _, _, last := model.NewDay(2000, time.Month(m)+1, 0).Date(); d < 1 || d > last {
		return nil, r.wrong(pos+len(ms)+1, pos+len(raw), fmt.Sprintf("%s has no day %s", time.Month(m), ds), fmt.Sprintf("its days are 1 to %d", last))
	}
	return model.Cycle{Axis: axis, Month: time.Month(m), Day: d, Text: fmt.Sprintf("%son:%02d-%02d", axisPrefix(axis), m, d)}, nil
}

// recurring reads what on: takes besides spans and 11-06: a month, or a day of
// one, without a year, which is that of every year, and the anniversary.
func (r *resolver) recurring(axis model.Axis, raw string) (model.Expr, bool) {
	prefix := axisPrefix(axis)
	if strings.EqualFold(raw, anniversary) {
		_, m, d := r.q.Now.Date()
		return model.Cycle{Axis: axis, Month: m, Day: d, Text: prefix + "on:" + anniversary}, true
	}
	m, d, ok := when.Yearless(unquote(raw))
	text := fmt.Sprintf("month:%02d", m)
	if d > 0 {
		text = fmt.Sprintf("on:%02d-%02d", m, d)
	}
	return model.Cycle{Axis: axis, Month: m, Day: d, Text: prefix + text}, ok
}

// cycle reads a member of month: or weekday:.
func (r *resolver) cycle(t term, p piece, axis model.Axis) (model.Expr, *Error) {
	c := model.Cycle{Axis: axis}
	n, err := strconv.Atoi(p.text)
	if t.key.kind == monthKey {
		m, ok := when.Month(p.text)
		if err == nil {
			m, ok = time.Month(n), n >= 1 && n <= 12
		}
		if !ok {
			return nil, r.wrong(p.pos, p.end, fmt.Sprintf("%q is no month", p.text), "month:11 or month:nov")
		}
		c.Month, c.Text = m, fmt.Sprintf("%smonth:%02d", axisPrefix(axis), m)
		return c, nil
	}
	d, ok := when.Weekday(p.text)
	if err == nil {
		d, ok = time.Weekday(n%7), n >= 1 && n <= 7
	}
	if !ok {
		return nil, r.wrong(p.pos, p.end, fmt.Sprintf("%q is no day of the week", p.text), "weekday:sun, or 1 for Monday to 7 for Sunday")
	}
	c.Weekday = int(d)
	if d == time.Sunday {
		c.Weekday = 7
	}
	c.Text = axisPrefix(axis) + "weekday:" + strings.ToLower(d.String()[:3])
	return c, nil
}

// axisPrefix is what stands before a date on an axis.
func axisPrefix(a model.Axis) string {
	if a == model.Published {
		return ""
	}
	return axisNames[a] + ":"
}
