package ui_test

import "testing"

// TestKill: :kill hides what a query finds once the reader agrees, as one act that
// u takes back; i says so, and :unkill shows it again.
func TestKill(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens", "12 articles")
	d.Press(":")
	d.Type("kill is:undated")
	d.Press("enter")
	d.See("Hide 2 articles", "and any that arrive later", "undated", "y/n")
	d.Press("n")
	d.Settle()
	d.See("12 articles")
	d.Press(":")
	d.Type("kill is:undated")
	d.Press("enter")
	d.See("y/n")
	d.Press("y")
	d.See("Rule is:undated hides 2 articles; u undoes.", "10 articles")
	d.Press("G")
	d.Settle()
	d.Gone("Another undated")
	d.Press("u")
	d.See("Undone: rule is:undated hides 2 articles", "12 articles")
	d.Press("ctrl+r")
	d.See("Redone: rule is:undated hides 2 articles", "10 articles")

	d.Press("/")
	d.Type("is:hidden")
	d.Press("enter")
	d.See("2 of 10", "Another undated note")
	d.Press("i")
	d.See("by the rule is:undated")
	d.Press("esc")

	// Without a query it begins with the filter; what it cannot hide it says.
	d.Press(":")
	d.Type("kill")
	d.Press("enter")
	d.See("hide:", "is:hidden")
	d.Press("enter")
	d.See("cannot ask for is:hidden")
	d.Press("esc", "c")
	d.See("10 articles")

	d.Press(":")
	d.Type("unkill")
	d.Press("enter")
	d.See("remove the rule:", "2 articles hidden")
	d.Press("tab", "enter")
	d.See("Rule is:undated removed, 2 articles shown again; u undoes.", "12 articles")
	d.Press(":")
	d.Type("unkill is:undated")
	d.Press("enter")
	d.See("there is no rule")
}

// TestKillNothing: a rule may be made before there is what it hides.
func TestKillNothing(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens")
	d.Press(":")
	d.Type("kill zeppelin")
	d.Press("enter")
	d.See("Nothing matches yet. Hide what arrives later")
	d.Press("y")
	d.See("Rule zeppelin hides 0 articles; u undoes.")
}

// TestRule: a rule marks, tags or highlights what it finds, here and when it arrives; what
// is highlighted has a sign of its own, and u takes back what the rule did.
func TestRule(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens", "12 articles")
	typed := func(text string) {
		d.Press(":")
		d.Type(text)
		d.Press("enter")
	}
	typed("rule highlight harbour")
	d.See("Highlight ", "and any that arrive later", "y/n")
	d.Press("y")
	d.See("Rule harbour highlights", "» Harbour reopens", "12 articles")
	typed(`rule tag "at sea" harbour`)
	d.See("Tag ", "with #at sea")
	d.Press("y")
	d.See("#at sea; u undoes.")
	typed("rule star harbour")
	d.See("Star ")
	d.Press("y")
	d.See("Rule harbour stars", "» ★ Harbour reopens")
	d.Press("i")
	d.See("Highlighted", "by the rule harbour")
	d.Press("esc", "u")
	d.See("Undone: rule harbour stars", "» Harbour reopens")
	d.Press("ctrl+r")
	d.See("» ★ Harbour reopens")

	typed("rule")
	d.See("rule:", "hide, read, star, tag NAME or highlight")
	d.Press("esc")
	typed("rule eat harbour")
	d.See("rule eat: want hide, read, star, tag NAME or highlight, and a query")
	d.Press("esc")
	typed("rule star is:hidden")
	d.See("a rule cannot ask for is:hidden")
	d.Press("esc")

	typed("unkill harbour")
	d.See("several rules have that query: highlight harbour")
	typed("unkill star harbour")
	d.See("what it starred stays starred", "» ★ Harbour reopens")
	typed("unkill highlight harbour")
	d.See("no longer highlighted")
	d.Settle()
	d.Gone("» ")
}
