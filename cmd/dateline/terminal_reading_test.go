package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written returns a file of a folder of its own.
func written(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTerminalLinks: a link is opened in the browser, copied, and read here,
// and back is where it was.
func TestTerminalLinks(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/tower" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><title>The tower</title><article><h1>The tower</h1><p>"+
			strings.Repeat("It was built of stone, and it stands. ", 12)+"</p></article>")
	}))
	defer site.Close()
	news := written(t, "news.md", fmt.Sprintf("---\ntitle: Harbour\ndate: 2026-11-01\n---\n\nSee [the tower](%s/tower) or [nothing](%[1]s/none).\n", site.URL), 0o600)
	opened := filepath.Join(t.TempDir(), "opened")
	browser := written(t, "browser", "#!/bin/sh\nprintf %s \"$1\" >'"+opened+"'\n", 0o700)

	x := startWith(t, []string{"BROWSER=" + browser, "TMUX=/tmp/tmux,1,0"}, "dateline-at-noon", 100, 30, news)
	x.see("See the tower")
	x.still()
	x.press(";")
	x.see("ahe tower")
	x.press("a")
	x.see("Opened " + site.URL + "/tower")
	x.until("the browser", func(string) bool {
		got, _ := os.ReadFile(opened)
		return string(got) == site.URL+"/tower"
	})
	x.press(";A")
	x.see("Copied " + site.URL + "/tower")
	coded := base64.StdEncoding.EncodeToString([]byte(site.URL + "/tower"))
	for _, seq := range []string{"\x1b]52;c;" + coded, "\x1bPtmux;\x1b\x1b]52;c;" + coded} {
		x.until(fmt.Sprintf("%q to be sent", seq), func(string) bool { return strings.Contains(x.output(), seq) })
	}
	x.press("\r2\r")
	x.see("Could not open the link: ", "404")
	x.press(")\r")
	x.see("It was built of stone", "1 link deep")
	x.press("h")
	x.see("See the tower")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}

// TestTerminalOutside: an article is saved, given to a command, and shown by
// another program, which has the terminal and its interrupts for itself.
func TestTerminalOutside(t *testing.T) {
	out := t.TempDir()
	editor := written(t, "editor", `#!/bin/sh
trap 'echo interrupted' INT
stat -c %a "$2" 2>/dev/null || stat -f %Lp "$2"
sed -n 2p "$2"
echo "$2" >'`+out+`/name'
while [ -z "$answer" ]; do # which an interrupt ends, if it has begun
	read answer
done
echo "$1 $answer" >'`+out+`/answer'
`, 0o700)
	x := startWith(t, []string{"VISUAL=" + editor + " -option"}, "dateline-at-noon", 100, 30, fixture)
	x.see("7 articles", "Lighthouse keeper")
	x.press("G\rs")
	x.see("save as: ")
	x.press("\x15" + out + "/saved.md\r")
	x.see("Saved " + out + "/saved.md")
	if text, err := os.ReadFile(out + "/saved.md"); err != nil || !strings.HasPrefix(string(text), "---\ntitle: ") {
		t.Errorf("saved %q, %v", text, err)
	}
	x.press("|wc -l | tr 0-9 n\r")
	x.see("wc -l | tr 0-9 n")
	x.until("a count", func(s string) bool { return strings.Contains(s, " n") && !strings.Contains(s, "7 articles") })
	x.press("q")
	x.see("7 articles")
	x.press("v")
	x.see("600", "title: ")
	x.press("\x03")
	x.see("interrupted")
	x.press("yes\r")
	x.see("7 articles")
	answer, _ := os.ReadFile(out + "/answer")
	if string(answer) != "-option yes\n" {
		t.Errorf("the other program read %q", answer)
	}
	name, _ := os.ReadFile(out + "/name")
	if file := strings.TrimSpace(string(name)); file == "" || !missing(file) {
		t.Errorf("%q is still there", file)
	}
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}

// TestTerminalPlaceAndVersions: a word is found in an article, which opens there
// when the program is started again, and which tells how it has changed.
func TestTerminalPlaceAndVersions(t *testing.T) {
	db := filepath.Join(t.TempDir(), "library.db")
	path := filepath.Join(t.TempDir(), "harbour.md")
	add := func(number string) {
		text := "---\ntitle: Harbour\ndate: 2026-11-01\n---\n\n" + strings.Repeat("The ferry leaves at nine.\n\n", 40) +
			number + " gulls were counted.\n\n" + strings.Repeat("The ferry leaves at ten.\n\n", 40)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := child(t, "--library", db, "add", path)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
	}
	add("Seven")
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("The ferry leaves at nine.")
	x.press("\r/GULLS")
	x.see("Seven gulls", "1 of 1")
	x.press("\r")
	x.see("/GULLS 1 of 1")
	x.press("Q")
	x.ended()

	add("Nine")
	x = start(t, "dateline-at-noon", 70, 24, "--library", db)
	x.see("Nine gulls")
	x.press("gv")
	x.see("[-Seven-] {+Nine+} gulls were counted.", "(40 paragraphs unchanged)")
	x.press("q")
	x.see("1 article")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
