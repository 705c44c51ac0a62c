package access

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
	"dateline/model/store/sqlite"
)

// site is a Control of a test, and what it writes to its log.
type site struct {
	*Control
	catalog model.Catalog
	file    string       // of a library on disk
	later   atomic.Int64 // how much later than clock it is
	mu      sync.Mutex
	log     bytes.Buffer
}

// Write implements io.Writer.
func (s *site) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(b)
}

func (s *site) logged() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// openSite opens a Control of a new library.
func openSite(t testing.TB, o Settings) *site {
	t.Helper()
	s := &site{file: filepath.Join(t.TempDir(), "library.db")}
	s.catalog = openCatalog(t, s.file)
	var err error
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel) // before the library is closed
	s.Control, err = New(ctx, Options{
		Settings: o, Catalog: s.catalog, Now: func() time.Time { return clock.Add(time.Duration(s.later.Load())) }, Log: slog.New(slog.NewTextHandler(s, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// openCatalog opens a library, as another program would.
func openCatalog(t testing.TB, file string) model.Catalog {
	t.Helper()
	c, err := sqlite.Open(context.Background(), file, model.OpenOptions{
		Clock: func() time.Time { return clock },
		Rules: func(string, time.Time) (model.Expr, error) { return model.Is{State: model.IsDated}, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// comeIn returns who comes in with a key.
func (s *site) comeIn(t testing.TB, key gossh.PublicKey) Visitor {
	t.Helper()
	v, err := s.Key(t.Context(), key, here)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// library returns the library of a visitor.
func (s *site) library(t testing.TB, v Visitor) *Library {
	t.Helper()
	l, err := s.Library(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// eventually waits until something holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// until waits for signals of a change until something holds, which one must tell of.
func (s *site) until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	end := time.After(20 * time.Second)
	for !holds() {
		select {
		case <-s.Changed():
		case <-end:
			t.Fatalf("waited in vain: %s\n%s", what, s.logged())
		}
	}
}

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFollowFile: the file counts as it is: written to, replaced, renamed, gone, back, a
// link to another, and not as it is for a moment.
func TestFollowFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "authorized_keys")
	a, b := newKey(t), newKey(t)
	lineA, lineB := KeyLine(a)+"\n", KeyLine(b)+"\n"
	writeFile(t, path, lineA)
	s := openSite(t, Settings{AuthorizedKeys: path})
	va := s.comeIn(t, a)
	in := func(key gossh.PublicKey) bool {
		_, err := s.Key(t.Context(), key, here)
		return err == nil
	}
	want := func(what string, hasA, hasB bool) {
		t.Helper()
		s.until(t, what, func() bool { return in(a) == hasA && in(b) == hasB })
		if _, stays := s.Still(t.Context(), va); stays != hasA {
			t.Errorf("%s: who came in stays: %v", what, stays)
		}
	}
	replace := func(text string) {
		t.Helper()
		writeFile(t, path+".new", text)
		if err := os.Rename(path+".new", path); err != nil {
			t.Fatal(err)
		}
	}
	want("at first", true, false)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := f.WriteString(lineB); err != nil {
		t.Fatal(err)
	}
	want("appended", true, true)
	replace(lineB)
	want("replaced", false, true)
	replace(lineA + lineB)
	want("replaced again", true, true)
	writeFile(t, path, lineA)
	want("written afresh", true, false)
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	want("gone", false, false)
	if err := os.Rename(path+".old", path); err != nil {
		t.Fatal(err)
	}
	want("back", true, false)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	want("removed", false, false)
	for _, to := range []string{"one", "two"} {
		if err := os.MkdirAll(filepath.Join(folder, to), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	writeFile(t, filepath.Join(folder, "one", "keys"), lineA)
	writeFile(t, filepath.Join(folder, "two", "keys"), lineB)
	link := func(to string) {
		t.Helper()
		if err := os.Symlink(filepath.Join(to, "keys"), path+".link"); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path+".link", path); err != nil {
			t.Fatal(err)
		}
	}
	link("one")
	want("a link", true, false)
	link("two")
	want("a link to another", false, true)
	writeFile(t, filepath.Join(folder, "two", "keys"), lineA+lineB)
	want("written behind the link", true, true)
	for _, said := range []string{"level=ERROR", "keys=2", "added=1 removed=1"} {
		eventually(t, said+" in the log", func() bool { return strings.Contains(s.logged(), said) })
	}
}

// TestFileForAMoment: a file that is empty or gone for a moment cuts nobody off.
func TestFileForAMoment(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "authorized_keys")
	key := newKey(t)
	writeFile(t, path, KeyLine(key))
	s := openSite(t, Settings{AuthorizedKeys: path})
	s.comeIn(t, key)
	for i := range 10 {
		if i%2 == 0 {
			writeFile(t, path, "")
		} else if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
		writeFile(t, path, KeyLine(key)+strings.Repeat("\n", i))
		s.comeIn(t, key)
		time.Sleep(60 * time.Millisecond)
		s.comeIn(t, key)
	}
}

// TestUnreadableFile: a file that cannot be read leaves in force what was read of it, and
// it is said once.
func TestUnreadableFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "authorized_keys")
	key := newKey(t)
	writeFile(t, path, KeyLine(key))
	s := openSite(t, Settings{AuthorizedKeys: path})
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil { // also root cannot read it
		t.Fatal(err)
	}
	eventually(t, "a word in the log", func() bool { return strings.Contains(s.logged(), "it is no file") })
	time.Sleep(3 * lookEvery / 2)
	s.comeIn(t, key)
	if n := strings.Count(s.logged(), "level=ERROR"); n != 1 {
		t.Errorf("said %d times:\n%s", n, s.logged())
	}
	if err := s.Reload(t.Context(), Settings{AuthorizedKeys: path, Open: true}); err == nil {
		t.Error("it is reloaded")
	}
	if _, err := s.Key(t.Context(), newKey(t), here); err == nil {
		t.Error("settings count though the file could not be read")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s.until(t, "the file is gone", func() bool { _, err := s.Key(t.Context(), key, here); return err != nil })
}

// TestReload: other settings count at once, and say so.
func TestReload(t *testing.T) {
	path := filepath.Join(t.TempDir(), "authorized_keys")
	key := newKey(t)
	writeFile(t, path, KeyLine(key)+"\ncommand=\"x\" "+oneKey+"\n")
	if _, err := New(t.Context(), Options{Settings: Settings{AuthorizedKeys: path + "x"}, Catalog: openCatalog(t, path+".db")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it begins without its file: %v", err)
	}
	s := openSite(t, Settings{})
	drain := func() bool {
		select {
		case <-s.Changed():
			return true
		default:
			return false
		}
	}
	drain()
	if s.KeysPossible() {
		t.Error("keys are possible")
	}
	for _, step := range []struct {
		settings       Settings
		in, open, keys bool
	}{
		{Settings{AuthorizedKeys: path}, true, false, true},
		{Settings{AuthorizedKeys: path, Guest: true}, true, false, true},
		{Settings{Open: true, Guest: true}, true, true, true},
		{Settings{Guest: true}, false, false, false},
	} {
		if err := s.Reload(t.Context(), step.settings); err != nil {
			t.Fatal(err)
		}
		if !drain() {
			t.Errorf("%+v: no signal", step.settings)
		}
		_, err := s.Key(t.Context(), key, here)
		_, other := s.Key(t.Context(), newKey(t), here)
		if _, guest := s.Anonymous(); (err == nil) != step.in || (other == nil) != step.open || guest != step.settings.Guest || s.KeysPossible() != step.keys {
			t.Errorf("%+v: %v, %v, a guest %v, keys %v", step.settings, err, other, guest, s.KeysPossible())
		}
	}
	for _, said := range []string{"line=2", "file=" + path} {
		eventually(t, said+" in the log", func() bool { return strings.Contains(s.logged(), said) })
	}
}

// TestExpiry: it is said when a key has expired.
func TestExpiry(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "authorized_keys")
	key := newKey(t)
	now := time.Now()
	until := now.Add(2 * time.Second).UTC().Truncate(time.Second)
	writeFile(t, path, fmt.Sprintf(`expiry-time="%sZ" %s`, until.Format("20060102150405"), KeyLine(key)))
	c, err := New(t.Context(), Options{Settings: Settings{AuthorizedKeys: path}, Catalog: openCatalog(t, path+".db")})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{Control: c}
	v, err := c.state.Load().decide(Visitor{Fingerprint: gossh.FingerprintSHA256(key), key: KeyLine(key)}, now)
	if err != nil {
		t.Fatal(err)
	}
	s.until(t, "the key expires", func() bool { _, in := s.Still(t.Context(), v); return !in })
	if time.Now().Before(until) {
		t.Error("too early")
	}
}

// TestFollowReaders: readers whom another program adds, changes and removes count at once,
// and stand in the log; marks of readers are no reason to look.
func TestFollowReaders(t *testing.T) {
	t.Parallel()
	s := openSite(t, Settings{})
	ctx, other := t.Context(), openCatalog(t, s.file)
	key, second := newKey(t), newKey(t)
	if _, err := s.Key(ctx, key, here); err == nil {
		t.Fatal("he is let in")
	}
	r, err := other.AddReader(ctx, model.Reader{Name: "Ada", Keys: []string{KeyLine(key)}}, clock)
	if err != nil {
		t.Fatal(err)
	}
	v := s.comeIn(t, key) // at once
	if v.ID != r.ID || v.Name != "Ada" || v.Role != model.RoleReader || !s.KeysPossible() {
		t.Errorf("he comes in as %+v", v)
	}
	r.Role = model.RoleEditor
	if err := other.SetReader(ctx, r); err != nil {
		t.Fatal(err)
	}
	s.until(t, "his role", func() bool {
		now, in := s.Still(ctx, v)
		return in && now.Role == model.RoleEditor && now.ID == r.ID
	})
	r.Keys = []string{KeyLine(second)}
	if err := other.SetReader(ctx, r); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Key(ctx, key, here); err == nil { // at once
		t.Error("he is let in with a key that was taken")
	}
	s.until(t, "his key is taken", func() bool { _, in := s.Still(ctx, v); return !in })
	v = s.comeIn(t, second)
	if err := other.RemoveReader(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	s.until(t, "he is removed", func() bool { _, in := s.Still(ctx, v); return !in })
	for _, said := range []string{"reader added", "reader changed", "reader removed", "reader=Ada role=editor", gossh.FingerprintSHA256(second)} {
		eventually(t, said+" in the log", func() bool { return strings.Contains(s.logged(), said) })
	}
}

// counting counts how often the readers are listed.
type counting struct {
	model.Catalog
	mu    sync.Mutex
	lists int
	fail  error
}

func (c *counting) Readers(ctx context.Context) ([]model.Reader, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lists++
	if c.fail != nil {
		return nil, c.fail
	}
	return c.Catalog.Readers(ctx)
}

func (c *counting) set(fail error) (lists int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fail = fail
	return c.lists
}

// TestReadersAreListedSeldom: no mark and no article has the readers listed, and however
// many are new, it happens at most once in listEvery. What fails is tried again.
func TestReadersAreListedSeldom(t *testing.T) {
	t.Parallel()
	catalog := &counting{Catalog: openCatalog(t, filepath.Join(t.TempDir(), "library.db"))}
	ctx := t.Context()
	ids := saveArticles(t, catalog, 40)
	var log site
	c, err := New(ctx, Options{Catalog: catalog, Log: slog.New(slog.NewTextHandler(&log, nil)), Settings: Settings{Open: true}})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{Control: c}
	l := s.library(t, s.comeIn(t, newKey(t)))
	mark := func(id model.ID) {
		t.Helper()
		if _, err := l.Mark(ctx, []model.ID{id}, model.Mark{Do: model.Star}, clock); err != nil {
			t.Fatal(err)
		}
	}
	mark(ids[0])
	time.Sleep(2*listEvery + listEvery/2) // what came of the making
	before, began := catalog.set(nil), time.Now()
	for _, id := range ids[1:] {
		mark(id)
	}
	saveArticles(t, catalog, len(ids)+1)
	time.Sleep(300 * time.Millisecond)
	if n := catalog.set(nil) - before; n > 0 {
		t.Errorf("%d marks and an article: %d times", len(ids)-1, n)
	}
	const added = 20
	for i := range added {
		if _, err := catalog.AddReader(ctx, model.Reader{Name: fmt.Sprint(i)}, clock); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if n, most := catalog.set(nil)-before, int(time.Since(began)/listEvery)+1; n > most || n == 0 {
		t.Errorf("%d new readers: %d times, at most %d", added, n, most)
	}
	catalog.set(errors.New("not now"))
	key := newKey(t)
	if _, err := catalog.AddReader(ctx, model.Reader{Name: "Ada", Keys: []string{KeyLine(key)}}, clock); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a word in the log", func() bool { return strings.Contains(log.logged(), "not now") })
	if _, err := s.Key(ctx, key, here); err == nil {
		t.Error("somebody is let in whom nothing is known of")
	}
	catalog.set(nil)
	eventually(t, "the readers", func() bool { return s.state.Load().readers.byKey[KeyLine(key)] != nil })
}

// saveArticles saves n articles and returns their IDs.
func saveArticles(t testing.TB, c model.Saver, n int) []model.ID {
	t.Helper()
	batch, ids := make([]model.Article, n), make([]model.ID, n)
	for i := range batch {
		title := fmt.Sprintf("Article %d", i)
		ids[i] = model.NewID(title, "", "", title, model.Date{})
		batch[i] = model.Article{
			ID: ids[i], Title: title, Body: "harbour", Source: "S", Home: "/s",
			Published: model.AtInstant(clock.Add(-time.Duration(i)*time.Hour), model.FromStated),
		}
	}
	if _, err := c.Save(context.Background(), batch, clock); err != nil {
		t.Fatal(err)
	}
	return ids
}
