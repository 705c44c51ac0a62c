package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalCredentials: a feed with a name and a password in its address is
// added at the screen and refreshed; what fails names neither, nor does the log, in
// which no article is that was opened.
func TestTerminalCredentials(t *testing.T) {
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
	folder := t.TempDir()
	db, note, log := filepath.Join(folder, "library.db"), filepath.Join(folder, "note.md"), filepath.Join(folder, "log")
	if err := os.WriteFile(note, []byte("# A note on tides\n\nThe moon pulls.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := child(t, "add", "--once", "--library", db, note).Run(); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(folder, "config.toml")
	if err := os.WriteFile(config, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	named := func(password string) string {
		return strings.Replace(address, "//", "//ada:"+password+"@", 1) + "/private/coast.xml"
	}

	x := start(t, "dateline-at-noon", 100, 30, "--library", db, "--log", log, "--config", config)
	x.see("A note on tides", "1 unread")
	x.press("a" + named("gu3ss") + "\r")
	x.see("/private/coast.xml: the server answered 401 Unauthorized")
	x.gone("gu3ss")
	x.press("a" + named("c0mpass") + "\r")
	x.see("1 added, followed", "Harbour reopens")
	x.gone("c0mpass")
	put(`<item><title>Late boats</title><link>https://coast.example/2</link><pubDate>Mon, 23 Nov 2026 10:30:00 GMT</pubDate></item>`)
	x.press("R")
	x.see("Coast Daily: 1 added.", "Late boats")
	x.press("gg\r")
	x.press("i")
	x.see("/private/coast.xml")
	x.gone("c0mpass")
	x.gone("ada:")
	x.press("q")
	if err := os.WriteFile(filepath.Join(site, "password"), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	x.press("R")
	x.see("press ! for details")
	x.press("!")
	x.see("Problems", "/private/coast.xml: the server answered 401 Unauthorized")
	x.gone("c0mpass")
	x.gone("gu3ss")
	x.gone("ada:")
	x.press("q")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()

	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	said := string(b)
	for _, want := range []string{"msg=fetched address=" + address + "/private/coast.xml", "msg=refused place=" + address + "/private/coast.xml"} {
		if !strings.Contains(said, want) {
			t.Errorf("the log does not say %q:\n%s", want, said)
		}
	}
	for _, never := range []string{"c0mpass", "gu3ss", "ada", "Late boats", "Harbour", "coast.example"} {
		if strings.Contains(said, never) {
			t.Errorf("the log says %q:\n%s", never, said)
		}
	}
	for _, name := range []string{db, db + "-wal"} {
		if b, err := os.ReadFile(name); err != nil && !errors.Is(err, os.ErrNotExist) || strings.Contains(string(b), "c0mpass") {
			t.Errorf("%s: %v, or it has the password", name, err)
		}
	}
	if b, err := os.ReadFile(filepath.Join(folder, "credentials.toml")); err != nil || !strings.Contains(string(b), `password = "c0mpass"`) {
		t.Errorf("credentials.toml: %s, %v", b, err)
	}
}
