package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestWrite(t *testing.T) {
	full := errors.New("full")
	text := func(s string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, e := io.WriteString(w, s)
			return errors.Join(e, err)
		}
	}
	tests := []struct {
		name    string
		was     string // "" is no file
		replace bool
		write   func(io.Writer) error
		want    string
		err     error
	}{
		{"a new file", "", false, text("new", nil), "new", nil},
		{"one that exists", "old", false, text("new", nil), "old", fs.ErrExist},
		{"one that may be replaced", "old", true, text("new", nil), "new", nil},
		{"one that fails half-way", "old", true, text("ne", full), "old", full},
		{"a new one that fails", "", false, text("ne", full), "", full},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, "a.txt")
			if tt.was != "" {
				if err := os.WriteFile(name, []byte(tt.was), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := Write(name, tt.replace, tt.write); !errors.Is(err, tt.err) {
				t.Errorf("got %v, want %v", err, tt.err)
			}
			if got, _ := os.ReadFile(name); string(got) != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// TestWriteElsewhere: a link stays one, a folder is refused, and a folder
// that is not there is named.
func TestWriteElsewhere(t *testing.T) {
	dir := t.TempDir()
	write := func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		return err
	}
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, true, write); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if text, _ := os.ReadFile(target); err != nil || info.Mode()&fs.ModeSymlink == 0 || string(text) != "new" {
		t.Errorf("the link has become a file, or its target is %q: %v", text, err)
	}
	for name, want := range map[string]string{dir: "this is a folder", filepath.Join(dir, "none", "a"): filepath.Join(dir, "none") + ": no such file or directory"} {
		if err := Write(name, true, write); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}

// TestOwn: a file of its owner's alone is refused where others can change it, and changed
// by one program at a time.
func TestOwn(t *testing.T) {
	o := Own{Path: filepath.Join(t.TempDir(), "dateline", "own"), Holds: "secrets"}
	if text, err := o.Read(); text != nil || err != nil {
		t.Errorf("of no file: %q, %v", text, err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := o.Change(func(text []byte) ([]byte, error) { return append(text, 'x'), nil }); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	refused := errors.New("refused")
	if err := o.Change(func([]byte) ([]byte, error) { return nil, refused }); !errors.Is(err, refused) {
		t.Error(err)
	}
	if text, err := o.Read(); string(text) != "xxxxxxxx" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if err := os.Chmod(o.Path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Read(); err == nil || !strings.Contains(err.Error(), "secrets: 'chmod 600") {
		t.Error(err)
	}
	if err := (Own{}).Change(nil); err == nil {
		t.Error("it was written nowhere")
	}
}
