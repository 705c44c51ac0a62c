package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/feed"
	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
	"dateline/model/store"
	"dateline/ui/host"
)

// openTest opens a library in a file of its own.
func openTest(t *testing.T) model.Store {
	t.Helper()
	lib, err := store.OpenLocal(t.Context(), filepath.Join(t.TempDir(), "library.db"), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	return lib
}

// at returns a program whose clock stands at noon, and what it says.
func at(t *testing.T) (*program, *bytes.Buffer) {
	t.Helper()
	var said bytes.Buffer
	return &program{console: console{stdout: &said, stderr: &said, getenv: func(string) string { return "" }}, now: func() time.Time { return noon }}, &said
}

// TestExporter: what is exported from the screen is what the filter shows, as the
// ending of the name says, and no file is replaced unasked.
func TestExporter(t *testing.T) {
	lib := openTest(t)
	news := []model.Article{
		{Title: "One", Source: "S", URL: "https://a.example/1", Body: "Text.", Published: model.AtInstant(noon, model.FromSeen)},
		{Title: "Two", Source: "S", Published: model.OnDay(model.DayOf(noon)-1, model.FromStated)},
		{Title: "Three", Source: "T"},
		{Title: "Hidden", Source: "S"},
	}
	for i := range news {
		news[i].ID = model.NewID("x", "", "", news[i].Title, model.Date{})
	}
	if _, err := lib.Save(t.Context(), news, noon); err != nil {
		t.Fatal(err)
	}
	for id, do := range map[int]model.ActionKind{0: model.Star, 3: model.Hide} {
		if _, err := lib.Mark(t.Context(), []model.ID{news[id].ID}, model.Mark{Do: do}, noon); err != nil {
			t.Fatal(err)
		}
	}
	home := t.TempDir()
	p, _ := at(t)
	p.getenv = func(name string) string { return map[string]string{"HOME": home}[name] }
	var running sync.WaitGroup
	export := p.exporter(lib, &running)
	q, err := query.Parse("from:s", query.Env{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	silent := func(host.Progress) {}
	for name, want := range map[string]string{
		"a.jsonl": `"date_from":"first-seen"`, "plain": `"starred":true`,
		"a.md":  "## Monday 23 November 2026\n\n- [One](<https://a.example/1>) (S, ~12:00 UTC)\n\n## Sunday 22 November 2026\n\n- Two (S)\n",
		"a.tsv": "2026-11-23T12:00:00Z\tOne\tS\thttps://a.example/1\t" + string(news[0].ID) + "\n2026-11-22\tTwo\tS\t\t" + string(news[1].ID) + "\n",
	} {
		said, err := export(t.Context(), q, "~/"+name, false, silent)
		text, _ := os.ReadFile(filepath.Join(home, name))
		if err != nil || said != "Exported 2 articles to "+filepath.Join(home, name)+"." || !strings.Contains(string(text), want) || strings.Contains(string(text), "Hidden") || strings.Contains(string(text), "Three") {
			t.Errorf("%s: %s, %v, got\n%s", name, said, err, text)
		}
		if _, err := export(t.Context(), q, "~/"+name, false, silent); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s is replaced unasked: %v", name, err)
		}
		if _, err := export(t.Context(), q, "~/"+name, true, silent); err != nil {
			t.Errorf("%s is not replaced: %v", name, err)
		}
	}
	for name, want := range map[string]string{
		"~/a.opml": "a name that ends in .jsonl, .md or .tsv says the format", "~/none/a.md": "no such file or directory", home: "this is a folder",
	} {
		if _, err := export(t.Context(), q, name, false, silent); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := export(stopped, q, "~/never.jsonl", false, silent); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	var got []model.Article
	err = feed.Load(t.Context(), []string{filepath.Join(home, "a.jsonl")}, feed.Options{Now: noon, KeepIDs: true}, func(a *model.Article) error {
		got = append(got, *a)
		return nil
	}, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].ID != news[0].ID || got[0].Published.From != model.FromSeen {
		t.Errorf("read again: %+v", got)
	}
	again := openTest(t)
	if done, err := p.importFile(t.Context(), again, filepath.Join(home, "a.jsonl")); err != nil || done.Faults > 0 {
		t.Errorf("imported: %+v, %v", done, err)
	}
	if all := modeltest.Records(t, again); len(all) != 2 || !all[0].State.Starred {
		t.Errorf("imported: %+v", all)
	}
}
