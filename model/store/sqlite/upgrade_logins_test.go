package sqlite

import (
	"bytes"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

// secrets are what the addresses of testdata/userinfo8.db hold, and the words of
// it that the index had.
var secrets = []string{"s3same-0pen", "s3same", "h1dden", "ada:", "ada@", "bob:"}

// withSecrets copies a library of schema 8 whose addresses hold names and
// passwords: of a feed, its articles, their links and earlier texts, a page, a
// source that is called by its address, and a view.
func withSecrets(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("testdata/userinfo8.db")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b, []byte(secrets[0])) {
		t.Fatal("the fixture holds no secret")
	}
	path := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// uids returns the ids of the articles of the library in a file.
func uids(t *testing.T, path string) []string {
	t.Helper()
	db, err := connect(path, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rs, err := db.QueryContext(t.Context(), "SELECT uid FROM item ORDER BY uid")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rs.Close() }()
	var ids []string
	for rs.Next() {
		var id string
		if err := rs.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// wantNoSecrets fails where the file of a library, or its log, holds a secret.
func wantNoSecrets(t *testing.T, path string) {
	t.Helper()
	for _, name := range []string{path, path + "-wal"} {
		b, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if bytes.Contains(bytes.ToLower(b), []byte(secret)) {
				t.Errorf("%s still holds %q", filepath.Base(name), secret)
			}
		}
	}
}

func TestMoveLogins(t *testing.T) {
	path := withSecrets(t)
	had := uids(t, path)
	got := make(map[string]string)
	s, err := openLocal(t.Context(), path, model.OpenOptions{KeepLogins: func(l model.Logins) error {
		for address, user := range l {
			got[address] = user.String()
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for address, want := range map[string]string{
		"http://127.0.0.1:8765/coast.xml": "ada:s3same-0pen", "http://127.0.0.1:8765/page.html": "ada:s3same-0pen",
		"http://hill.example/feed?x=1": "bob:h1dden",
	} {
		if got[address] != want {
			t.Errorf("%s: %q is kept, want %q", address, got[address], want)
		}
	}
	if len(got) != 3 {
		t.Errorf("kept: %v", got)
	}
	wantNoSecrets(t, path)
	modeltest.Sound(t, s)

	feeds, err := s.Subscriptions(t.Context())
	if err != nil || len(feeds) != 3 {
		t.Fatalf("%+v, %v", feeds, err)
	}
	for _, f := range feeds {
		if u, err := url.Parse(f.Address); err != nil || u.User != nil {
			t.Errorf("followed at %s: %v", f.Address, err)
		}
	}
	now := uids(t, path)
	if !slices.Equal(now, had) {
		t.Errorf("the ids were %v, are %v", had, now)
	}
	linked, named := 0, 0
	for _, id := range now {
		r, err := s.Record(t.Context(), model.ID(id))
		if err != nil {
			t.Fatal(err)
		}
		text := r.Title + r.URL + r.Path + r.Home + r.Source + r.Body + r.Summary
		for _, e := range r.Revisions {
			text += e.Title + e.Body + e.Summary
		}
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q: %s", id, secret, text)
			}
		}
		if strings.Contains(r.Body, "http://127.0.0.1:8765/") {
			linked++
		}
		if r.Title == "A page of secrets" && !strings.Contains(r.Body, "https://demo:demo@public.example/") {
			t.Errorf("a link of the page's own is gone: %s", r.Body)
		}
		// What its document says now is what it said.
		saved, err := s.Save(t.Context(), []model.Article{r.Article}, started)
		if err != nil || saved != (model.Saved{Same: 1}) {
			t.Errorf("%s: read again: %+v, %v", r.Title, saved, err)
		}
		place, ok := model.AddressPlace(r.Path)
		if !ok || r.URL == "" || r.EntryID != "" {
			continue
		}
		if r.ID = model.NewID(place, "", r.URL, r.Title, r.Published); string(r.ID) != id {
			named++
		}
		if saved, err := s.Save(t.Context(), []model.Article{r.Article}, started); err != nil || saved != (model.Saved{Same: 1}) {
			t.Errorf("%s: read again by its link: %+v, %v", r.Title, saved, err)
		}
	}
	if linked < 40 {
		t.Errorf("%d articles link to their server, want 40 at least", linked)
	}
	if named == 0 {
		t.Error("no article has an ID that was made with a password")
	}
	if n := wordCount(t, s, "s3same") + wordCount(t, s, "ada"); n > 0 {
		t.Error("the table of words still has them")
	}
	if n := wordCount(t, s, "untitled"); n == 0 {
		t.Error("the table of words lost one that is there")
	}
}

func wordCount(t *testing.T, s *Library, word string) (n int) {
	t.Helper()
	if err := s.Catalog.read.QueryRowContext(t.Context(), "SELECT count(*) FROM word WHERE term = ?1 OR term = '¶' || ?1", word).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestLoginsNotKept: where nobody can keep them, nothing is removed.
func TestLoginsNotKept(t *testing.T) {
	path := withSecrets(t)
	had := rowsIn(t, path)
	full := errors.New("the disk is full")
	for _, o := range []model.OpenOptions{{}, {KeepLogins: func(model.Logins) error { return full }}} {
		s, err := openLocal(t.Context(), path, o)
		if err == nil {
			_ = s.Close()
		}
		if err == nil || o.KeepLogins != nil && !errors.Is(err, full) {
			t.Fatalf("opened: %v", err)
		}
		if got := rowsIn(t, path); !slices.Equal(got, had) {
			t.Error("the library has changed")
		}
	}
	s, err := openLocal(t.Context(), path, model.OpenOptions{KeepLogins: func(model.Logins) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	wantNoSecrets(t, path)
}

// TestTracesLater: what somebody who reads keeps from being erased is erased when
// the library is opened next.
func TestTracesLater(t *testing.T) {
	path := withSecrets(t)
	other, err := connect(path, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), "PRAGMA journal_mode = wal"); err != nil {
		t.Fatal(err)
	}
	tx, err := other.BeginTx(t.Context(), nil)
	if err == nil {
		_, err = tx.ExecContext(t.Context(), "SELECT 1")
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = tx.Rollback()
	rs, err := other.QueryContext(t.Context(), "SELECT uid FROM item")
	if err != nil || !rs.Next() {
		t.Fatal("nothing to read: ", err)
	}
	s, err := openLocal(t.Context(), path, model.OpenOptions{KeepLogins: func(model.Logins) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(rs.Close(), other.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	_ = openOrFail(t, path)
	wantNoSecrets(t, path)
}
