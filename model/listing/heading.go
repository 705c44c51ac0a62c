package listing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
)

// Heading is what stands above a group of articles.
type Heading struct {
	Section model.Section
	Day     model.Day       // where Section is ByDate: the day, or the last of the month or year
	Known   model.Precision // likewise: that of a month or a year
}

// HeadingOf returns the heading that an article of a section belongs under.
func HeadingOf(a *model.Article, section model.Section, zone *time.Location) Heading {
	return headingOn(section, a.Published.Key(zone))
}

// headingOn returns the heading of what is in a section and stands there at a key.
func headingOn(section model.Section, k model.DateKey) Heading {
	switch {
	case section != model.ByDate:
		return Heading{Section: section}
	case k.Precision.Wide():
		return Heading{Day: k.Day, Known: k.Precision}
	}
	return Heading{Day: k.Day}
}

// String is the heading in words.
func (h Heading) String() string {
	switch h.Section {
	case model.Ahead:
		return "Ahead"
	case model.NoDate:
		return "Undated"
	}
	switch y, m, d := h.Day.Date(); h.Known {
	case model.ToYear:
		return fmt.Sprintf("%04d", y)
	case model.ToMonth:
		return fmt.Sprintf("%s %04d", m, y)
	default:
		return fmt.Sprintf("%s %d %s %04d", h.Day.Weekday(), d, m, y)
	}
}

// withOffset lays a time of day out for whoever reads it elsewhere.
const withOffset = "15:04 Z07:00"

// clock returns what the heading leaves open of an article's date: the time of
// day, laid out so, "~" where the date was inferred, and the day where the heading is
// none.
func clock(a *model.Article, section model.Section, zone *time.Location, layout string) string {
	d, s := a.Published, ""
	if section == model.Ahead {
		s = d.DayString(zone)
	}
	if d.Precision == model.ToInstant {
		s = joined(" ", s, strings.Replace(d.At.In(zone).Format(layout), " Z", " UTC", 1))
	}
	if d.Dated() && d.From.Approximate() {
		s = "~" + s
	}
	return s
}

// joined joins the parts that are not empty.
func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}
