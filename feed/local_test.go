package feed

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// put writes a file, and the folders around it.
func put(t *testing.T, text string, path ...string) {
	t.Helper()
	name := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestSignature: what is in a folder has another signature when a document of it comes,
// goes or changes, and at no other time.
func TestSignature(t *testing.T) {
	dir := t.TempDir()
	put(t, "One", dir, "a.txt")
	put(t, "Two", dir, "b", "b.txt")
	var seen []string
	for i, step := range []func(){
		func() {},
		func() { put(t, "One and more", dir, "a.txt") },
		func() { _ = os.Chtimes(filepath.Join(dir, "a.txt"), time.Time{}, now) },
		func() { put(t, "Three", dir, "c.txt") },
		func() { _ = os.Rename(filepath.Join(dir, "c.txt"), filepath.Join(dir, "d.txt")) },
		func() { _ = os.Remove(filepath.Join(dir, "b", "b.txt")) },
		func() { _ = os.RemoveAll(dir) },
	} {
		step()
		got := Signature(t.Context(), dir, Options{})
		if slices.Contains(seen, got) {
			t.Errorf("step %d changed nothing", i)
		}
		put(t, "hidden", t.TempDir(), ".x")
		if again := Signature(t.Context(), dir, Options{}); again != got {
			t.Errorf("step %d: %s, then %s", i, got, again)
		}
		seen = append(seen, got)
	}
}

// TestMaildir: a mail is the same when it is read, which changes the name of its file, and
// when it is moved to another folder of this name; what is half written is not read.
func TestMaildir(t *testing.T) {
	const mail = "From: Ada <ada@coast.example>\nMessage-ID: <1@coast.example>\nSubject: Tides\nDate: Fri, 20 Nov 2026 20:15:00 +0000\n\nHigh at six.\n"
	dir := t.TempDir()
	for _, name := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	put(t, mail, dir, "new", "1764000000.M1.coast")
	put(t, mail, dir, "tmp", "1764000001.M2.coast")
	put(t, mail, dir, ".Sent", "cur", "1764000002.M3.coast:2,S")
	before := load(t, Options{}, dir)
	if err := os.Rename(filepath.Join(dir, "new", "1764000000.M1.coast"), filepath.Join(dir, "cur", "1764000000.M1.coast:2,S")); err != nil {
		t.Fatal(err)
	}
	after := load(t, Options{}, dir)
	id := func(l loaded) (ids []model.ID) {
		for _, a := range l.articles {
			ids = append(ids, a.ID)
		}
		return ids
	}
	if before.titles() != "Tides" || len(before.errs) > 0 || !slices.Equal(id(before), id(after)) {
		t.Errorf("%q %v, then %q %v; %q", before.titles(), id(before), after.titles(), id(after), before.errs)
	}
}
