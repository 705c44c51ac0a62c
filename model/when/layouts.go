package when

import "dateline/model"

// Printed reads a date as pages and documents print it, in any of the
// languages of this package; the whole of s must be the date, but for a
// weekday, a time of day, and words such as "Published on" around it. The
// result's From is FromStated. Ambiguous numeric dates are read day first
// unless that cannot be.
func Printed(s string) (model.Date, bool) { return model.Date{}, false }

// FindPrinted finds a date printed at the end or the beginning of a line and
// returns it with the bytes [start, end) it takes.
func FindPrinted(line string) (d model.Date, start, end int, ok bool) {
	return model.Date{}, 0, 0, false
}
