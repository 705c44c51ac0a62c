package ui_test

import "testing"

// TestOffers: what may have been meant as a date is offered under the filter; Tab
// takes it, and nothing else changes what is asked.
func TestOffers(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.Press("/")
	d.Type("november")
	d.See(`"november…" anywhere`, "as a date: on:november (Tab)")
	d.Press("tab")
	d.See("/ on:november", "in November of any year")
	d.Gone("(Tab)")
	d.Press("esc", "/")
	d.Type("senate november 2018")
	d.See("as a date: 2018-11 (Tab)")
	d.Press("enter") // what was typed is asked, and the offer stays, to be typed
	d.See("/ senate november 2018", "Mon 31 Dec 2018", "as a date: 2018-11")
	d.Gone("(Tab)")
	d.Press("F", "tab", "enter")
	d.See("/ senate 2018-11", "Thu 1 Nov 2018 – Fri 30 Nov 2018")
	d.Press("c", "/")
	d.Type("2018-02-29 ")
	d.See(`"2018-02-29" anywhere`, "February 2018 has no day 29 · as a date: 2018-02-28 (Tab)")
	d.Press("ctrl+u")
	d.Type("around:2018-11-06 ±1d")
	d.See("as a date: around:2018-11-06±1d (Tab)")
	d.Press("tab")
	d.See("/ around:2018-11-06±1d", "Mon 5 Nov 2018 – Wed 7 Nov 2018")
	d.Press("ctrl+u")
	d.Type("between:2018-03..2018-05 ")
	d.See(`there is no field "between" · as a date: 2018-03..2018-05 or since:2018-03 until:2018-05 (Tab)`)
	d.Press("tab")
	d.See("/ 2018-03..2018-05", "Thu 1 Mar 2018 – Thu 31 May 2018")
	d.Press("ctrl+u")
	d.Type("harbour")
	d.Press("tab") // there is nothing to take
	d.See("/ harbour")
}

// TestNoDaysAround: the days around an article that has no date are none, and why is
// said.
func TestNoDaysAround(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.Press("G")
	wantSelected(t, d, "Another undated note")
	d.Press("d", ".")
	d.See("this article has no date, so there are no days around it")
	d.Press("enter")
	d.See("this article has no date, so there are no days around it")
	d.Press("esc")
	command(d, "date .")
	d.See("this article has no date, so there are no days around it")
}

// TestNear: where nothing is found, a source or a tag that may have been meant is
// named, if it is near.
func TestNear(t *testing.T) {
	d := open(t, news(), 120, 40)
	command(d, "tag politics")
	d.See("Tagged #politics")
	command(d, `filter source:"Coats Daily"`)
	d.See(`no source is called "Coats Daily"; did you mean "Coast Daily"?`)
	command(d, "filter #poltics")
	d.See(`there is no tag "poltics"; did you mean "politics"?`)
	command(d, "filter #zebra")
	d.See("Nothing matches")
	d.Gone("did you mean")
}

// TestStoryName: the line under the filter names a story by its headline, not its id.
func TestStoryName(t *testing.T) {
	d := open(t, news(), 120, 40)
	wantSelected(t, d, "Harbour")
	command(d, "filter story:"+string(news()[0].ID))
	d.See("the story of “Harbour reopens after the storm”")
}

// TestFilterCompletes: Tab completes the filter, also by tags that it reads then, and
// never leaves the line; Up brings the filters before back.
func TestFilterCompletes(t *testing.T) {
	d := open(t, news(), 120, 40)
	command(d, "tag seaside")
	d.See("Tagged #seaside")
	d.Press("/")
	d.Type("is:st")
	d.Press("tab")
	d.See("/ is:starred", "0 of 12")
	d.Press("tab")
	d.See("is no state")
	d.Press("ctrl+u")
	d.Type("#sea")
	d.Press("tab")
	d.See("/ #seaside", "tagged #seaside", "1 of 12")
	d.Press("enter", "c", "/", "up")
	d.See("/ #seaside", "1 of 12")
	d.Press("down")
	d.See("12 articles")
	d.Press("esc")
	d.See("12 articles · 12 unread")
}
