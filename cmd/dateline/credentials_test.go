package main

import (
	"bytes"
	"context"
	"errors"
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
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "coast.xml"), []byte(strings.Replace(coastFeed, "ITEM", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	address, stop := serve(t, site, "")
	defer stop()
	letters := make([]byte, 12)
	for i := range letters {
		letters[i] = byte('a' + rand.IntN(26))
	}
	word := string(letters)
	for _, password := range []string{word, word + "%40%2F" + word, word + "/" + word, word + "#" + word, word + " " + word, word + "@" + word} {
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
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TZ=UTC", "LC_ALL=C.UTF-8"}
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
	}
}

func TestCredentials(t *testing.T) {
	c := &credentials{path: filepath.Join(t.TempDir(), "dateline", "credentials.toml")}
	ctx := t.Context()
	at := func(address string) string {
		t.Helper()
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		user, err := c.find(ctx, u)
		if err != nil {
			return err.Error()
		}
		return user.String()
	}
	if got := at("https://host/feed"); got != "" {
		t.Errorf("of no file: %q", got)
	}
	for _, password := range []string{"", "plain", `"quoted" \ 'and'`, "\x00\x1b[2J\n\t", "ünïcode 日本 \u202e", "# no comment", "[table]\n[\"https://host/feed\"]"} {
		undo, err := c.keep(map[string]*url.Userinfo{"https://host/feed": url.UserPassword("ada", password), "https://host/deep/er/feed": url.User("eve")}, true)
		if err != nil {
			t.Fatalf("%q: %v", password, err)
		}
		want := url.UserPassword("ada", password).String()
		if got := at("https://host/feed?x=1"); got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
		if got := at("https://host/deep/er/1"); got != "eve:" {
			t.Errorf("the nearest is not found: %q", got)
		}
		if err := undo(); err != nil {
			t.Fatal(err)
		}
		if got := at("https://host/feed"); got != "" {
			t.Errorf("%q: it is not taken back: %q", password, got)
		}
	}
	if _, err := c.keep(map[string]*url.Userinfo{"https://host/": url.UserPassword("ada", "\xff")}, true); err == nil {
		t.Error("a password that is no text is kept")
	}

	// A command is run once, and stopped with what it has started.
	count := filepath.Join(t.TempDir(), "count")
	text := "[\"https://host/\"]\nuser = \"ada\"\ncommand = \"echo >> " + count + "; echo first; echo second\"\n"
	if err := os.WriteFile(c.path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got := at("https://host/feed"); got != "ada:first" {
			t.Errorf("the command gives %q", got)
		}
	}
	if b, err := os.ReadFile(count); err != nil || len(b) != 1 {
		t.Errorf("it was run %d times: %v", len(b), err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := c.run(ended, "sleep 60"); !errors.Is(err, context.Canceled) {
		t.Errorf("a command that nobody waits for: %v", err)
	}
	if removed, err := c.forget("https://host/"); removed || err != nil {
		t.Errorf("a command is removed: %v", err)
	}
}
