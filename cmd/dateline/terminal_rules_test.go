package main

import (
	"os"
	"path/filepath"
	"testing"
)

// writeHeadlines writes a document of dated headlines.
func writeHeadlines(t *testing.T, name string, lines ...string) string {
	t.Helper()
	text := "-\n"
	for _, l := range lines {
		text += l + "\n-\n"
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// addTo adds a document to a library, by the program.
func addTo(t *testing.T, db, path string) {
	t.Helper()
	add := child(t, "--library", db, "add", path)
	add.Stderr = os.Stderr
	if err := add.Run(); err != nil {
		t.Fatal(err)
	}
}

// TestTerminalRules: what a rule hides is gone, what another program adds later,
// too, while the screen is open; u takes all of it back when the program is started
// again.
func TestTerminalRules(t *testing.T) {
	db := filepath.Join(t.TempDir(), "library.db")
	addTo(t, db, writeHeadlines(t, "first.txt", "Ferry sails - November 5, 2018", "Lighthouse lit - November 6, 2018"))
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("2 articles", "Ferry sails")
	x.press(":kill ferry\r")
	x.see("Hide 1 article, and any that arrive later", "y/n")
	x.press("y")
	x.see("Rule ferry hides 1 article; u undoes.", "1 article ")
	x.gone("Ferry sails")
	addTo(t, db, writeHeadlines(t, "second.txt", "Ferry returns - November 7, 2018", "Harbour opens - November 7, 2018"))
	x.see("Harbour opens", "2 articles")
	x.gone("Ferry returns")
	x.press("Q")
	x.ended()

	x = start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("2 articles")
	x.press("u")
	x.see("Undone: rule ferry hides 2 articles", "Ferry sails", "Ferry returns", "4 articles")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}

// TestTerminalStories: C folds what several sources tell of one event, gC lists it.
func TestTerminalStories(t *testing.T) {
	db := filepath.Join(t.TempDir(), "library.db")
	addTo(t, db, writeHeadlines(t, "agency.txt", "Ferry runs aground off islands - November 6, 2018", "Markets open higher - November 6, 2018"))
	addTo(t, db, writeHeadlines(t, "evening.txt", "Islands ferry still aground - November 7, 2018"))
	addTo(t, db, writeHeadlines(t, "mail.txt", "Aground: islands ferry met rock - November 8, 2018"))
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("4 articles", "Ferry runs aground")
	x.press("CC")
	x.see("Stories folded", "+2 mail.txt", "Markets open")
	x.gone("still aground")
	x.press("ggm")
	x.see("Marked read (3 articles); u undoes.")
	x.press("gC")
	x.see("Story · 3 articles · 3 sources · first 6 Nov 2018, agency.txt", "Islands ferry still")
	x.press("gC")
	x.see("+2 mail.txt")
	x.press("CQ")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}

// TestTerminalRuleActs: what a rule stars and what one highlights is so at once, and when
// another program adds it while the screen is open; the highlight is a sign.
func TestTerminalRuleActs(t *testing.T) {
	db := filepath.Join(t.TempDir(), "library.db")
	addTo(t, db, writeHeadlines(t, "first.txt", "Ferry sails - November 5, 2018", "Lighthouse lit - November 6, 2018"))
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("2 articles", "Ferry sails")
	x.press(":rule star ferry\r")
	x.see("Star 1 article, and any that arrive later", "y/n")
	x.press("y")
	x.see("Rule ferry stars 1 article; u undoes.", "★ Ferry sails")
	x.press(":rule highlight harbour\r")
	x.see("Nothing matches yet. Highlight what arrives later")
	x.press("y")
	x.see("Rule harbour highlights 0 articles")
	addTo(t, db, writeHeadlines(t, "second.txt", "Ferry at the harbour - November 7, 2018"))
	x.see("3 articles")
	x.press("gg")
	x.see("» ★ Ferry at the")
	x.press("uu")
	x.see("Undone: rule ferry stars 2 articles")
	x.gone("★")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
