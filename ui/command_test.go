package ui_test

import (
	"strings"
	"testing"

	"dateline/ui/uitest"
)

// command types a command line.
func command(d *uitest.Driver, line string) {
	d.Press(":")
	d.Type(line)
	d.Press("enter")
}

func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		name, line string
		selected   string
		see        []string
	}{
		{"an action", "down", "Council", nil},
		{"a count", "down 2", "選挙", nil},
		{"a count before", "2 down", "選挙", nil},
		{"a number", "7", "Storm damages", nil},
		{"a number past the end", "5000", "Another undated", nil},
		{"a filter", "filter since:2018-11 until:2018-12", "The senate", []string{"4 of 12"}},
		{"a date", "date 2018-11", "Storm damages", []string{"3 of 12"}},
		{"going to a date", "goto-date 2018-11", "Storm damages", []string{"12 articles"}},
		{"a chain", "down; toggle-read; down", "選挙", []string{"11 unread"}},
		{"an argument left out asks", "date", "Harbour", []string{"t today"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40)
			d.See("12 unread")
			d.Settle() // the list, too
			wantSelected(t, d, "Harbour")
			command(d, c.line)
			d.See(c.see...)
			if !strings.Contains(d.Screen(), "t today") {
				wantSelected(t, d, c.selected)
			}
		})
	}
}

// TestCommandFromTheArticle: a command for the list gives the list the keys.
func TestCommandFromTheArticle(t *testing.T) {
	d := open(t, news(), 120, 40)
	wantSelected(t, d, "Harbour")
	d.Press("enter")
	d.See("0%")
	command(d, "3")
	wantSelected(t, d, "選挙")
	d.Press("enter")
	command(d, "page-down")
	d.See("100%")
}

func TestCommandMistakes(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Settle() // the list, too
	d.Press(":")
	d.Type("toggel-read")
	d.See(`there is "toggle-read"`)
	d.Press("enter")
	d.See(`there is "toggle-read"`)
	d.Press("esc", ":")
	d.Type("filter since:2018-13")
	d.Press("enter")
	d.See("2018-13", ": filter since")
	d.Press("esc")
	d.Gone("2018-13")
	d.See("12 unread")
	d.Settle() // the list, too
}

func TestCommandCompletion(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Settle() // the list, too
	d.Press(":")
	d.Type("toggle-re")
	d.See("toggle-read", "mark read or unread (m)")
	d.Press("tab")
	d.See(": toggle-read", "▸ toggle-read")
	d.Press("tab")
	d.See(": toggle-re")
	d.Press("tab", "enter")
	d.See("11 unread")

	t.Run("an argument", func(t *testing.T) {
		d.Press(":")
		d.Type("goto-date last-mon")
		d.See("last-month", "Oct 2026")
		d.Press("tab", "enter")
		d.Gone(": goto")
	})
	t.Run("history", func(t *testing.T) {
		d.Press(":", "up")
		d.See(": goto-date last-mon")
		d.Press("up")
		d.See(": toggle-read")
		d.Press("down", "down")
		d.See("a command, or the number of a headline")
		d.Press("up", "up", "enter")
		d.See("10 unread") // the one that was gone to
		d.Settle()         // the list, too
	})
	t.Run("backspace on nothing leaves", func(t *testing.T) {
		d.Press(":", "backspace", "j")
		d.Gone("a command, or the number")
	})
}
