package serve

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/store"
	"dateline/ui/sshd/access"
)

// reading are the methods of a catalogue that change nothing, or only what is derived, and
// tell nothing that is not every reader's to know: shared hands them on. All others it has itself.
var reading = []string{
	"DueFeeds", "Duplicates", "FindSource", "Holders", "HostPauses", "Index", "Places", "Prunable", "Retentions", "Revisions", "Spellings", "Subscriptions", "Waiting", "Watch", "WatchReaders",
}

// TestSharedDecidesAll: whatever a catalogue can do is either reading, or decided.
func TestSharedDecidesAll(t *testing.T) {
	whole := reflect.TypeFor[model.Catalog]()
	for i := range whole.NumMethod() {
		name := whole.Method(i).Name
		m, _ := reflect.TypeFor[*shared]().MethodByName(name)
		// What is promoted from the embedded field is made by the compiler.
		file, _ := runtime.FuncForPC(m.Func.Pointer()).FileLine(m.Func.Pointer())
		own := filepath.Base(file) == "catalog.go"
		if own == slices.Contains(reading, name) {
			t.Errorf("%s: decided %t, in the list of what is only read %t", name, own, own)
		}
	}
}

func newShared(t *testing.T, role model.Role, sources, articles int) (*shared, *strings.Builder) {
	t.Helper()
	cat, err := store.Memory(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cat.Close() })
	control, err := access.New(t.Context(), access.Options{Catalog: cat, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	who, err := cat.AddReader(t.Context(), model.Reader{Name: "ada", Role: role}, noon)
	if err != nil {
		t.Fatal(err)
	}
	lib, err := control.Library(t.Context(), access.Visitor{Name: "ada", ID: who.ID, Role: role})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	a := &additions{limits: func() (int, int) { return sources, articles }}
	return &shared{Catalog: cat, lib: lib, log: slog.New(slog.NewTextHandler(&log, nil)), added: func() *additions { return a }}, &log
}

func articlesOf(home string, n int) []model.Article {
	var all []model.Article
	for i := range n {
		all = append(all, model.Article{ID: model.NewID(home, fmt.Sprint(i), "", "", model.Date{}), Title: fmt.Sprint("Secret headline ", i), Source: home, Home: home, Path: home})
	}
	return all
}

// TestShared: who may change what.
func TestShared(t *testing.T) {
	ctx := t.Context()
	var as [nobody]*shared
	for role := range as {
		as[role], _ = newShared(t, model.Role(role), 9, 9)
	}
	for _, c := range []struct {
		name  string
		least model.Role // who may; above admin: nobody
		do    func(c *shared) error
	}{
		{"save", model.RoleEditor, func(c *shared) error {
			_, err := c.Save(ctx, articlesOf("https://a.example/", 1), noon)
			return err
		}},
		{"subscribe", model.RoleEditor, func(c *shared) error {
			_, err := c.Subscribe(ctx, []model.Subscription{{Address: "https://a.example/feed"}}, noon)
			return err
		}},
		{"subscribe a file", nobody, func(c *shared) error {
			_, err := c.Subscribe(ctx, []model.Subscription{{Address: "file:///etc/passwd"}}, noon)
			return err
		}},
		{"subscribe with a password", nobody, func(c *shared) error {
			_, err := c.Subscribe(ctx, []model.Subscription{{Address: "https://a:b@a.example/feed"}}, noon)
			return err
		}},
		{"claim feeds", model.RoleEditor, func(c *shared) error {
			_, err := c.Claim(ctx, nil, "x", noon, time.Minute)
			return err
		}},
		{"give feeds back", model.RoleEditor, func(c *shared) error { return c.Release(ctx, "x") }},
		{"keep checks", model.RoleEditor, func(c *shared) error { return c.KeepChecks(ctx, "x", nil) }},
		{"pause a host", model.RoleEditor, func(c *shared) error { return c.PauseHost(ctx, "a.example", noon, noon) }},
		{"merge feeds", model.RoleEditor, func(c *shared) error { return c.MergeSources(ctx, "https://a.example/feed", "https://a.example/feed") }},
		{"retain", model.RoleAdmin, func(c *shared) error { return c.Retain(ctx, model.Retention{Days: 9}) }},
		{"prune", model.RoleAdmin, func(c *shared) error { _, err := c.Prune(ctx, nil, noon, nil); return err }},
		{"readmit", model.RoleAdmin, func(c *shared) error { _, err := c.Readmit(ctx); return err }},
		{"merge", model.RoleAdmin, func(c *shared) error { _, err := c.MergeDuplicates(ctx, nil, noon, nil); return err }},
		{"see the readers", model.RoleAdmin, func(c *shared) error { _, err := c.Readers(ctx); return err }},
		{"see what is kept", model.RoleAdmin, func(c *shared) error { _, err := c.Usage(ctx, model.LocalReader); return err }},
		{"add a reader", model.RoleAdmin, func(c *shared) error {
			_, err := c.AddReader(ctx, model.Reader{Name: "bob"}, noon)
			return err
		}},
		{"add an admin", nobody, func(c *shared) error {
			_, err := c.AddReader(ctx, model.Reader{Name: "bob", Role: model.RoleAdmin}, noon)
			return err
		}},
		{"change the local reader", nobody, func(c *shared) error {
			return c.SetReader(ctx, model.Reader{ID: model.LocalReader, Name: "x", Role: model.RoleReader})
		}},
		{"remove the local reader", nobody, func(c *shared) error { return c.RemoveReader(ctx, model.LocalReader) }},
		{"backup", nobody, func(c *shared) error { return c.Backup(ctx, t.TempDir()+"/b", false, nil) }},
		{"check", nobody, func(c *shared) error { _, err := c.Check(ctx, nil); return err }},
		{"check quickly", nobody, func(c *shared) error { _, err := c.CheckQuick(ctx, nil); return err }},
		{"repair", nobody, func(c *shared) error { _, err := c.Repair(ctx, nil, nil); return err }},
		{"compact", nobody, func(c *shared) error { _, _, err := c.Compact(ctx, nil); return err }},
		{"info", nobody, func(c *shared) error { _, err := c.Info(ctx); return err }},
		{"another's view", nobody, func(c *shared) error { _, err := c.Reader(ctx, model.LocalReader); return err }},
	} {
		for i, s := range as {
			if role := model.Role(i); (c.do(s) == nil) != (role >= c.least) {
				t.Errorf("%s as %s", c.name, withArticle(role))
			}
		}
	}
}

// nobody is above all roles.
const nobody = model.RoleAdmin + 1

// TestSharedAllowance: an editor adds so many sources and articles a day, an admin as many
// as he likes, and the log has the sources and nothing of the articles.
func TestSharedAllowance(t *testing.T) {
	ctx := t.Context()
	s, log := newShared(t, model.RoleEditor, 2, 5)
	save := func(home string, n int, at time.Time) (model.Saved, error) {
		return s.Save(ctx, articlesOf(home, n), at)
	}
	if saved, err := save("https://a.example/", 3, noon); err != nil || saved.Added != 3 {
		t.Fatalf("%+v, %v", saved, err)
	}
	if saved, err := save("https://a.example/", 3, noon); err != nil || saved.Same != 3 {
		t.Errorf("again, which adds nothing: %+v, %v", saved, err)
	}
	if _, err := s.Subscribe(ctx, []model.Subscription{{Address: "https://a.example/"}}, noon); err != nil {
		t.Errorf("a source that has been counted: %v", err)
	}
	if saved, err := save("https://b.example/", 4, noon); err == nil || saved.Added != 2 || !strings.Contains(err.Error(), "5 articles") {
		t.Errorf("more than a day's: %+v, %v", saved, err)
	}
	if _, err := s.Subscribe(ctx, []model.Subscription{{Address: "https://c.example/"}}, noon); err == nil || !strings.Contains(err.Error(), "2 sources") {
		t.Errorf("a third source: %v", err)
	}
	if saved, err := save("https://c.example/", 4, noon.Add(day)); err != nil || saved.Added != 4 {
		t.Errorf("a day later: %+v, %v", saved, err)
	}
	s.lib.SetRole(model.RoleAdmin)
	if saved, err := save("https://d.example/", 40, noon.Add(day)); err != nil || saved.Added != 40 {
		t.Errorf("an admin: %+v, %v", saved, err)
	}
	s.lib.SetRole(model.RoleReader)
	if _, err := save("https://e.example/", 1, noon.Add(day)); !errors.Is(err, model.ErrNotAllowed) {
		t.Errorf("who is an editor no longer: %v", err)
	}
	if n := strings.Count(log.String(), "source added"); n != 4 || strings.Contains(log.String(), "Secret") {
		t.Errorf("%d sources in the log, of 4:\n%s", n, log)
	}
}
