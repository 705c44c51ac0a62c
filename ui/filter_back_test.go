package ui_test

import "testing"

// TestFilterBack: Esc in the list undoes one step of the filter after the other, c
// all of them.
func TestFilterBack(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 articles")
	d.Press("/")
	d.Type("source:coast")
	d.Press("enter", "U")
	d.See("/ source:coast is:unread", "4 of 12")
	d.Press("d")
	d.Type("2018-11")
	d.Press("enter")
	d.See("/ 2018-11 source:coast is:unread", "2 of 12")
	d.Press("/")
	d.Type("pier")
	d.Press("esc") // leaves the line, and undoes nothing else
	d.See("2 of 12")
	d.Press("esc")
	d.See("/ source:coast is:unread", "4 of 12")
	d.Press("esc")
	d.Settle()
	d.Gone("is:unread")
	d.See("/ source:coast")
	d.Press("esc")
	d.See("12 articles · 12 unread")
	d.Press("esc")
	d.Settle()
	d.See("12 articles · 12 unread")

	d.Press("U", "C")
	d.See("is:unread -is:duplicate")
	d.Press("c")
	d.See("12 articles · 12 unread")
	d.Press("esc")
	d.Settle()
	d.See("12 articles · 12 unread")
}

// TestSortedAgain: the list is made anew around its headline, also where the order and
// the filter, which is empty, stay the same.
func TestSortedAgain(t *testing.T) {
	d := open(t, ages(), 80, 24)
	d.Settle()
	d.Press("j", "j", "j")
	d.See("Today")
	d.Settle()
	was := selected(d)
	d.Press("S", "n")
	d.Settle()
	if is := selected(d); is != was {
		t.Errorf("%q is selected, was %q", is, was)
	}
	d.Gone("Today")
}
