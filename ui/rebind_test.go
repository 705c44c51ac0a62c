package ui_test

import (
	"strings"
	"testing"

	"dateline/ui"
	"dateline/ui/action"
	"dateline/ui/keys"
)

// TestRebound: keys that were given to other actions do these, and the hints,
// the help and what is said name them.
func TestRebound(t *testing.T) {
	m, err := action.Keys().Rebind([]keys.Rebinding{
		{Name: "toggle-read", Keys: []string{"F5"}},
		{Name: "mark-all-read", Keys: []string{"C-x a"}},
		{Name: "undo", Keys: []string{"g u"}},
		{Name: "help", Keys: []string{"f12"}},
		{In: keys.List, Name: "next-day"},
	})
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Keys = m })
	d.See("Harbour", "F12 help")
	if strings.Contains(d.Rows()[39], "day") {
		t.Errorf("the hint of what has no key is shown: %s", d.Rows()[39])
	}
	d.Press("m")
	d.Settle()
	d.See("12 unread")
	d.Press("ctrl+x", "a")
	d.See("y/n")
	d.Press("y")
	d.See("gu undoes.", "1 unread")
	d.Press("g", "u")
	d.See("12 unread")
	d.Press("?")
	d.Settle()
	d.See("F12 help")
	d.Press("f12", "ctrl+d")
	d.See(":next-day")
	d.Press("/")
	d.Type("mark read or unread")
	d.Press("enter")
	d.See("F5", "mark read or unread")
	d.Press("q")
	d.Press(":")
	d.Type("next-day")
	d.Press("enter")
	d.Settle()
	d.See("F12 help")
}

// TestNewsboatKeys: digits open links in the article and count in the list.
func TestNewsboatKeys(t *testing.T) {
	m, _ := action.Preset("newsboat")
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Keys = m })
	d.See("Harbour")
	d.Press("j", "j")
	d.See("source:")
	d.Settle()
	d.Press("k")
	d.See(`from "Capital"`)
	d.Press("k")
	d.See("that is the first source")
	d.Press("ctrl+f")
	d.See("Harbour reopens")
	d.Settle()
	d.Press("2", "down")
	d.Settle()
	d.Press("enter")
	d.Settle()
	d.Press("3")
	d.See("link")
	d.Press("l")
	d.See("is:unread")
	d.Press("q", "ctrl+f")
	d.Gone("is:unread")
}
