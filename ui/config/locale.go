package config

import (
	"slices"
	"strings"
	"time"
)

var weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// weekday reads the English name of a day, or its first three letters.
func weekday(name string) (day time.Weekday, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	i := slices.IndexFunc(weekdays[:], func(full string) bool { return name == full || name == full[:3] })
	return time.Weekday(max(0, i)), i >= 0
}

// The territories whose week does not begin on Monday (Unicode CLDR,
// supplemental/weekData, firstDay).
const (
	sundayWeeks = " AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ" +
		" NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW "
	saturdayWeeks = " AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY "
)

// weekStart returns the first day of the week in a POSIX locale such as
// "en_US.UTF-8".
func weekStart(locale string) time.Weekday {
	_, territory, _ := strings.Cut(locale, "_")
	if i := strings.IndexAny(territory, ".@"); i >= 0 {
		territory = territory[:i]
	}
	switch key := " " + territory + " "; {
	case territory == "":
		return time.Monday
	case strings.Contains(sundayWeeks, key):
		return time.Sunday
	case strings.Contains(saturdayWeeks, key):
		return time.Saturday
	}
	return time.Monday
}

// unicodeLocale reports whether a locale's encoding is UTF-8. An empty locale counts
// as UTF-8, because containers and bare machines set none although their terminals
// know UTF-8.
func unicodeLocale(locale string) bool {
	l := strings.ToLower(locale)
	return l == "" || strings.Contains(l, "utf-8") || strings.Contains(l, "utf8")
}
