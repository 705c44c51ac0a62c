package main

import (
	"bytes"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPasswordNowhere: whatever is done with an address, and however it fails, the
// password in it is in nothing that is printed, logged, exported or stored, but in
// the file for it.
func TestPasswordNowhere(t *testing.T) {
	letters := make([]byte, 12)
	for i := range letters {
		letters[i] = byte('a' + rand.IntN(26))
	}
	word := string(letters)
	for _, password := range []string{word, word + "%40%2F" + word, word + "/" + word, word + "#" + word, word + " " + word, word + "@" + word} {
		t.Run(strings.ReplaceAll(password, word, "word"), func(t *testing.T) {
			t.Parallel()
			site := t.TempDir()
			if err := os.WriteFile(filepath.Join(site, "coast.xml"), []byte(strings.Replace(coastFeed, "ITEM", "", 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			address, stop := serveSite(t, site, "")
			defer stop()
			home := t.TempDir()
			at := func(rest string) string {
				return strings.Replace(address, "//", "//ada:"+password+"@", 1) + rest
			}
			if real, err := url.PathUnescape(password); err == nil {
				if err := os.WriteFile(filepath.Join(site, "password"), []byte(real), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for name, text := range map[string]string{
				"list.opml": `<opml version="2.0"><body><outline text="Coast" xmlUrl="` + at("/private/coast.xml") + `" htmlUrl="` + at("/") + `"/></body></opml>`,
				"urls":      at("/private/coast.xml") + "\n" + at("/gone.xml") + " tag\n",
				"old.jsonl": `{"kind":"library","version":1}` + "\n" + `{"kind":"subscription","address":"` + at("/private/coast.xml") + `"}` + "\n",
			} {
				if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, args := range [][]string{
				{"add", at("/private/coast.xml")},
				{"add", at("/gone.xml")},
				{"add", "--once", at("/private/coast.xml")},
				{"add", "http://ada:" + password + "@nosuch.invalid/"},
				{"add", "http://ada:" + password + "@127.0.0.1:1/"},
				{"add", "gopher://ada:" + password + "@host/"},
				{at("/private/coast.xml")},
				{at("/gone.xml")},
				{"list", "feed:" + at("/private/coast.xml"), at("/gone.xml")},
				{"list", "list.opml", "urls"},
				{"import", "list.opml", "urls", "old.jsonl"},
				{"show", at("/private/coast.xml")},
				{"show", "--explain", at("/gone.xml")},
				{"show", at("/private/coast.xml"), "3k9qz0vt"},
				{"refresh"},
				{"refresh", at("/private/coast.xml"), at("/nosuch.xml")},
				{"rename", at("/nosuch.xml"), "Other"},
				{"rename", at("/private/coast.xml"), "Other"},
				{"sources"},
				{"list", "--format", "json"},
				{"config", "show"},
				{"export", "all.jsonl"},
				{"export", "--format", "opml", "all.opml"},
				{"export", "--format", "urls", "all.urls"},
				{"library", "info"},
				{"library", "backup", "copy.db"},
				{"remove", at("/nosuch.xml")},
			} {
				cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"--log", "log"}, args...)...)
				cmd.Args[0] = "dateline"
				cmd.Dir = home
				cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TZ=UTC", "LC_ALL=C.UTF-8", endAtOnce}
				out, _ := cmd.CombinedOutput()
				if bytes.Contains(out, []byte(word)) {
					t.Errorf("%q is printed by %q:\n%s", password, args, out)
				}
			}
			for _, name := range []string{"log", "all.jsonl", "all.opml", "all.urls", "copy.db", ".local/share/dateline/library.db"} {
				b, err := os.ReadFile(filepath.Join(home, name))
				if err != nil {
					t.Error(err)
				}
				if bytes.Contains(b, []byte(word)) {
					t.Errorf("%q is in %s", password, name)
				}
			}
		})
	}
}
