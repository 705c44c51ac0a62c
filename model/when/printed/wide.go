package printed

import (
	"strings"
	"time"

	"dateline/model"
)

// Wide reads a month with its year, or a year alone, as pages and documents
// print them: "June 2013", "juin 2013", "2013-06", "06/2013", "2013年6月", "2013". The
// whole of s must be that, but for words such as "Published". The result's From is
// FromStated.
func Wide(s string) (model.Date, bool) {
	s = strings.TrimRight(strings.TrimLeft(s, openers), closers)
	if len(s) > maxText || !hasYear(s) {
		return model.Date{}, false
	}
	p := parser{s: s, whole: true}
	p.labels()
	year, month, ok := p.monthAndYear()
	switch {
	case !ok || p.i < len(s) || year < firstPrinted || year > lastPrinted || month > 12:
		return model.Date{}, false
	case month == 0:
		return model.InYear(year, model.FromStated), true
	}
	return model.InMonth(year, time.Month(month), model.FromStated), true
}

// monthAndYear reads a month and its year in any order, or a year, with month 0.
func (p *parser) monthAndYear() (year, month int, ok bool) {
	if !digit(p.at0()) {
		month, ok = p.monthName()
		p.between()
		year, digits := p.number()
		return year, month, ok && digits == 4
	}
	n, digits := p.number()
	switch {
	case digits == 2 && p.sign('/'): // 06/2013
		year, digits = p.number()
		return year, n, n > 0 && digits == 4
	case digits != 4:
		return 0, 0, false
	case p.i == len(p.s):
		return n, 0, true
	case p.signs("年") || p.signs("년"):
		p.blanks()
		month, digits = p.number()
		p.blanks()
		return n, month, month > 0 && digits <= 2 && (p.signs("月") || p.signs("월"))
	case p.sign('-') || p.sign('/'):
		if month, digits = p.number(); digits == 2 {
			return n, month, month > 0
		}
	}
	p.between()
	month, ok = p.monthName()
	return n, month, ok
}
