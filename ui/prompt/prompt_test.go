package prompt_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/config"
	"dateline/ui/input"
	"dateline/ui/prompt"
	"dateline/ui/session"
	"dateline/ui/shared"
	"dateline/ui/theme"
	"dateline/ui/uitest"
)

func newPrompt() *prompt.Controller {
	return prompt.New(&shared.State{
		Now: func() time.Time { return uitest.Noon }, Config: &config.Config{}, Line: input.New(),
		Theme: theme.New(theme.Options{Profile: theme.Mono}),
	}, func(text string) []string {
		if text != "is:" {
			return nil
		}
		return []string{"is:unread", "is:starred"}
	})
}

// put types text, has the filter follow it as the screen does, and returns what the
// last key has come to.
func put(p *prompt.Controller, here *model.Headline, text string) (d prompt.Decision) {
	for _, r := range text {
		if d = p.Key(tea.KeyPressMsg{Code: r, Text: string(r)}, false); d == prompt.Edited {
			if text, ok := p.Reads(here); ok {
				p.Filter.Set(text, p.Env(p.Line.Typing()))
			}
		}
	}
	return d
}

// explained is the line under the one that is typed.
func explained(p *prompt.Controller, here *model.Headline) string {
	rows, _ := p.View(here, 90)
	return strings.TrimSpace(ansi.Strip(rows[1]))
}

// TestExplains: what is typed is read back as it is typed, and what is wrong keeps the
// line open.
func TestExplains(t *testing.T) {
	here := &model.Headline{Published: uitest.Day("2018-11-06")}
	for _, c := range []struct {
		name   string
		kind   prompt.Kind
		before string // the filter in force
		text   string
		want   string
		ok     bool   // it is accepted
		force  string // the filter then
	}{
		{"nothing", prompt.Filter, "", "", "2018-11", true, ""},
		{"a word", prompt.Filter, "", "pier", `"pier…" anywhere`, true, "pier"},
		{"more of a filter", prompt.Filter, "pier", "old", `"pier" anywhere, "old…" anywhere`, true, "pier old"},
		{"what is not all there", prompt.Filter, "", "is:unr", "is no state", false, "is:unr"},
		{"a month", prompt.Filter, "", "november", "as a date: on:november (Tab)", true, "november"},
		{"a date for the filter", prompt.Date, "pier", "2018-11", "Thu 1 Nov 2018 – Fri 30 Nov 2018", true, "2018-11 pier"},
		{"the days around", prompt.Date, "", ".", "Sat 3 Nov 2018 – Fri 9 Nov 2018", true, "2018-11-03..2018-11-09"},
		{"no date", prompt.Date, "pier", "zebra", "zebra", false, "pier"},
		{"a date to go to", prompt.GoTo, "pier", "2018", "Mon 1 Jan 2018 – Mon 31 Dec 2018", true, "pier"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPrompt()
			p.Filter.Set(c.before, p.Env(false))
			p.Open(c.kind, here)
			put(p, here, c.text)
			if got := explained(p, here); !strings.Contains(got, c.want) {
				t.Errorf("explained as %q", got)
			}
			kind, text, ok := p.Accept()
			if ok != c.ok || ok && (kind != c.kind || strings.TrimSpace(text) == "" && c.text != "") {
				t.Errorf("accepted: %t, %q", ok, text)
			}
			if p.Line.Editing() == ok {
				t.Error("the line does not close with what is accepted alone")
			}
			if got := strings.TrimSpace(p.Filter.Text); got != c.force {
				t.Errorf("in force: %q", got)
			}
		})
	}
}

// TestDecides: what a key comes to.
func TestDecides(t *testing.T) {
	for _, c := range []struct {
		name     string
		kind     prompt.Kind
		typed    string
		key      string
		calendar bool
		want     prompt.Decision
	}{
		{"Esc gives up", prompt.Filter, "x", "esc", false, prompt.GivenUp},
		{"Enter accepts", prompt.Date, "2018", "enter", true, prompt.Accepted},
		{"Tab goes to the calendar", prompt.Date, "", "tab", true, prompt.Calendar},
		{"Tab takes what is offered", prompt.Filter, "november", "tab", false, prompt.Edited},
		{"Tab wants the tags first", prompt.Filter, "pier", "tab", false, prompt.ReadTags},
		{"Tab has nothing to take", prompt.Date, "pier", "tab", false, prompt.None},
		{"a key for the list after an answer", prompt.Date, "t", "j", false, prompt.ForList},
		{"a letter that goes on with a date", prompt.Date, "t", "o", false, prompt.Edited},
		{"an arrow for the list after an answer", prompt.Date, "y", "down", true, prompt.ForList},
		{"no such thing in a filter", prompt.Filter, "t", "j", false, prompt.Edited},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPrompt()
			p.Open(c.kind, nil)
			put(p, nil, c.typed)
			if got := p.Key(uitest.Key(c.key), c.calendar); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

// TestGiveUp: what was in force before, and what was selected, is known when the line is
// given up.
func TestGiveUp(t *testing.T) {
	p := newPrompt()
	p.Filter.Set("pier", p.Env(false))
	p.Open(prompt.Filter, &model.Headline{ID: "a"})
	put(p, nil, "old is:unr")
	p.GiveUp()
	if text, id := p.Saved(); text != "pier" || id != "a" || p.Line.Editing() || p.Filter.Lacks != nil {
		t.Errorf("%q %s, open %t, lacks %v", text, id, p.Line.Editing(), p.Filter.Lacks)
	}
}

// TestCompletes: Tab goes through what the filter may become and never leaves the line;
// the arrows go through the filters before.
func TestCompletes(t *testing.T) {
	p := newPrompt()
	press := func(key, want string) {
		t.Helper()
		msg := uitest.Key(key)
		if key == "shift+tab" {
			msg = tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
		}
		if p.Key(msg, false) == prompt.ReadTags {
			p.Key(msg, false)
		}
		if p.Line.Text() != want || !p.Line.Editing() {
			t.Errorf("%s: got %q, want %q", key, p.Line.Text(), want)
		}
	}
	for _, text := range []string{"pier", "harbour "} {
		p.Open(prompt.Filter, nil)
		p.Line.Set(text)
		p.Accept()
	}
	p.Filter = session.Filter{}
	p.Open(prompt.Filter, nil)
	put(p, nil, "is:")
	press("tab", "is:unread")
	press("tab", "is:starred")
	press("tab", "is:")
	press("shift+tab", "is:starred")
	put(p, nil, " x")
	press("tab", "is:starred x")
	press("up", "harbour")
	press("up", "pier")
	press("up", "pier")
	press("down", "harbour")
	press("down", "is:starred x")
	p.GiveUp()
	p.Open(prompt.Date, nil)
	press("up", "")
}
