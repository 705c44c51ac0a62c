package transfer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/feed"
	"dateline/feed/document"
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
func listed(t *testing.T, lib model.Store) []string {
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
		lib := library(t)
		modeltest.Fill(t, rand.New(rand.NewPCG(seed, 9)), 80, lib)
		name := fileOf(t, "out.jsonl", exported(t, lib))
		memory := library(t)
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
	lib := library(t)
	importText(t, lib, `{"kind":"library","version":1}`+"\n"+line(id, "Mine", "/home/a/news.txt"))
	done, faults := imported(t, lib, `{"kind":"library","version":1}`+"\n"+line(id, "Theirs", "/home/b/news.txt")+line(other, "Another", "https://a.example/feed")+
		line(other, "Impostor", "https://b.example/feed")+line(id, "Placeless", "")+line(id, "Mine again", "news.txt"))
	want := "2: Theirs: its id is that of an article of another place, which stays: /home/a/news.txt\n" +
		"4: Impostor: its id is that of an article of another place, which stays: https://a.example/feed\n" +
		"5: Placeless: its id is that of an article of another place, which stays: /home/a/news.txt\n"
	if faults != want || done.Faults != 3 || done.Saved != (model.Saved{Added: 1, Changed: 1}) {
		t.Errorf("%+v, faults\n%s\nwant\n%s", done, faults, want)
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

// gzipped returns text as gzip has it.
func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.String()
}

// TestImport: what is recognised, what it brings, and what is wrong with it.
func TestImport(t *testing.T) {
	const head = `{"kind":"library","version":1}` + "\n"
	opml := `<opml><body><outline text="News"><outline title="A" xmlUrl="https://a.example/feed"/></outline><outline xmlUrl="file:///etc/passwd"/></body></opml>`
	utf16 := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return string(b)
	}
	tests := []struct {
		name, text string
		want       Imported
		faults     string
	}{
		{"nothing", "", Imported{Faults: 1}, "0: it is empty\n"},
		{"blanks", " \n\t\n", Imported{Faults: 1}, "0: it is empty\n"},
		{"prose", "The council met again.\n", Imported{Faults: 1}, "0: " + ErrUnknown.Error() + "\n"},
		{"another program's lines", `{"title":"x"}` + "\n" + `{"title":"y"}`, Imported{Faults: 1}, "0: " + ErrForeign.Error() + "\n"},
		{"a newer export", `{"kind":"library","version":9}` + "\n" + `{"id":"x"}`, Imported{Faults: 1}, "0: a newer version of dateline wrote this\n"},
		{"another program's database", "SQLite format 3\x00" + strings.Repeat("\x00", 200), Imported{Faults: 1}, "0: read the cache of newsboat: file is not a database (26)\n"},
		{"OPML", opml, Imported{Feeds: 1, Faults: 1}, `0: "file:///etc/passwd" is no http or https address` + "\n"},
		{"OPML, in UTF-16, compressed", gzipped(utf16(opml)), Imported{Feeds: 1, Faults: 1}, `0: "file:///etc/passwd" is no http or https address` + "\n"},
		{"urls", "# mine\nhttps://a.example/ x\nexec:rm\n", Imported{Feeds: 1, Faults: 1}, "3: exec:rm: programs are not run\n"},
		{"half a compressed file", gzipped(head)[:12], Imported{Faults: 1}, "1: unexpected EOF\n"},
		{"no compressed file", "\x1f\x8bxx", Imported{Faults: 1}, "0: unexpected EOF\n"},
		{
			"an export", head + `{"kind":"subscription","address":"https://a.example/feed"}` + "\n" + `{"kind":"view","name":"v","query":"x"}` + "\n" +
				`{"kind":"rule","query":"from:x"}` + "\n" + `{"id":"sfwq1qh8nenkkem308fc","title":"T"}`,
			Imported{Saved: model.Saved{Added: 1}, Feeds: 1, Views: 1, Rules: 1},
			"",
		},
		{
			"lines that are wrong among others", head + `{"kind":"view","name":"a b"}` + "\n\n" + `{` + "\n" + `{"id":"sfwq1qh8nenkkem308fc","title":"T"}`,
			Imported{Saved: model.Saved{Added: 1}, Faults: 2},
			"2: \"a b\": the name of a view is one word, without quotes, colons, commas and brackets\n4: not a line of an export: unexpected end of JSON input\n",
		},
		{"a rule that is none", head + `{"kind":"rule","query":"since:"}`, Imported{Faults: 1}, "2: "},
		{"the library has another view of that name", head + `{"kind":"view","name":"mine","query":"theirs"}`, Imported{Faults: 1}, "2: view mine: the library already has one of that name, which stays: ours\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lib := library(t)
			if _, err := lib.SaveView(t.Context(), model.View{Name: "mine", Query: "ours"}, noon); err != nil {
				t.Fatal(err)
			}
			percents := []int{}
			got, faults := imported(t, lib, tt.text, func(o *ImportOptions) { o.Progress = func(percent int) { percents = append(percents, percent) } })
			if got != tt.want || !strings.HasPrefix(faults, tt.faults) || tt.faults == "" && faults != "" {
				t.Errorf("got  %+v, faults\n%s\nwant %+v, faults\n%s", got, faults, tt.want, tt.faults)
			}
			if slices.ContainsFunc(percents, func(n int) bool { return n < -1 || n > 100 }) {
				t.Errorf("reported %d", percents)
			}
		})
	}
}

// TestDroppedViews: a library that is as new takes over which of the first views were
// dropped; one that holds something keeps its own.
func TestDroppedViews(t *testing.T) {
	name := model.FirstViews[0].Name
	text := `{"kind":"library","version":1,"dropped_views":["` + name + `"]}` + "\n" + `{"id":"sfwq1qh8nenkkem308fc","title":"T"}`
	for n, want := range []bool{false, true} {
		lib := library(t)
		if n == 1 {
			importText(t, lib, `{"id":"3kr8cbyjmz0q0x8zkw2y","title":"Here before"}`)
		}
		importText(t, lib, text)
		views, err := lib.Views(t.Context())
		if err != nil || slices.Contains(views, model.FirstViews[0]) != want {
			t.Errorf("library %d: got %v, %v", n, views, err)
		}
	}
}

// TestLogins: names and passwords leave addresses for whoever keeps them, and where
// they cannot be kept, the feeds that need them are not followed.
func TestLogins(t *testing.T) {
	text := "https://ada:secret@a.example/feed\nhttps://b.example/feed\n"
	for _, bad := range []error{nil, errors.New("the disk is full")} {
		lib := library(t)
		kept := ""
		done, faults := imported(t, lib, text, func(o *ImportOptions) {
			o.KeepLogins = func(logins map[string]*url.Userinfo) error {
				for address, login := range logins {
					kept += address + " " + login.String()
				}
				return bad
			}
		})
		feeds, err := lib.Subscriptions(t.Context())
		if err != nil || kept != "https://a.example/feed ada:secret" || strings.Contains(fmt.Sprint(feeds), "secret") {
			t.Errorf("kept %q; follows %v, %v", kept, feeds, err)
		}
		want := map[bool]string{true: "", false: "0: the disk is full; it is not followed\n"}[bad == nil]
		if faults != want || done.Feeds != 2-done.Faults {
			t.Errorf("got %+v, %s", done, faults)
		}
	}
}

// TestLongLines: a line over the limit is passed over, and the next one is read.
func TestLongLines(t *testing.T) {
	r := bufio.NewReaderSize(strings.NewReader("short\n"+strings.Repeat("x", 100)+"\nnext"), 16)
	var got []string
	for {
		line, err := readLine(r, 50)
		if got = append(got, fmt.Sprintf("%s %v", line, err)); errors.Is(err, io.EOF) {
			break
		}
	}
	if want := "short <nil>|" + " " + errLongLine.Error() + "|next EOF"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestImportStops: the end of ctx is the library's, not a fault.
func TestImportStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	lib := library(t)
	text := strings.Repeat(`{"kind":"library","version":1}`+"\n", 3)
	done, err := Import(ctx, lib, File{ReadCloser: io.NopCloser(strings.NewReader(text))}, ImportOptions{ToUTF8: document.ToUTF8})
	if !errors.Is(err, context.Canceled) || done.Faults > 0 {
		t.Errorf("got %+v, %v", done, err)
	}
}
