package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// hints lists keys and what they do, in the last row of the screen.
type hints struct {
	begun bool      // shows the continuations of a key sequence
	later load.Rest // sets begun
	of    hintsOf   // the key of the cached text
	text  string
}

// drawHints draws the most useful keys of the current pane, as many as fit.
func (a *App) drawHints(room int) string {
	t := a.Theme
	if a.Line.Editing() && !a.calendar.Focused {
		if !a.frame.Calendar.Empty() {
			return t.Status.Render(t.Fit(" "+message.PromptHintCalendar, room))
		}
		return t.Status.Render(t.Fit(" "+message.PromptHint, room))
	}
	of := hintsOf{a.keyScope(), a.keys.Map, t, room}
	if !a.hints.begun && a.hints.of == of {
		return a.hints.text
	}
	var b strings.Builder
	used := 0
	for _, h := range a.hinted() {
		n := t.Width(h[0]) + t.Width(h[1]) + 3
		if used+n > room {
			break
		}
		used += n
		b.WriteString(t.Status.Render(" ") + t.StatusKey.Render(h[0]) + t.Status.Render(" "+h[1]+" "))
	}
	b.WriteString(t.Status.Render(strings.Repeat(" ", max(0, room-used))))
	if !a.hints.begun {
		a.hints.of, a.hints.text = of, b.String()
	}
	return b.String()
}

// hintsOf holds all that the hints depend on. They are in every frame and seldom change,
// so they are cached.
type hintsOf struct {
	scope keys.Scope
	keys  *keys.Map
	theme *theme.Theme
	room  int
}

// hinted returns keys and a word for each: the continuations of a key sequence, else the
// most useful keys.
func (a *App) hinted() [][2]string {
	var out [][2]string
	if a.hints.begun {
		for _, n := range a.keys.Next(a.keyScope()) {
			out = append(out, [2]string{keys.Glyph(n.Key, a.Theme.ASCII), strings.ReplaceAll(string(n.Action), "-", " ")})
		}
		return out
	}
	for _, r := range a.keys.Map.Rows(a.keyScope()) {
		if r.Hint != "" && len(r.Keys) > 0 {
			out = append(out, [2]string{keys.Glyph(r.Keys[0], a.Theme.ASCII), r.Hint})
		}
	}
	return out
}

// awaitRest is how long a key sequence must pause before its continuations are shown.
const awaitRest = 300 * time.Millisecond

// awaitMore shows the continuations of a key sequence after a pause.
func (a *App) awaitMore() tea.Cmd {
	if len(a.keys.Next(a.keyScope())) == 0 {
		return nil
	}
	return a.hints.later.Start(a.ctx, awaitRest, func() tea.Cmd {
		a.hints.begun = a.keys.Pending() != ""
		return nil
	})
}
