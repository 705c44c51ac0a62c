//go:build linux

package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"dateline/model"
)

// canary stands in files that nothing asked for over SSH may read.
const canary = "CANARY-9f3c"

// tempt makes the working folder, and the home of the server, one full of files with the
// names that arguments have, and returns what has been opened in it so far.
func tempt(t *testing.T) (opened func() []string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"Coast Daily": canary + " headline - November 20, 2020\n", "Hill News": canary, "News": canary,
		"3k9qz0vt": "# " + canary, "news": canary, "notes.md": "# " + canary, "feed.xml": teamFeed(canary, canary),
		"-": canary, "read": canary, "star": canary, "query": canary, "json": canary, "is:unread": canary, "admin": canary,
		"feeds.opml":  `<opml version="2.0"><body><outline text="` + canary + `" xmlUrl="http://coast.test/` + canary + `"/></body></opml>`,
		"news.jsonl":  `{"title":"` + canary + `"}`,
		"config.toml": `query = "` + canary + `"`, ".config/dateline/config.toml": `query = "` + canary + `"`,
		".config/dateline/credentials.toml": "[\"http://coast.test/\"]\nuser = \"" + canary + "\"\npassword = \"" + canary + "\"\n",
		".local/share/dateline/library.db":  canary, ".ssh/id_ed25519.pub": "ssh-ed25519 AAAA " + canary,
		"http:/coast.test/feed": teamFeed(canary, canary), "https:/coast.test/feed": canary, "library.db": canary, "@file": canary,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"} {
		t.Setenv(name, dir)
	}
	for name, value := range map[string]string{"DATELINE_LIBRARY": "library.db", "DATELINE_LOG": "log", "EDITOR": "touch", "BASH_COMP_DEBUG_FILE": "completed", "TZ": "UTC"} {
		t.Setenv(name, value)
	}
	return watchOpens(t, dir)
}

// watchOpens tells what is opened or made below a folder from now on (inotify(7)).
func watchOpens(t *testing.T, dir string) func() []string {
	t.Helper()
	fd, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	if err != nil {
		t.Skip("nothing tells what is opened here:", err)
	}
	t.Cleanup(func() { _ = syscall.Close(fd) })
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			_, err = syscall.InotifyAddWatch(fd, path, syscall.IN_OPEN|syscall.IN_ACCESS|syscall.IN_CREATE|syscall.IN_MODIFY|syscall.IN_DELETE)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	drain := func() (names []string) {
		buf := make([]byte, 64<<10)
		for {
			n, err := syscall.Read(fd, buf)
			if n <= 0 || err != nil {
				return names
			}
			for b := buf[:n]; len(b) >= syscall.SizeofInotifyEvent; {
				length := int(b[12]) | int(b[13])<<8
				name := b[syscall.SizeofInotifyEvent : syscall.SizeofInotifyEvent+length]
				names = append(names, string(bytes.TrimRight(name, "\x00")))
				b = b[syscall.SizeofInotifyEvent+length:]
			}
		}
	}
	drain() // the walk itself
	return drain
}

// TestWatchOpens: the watch of the tests below sees what is opened.
func TestWatchOpens(t *testing.T) {
	opened := tempt(t)
	if _, err := os.ReadFile("Coast Daily"); err != nil || !slices.Contains(opened(), "Coast Daily") {
		t.Errorf("%v, or it was not seen", err)
	}
	if got := opened(); len(got) > 0 {
		t.Errorf("nothing opened %q", got)
	}
}

// arguments are what somebody may type in the place of any argument and of the value of
// any flag.
var arguments = []string{
	"", " ", "-", "--", ".", "..", "/", "/etc/passwd", "/dev/stdin", "/proc/self/environ", "../news.txt", "~", "~/.ssh/id_ed25519.pub", "~root",
	"Coast Daily", "Hill News", "News", "notes.md", "feed.xml", "feeds.opml", "news.jsonl", "3k9qz0vt", "news", "read", "star", "date", "none", "2018-11-06",
	"*", "*.md", "[a-z]*", "@file", "@/etc/passwd", "file:///etc/passwd", "file://localhost/etc/passwd", "FILE:///etc/passwd", `C:\Windows\win.ini`, `\\host\share`,
	"$(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "&& touch pwned", "> pwned", "$HOME", "${HOME}", "%s%n", "a\nb", "a\r\nb", "a\tb",
	"http://coast.test/feed", "http://gone.test/", "https://coast.test/feed", "http://ada:pw@coast.test/feed", "http://127.0.0.1/feed", "http://localhost:1/", "http://2130706433/",
	"http://[::ffff:127.0.0.1]/", "http://①②⑦.⓪.⓪.①/", "http://new.test/away", "http://169.254.169.254/", "http://new.test/page", "http://new.test/private", "gopher://coast.test/", "javascript:alert(1)", "feed:http://coast.test/feed",
	"--config=/etc/passwd", "--library=library.db", "--log=log", "--help", "-h", "--output=x", "--query", "__complete",
	"\x1b]0;pwned\x07", "\x1b[2J", "\u009b31m", "\u202eesrever", "is:unread", "view:weekly", "source:/(/", "since:9999999999", "1", "-1", "1000000000000", "json", "admin", "1y",
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGsb", strings.Repeat("x", 60_000), strings.Repeat("((", 5_000),
}

// TestRemoteArguments: whatever stands in the place of an argument or of a flag's value,
// no file is opened or made, no private address asked, and what is said is text.
func TestRemoteArguments(t *testing.T) {
	m := newTeam(t)
	m.pages["new.test/private"] = `<html><head><link rel=alternate type="application/rss+xml" href="http://10.0.0.1/feed"></head><body><p>page</p></body></html>`
	m.pages["new.test/away"] = "-> http://127.0.0.1:9090/metrics"
	opened := tempt(t)
	commands := tree()
	for _, name := range slices.Sorted(maps.Keys(commands)) {
		if name == "" || strings.HasPrefix(name, "completion ") {
			continue
		}
		line := strings.Fields(name)
		var forms [][]string // with "ARG" where the argument goes
		forms = append(forms, []string{"ARG"}, []string{"Coast Daily", "ARG"}, []string{"tag", "ARG", "--query", ""})
		commands[name].Flags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() != "bool" {
				forms = append(forms, []string{"--" + f.Name, "ARG", "star"})
			}
		})
		for i, who := range askers {
			arguments := arguments
			if least := decisions[name].least; i > 0 && least != who.name && who.name != "editor" || least == "nobody" {
				arguments = arguments[:8] // he is told no, or has been seen as another
			}
			for n, form := range forms {
				arguments := arguments
				if n > 2 && decisions[name].least != who.name {
					arguments = arguments[:8] // what a flag may say is the same for all
				}
				for _, arg := range arguments {
					args := slices.Clone(line)
					for _, word := range form {
						args = append(args, strings.ReplaceAll(word, "ARG", arg))
					}
					code, out, errs := m.askAs(who.Asker, args...)
					shown := strings.Join(args, " ")
					shown = shown[:min(len(shown), 120)]
					if code < exitOK || code > exitUsage {
						t.Errorf("%s: %q: exit code %d", who.name, shown, code)
					}
					for _, text := range []string{out, errs} {
						if strings.Contains(text, canary) {
							t.Errorf("%s: %q has read a file: %q", who.name, shown, text)
						}
						if clean := model.CleanText(text); clean != text {
							t.Errorf("%s: %q: what it says is no text: %q", who.name, shown, text[:min(len(text), 500)])
						}
					}
					if got := opened(); len(got) > 0 {
						t.Fatalf("%s: %q has opened %q", who.name, shown, got)
					}
				}
			}
		}
	}
	for _, asked := range m.log() {
		if host, _, _ := strings.Cut(asked, "/"); !strings.HasSuffix(host, ".test") {
			t.Errorf("%s was asked for a page", asked)
		}
	}
	if _, out, _ := m.ask(model.LocalReader, model.RoleAdmin, "list", "--format", "json"); strings.Contains(out, canary) {
		t.Error("the library has taken in a file")
	}
}

// TestRemoteCommands: the commands that may be asked for open nothing either where they do
// their work.
func TestRemoteCommands(t *testing.T) {
	m := newTeam(t)
	opened := tempt(t)
	for _, args := range [][]string{
		{"list"},
		{"list", "Coast Daily"},
		{"list", "http://new.test/feed"},
		{"list", "-q", "is:unread", "-f", "json"},
		{"show", "Coast Daily"},
		{"show", "notes.md"},
		{"show", "http://new.test/feed"},
		{"show", "--explain", "http://new.test/feed"},
		{"export"},
		{"export", "-f", "opml"},
		{"mark", "--query", "", "star"},
		{"sources"},
		{"views"},
		{"views", "add", "a", "b"},
		{"views", "remove", "a"},
		{"guide"},
		{"guide", "query"},
		{"refresh"},
		{"refresh", "Coast Daily"},
		{"add", "http://new.test/feed"},
		{"rename", "New", "Newer"},
		{"remove", "Newer"},
		{"library", "retain", "--older-than", "1y", "--source", "Coast Daily"},
		{"library", "retain"},
		{"help"},
		{"help", "list"},
		{"--help"},
		{"list", "-h"},
		{"serve", "readers", "list"},
	} {
		began := time.Now()
		if code, out, errs := m.ask(model.LocalReader, model.RoleAdmin, args...); code != exitOK {
			t.Errorf("%q: %d, %q, %q", args, code, out, errs)
		}
		if got := opened(); len(got) > 0 {
			t.Errorf("%q has opened %q", args, got)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%q took %s", args, took)
		}
	}
}
