package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/when/printed"
)

// form is how an archive index writes an entry.
type form uint8

const (
	noForm        form = iota
	titleDate          // "Title - November 6, 2020"
	dateTitle          // "November 6, 2020: Title"
	titleOverDate      // the title, and its date on the line below
	dateOverTitle
	underDate // titles with bullets below a month or year
)

var formNames = [...]string{"", "title and date on a line", "date and title on a line", "title above date", "date above title", "below a month or year"}

// indexEntry is a headline of an archive index.
type indexEntry struct {
	title string
	date  model.Date
	url   string
	line  int // index of its first line
}

// run is a stretch of lines that are entries of one form and what separates
// them.
type run struct {
	form       form
	start, end int // lines [start, end), with the separators before the first entry
	entries    []indexEntry
	ruled      int // entries with a rule before them
	marked     int // entries with a bullet or number
	parted     int // entries with a blank line before them
}

// linked reports whether all entries of a run are links.
func (r *run) linked() bool {
	return !slices.ContainsFunc(r.entries, func(e indexEntry) bool { return e.url == "" })
}

// runs returns the archive indexes among lines.
func runs(lines []line, thisYear int) []run {
	var found []run
	for i := 0; i < len(lines); {
		if !mayBegin(lines, i) {
			next, _, _ := skipSeparators(lines, i) // nor behind fewer of them
			i = max(i+1, next)
			continue
		}
		best := run{}
		for f := titleDate; f <= underDate; f++ {
			r := runAt(lines, i, f)
			for n, ok := r.doubtfulFrom(thisYear); ok; n, ok = r.doubtfulFrom(thisYear) {
				r = runAt(lines[:n], i, f)
			}
			if len(r.entries) > len(best.entries) || len(r.entries) == len(best.entries) && len(r.entries) > 1 && r.form == dateTitle {
				best = r
			}
		}
		if len(best.entries) == 0 {
			// What is no entry after these separators is none after fewer.
			next, _, _ := skipSeparators(lines, i)
			i = max(i+1, next)
			continue
		}
		found = append(found, best)
		i = best.end
	}
	return acceptedRuns(lines, found)
}

// mayBegin reports whether a run may begin at line i: it or the next line that
// is no separator, or the one behind that, has a date, perhaps one that is not read.
func mayBegin(lines []line, i int) bool {
	for i < len(lines) && lines[i].shape <= rule {
		i++
	}
	if i < len(lines) && (lines[i].dates() != (lineDates{}) || i+1 < len(lines) && lines[i+1].dates().only != nil) {
		return true
	}
	for f := titleDate; f < underDate; f++ {
		if _, _, ok := unreadAt(lines, i, f); ok {
			return true
		}
	}
	return false
}

// runAt returns the longest run of entries of form f that begins at line i,
// separators included.
func runAt(lines []line, i int, f form) run {
	if f == underDate {
		return underDateAt(lines, i)
	}
	r := run{form: f, start: i, end: i}
	for at := i; ; {
		j, ruled, parted := skipSeparators(lines, at)
		if len(r.entries) > 0 && parted > 2 {
			return r.dated()
		}
		e, next, ok := indexEntryAt(lines, j, f)
		if !ok && (len(r.entries) > 0 || j == i) {
			e, next, ok = unreadAt(lines, j, f)
		}
		if !ok || len(r.entries) == 0 && j > i && !ruled {
			return r.dated()
		}
		if ruled {
			r.ruled++
		}
		if parted > 0 {
			r.parted++
		}
		if lines[j].marked {
			r.marked++
		}
		r.entries = append(r.entries, e)
		r.end, at = next, next
	}
}

// dated returns a run of which at least one entry has a date, or none.
func (r run) dated() run {
	if slices.ContainsFunc(r.entries, func(e indexEntry) bool { return e.date.Dated() }) {
		return r
	}
	return run{form: r.form, start: r.start, end: r.start}
}

// skipSeparators passes over rules and blank lines.
func skipSeparators(lines []line, i int) (next int, ruled bool, blanks int) {
	for ; i < len(lines) && lines[i].shape <= rule; i++ {
		if lines[i].shape == rule {
			ruled = true
		} else {
			blanks++
		}
	}
	return i, ruled, blanks
}

// indexEntryAt reads the entry of form f at line i.
func indexEntryAt(lines []line, i int, f form) (e indexEntry, next int, ok bool) {
	if i >= len(lines) || lines[i].shape <= rule || lines[i].words > 60 {
		return e, i, false
	}
	l := &lines[i]
	e.line = i
	if f != dateOverTitle {
		e.url = l.link.address
	}
	switch f {
	case titleDate:
		if m := l.dates().last; m != nil {
			e.title, e.date = l.title(beforeDate(l.text, m)), m.Date
			return e, i + 1, likeTitle(e.title)
		}
	case dateTitle:
		if m := l.dates().first; m != nil {
			e.title, e.date = l.title(afterDate(l.text, m)), m.Date
			return e, i + 1, likeTitle(e.title)
		}
	case titleOverDate:
		j := i + 1
		if j < len(lines) && l.titled() && l.wide.only == nil && lines[j].dates().only != nil && !lines[j].marked {
			e.title, e.date = l.title(l.text), lines[j].dates().only.Date
			return e, j + 1, true
		}
	case dateOverTitle:
		j := i + 1
		if j < len(lines) && l.dates().only != nil && lines[j].titled() && lines[j].wide.only == nil && (lines[j].shape != prose || lines[j].isQuestion()) {
			e.title, e.date, e.url = lines[j].title(lines[j].text), l.dates().only.Date, lines[j].link.address
			return e, j + 1, true
		}
	}
	return e, i, false
}

// unreadAt reads an entry of form f at line i whose date is written in a way that is not
// known, so that it neither ends the index nor is taken for a title. Its own line keeps
// it.
func unreadAt(lines []line, i int, f form) (e indexEntry, next int, ok bool) {
	if i >= len(lines) || !lines[i].titled() || lines[i].shape == prose || lines[i].dates() != (lineDates{}) {
		return e, i, false
	}
	l := &lines[i]
	e = indexEntry{title: l.title(l.text), url: l.link.address, line: i}
	switch f {
	case titleDate:
		_, tail := cutLast(l.text)
		return e, i + 1, likeDate(tail)
	case dateTitle:
		head, _ := cutFirst(l.text)
		return e, i + 1, likeDate(head)
	case titleOverDate:
		return e, i + 2, i+1 < len(lines) && !likeDate(l.text) && lines[i+1].unread()
	case dateOverTitle:
		if i+1 < len(lines) && l.unread() && lines[i+1].titled() && !lines[i+1].unread() && lines[i+1].dates() == (lineDates{}) {
			e.title, e.url = lines[i+1].title(lines[i+1].text), lines[i+1].link.address
			return e, i + 2, true
		}
	}
	return e, i, false
}

// unread reports whether a line is nothing but what may be a date that is not known.
func (l *line) unread() bool {
	return l.shape >= short && !l.marked && l.dates() == (lineDates{}) && likeDate(l.text)
}

// parts are what may stand between a title and its date.
var parts = [...]string{" - ", " – ", " — ", " | ", " · ", ": ", "\t"}

// cutLast and cutFirst cut a line at the last or the first sign that parts a title from
// its date.
func cutLast(s string) (before, after string) {
	at, n := -1, 0
	for _, sign := range parts {
		if i := strings.LastIndex(s, sign); i > at {
			at, n = i, len(sign)
		}
	}
	if at < 0 {
		return s, ""
	}
	return s[:at], s[at+n:]
}

func cutFirst(s string) (before, after string) {
	at, n := -1, 0
	for _, sign := range parts {
		if i := strings.Index(s, sign); i > 0 && (at < 0 || i < at) {
			at, n = i, len(sign)
		}
	}
	if at < 0 {
		return "", s
	}
	return s[:at], s[at+n:]
}

// likeDate reports whether s may be a date in some way of writing that is not known: it
// has a year and a day, and few words.
func likeDate(s string) bool {
	const most = 6 // words
	if s == "" || len(s) > 100 || len(strings.Fields(s)) > most {
		return false
	}
	numbers, years, digits := 0, 0, 0
	for _, r := range s + " " {
		if unicode.IsDigit(r) {
			digits++
			continue
		}
		switch {
		case digits == 4:
			years++
		case digits == 1 || digits == 2:
			numbers++
		case digits > 4:
			return false
		}
		digits = 0
	}
	return years == 1 && numbers > 0
}

// joints part a title from its date.
const joints = "-–—―−|│¦:·•∙‧*~>»›⋅・：，、,/"

// beforeDate returns the title before the date m, without what joins them.
func beforeDate(s string, m *printed.Match) string {
	title := strings.TrimRight(s[:m.Start], " \t")
	if r, n := utf8.DecodeLastRuneInString(title); strings.ContainsRune(joints, r) {
		title = strings.TrimRight(title[:len(title)-n], " ")
		// "--" is one joint.
		if again, n := utf8.DecodeLastRuneInString(title); again == r && r != ':' && r != '*' {
			title = strings.TrimRight(title[:len(title)-n], " ")
		}
	}
	return title
}

// afterDate returns the title after the date m, without what joins them.
func afterDate(s string, m *printed.Match) string {
	title := strings.TrimLeft(s[m.End:], " \t")
	if r, n := utf8.DecodeRuneInString(title); strings.ContainsRune(joints, r) || r == ')' || r == ']' {
		title = strings.TrimLeft(title[n:], " ")
		if again, n := utf8.DecodeRuneInString(title); again == r && r != ':' && r != '*' {
			title = strings.TrimLeft(title[n:], " ")
		}
	}
	return title
}

// likeTitle reports whether s can be the title of an entry.
func likeTitle(s string) bool {
	if s == "" || len(s) > 300 || isRest(s) {
		return false
	}
	n := strings.Count(s, " ") + 1
	return n <= 40 && boilerplateOf(s, n) == noBoilerplate && !isByline(s)
}

// acceptedRuns returns the runs that are archive indexes. Two lines with a date
// are not much: the head of an article has them too, and the lists beside one.
// It takes rules, bullets or numbers to be sure, or that there is hardly
// anything else. Links with a date are surer.
func acceptedRuns(lines []line, found []run) []run {
	entries, others, proses := map[form]int{}, 0, 0
	within := make([]bool, len(lines))
	for _, r := range found {
		if len(r.entries) > 1 || r.linked() {
			entries[r.form] += len(r.entries)
			for i := r.start; i < r.end; i++ {
				within[i] = true
			}
		}
	}
	first := -1 // the first line that is not blank or rule
	for i := range lines {
		if first < 0 && lines[i].shape > rule {
			first = i
		}
		switch {
		case within[i] || lines[i].boilerplate != noBoilerplate || lines[i].isHeading():
		case lines[i].shape == prose:
			proses++
		case lines[i].shape >= short:
			others++
		}
	}
	// A page of headlines: beside them it has menus, but nothing to read.
	bare := proses < 2 && entries[titleDate]+entries[dateTitle]+entries[titleOverDate]+entries[dateOverTitle]+entries[underDate] >= 4
	var sure [underDate + 1]int
	keep := found[:0]
	for pass := range 2 {
		keep = keep[:0:0]
		for _, r := range found {
			n := len(r.entries)
			ok := n > 1 && (r.ruled >= n-1 && r.ruled > 0 || n > 2 && r.marked == n)
			ok = ok || n > 1 && r.start <= first && (r.end >= len(lines) || lines[r.end].shape <= rule || n > 2)
			ok = ok || n > 2 && (n*2 >= others && n*4 >= proses || bare)
			ok = ok || r.linked() && proses < 2 && (n > 1 && n*2 >= others || others+proses == 0)
			ok = ok || n > 1 && sure[r.form] > 0 || n == 1 && r.ruled == 1 && (sure[r.form] > 0 || r.start <= first)
			if ok {
				keep = append(keep, r)
				if pass == 0 {
					sure[r.form] += n
				}
			}
		}
	}
	return keep
}

// settleOrder decides how the numeric dates of lines are read, from those that can
// be read one way only, and reads the others so.
func settleOrder(lines []line, order printed.Order) printed.Order {
	votes := 0
	each := func(f func(m *printed.Match)) {
		for i := range lines {
			for _, m := range [...]*printed.Match{lines[i].days.only, lines[i].days.first, lines[i].days.last} {
				if m != nil && m.Numeric {
					f(m)
				}
			}
		}
	}
	each(func(m *printed.Match) {
		if !m.Ambiguous {
			if y, month, d := m.Date.Day(m.Date.At.Location()).Date(); y > 0 && int(month) == d {
				return // 06/06: says nothing
			}
			if m.Order == printed.MonthFirst {
				votes++
			} else {
				votes--
			}
		}
	})
	switch {
	case votes > 0:
		order = printed.MonthFirst
	case votes < 0:
		order = printed.DayFirst
	}
	each(func(m *printed.Match) {
		if m.Ambiguous && m.Order != order && m.Date.Precision == model.ToDay {
			y, month, d := m.Date.Day(m.Date.At.Location()).Date()
			m.Date = model.OnDay(model.NewDay(y, timeMonth(d), int(month)), m.Date.From)
			m.Order = order
		}
	})
	return order
}
