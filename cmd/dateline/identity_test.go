package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/modeltest"
)

// writeTree writes random documents of several kinds, many of which have titles in
// common, into folders within the working directory, and returns their paths.
func writeTree(t *testing.T, r *rand.Rand) []string {
	t.Helper()
	var files []string
	for _, dir := range []string{"arch", "arch/txt", "arch/txt/old", "arch/news", "news", "news/arch"} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for range 1 + r.IntN(3) {
			name, text := "index.md", "# Home\n\nThe home of "+dir+"."
			switch r.IntN(4) {
			case 1:
				name, text = "items.txt", fmt.Sprintf("Storm over %s - June 4, 2026\n\nStorm over %[1]s - June 5, 2026\n\nCouncil votes - June 3, 2026\n", dir)
			case 2:
				name = "records.jsonl"
				text = fmt.Sprintf(`{"id":"r1","title":"Of %s","source":"The Times","date":"2019-04-01"}`+"\n"+`{"title":"Without id","source":"The Mail","date":"2019-04-02"}`+"\n", dir)
			case 3:
				name = "feed.xml"
				text = `<rss version="2.0"><channel><title>Feed</title><item><guid>` + dir + `</guid><title>A</title></item><item><title>B</title><link>http://a.example/b</link></item></channel></rss>`
			}
			name = filepath.Join(dir, name)
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, name)
		}
	}
	return files
}

// addFormerly adds a place to a library as it was done before places were part of
// identity: an article was named by the name of the file, or its path within the
// folder that was named, which was recorded as it was spelled; sources were titles.
// Documents whose articles would have taken the place of others are left out.
func addFormerly(t *testing.T, lib model.Store, named string) {
	t.Helper()
	formerly := func(source string, a *model.Article) model.ID {
		return model.NewID(source, a.EntryID, a.URL, a.Title, a.Published)
	}
	info, err := os.Stat(named)
	if err != nil {
		t.Fatal(err)
	}
	var batch []model.Record
	taken := make(map[string]bool)
	err = feed.Load(t.Context(), []string{named}, feed.Options{Now: noon}, func(a *model.Article) error {
		within := filepath.Base(a.Path)
		path := named
		if info.IsDir() {
			within, _ = filepath.Rel(a.Home, a.Path)
			path = filepath.Join(named, within)
		}
		a.ID = formerly(model.BareName(filepath.ToSlash(within)), a)
		if was, err := lib.Article(t.Context(), a.ID); err == nil && filepath.Clean(was.Path) != filepath.Clean(path) {
			taken[path] = true
		}
		a.Path, a.Home, a.Part = path, "", ""
		batch = append(batch, model.Record{Article: *a})
		return nil
	}, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	batch = slices.DeleteFunc(batch, func(r model.Record) bool { return taken[r.Path] })
	if _, err := lib.Restore(t.Context(), batch, noon); err != nil {
		t.Fatal(err)
	}
}

// spellings returns names for a place, as seen from a folder.
func spellings(t *testing.T, place, from string) []string {
	t.Helper()
	rel, err := filepath.Rel(from, place)
	if err != nil {
		t.Fatal(err)
	}
	return []string{
		place, rel, "." + string(filepath.Separator) + rel, filepath.Dir(place) + "/./" + filepath.Base(place),
		filepath.Dir(place) + "/../" + filepath.Base(filepath.Dir(place)) + "/" + filepath.Base(place),
	}
}

// TestFormerSpellings: what was added by the old rules, by whatever spelling, is known
// again by any other: nothing is added, nothing changed.
func TestFormerSpellings(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 11))
		top, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Chdir(top)
		files := writeTree(t, r)
		lib := openTest(t)
		added := make(map[string]bool)
		for _, i := range r.Perm(5)[:1+r.IntN(3)] {
			named := []string{"arch", "news", "arch/txt", files[r.IntN(len(files))], filepath.Join(top, "arch")}[i]
			if r.IntN(3) == 0 {
				named = "./" + filepath.Dir(named) + "/../" + filepath.Join(filepath.Base(filepath.Dir(named)), filepath.Base(named))
				if _, err := os.Stat(named); err != nil {
					named = "arch"
				}
			}
			addFormerly(t, lib, named)
		}
		before := modeltest.Records(t, lib)
		for _, b := range before { // what was read under the old rule, by its place now
			path := b.Path
			if !filepath.IsAbs(path) {
				path = filepath.Join(top, path)
			}
			added[filepath.Clean(path)] = true
		}
		for range 6 {
			from := filepath.Join(top, []string{"", "arch", "news/arch"}[r.IntN(3)])
			t.Chdir(from)
			for place := range added {
				names := spellings(t, place, from)
				name := names[r.IntN(len(names))]
				p, _ := at(t)
				added, err := p.subscriber(lib).Add(t.Context(), name, subscribe.AddOptions{Failed: func(err error) { t.Error(err) }})
				if err != nil {
					t.Fatalf("seed %d: add %s: %v", seed, name, err)
				}
				if added.Saved.Added+added.Saved.Changed > 0 {
					t.Errorf("seed %d: add %s from %s: %+v", seed, name, from, added)
				}
			}
		}
		after := modeltest.Records(t, lib)
		for i := range before {
			if i >= len(after) {
				t.Fatalf("seed %d: %d articles, were %d", seed, len(after), len(before))
			}
			a, b := after[i], before[i]
			if !strings.HasSuffix(a.Path, strings.TrimLeft(filepath.Clean(b.Path), "./")) {
				t.Errorf("seed %d: %s has gone to %s", seed, b.Path, a.Path)
			}
			a.Path, a.Home, a.Part, b.Path, b.Home, b.Part = "", "", "", "", "", ""
			if !reflect.DeepEqual(a, b) {
				t.Errorf("seed %d:\ngot  %+v\nwas  %+v", seed, a, b)
			}
		}
		if t.Failed() {
			return
		}
	}
}
