package credentials

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/model/atomicfile"
)

// known returns what f has for an address, or its error.
func known(t *testing.T, f *File, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	user, err := f.Find(t.Context(), u)
	if err != nil {
		return err.Error()
	}
	return user.String()
}

// containing returns a file of a text and a mode.
func containing(t *testing.T, text string, mode os.FileMode) *File {
	t.Helper()
	f := &File{Path: filepath.Join(t.TempDir(), "credentials.toml")}
	if err := errors.Join(os.WriteFile(f.Path, []byte(text), mode), os.Chmod(f.Path, mode)); err != nil {
		t.Fatal(err)
	}
	return f
}

// TestKeep: what is kept is found at its address and below, and can be taken back.
func TestKeep(t *testing.T) {
	f := &File{Path: filepath.Join(t.TempDir(), "dateline", "credentials.toml")}
	if got := known(t, f, "https://host/feed"); got != "" {
		t.Errorf("of no file: %q", got)
	}
	for _, password := range []string{"", "plain", `"quoted" \ 'and'`, "\x00\x1b[2J\n\t", "ünïcode 日本 \u202e", "# no comment", "[table]\n[\"https://host/feed\"]"} {
		undo, err := f.Keep(map[string]*url.Userinfo{"https://host/feed": url.UserPassword("ada", password), "https://host/deep/er/feed": url.User("eve")}, true)
		if err != nil {
			t.Fatalf("%q: %v", password, err)
		}
		want := url.UserPassword("ada", password).String()
		if got := known(t, f, "https://host/feed?x=1"); got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
		if got := known(t, f, "https://host/deep/er/1"); got != "eve:" {
			t.Errorf("the nearest is not found: %q", got)
		}
		if info, err := os.Stat(f.Path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("others can read it: %v", err)
		}
		if err := undo(); err != nil {
			t.Fatal(err)
		}
		if got := known(t, f, "https://host/feed"); got != "" {
			t.Errorf("%q: it is not taken back: %q", password, got)
		}
	}
}

// TestProxies: proxies have their entries, too; whether there is one runs no command.
func TestProxies(t *testing.T) {
	f := containing(t, "['socks5://proxy.example:1080']\nuser = 'ada'\npassword = 'pw'\n['http://proxy.example:3128']\nuser = 'eve'\ncommand = 'exit 1'\n", 0o600)
	for address, want := range map[string]bool{
		"socks5://proxy.example:1080": true, "http://proxy.example:3128": true, "http://proxy.example:3128/": true,
		"socks5://proxy.example:1081": false, "https://proxy.example:3128": false, "http://other.example:3128": false,
	} {
		if got := f.Has(address); got != want {
			t.Errorf("%s: %t, want %t", address, got, want)
		}
	}
	if got := known(t, f, "socks5://proxy.example:1080"); got != "ada:pw" {
		t.Errorf("got %q", got)
	}
}

// TestKeepBeside: what is in the file already stays as it is written, unless it is
// to be replaced, and what replaced it can be taken back.
func TestKeepBeside(t *testing.T) {
	const mine = "# mine\n['https://host/']\nuser = 'eve'\n"
	f := containing(t, mine, 0o600)
	ada := map[string]*url.Userinfo{"https://host/": url.UserPassword("ada", "c0mpass")}
	if _, err := f.Keep(ada, false); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(f.Path); err != nil || string(text) != mine {
		t.Errorf("got %q, %v", text, err)
	}
	undo, err := f.Keep(ada, true)
	if err != nil {
		t.Fatal(err)
	}
	if got := known(t, f, "https://host/"); got != "ada:c0mpass" {
		t.Errorf("it is not replaced: %q", got)
	}
	if err := undo(); err != nil {
		t.Fatal(err)
	}
	if got := known(t, f, "https://host/"); got != "eve:" {
		t.Errorf("it is not as it was: %q", got)
	}
	if removed, err := f.Forget("https://host/"); !removed || err != nil {
		t.Errorf("it is not removed: %v", err)
	}
	if removed, err := f.Forget("https://host/"); removed || err != nil {
		t.Errorf("it is removed again: %v", err)
	}
	if text, err := os.ReadFile(f.Path); err != nil || !strings.HasPrefix(string(text), "# mine\n") || strings.Contains(string(text), "eve") {
		t.Errorf("got %q, %v", text, err)
	}
}

// TestRefused: a file that others can read or that says something else is neither
// read nor written, and what is wrong with it is said without a password.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		mode       os.FileMode
		want       string
	}{
		{"readable by others", "", 0o644, "which holds passwords: 'chmod 600 "},
		{"writable by a group", "", 0o620, "which holds passwords: 'chmod 600 "},
		{"no TOML", "['https://host/']\npassword = hush\n", 0o600, ":2: this cannot be read"},
		{"no text", "['https://host/']\npassword = 1\n", 0o600, "are texts, under the address"},
		{"no such setting", "['https://host/']\npass = 'hush'\n", 0o600, `unknown setting "pass"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := containing(t, c.text, c.mode)
			_, keep := f.Keep(map[string]*url.Userinfo{"https://host/": url.UserPassword("ada", "gu3ss")}, true)
			_, forget := f.Forget("https://host/")
			if keep == nil || forget == nil {
				t.Fatalf("kept: %v, forgotten: %v", keep, forget)
			}
			for _, got := range []string{known(t, f, "https://host/"), keep.Error(), forget.Error()} {
				if !strings.Contains(got, c.want) || strings.Contains(got, "hush") || strings.Contains(got, "gu3ss") {
					t.Errorf("got %q, want %q in it", got, c.want)
				}
			}
			if text, err := os.ReadFile(f.Path); err != nil || string(text) != c.text {
				t.Errorf("it has become %q, %v", text, err)
			}
		})
	}
	if _, err := (&File{Path: filepath.Join(t.TempDir(), "new")}).Keep(map[string]*url.Userinfo{"https://host/": url.UserPassword("ada", "\xff")}, true); err == nil {
		t.Error("a password that is no text is kept")
	}
	if _, err := new(File).Keep(map[string]*url.Userinfo{"https://host/": url.User("ada")}, true); !errors.Is(err, atomicfile.ErrNoPlace) {
		t.Errorf("no place: %v", err)
	}
}

// TestCommand: the command for a password is run once, stopped with what it has
// started, and never removed.
func TestCommand(t *testing.T) {
	count := filepath.Join(t.TempDir(), "count")
	f := containing(t, "[\"https://host/\"]\nuser = \"ada\"\ncommand = \"echo >> "+count+"; echo first; echo second\"\n", 0o600)
	for range 2 {
		if got := known(t, f, "https://host/feed"); got != "ada:first" {
			t.Errorf("the command gives %q", got)
		}
	}
	if b, err := os.ReadFile(count); err != nil || len(b) != 1 {
		t.Errorf("it was run %d times: %v", len(b), err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.run(ended, "sleep 60"); !errors.Is(err, context.Canceled) {
		t.Errorf("a command that nobody waits for: %v", err)
	}
	if removed, err := f.Forget("https://host/"); removed || err != nil {
		t.Errorf("a command is removed: %v", err)
	}
}
