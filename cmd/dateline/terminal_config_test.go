package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalConfig: the screen follows the configuration as it is saved: keys,
// colours, the mouse. One that is wrong changes nothing and is told of.
func TestTerminalConfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	put(t, path, "")
	x := start(t, "dateline-at-noon", 100, 30, "--config", path, fixture)
	x.see("Lighthouse keeper", "? help")
	put(t, path, "theme = 'mine'\nmouse = true\n[keys]\nhelp = 'F12'\n[themes.mine]\nstar = '201'\naccent = '201'\n")
	x.see("F12 help", "reloaded")
	x.until("the colour", func(string) bool { return strings.Contains(x.output(), "38;5;201") })
	put(t, path, "\nthem = 'mine'\n")
	x.see(`config.toml:2: unknown setting "them"; did you mean "theme"?`)
	x.press("j")
	x.see("F12 help")
	row, column := x.find("What the tide tables")
	x.press(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%[1]d;%[2]dm", column+1, row+1))
	x.until("the row to be selected", func(string) bool { return strings.Contains(x.cursorRow(), "What the tide tables") })
	x.press("\x1b[24~")
	x.see("half a page down")
	x.press("q")
	x.gone("half a page down")
	put(t, path, "# all as it was\n")
	x.see("? help")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}

// find returns the row and column, from 0, at which a text stands.
func (x *terminal) find(text string) (row, column int) {
	x.t.Helper()
	for y, line := range x.screen() {
		if before, _, ok := strings.Cut(line, text); ok {
			return y, len([]rune(before))
		}
	}
	x.t.Fatalf("«%s» is not on the screen", text)
	return 0, 0
}

// TestTerminalWrongConfig: with a wrong line in the configuration the screen opens
// all the same, says so, and has what the other lines say.
func TestTerminalWrongConfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	put(t, path, "them = 'nord'\n[keys]\nhelp = 'F12'\n")
	x := start(t, "dateline-at-noon", 100, 30, "--config", path, fixture)
	x.see("Lighthouse keeper", `config.toml:1: unknown setting "them"; did you mean "theme"?`, "F12 help")
	x.press("q")
	x.ended()
	x.restored()
}
