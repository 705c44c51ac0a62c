package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalMoving: what is imported and what is followed is on the screen;
// the progress that a terminal shows is wiped away.
func TestTerminalMoving(t *testing.T) {
	site, stop := serveSite(t, "../../model/transfer/testdata/newsboat", "")
	defer stop()
	library := filepath.Join(t.TempDir(), "library.db")
	run := func(progress string, args ...string) {
		t.Helper()
		x := start(t, "dateline", 80, 24, append([]string{"--library", library}, args...)...)
		if code := x.ended(); code != exitOK {
			t.Fatalf("%v: exit code %d: %s", args, code, x.output())
		}
		<-x.done
		if out := x.output(); !strings.Contains(out, progress) || progress != "" && strings.Contains(strings.Join(x.screen(), "\n"), progress) {
			t.Errorf("%v: %q is not shown, or stays: %q", args, progress, out)
		}
	}
	run("importing", "import", "../../model/transfer/testdata/newsboat/cache.db")
	run("", "add", site+"/feed.xml")
	run("refreshing, 0 of 1 feeds", "refresh", "--all")
	run("exporting", "export", filepath.Join(t.TempDir(), "out.jsonl"))

	x := start(t, "dateline-at-noon", 120, 40, "--library", library)
	x.see("A title[2J", "One bold tide", "Coast & Daily", "Four")
	x.press("q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
