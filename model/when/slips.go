package when

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
)

// Slips returns the dates that text may have been meant for, where it has the
// form of one in digits and is none, likeliest first, and why it is none: of
// "2018-13" 2018-12, of "2018-02-29" 2018-02-28, of "11/06/2018" both readings. It
// returns nothing for all else.
func Slips(text string) (dates []string, why string) {
	s := strings.TrimSpace(text)
	if full, ok := shortYear(s); ok {
		if span, err := Parse(full, time.Unix(0, 0).UTC(), Options{}); err == nil {
			return []string{span.FromDay.String()}, fmt.Sprintf("%s has two digits for the year", s)
		}
		if dates, _ = Slips(full); dates == nil {
			return nil, ""
		}
		return dates, fmt.Sprintf("%s has two digits for the year", s)
	}
	p := parser{text: s, now: time.Unix(0, 0).UTC()}
	_, ok, err := p.numeric(s)
	if !ok || err == nil {
		return nil, ""
	}
	date, _ := cutClock(s)
	if dates = slips(splitDigits(date)); dates == nil {
		return nil, ""
	}
	return dates, err.Msg
}

// slips mends the parts of a date: year and month, or year, month and day, or (y
// below 0) day, month and year.
func slips(y int, parts []string, sep byte) []string {
	dayFirst := y < 0
	if dayFirst {
		y = number(parts[2])
	}
	if y < 1600 || y >= 2200 {
		return nil
	}
	if dayFirst {
		a, b := number(parts[0]), number(parts[1])
		if a <= 12 && b <= 12 && sep != '.' { // either may be the month
			return append(dayIn(y, a, b), dayIn(y, b, a)...)
		}
		return dayIn(y, b, a)
	}
	n := number(parts[0])
	switch c := parts[0][0] | 0x20; {
	case c == 'w':
		if _, ok := isoWeek(y, 53); ok {
			return []string{fmt.Sprintf("%04d-w53", y)}
		}
		return []string{fmt.Sprintf("%04d-w52", y)}
	case c == 'q':
		return []string{fmt.Sprintf("%04d-q4", y)}
	case len(parts) == 1 && n == (y+1)%100: // a season
		return []string{fmt.Sprintf("%04d..%04d", y, y+1)}
	case len(parts) == 1:
		return []string{fmt.Sprintf("%04d-%02d", y, max(1, min(n, 12)))}
	}
	return dayIn(y, n, number(parts[1]))
}

// dayIn returns the day that is nearest to one there is not: its month and day
// changed about, or the first or the last of its month.
func dayIn(y, m, d int) []string {
	if m > 12 && d >= 1 && d <= 12 {
		m, d = d, m
	}
	if m < 1 || m > 12 {
		return []string{fmt.Sprintf("%04d", y)}
	}
	d = max(1, min(d, lastDay(y, time.Month(m))))
	return []string{model.NewDay(y, time.Month(m), d).String()}
}

// shortYear writes out the year of 6.11.18 and 11/06/18: of this century up to 68,
// as POSIX has it.
func shortYear(s string) (string, bool) {
	for _, sep := range [...]string{".", "/"} {
		parts := strings.Split(s, sep)
		if len(parts) != 3 || len(parts[2]) != 2 || len(parts[0]) > 2 || len(parts[1]) > 2 {
			continue
		}
		if number(parts[0]) > 0 && number(parts[1]) > 0 && number(parts[2]) >= 0 {
			century := "20"
			if parts[2] > "68" {
				century = "19"
			}
			return parts[0] + sep + parts[1] + sep + century + parts[2], true
		}
	}
	return "", false
}
