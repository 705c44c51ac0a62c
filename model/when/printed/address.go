package printed

import (
	"net/url"
	"strings"
	"time"

	"dateline/model"
)

// The years of dates in addresses: from when the web began.
const (
	firstAddress = 1990
	lastAddress  = 2099
)

// Address reads the day that the path of an address states, as in /2020/11/06/,
// /2020/nov/6/ or /story-20201106.html, or else the month, as in /2020/11/story.html.
// The result's From is FromURL.
func Address(address string) (d model.Date, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return d, false
	}
	for i := range len(u.Path) {
		if i > 0 && strings.IndexByte("/_.=-", u.Path[i-1]) < 0 {
			continue
		}
		p := parser{s: u.Path, i: i, place: inField}
		if p.year, ok = p.take(4); !ok || p.year < firstAddress || p.year > lastAddress {
			continue
		}
		folder := i > 0 && u.Path[i-1] == '/' && p.at0() == '/'
		if p.dayInAddress(folder) {
			return model.OnDay(model.NewDay(p.year, time.Month(p.month), p.day), model.FromURL), true
		}
		if folder && p.month > 0 && !d.Dated() {
			d = model.InMonth(p.year, time.Month(p.month), model.FromURL)
		}
	}
	return d, d.Dated()
}

// dayInAddress reads on after the year, which a folder may have to itself. The month
// is set where it is all there is in the next folder.
func (p *parser) dayInAddress(folder bool) bool {
	var ok bool
	if p.any("/", "_", ".", "-"); !digit(p.at0()) {
		if p.month, ok = p.monthName(); ok && folder && p.sign('/') {
			p.day, ok = p.upTo(2)
			return ok && (p.at0() == 0 || strings.IndexByte("/.-", p.at0()) >= 0) && exists(p.year, p.month, p.day)
		}
		p.month = 0
		return false
	}
	month, ok := p.take(2)
	if ok && month >= 1 && month <= 12 && p.at0() == '/' {
		p.month = month
	}
	p.any("/", "_", ".", "-")
	day, ok2 := p.take(2)
	if !ok || !ok2 || digit(p.at0()) || !exists(p.year, month, day) {
		return false
	}
	p.month, p.day = month, day
	return true
}

// take reads n digits.
func (p *parser) take(n int) (value int, ok bool) {
	for range n {
		if !digit(p.at0()) {
			return 0, false
		}
		value = value*10 + int(p.at0()-'0')
		p.i++
	}
	return value, true
}
