package ui_test

import "testing"

// TestHide: X takes the article out of the list at once, with the counts, and goes
// on to the next; is:hidden has it, where X brings it back; u does, too.
func TestHide(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens", "12 unread")
	d.Press("j", "X")
	d.See("Hidden; u undoes.", "11 articles · 11 unread", "選挙の結果が発表された")
	d.Gone("Council votes")
	wantSelected(t, d, "選挙")
	d.Settle()
	d.See("11 articles")
	d.Press("u")
	d.See("Undone: hidden “", "12 articles · 12 unread")
	wantSelected(t, d, "Council votes")

	// Several, as one act, also those in a section.
	d.Press("X", "G", "v", "k", "X")
	d.See("Hidden (2 articles); u undoes.", "9 articles")
	d.Gone("Undated")
	d.Press("/")
	d.Type("is:hidden")
	d.Press("enter")
	d.See("3 of 9", "Council votes", "Another undated note")
	d.Press("X")
	d.See("Shown again; u undoes.", "2 of 10")
	d.Press("c")
	d.See("Council votes", "10 articles")
	d.Gone("Another undated")
}
