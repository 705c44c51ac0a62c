package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalSeveralFeeds: of the feeds that a page offers one is chosen by its key, and
// a list that is added asks whether to follow its feeds.
func TestTerminalSeveralFeeds(t *testing.T) {
	site := t.TempDir()
	for name, text := range map[string]string{
		"coast.xml": strings.Replace(coastFeed, "ITEM", "", 1),
		"ships.xml": strings.Replace(strings.ReplaceAll(coastFeed, "Coast Daily", "Ships"), "ITEM", "", 1),
		"page.html": `<html><head><title>P</title><link rel="alternate" type="application/rss+xml" title="All news" href="coast.xml"><link rel="alternate" type="application/rss+xml" title="Ships" href="ships.xml"></head></html>`,
	} {
		if err := os.WriteFile(filepath.Join(site, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	address, stop := serveSite(t, site, "")
	defer stop()
	db, list := filepath.Join(t.TempDir(), "library.db"), filepath.Join(t.TempDir(), "list.opml")
	if err := os.WriteFile(list, []byte(`<opml><body><outline text="Coast" xmlUrl="`+address+`/coast.xml"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	x := start(t, "dateline-at-noon", 100, 30, "--library", db, "add", list)
	x.see("is a list of feeds", "Follow the feeds in it now? [y/N]")
	x.press("y\r")
	x.see("1 feed")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x = start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("Harbour reopens")
	x.press("a" + address + "/page.html\r")
	x.see("offers 2 feeds. Which one?", "1  All news", "2  Ships")
	x.press("2")
	x.see("ships.xml: 1 added, followed.")
	x.press("q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
