package dialog

import (
	"strings"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/theme"
)

// labelMost is the greatest width of the labels of choices.
const labelMost = 32

// drawChoices draws one line, w columns wide, for each choice: at most most lines around
// the selected choice sel (-1 for none).
func drawChoices(t *theme.Theme, cs []action.Choice, sel, w, most int) []string {
	if len(cs) == 0 || most <= 0 || w <= 0 {
		return nil
	}
	labels, keys := 0, 0
	for _, c := range cs {
		labels, keys = max(labels, t.Width(model.CleanLine(c.Label))), max(keys, t.Width(c.Key))
	}
	labels = min(labels, labelMost, max(1, w/2))
	from := max(0, min(sel-most/2, len(cs)-most))
	to := min(len(cs), from+most)
	lines := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		lines = append(lines, drawChoice(t, cs[i], i == sel, keys, labels, w))
	}
	return lines
}

// drawChoice draws one line: the mark if selected, the key, the label and the help.
func drawChoice(t *theme.Theme, c action.Choice, selected bool, keys, labels, w int) string {
	mark := "  "
	if selected {
		mark = t.Marks.Current + " "
	}
	key := ""
	if keys > 0 {
		key = t.Fit(c.Key, keys) + "  "
	}
	rest := t.Fit(model.CleanLine(c.Label), labels) + "  " + model.CleanLine(c.Help)
	if selected {
		return t.Overlay.Choice.Render(t.Fit(mark+key+rest, w))
	}
	room := w - t.Width(mark+key)
	if room < 1 {
		return t.Overlay.Text.Render(t.Fit(mark+key+rest, w))
	}
	line := t.Overlay.Text.Render(mark)
	if key != "" {
		line += t.HelpKey.Render(strings.TrimSuffix(key, "  ")) + t.Overlay.Text.Render("  ")
	}
	return line + t.Overlay.Text.Render(t.Fit(rest, room))
}
