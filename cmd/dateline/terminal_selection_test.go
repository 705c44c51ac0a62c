package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalSelection: what is selected is saved in a folder and copied, a
// line each; a heading filters.
func TestTerminalSelection(t *testing.T) {
	out := filepath.Join(t.TempDir(), "kept")
	news := filepath.Join(t.TempDir(), "news.rss")
	feed := `<?xml version="1.0"?><rss version="2.0"><channel><title>Coast</title>
<item><title>Harbour</title><link>https://coast.example/harbour</link><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate><description>Quiet.</description></item>
<item><title>Tram</title><link>https://coast.example/tram</link><pubDate>Sun, 22 Nov 2026 08:00:00 GMT</pubDate><description>Late.</description></item>
</channel></rss>`
	if err := os.WriteFile(news, []byte(feed), 0o600); err != nil {
		t.Fatal(err)
	}
	x := start(t, "dateline-at-noon", 80, 24, news)
	x.see("Harbour", "Tram", "2 unread", "Quiet.")
	x.press("vj")
	x.see("2 selected")
	x.press("s")
	x.see("save 2 articles in: articles-2026-11-23")
	x.press("\x15" + out + "\r")
	x.see("Saved 2 articles in ")
	for _, name := range []string{"2026-11-23-harbour.md", "2026-11-22-tram.md"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
	x.press("y")
	x.see("Copied 2 lines")
	text := base64.StdEncoding.EncodeToString([]byte("https://coast.example/harbour\nhttps://coast.example/tram"))
	x.until("the addresses on the clipboard", func(string) bool { return strings.Contains(x.output(), text) })
	x.press("\x1b")
	x.gone("2 selected")
	x.press("H")
	x.see("/ 2026-11-22", "1 of 2")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
