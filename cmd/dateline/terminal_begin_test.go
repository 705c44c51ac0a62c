package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalBegin: with an empty library the handbook opens, a offers feeds
// and adds to the library, and the screen goes there.
func TestTerminalBegin(t *testing.T) {
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "coast.xml"), []byte(strings.Replace(coastFeed, "ITEM", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	address, stop := serveSite(t, site, "")
	defer stop()
	note := writeHeadlines(t, "note.txt", "Ferry sails - November 6, 2018")

	for _, c := range []struct{ name, keys, shown string }{
		{"a feed", "a" + address + "/coast.xml\r", "Harbour reopens"},
		{"a file by :add", ":add " + note + "\r", "Ferry sails"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := start(t, "dateline-at-noon", 100, 40)
			x.see("Your library is empty, so this is the handbook; a adds to the library.", "? help", "dateline · handbook")
			x.press("R")
			x.see("No feeds to refresh; a adds one.")
			x.press("a")
			x.see("BBC News", "Schneier on Security", "Tab: feeds to begin with")
			x.press("\t")
			x.see("add: https://feeds.bbci.co.uk/")
			x.press("\x1b")
			x.gone("add: ")
			x.press("a/nosuch/file\r")
			x.see("/nosuch/file: ", "dateline · handbook")
			x.press(c.keys)
			x.see("dateline · library", "1 article · 1 unread", "1 added", c.shown)
			x.gone("Welcome to dateline")
			x.press("\r") // it is a screen as any other
			x.see("0 unread", "100%")
			x.press("m")
			x.see("1 unread")
			x.press("qa")
			x.see("add:")
			x.press(note + "\r")
			x.see("Ferry sails")
			x.press("Q")
			if code := x.ended(); code != exitOK {
				t.Errorf("exit code %d", code)
			}
			x.restored()
		})
	}
}

// TestTerminalBeginPlain: the same line by line.
func TestTerminalBeginPlain(t *testing.T) {
	note := writeHeadlines(t, "note.txt", "Ferry sails - November 6, 2018")
	x := start(t, "dateline-at-noon", 100, 40, "--plain")
	x.see("dateline: handbook", "add adds to the library.")
	x.press("add\r")
	x.see("1  BBC News, news of the world: https://feeds.bbci.co.uk/", "add: an address, a file or a folder:")
	x.press("/nosuch/file\r")
	x.see("no such file")
	x.press("add " + note + "\r")
	x.see("1 added, followed.", "dateline: library", "1 article, 1 unread", "1  Ferry sails")
	x.press("q\r")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

// TestReadmePicture: the picture in the README is what its sample gives.
func TestReadmePicture(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, picture, _ := strings.Cut(string(readme), "\n```text\n")
	picture, _, _ = strings.Cut(picture, "```\n")
	rows := strings.Split(picture, "\n")
	x := start(t, "dateline-at-noon", 100, len(rows)-1, "testdata/islands")
	x.see("9 articles")
	x.press("/since:2018-11 until:2018-12\r")
	x.see("6 of 9")
	x.press("j")
	x.until("the picture of the README:\n"+picture, func(s string) bool {
		seen := strings.Split(s, "\n")
		for i := range seen {
			seen[i] = strings.TrimRight(seen[i], " ")
		}
		return strings.Join(seen, "\n")+"\n" == picture
	})
}

// TestTerminalImported: what was imported opens as a library, whose feeds stand
// in their column until R has fetched them.
func TestTerminalImported(t *testing.T) {
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "coast.xml"), []byte(strings.Replace(coastFeed, "ITEM", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	address, stop := serveSite(t, site, log)
	defer stop()
	db, list := filepath.Join(t.TempDir(), "library.db"), filepath.Join(t.TempDir(), "feeds.opml")
	opml := `<opml version="2.0"><body><outline text="Coast Daily" xmlUrl="` + address + `/coast.xml"/><outline text="Hill" xmlUrl="` +
		address + `/hill.xml"/><outline text="Lake" xmlUrl="` + address + `/lake.xml"/></body></opml>`
	if err := os.WriteFile(list, []byte(opml), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := child(t, "import", "--library", db, list).Run(); err != nil {
		t.Fatal(err)
	}
	out, err := child(t, "list", "--library", db).CombinedOutput()
	if want := "3 feeds, nothing fetched yet: 'dateline refresh' fetches them.\n"; err != nil || string(out) != want {
		t.Errorf("list says %q (%v), want %q", out, err, want)
	}

	x := start(t, "dateline-at-noon", 80, 24, "--plain", "--library", db)
	x.see("3 feeds, nothing fetched yet: refresh-all fetches them.")
	x.press("q\r")
	x.ended()

	x = start(t, "dateline-at-noon", 80, 24, "--library", db)
	x.see("dateline · library", "3 feeds, nothing fetched yet: R fetches them.", "Sources           3", "Coast Daily", "Hill", "Lake")
	if asked, _ := os.ReadFile(log); len(asked) > 0 {
		t.Errorf("feeds were fetched unasked: %s", asked)
	}
	x.press("R")
	x.see("Harbour reopens", "1 article · 1 unread", "2 failed")
	x.gone("nothing fetched yet")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
