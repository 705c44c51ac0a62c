package webpage

import (
	"net/url"
	"regexp"
	"strconv"
	"sync"
	"time"

	"dateline/model"
	"dateline/model/when"
)

var urlDate = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[/_.=-])((?:19|20)\d\d)(?:[/_.-]?)(0[1-9]|1[0-2])(?:[/_.-]?)(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)`)
})

var urlMonthName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/([0-3]?\d)(?:[/.-]|$)`)
})

var urlMonth = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])/`)
})

// MonthInURL reads the month that the path of an address states and no more, as in
// /2020/11/story.html.
func MonthInURL(address string) (model.Date, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return model.Date{}, false
	}
	m := urlMonth().FindStringSubmatch(u.Path)
	if _, day := DateInURL(address); m == nil || day {
		return model.Date{}, false
	}
	y, _ := strconv.Atoi(m[1])
	mo, _ := strconv.Atoi(m[2])
	return model.InMonth(y, time.Month(mo), model.FromURL), true
}

// DateInURL reads the day that the path of an address states, as in
// /2020/11/06/ or /story-20201106.html.
func DateInURL(address string) (model.Date, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return model.Date{}, false
	}
	if m := urlDate().FindStringSubmatch(u.Path); m != nil {
		y, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(m[2])
		d, _ := strconv.Atoi(m[3])
		if day, ok := realDay(y, mo, d); ok {
			return model.OnDay(day, model.FromURL), true
		}
	}
	if m := urlMonthName().FindStringSubmatch(u.Path); m != nil {
		month, ok := when.Month(m[2])
		y, _ := strconv.Atoi(m[1])
		d, _ := strconv.Atoi(m[3])
		if day, real := realDay(y, int(month), d); ok && real {
			return model.OnDay(day, model.FromURL), true
		}
	}
	return model.Date{}, false
}

func realDay(y, m, d int) (model.Day, bool) {
	day := model.NewDay(y, time.Month(m), d)
	_, gotMonth, gotDay := day.Date()
	return day, int(gotMonth) == m && gotDay == d
}
