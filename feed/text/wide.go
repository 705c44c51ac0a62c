package text

import (
	"strings"

	"dateline/model"
	"dateline/model/when/printed"
)

// Months and years are weaker than days: pages have archives by month, and titles
// have years. They count where an archive index says them, or heads a list with
// them.

// findWide finds the months and years that a line is, ends with or begins with.
func findWide(s string) lineDates {
	var found lineDates
	if !hasYear(s) {
		return found
	}
	if d, ok := printed.Wide(s); ok {
		return lineDates{only: &printed.Match{Date: d, End: len(s), Apart: true}}
	}
	if start, ok := strings.CutSuffix(s, ")"); ok {
		if i := strings.LastIndexByte(start, '('); i > 0 {
			if d, ok := printed.Wide(start[i+1:]); ok {
				return lineDates{last: &printed.Match{Date: d, Start: i, End: len(s), Apart: true}}
			}
		}
	}
	for _, j := range wideJoints {
		if i := strings.LastIndex(s, j); i > 0 && found.last == nil {
			if d, ok := printed.Wide(s[i+len(j):]); ok && (d.Precision == model.ToMonth || j != ", " && j != ": ") {
				found.last = &printed.Match{Date: d, Start: i + len(j), End: len(s), Apart: true}
			}
		}
		if i := strings.Index(s, j); i > 0 && found.first == nil && j != ", " {
			if d, ok := printed.Wide(s[:i]); ok {
				found.first = &printed.Match{Date: d, End: i, Apart: true}
			}
		}
	}
	return found
}

// wideJoints part a title from its month or year.
var wideJoints = [...]string{" - ", " – ", " — ", " -- ", " | ", " · ", " • ", "\t", ": ", ", "}

// hasYear reports whether s has a run of exactly four digits.
func hasYear(s string) bool {
	n := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			n++
			continue
		}
		if n == 4 {
			return true
		}
		n = 0
	}
	return false
}

// dates returns the dates of a line of an index: its days, or months and years.
func (l *line) dates() lineDates {
	if l.days != (lineDates{}) {
		return l.days
	}
	return l.wide
}

// underDateAt returns the longest run from line i on of lists of bullets under
// months or years: "June 2013", and the titles below it.
func underDateAt(lines []line, i int) run {
	r := run{form: underDate, start: i, end: i}
	for at := i; ; {
		j, _, _ := skipSeparators(lines, at)
		if j >= len(lines) || lines[j].wide.only == nil || lines[j].marked && !lines[j].isHeading() {
			return r
		}
		date := lines[j].wide.only.Date
		n := 0
		for j++; ; n++ {
			k, ruled, blanks := skipSeparators(lines, j)
			if k >= len(lines) || ruled || blanks > 1 || !lines[k].marked || lines[k].isHeading() || !lines[k].titled() || lines[k].dates() != (lineDates{}) {
				break
			}
			l := &lines[k]
			r.entries = append(r.entries, indexEntry{title: l.title(l.text), date: date, url: l.link.address, line: k})
			r.marked++
			j = k + 1
		}
		if n == 0 {
			return r
		}
		r.end, at = j, j
	}
}

// doubtfulFrom returns the line of the first entry of a run whose year is no date: years
// alone are some only where there are several and hardly anything else, and none is
// to come. What stands before it may be a run all the same.
func (r *run) doubtfulFrom(thisYear int) (int, bool) {
	years, first, ahead := 0, -1, false
	for _, e := range r.entries {
		if e.date.Precision != model.ToYear {
			continue
		}
		if years++; first < 0 {
			first = e.line
		}
		ahead = ahead || e.date.At.Year() > thisYear
	}
	return first, ahead || years > 0 && (len(r.entries) < 3 || 2*years <= len(r.entries))
}
