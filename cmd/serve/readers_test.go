package serve

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"dateline/model"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// keys are public keys by name, for command lines: $ada is the line of one, and $ada:print
// its fingerprint.
type keys map[string]ssh.PublicKey

func newKeys(t testing.TB, names ...string) keys {
	k := make(keys)
	for _, name := range names {
		k[name] = sshtest.Key(t).PublicKey()
	}
	return k
}

func (k keys) fill(text string) string {
	for name, key := range k {
		text = strings.ReplaceAll(text, "$"+name+":print", ssh.FingerprintSHA256(key))
		text = strings.ReplaceAll(text, "$"+name, access.KeyLine(key))
	}
	return text
}

// step is a command line, with | between the words, and what comes of it.
type step struct {
	line string
	code int
	want string // stands in what it prints, "" anything
}

func (h *home) steps(k keys, steps []step) {
	h.t.Helper()
	for _, s := range steps {
		out, errs, code := h.run(strings.Split(k.fill(s.line), "|")...)
		if text := out + errs; code != s.code || !strings.Contains(text, k.fill(s.want)) {
			h.t.Errorf("%s: exit %d, want %d with %q:\n%s", s.line, code, s.code, k.fill(s.want), text)
		}
	}
}

func TestReaders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		steps []step
	}{
		{"nobody yet", []step{
			{"readers|list", 1, ""}, // there is no library
			{"readers|add|ada|$ada", 0, "ada comes in as a reader with $ada:print"},
			{"readers|list", 0, "ada\treader\t2026-11-06T12:00:00Z\t$ada:print\nlocal\tadmin\n"},
		}},
		{"roles", []step{
			{"readers|add|ada|$ada|--role|editor", 0, "ada comes in as an editor"},
			{"readers|add|bob|$bob|--admin", 0, "bob comes in as an admin"},
			{"readers|role|ada|reader", 0, "ada is a reader"},
			{"readers|role|ADA|admin", 0, "ada is an admin"},
			{"readers|role|ada|boss", 2, `"boss" is no role: want reader, editor, admin`},
			{"readers|role|ada|edtor", 2, "did you mean"},
			{"readers|role|eve|editor", 1, `there is no reader "eve"`},
			{"readers|role|local|reader", 1, "always an admin"},
			{"readers|add|eve|$eve|--role|admin", 2, "say --admin"},
			{"readers|add|eve|$eve|--role|admin|--admin", 1, "none of the others"},
		}},
		{"a second key, and one of another", []step{
			{"readers|add|ada|$ada", 0, ""},
			{"readers|add|Ada|$bob", 0, "ada, a reader, comes in with $bob:print, one of 2 keys"},
			{"readers|add|eve|$bob", 1, "that key is ada's already"},
			{"readers|add|ada|$bob", 1, "that key is ada's already"},
			{"readers|add|ada|$eve|--admin", 1, "ada is there as a reader; 'dateline serve readers role ada admin' changes that"},
			{"readers|remove|ada|--key|$bob:print", 0, "1 left"},
			{"readers|remove|ada|--key|$bob:print", 1, "0 keys of ada"},
			{"readers|add|eve|$bob", 0, "eve comes in"},
		}},
		{"the local reader", []step{
			{"readers|add|me|$ada|--local", 0, "me, the local reader, comes in with $ada:print"},
			{"readers|list", 0, "me\tadmin\t\t$ada:print"},
			{"readers|remove|me|--yes", 1, "cannot be removed"},
			{"readers|add|bob|$bob", 0, ""},
			{"readers|add|bob|$eve|--local", 1, "bob is another reader"},
			{"readers|remove|me|--key|$ada:print", 0, "none is left"},
		}},
		{"what is no key", []step{
			{"readers|add|ada|ssh-ed25519 AAAA", 2, "that is not a public key"},
			{"readers|add|ada|missing.pub", 2, "neither a public key nor a file"},
			{"readers|add|ada|no-pty $ada", 2, "options before a key"},
			{"readers|add|ada|$ada\n$bob", 2, "more than one key"},
			{"readers|add|ada", 2, "readers add NAME KEY"},
			{"readers|add||$ada", 2, "NAME is empty"},
			{"readers|add|guest|$ada", 2, "no reader can have that name"},
			{"readers|add|SHA256:abc|$ada", 2, "no reader can have that name"},
			{"readers|add|" + strings.Repeat("a", 65) + "|$ada", 2, "longer than 64 bytes"},
			{"readers|add|ada|$ada a comment of|many words", 0, "ada comes in"},
		}},
		{"wrong words", []step{
			{"readers|drop|ada", 2, `there is no command "drop"`},
			{"readers|list|ada", 2, "nothing may follow"},
			{"readers|list|--format|xml", 2, "want text or json"},
			{"readers|role|ada", 2, "want '"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			newHome(t).steps(newKeys(t, "ada", "bob", "eve"), c.steps)
		})
	}
}

// TestReadersAddFile: KEY may be a file, which must be that of one public key.
func TestReadersAddFile(t *testing.T) {
	h, k := newHome(t), newKeys(t, "ada", "bob")
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skip("no key is made that is too short to be let in: ", err)
	}
	weak, err := ssh.NewPublicKey(&small.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		code       int
		want       string
	}{
		{"one", k.fill("$ada ada@laptop\n"), 0, "ada comes in"},
		{"two", k.fill("$ada\n$bob\n"), 2, "more than one"},
		{"private", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", 2, "private key"},
		{"weak", access.KeyLine(weak), 2, "2048 to 16384 bits, not 1024"},
		{"large", strings.Repeat("#\n", maxKeyFile), 2, "no file of a public key"},
		{"other", "hello\n", 2, "not a public key"},
	} {
		path := filepath.Join(h.dir, c.name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, code := h.run("readers", "add", "ada", path)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: exit %d, want %d with %q: %s%s", c.name, code, c.code, c.want, out, errs)
		}
	}
}

// TestReadersRemove: it counts what is kept and asks; without a terminal it wants --yes.
func TestReadersRemove(t *testing.T) {
	h, k := newHome(t), newKeys(t, "ada")
	h.steps(k, []step{{"readers|add|ada|$ada", 0, ""}})
	cat, err := h.program(nil, nil).Open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	ada, err := cat.ReaderOfKey(t.Context(), access.KeyLine(k["ada"]))
	if err != nil {
		t.Fatal(err)
	}
	a := model.Article{ID: model.NewID("s", "1", "", "", model.Date{}), Title: "One", Source: "S"}
	if _, err := cat.Save(t.Context(), []model.Article{a}, noon); err != nil {
		t.Fatal(err)
	}
	lib, err := cat.Reader(t.Context(), ada.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Mark(t.Context(), []model.ID{a.ID}, model.Mark{Do: model.Star}, noon); err != nil {
		t.Fatal(err)
	}
	if err := cat.Close(); err != nil {
		t.Fatal(err)
	}
	h.steps(k, []step{
		{"readers|remove|ada", 2, "say --yes"},
		{"readers|remove|ada", 2, "ada: 1 starred, 2 views, 1 key"},
		{"readers|list", 0, "ada"},
		{"readers|remove|ada|--yes", 0, "ada removed"},
		{"readers|remove|ada|--yes", 1, "there is no reader"},
		{"readers|add|bea|$ada", 0, "bea comes in"},
	})
}

// TestReadersAddStranger: who came in with a key before keeps what he has.
func TestReadersAddStranger(t *testing.T) {
	h, k := newHome(t), newKeys(t, "ada")
	cat, err := h.program(nil, nil).Open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	print := ssh.FingerprintSHA256(k["ada"])
	if _, err := cat.AddReader(t.Context(), model.Reader{ID: model.ReaderID(print), Name: print}, noon); err != nil {
		t.Fatal(err)
	}
	if err := cat.Close(); err != nil {
		t.Fatal(err)
	}
	h.steps(k, []step{{"readers|add|ada|$ada", 0, "ada, a reader, comes in with $ada:print"}, {"readers|list", 0, "ada\treader"}})
	if out, _, _ := h.run("readers", "list"); strings.Contains(out, print+"\treader") {
		t.Errorf("he is there twice:\n%s", out)
	}
}

// TestReadersJSON: a line a reader.
func TestReadersJSON(t *testing.T) {
	h, k := newHome(t), newKeys(t, "ada")
	h.steps(k, []step{{"readers|add|ada|$ada|--role|editor", 0, ""}})
	out, _, _ := h.run("readers", "list", "--format", "json")
	var all []struct {
		Name, Role string
		Local      bool
		Keys       []string
	}
	for line := range strings.Lines(out) {
		all = append(all, struct {
			Name, Role string
			Local      bool
			Keys       []string
		}{})
		if err := json.Unmarshal([]byte(line), &all[len(all)-1]); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) != 2 || all[0].Name != "ada" || all[0].Role != "editor" || all[0].Keys[0] != ssh.FingerprintSHA256(k["ada"]) || !all[1].Local {
		t.Errorf("got %+v", all)
	}
}

// TestReadersRemote: over SSH nobody becomes, changes or removes an admin, and no file is
// read.
func TestReadersRemote(t *testing.T) {
	h, k := newHome(t), newKeys(t, "ada", "bob", "eve", "root")
	h.steps(k, []step{{"readers|add|root|$root|--admin", 0, ""}, {"readers|add|ada|$ada", 0, ""}})
	cat, err := h.program(nil, nil).Open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cat.Close() }()
	path := filepath.Join(h.dir, "eve.pub")
	if err := os.WriteFile(path, []byte(access.KeyLine(k["eve"])), 0o600); err != nil {
		t.Fatal(err)
	}
	h.remote = cat
	const shell = "in the shell of the server's machine, not over SSH"
	h.steps(k, []step{
		{"readers|add|bob|$bob|--admin", 2, shell},
		{"readers|add|bob|$bob|--local", 2, shell},
		{"readers|add|root|$bob", 1, shell},
		{"readers|add|local|$bob", 1, shell},
		{"readers|role|ada|admin", 2, shell},
		{"readers|role|root|reader", 1, shell},
		{"readers|remove|root|--yes", 1, shell},
		{"readers|remove|root|--key|$root:print", 1, shell},
		{"readers|add|eve|" + path, 2, "not a public key"},
		{"readers|add|bob|" + strings.ReplaceAll("$bob", " ", "|"), 0, "bob comes in"},
		{"readers|role|bob|editor", 0, "bob is an editor"},
		{"readers|remove|bob|--yes", 0, "bob removed"},
	})
}
