package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalNews: news arrives by itself while somebody reads an article. What is read
// stays where it is, the last line says how much is new, w shows it, and the terminal
// notifies the reader of how many that is in a view, and of no word of theirs.
func TestTerminalNews(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("coast.xml", strings.Replace(coastFeed, "ITEM", `<item><title>Late boats</title><link>https://coast.example/2</link><pubDate>Mon, 23 Nov 2026 10:30:00 GMT</pubDate></item>`, 1))
	address, stop := serveSite(t, dir, "")
	defer stop()
	db := filepath.Join(t.TempDir(), "library.db")
	note := write("note.md", "---\ndate: 2026-11-20\n---\n# A note on tides\n\nThe moon pulls.\n")
	list := write("feeds.opml", `<opml version="2.0"><body><outline text="Sea"><outline text="Coast Daily" xmlUrl="`+address+`/coast.xml"/></outline></body></opml>`)
	for _, args := range [][]string{{"add", "--once", note}, {"import", list}} {
		if err := child(t, append(args, "--library", db)...).Run(); err != nil {
			t.Fatal(args, err)
		}
	}
	config := write("config.toml", "notify = \"unread\"\n")
	x := start(t, "dateline", 130, 30, "--library", db, "--config", config)
	x.see("A note on tides", "1 unread")
	x.press("\r")
	x.see("The moon pulls.")
	x.see("Late boats", "Harbour reopens", "2 new · w", "The moon pulls.")
	rows := x.screen()
	boats, tides := -1, -1
	for i, row := range rows {
		if strings.Contains(row, "Late boats") {
			boats = i
		}
		if strings.Contains(row, "A note on tides") && tides < 0 && i > 0 && boats >= 0 {
			tides = i
		}
	}
	if boats < 0 || tides < boats {
		t.Errorf("the news does not stand above:\n%s", strings.Join(rows, "\n"))
	}
	x.press("q")
	x.press("w")
	x.see("arrived:", "2 of 3", "Late boats")
	x.gone("new · w")
	x.press("cL")
	x.see("▾ Sea")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
	out := x.output()
	if !strings.Contains(out, "\x1b]9;dateline: 2 new in unread\a") || strings.Count(out, "\x1b]9;") != 1 {
		t.Errorf("notified of %q", out[max(0, strings.Index(out, "\x1b]9;")):][:60])
	}
}
