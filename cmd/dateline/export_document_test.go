package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/feed"
	"dateline/model"
	"dateline/model/listing"
	"dateline/model/modeltest"
)

// opened returns the articles of documents that are opened, or added to a library.
func opened(t *testing.T, o feed.Options, names ...string) []model.Article {
	t.Helper()
	var got []model.Article
	o.Now = noon
	err := feed.Load(t.Context(), names, o, func(a *model.Article) error {
		got = append(got, *a)
		return nil
	}, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// fileOf writes a file and returns its name.
func fileOf(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// listed returns what list --format json says of a library, but for the path and
// the state, a line an article in the order of the list.
func listed(t *testing.T, lib model.Library) []string {
	t.Helper()
	hidden := model.Is{State: model.IsHidden}
	q := model.Query{Now: modeltest.Clock, Where: model.Or{hidden, model.Not{X: hidden}}}
	var b strings.Builder
	if err := listing.Print(t.Context(), lib, q, listing.JSON(), &b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	for i, line := range lines {
		m := make(map[string]any)
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"path", "read", "starred"} {
			delete(m, name)
		}
		for _, name := range []string{"markdown", "text", "summary"} { // blank lines around a text go
			if s, ok := m[name].(string); ok {
				m[name] = strings.TrimSpace(s)
			}
		}
		lines[i] = fmt.Sprint(m)
	}
	return lines
}

// TestExportOpened: what is exported and opened, not added, has the same IDs,
// dates and origins of these.
func TestExportOpened(t *testing.T) {
	for seed := range uint64(4) {
		lib := openTest(t)
		modeltest.Fill(t, rand.New(rand.NewPCG(seed, 9)), 80, lib)
		name := fileOf(t, "out.jsonl", exported(t, lib))
		memory, err := (&program{}).memory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer memory.Close()
		if _, err := memory.Save(t.Context(), opened(t, feed.Options{KeepIDs: true}, name), noon); err != nil {
			t.Fatal(err)
		}
		got, want := listed(t, memory), listed(t, lib)
		slices.Sort(got) // ties stand in the order of the file
		slices.Sort(want)
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, got[i], want[i])
			}
		}
		if len(got) != len(want) {
			t.Errorf("seed %d: %d articles, want %d", seed, len(got), len(want))
		}
	}
}

// TestStatedIDs: an ID that a line states counts where its document is only opened,
// and only once.
func TestStatedIDs(t *testing.T) {
	const id = "sfwq1qh8nenkkem308fc"
	line := func(title, from string) string {
		return fmt.Sprintf(`{"id":"%s","title":"%s","published":"2018-11-06","date_from":"%s","read":false,"starred":false}`+"\n", id, title, from)
	}
	one := fileOf(t, "one.jsonl", line("One", "stated")+line("One", "stated")+line("Another", "stated"))
	two := fileOf(t, "two.jsonl", line("Two", "stated"))

	got := opened(t, feed.Options{KeepIDs: true}, one, two)
	if len(got) != 3 || got[0].ID != id || got[0].Published.From != model.FromStated || got[1].ID == id || got[2].ID == id || got[1].ID == got[2].ID {
		t.Errorf("opened: got %+v", got)
	}
	got = opened(t, feed.Options{}, one)
	if len(got) != 2 || got[0].ID == id || got[0].EntryID != "" || got[0].Published.From != model.FromMetadata {
		t.Errorf("added: got %+v", got)
	}
	for from, want := range map[string][2]model.Origin{
		"hand": {model.FromHand, model.FromMetadata}, "url": {model.FromURL, model.FromURL}, "first-seen": {model.FromSeen, model.FromSeen},
	} {
		name := fileOf(t, "x.jsonl", line("One", from))
		for n, o := range []feed.Options{{KeepIDs: true}, {}} {
			if got := opened(t, o, name); len(got) != 1 || got[0].Published.From != want[n] {
				t.Errorf("%s: got %+v, want %s", from, got, want[n])
			}
		}
	}
}

// TestForeignLines: a line with the ID of an article of another place is refused and
// named, also where that came with the same file; the others go in.
func TestForeignLines(t *testing.T) {
	const id, other = "sfwq1qh8nenkkem308fc", "3kr8cbyjmz0q0x8zkw2y"
	line := func(id, title, path string) string {
		return fmt.Sprintf(`{"id":"%s","title":"%s","path":"%s","markdown":"Text of %s."}`+"\n", id, title, path, title)
	}
	lib := openTest(t)
	importText(t, lib, `{"kind":"library","version":1}`+"\n"+line(id, "Mine", "/home/a/news.txt"))
	p, said := at(t)
	p.stdin = strings.NewReader(`{"kind":"library","version":1}` + "\n" + line(id, "Theirs", "/home/b/news.txt") + line(other, "Another", "https://a.example/feed") +
		line(other, "Impostor", "https://b.example/feed") + line(id, "Placeless", "") + line(id, "Mine again", "news.txt"))
	i := &importer{program: p, lib: lib, name: "-", report: func(string, int) {}, wipe: func() {}}
	if err := i.file(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := "dateline: -: line 2: Theirs: its id is that of an article of another place, which stays: /home/a/news.txt\n" +
		"dateline: -: line 4: Impostor: its id is that of an article of another place, which stays: https://a.example/feed\n" +
		"dateline: -: line 5: Placeless: its id is that of an article of another place, which stays: /home/a/news.txt\n"
	if said.String() != want || i.failed != 3 || i.did() != "1 added, 1 changed" {
		t.Errorf("%d faults, %s, said\n%s\nwant\n%s", i.failed, i.did(), said, want)
	}
	var titles []string
	for _, r := range modeltest.Records(t, lib) {
		titles = append(titles, r.Title+" "+r.Path)
	}
	slices.Sort(titles)
	if got := strings.Join(titles, ", "); got != "Another https://a.example/feed, Mine again /home/a/news.txt" {
		t.Errorf("got %s", got)
	}
}
