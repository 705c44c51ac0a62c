package input

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/theme"
)

// edits are the keys that edit a line, one for each byte of a fuzzed input that
// is no letter.
var edits = []tea.KeyPressMsg{
	{Code: tea.KeyLeft},
	{Code: tea.KeyRight},
	{Code: tea.KeyHome},
	{Code: tea.KeyEnd},
	{Code: tea.KeyBackspace},
	{Code: tea.KeyDelete},
	{Code: 'd', Mod: tea.ModAlt},
	{Code: tea.KeyDelete, Mod: tea.ModAlt},
	{Code: tea.KeyBackspace, Mod: tea.ModAlt},
	{Code: 'w', Mod: tea.ModCtrl},
	{Code: 'k', Mod: tea.ModCtrl},
	{Code: 'u', Mod: tea.ModCtrl},
	{Code: 'b', Mod: tea.ModAlt},
	{Code: 'f', Mod: tea.ModAlt},
	{Code: ' ', Text: " "},
	{Code: '果', Text: "果"},
}

// FuzzLine: whatever keys come, the line holds, and is drawn no wider than it may be.
func FuzzLine(f *testing.F) {
	for _, s := range []string{"a\x00\x06", "ab\x02\x06\x06", "a\x0e\x0e\x02\x06\x06", "\x06\x07\x08", "\x0f\x0e\x0f\x00\x00\x07\x07", "a b\x0c\x09\x0a"} {
		f.Add(s, uint8(10))
	}
	th := theme.New(theme.Options{Profile: theme.Mono})
	f.Fuzz(func(t *testing.T, keys string, w uint8) {
		l := New()
		l.Open("")
		for i := range min(len(keys), 200) {
			k := tea.KeyPressMsg{Code: rune(keys[i]), Text: string(rune(keys[i]))}
			if int(keys[i]) < len(edits) {
				k = edits[keys[i]]
			}
			l.Key(k)
			if row, x := l.Draw(th, "/", int(w)); th.Width(row) > int(w) || x >= max(1, int(w)) {
				t.Fatalf("%q: %q, cursor %d, in %d columns", keys[:i+1], row, x, w)
			}
		}
	})
}
