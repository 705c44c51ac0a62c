package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const coastFeed = `<rss version="2.0"><channel><title>Coast Daily</title><link>https://coast.example/</link>
<item><title>Harbour reopens</title><link>https://coast.example/1</link><pubDate>Mon, 23 Nov 2026 08:30:00 GMT</pubDate></item>
ITEM</channel></rss>`

// TestTerminalRefresh: a feed is added at the screen and refreshed, and the
// screen of problems names the one that has gone.
func TestTerminalRefresh(t *testing.T) {
	site := t.TempDir()
	put := func(item string) {
		t.Helper()
		text := []byte(strings.Replace(coastFeed, "ITEM", item, 1))
		if err := os.WriteFile(filepath.Join(site, "coast.xml"), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("")
	address, stop := serveSite(t, site, "")
	defer stop()
	db := filepath.Join(t.TempDir(), "library.db")
	note := filepath.Join(t.TempDir(), "note.md")
	if err := os.WriteFile(note, []byte("# A note on tides\n\nThe moon pulls.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := child(t, "add", "--once", "--library", db, note).Run(); err != nil {
		t.Fatal(err)
	}

	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("A note on tides", "1 unread")
	x.press("a")
	x.see("add:")
	x.press(address + "/coast.xml\r")
	x.see("1 added, followed", "Harbour reopens")
	put(`<item><title>Late boats</title><link>https://coast.example/2</link><pubDate>Mon, 23 Nov 2026 10:30:00 GMT</pubDate></item>`)
	x.press("R")
	x.see("Coast Daily: 1 added.", "Late boats")
	if err := os.Remove(filepath.Join(site, "coast.xml")); err != nil {
		t.Fatal(err)
	}
	x.press("R")
	x.see("(press ! for details)")
	x.press("!")
	x.see("Problems", "coast.xml: the server answered 404 Not Found")
	x.press("qa")
	x.see("add:")
	x.press("/nosuch/file.txt\r")
	x.see("/nosuch/file.txt: ")
	alone := "<!DOCTYPE html><title>Alone</title><article><h1>Alone</h1><p>" + strings.Repeat("The harbour was quiet in the morning. ", 20) + "</p></article>"
	if err := os.WriteFile(filepath.Join(site, "alone.html"), []byte(alone), 0o600); err != nil {
		t.Fatal(err)
	}
	x.press("a")
	x.see("add:")
	x.press(address + "/alone.html\r")
	x.see("1 added; nothing is followed: there is no feed.")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
