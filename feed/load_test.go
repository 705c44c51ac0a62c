package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// now is the clock of the tests.
var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// loaded is what a Load gave.
type loaded struct {
	articles []*model.Article
	errs     []string
	notes    []string
}

func (l loaded) titles() string {
	var all []string
	for _, a := range l.articles {
		all = append(all, a.Title)
	}
	return strings.Join(all, ",")
}

func load(t testing.TB, o Options, places ...string) loaded {
	t.Helper()
	o.Now = now
	var l loaded
	o.Explain = func(path string, n document.Note) { l.notes = append(l.notes, n.About+": "+n.Text) }
	err := Load(context.Background(), places, o, func(a *model.Article) error {
		l.articles = append(l.articles, a)
		return nil
	}, func(err error) {
		var s *SourceError
		if !errors.As(err, &s) {
			t.Errorf("%v is no SourceError", err)
		}
		l.errs = append(l.errs, err.Error())
	})
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	return l
}

// tree writes files under a temporary folder and changes into it. A name that
// ends in "/" is a folder, a text that begins with "-> " a link.
func tree(t testing.TB, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	switch t := t.(type) {
	case *testing.T:
		t.Chdir(dir)
	case *testing.B:
		t.Chdir(dir)
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, ok := strings.CutPrefix(text, "-> "); ok {
			err = os.Symlink(target, name)
		} else if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(name, 0o755)
		} else {
			err = os.WriteFile(name, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// object returns a JSON object that is an article.
func object(title string) string {
	b, err := json.Marshal(map[string]string{"title": title})
	if err != nil {
		panic(err)
	}
	return string(b) + "\n"
}

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"

func TestLoadPlaces(t *testing.T) {
	files := map[string]string{
		"a.jsonl":             object("A"),
		"b.jsonl":             object("B"),
		"empty.txt":           "",
		"blank.txt":           " \n\n",
		"picture.png":         png,
		"data.bin":            strings.Repeat("\x00\x01\x02\xfe\xff", 100),
		"dir/z.jsonl":         object("Z"),
		"dir/sub/m.jsonl":     object("M"),
		"dir/.hidden":         object("hidden"),
		"dir/.git/x.jsonl":    object("hidden"),
		"dir/picture.png":     png,
		"dir/loop":            "-> ../dir",
		"dir/link.jsonl":      "-> ../a.jsonl",
		"dir/again.jsonl":     "-> ../a.jsonl",
		"dir/within.jsonl":    "-> z.jsonl",
		"dangling/gone":       "-> nowhere",
		"round/self":          "-> self",
		"bare/":               "",
		"odd[1].jsonl":        object("Odd"),
		"mesh/a/b":            "-> ../c",
		"mesh/c/a":            "-> ../a",
		"mesh/c/one.jsonl":    object("One"),
		"evil/\x1b[2Jx.jsonl": object("E\x1b]0;x\x07"),
	}
	tests := []struct {
		name   string
		places []string
		want   string
		errs   []string
	}{
		{"a file", []string{"a.jsonl"}, "A", nil},
		{"two files, in the order named", []string{"b.jsonl", "./a.jsonl"}, "B,A", nil},
		{"a folder", []string{"dir"}, "A,M,Z", nil},
		{"links in circles", []string{"mesh"}, "One", nil},
		{"a pattern", []string{"*.jsonl"}, "A,B,Odd", nil},
		{"a name that looks like a pattern", []string{"odd[1].jsonl"}, "Odd", nil},
		{"a pattern that fits nothing", []string{"*.xyz"}, "", []string{"*.xyz: no file has such a name"}},
		{"a broken pattern", []string{"[a"}, "", []string{"[a: no such file, and no pattern of names either: a bracket is left open"}},
		{"nothing there", []string{"nope.txt", "a.jsonl"}, "A", []string{"nope.txt: no such file or folder"}},
		{"an address without its scheme", []string{"a.example/feed"}, "", []string{"a.example/feed: no such file (an address begins with https://)"}},
		{"an empty file", []string{"empty.txt"}, "", []string{"empty.txt: it is empty: no article found in it"}},
		{"a blank file", []string{"blank.txt"}, "", []string{"blank.txt: it holds nothing but white space: no article found in it"}},
		{"a picture", []string{"picture.png"}, "", []string{"picture.png: is a PNG image, not a document"}},
		{"binary data", []string{"data.bin"}, "", []string{"data.bin: is binary data, not a document"}},
		{"a folder without documents", []string{"bare"}, "", []string{"bare: no documents in this folder"}},
		{"a link to nothing", []string{"dangling"}, "", []string{"dangling/gone: is a link to a file that does not exist"}},
		{"a link to itself", []string{"round"}, "", []string{"round/self: is a link that leads back to itself"}},
		{"escape sequences in name and title", []string{"evil"}, "E]0;x", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, files)
			got := load(t, Options{}, tt.places...)
			if got.titles() != tt.want {
				t.Errorf("got %q, want %q", got.titles(), tt.want)
			}
			if !slices.Equal(got.errs, tt.errs) {
				t.Errorf("got errors %q, want %q", got.errs, tt.errs)
			}
			for _, a := range got.articles {
				if model.CleanLine(a.Path) != a.Path || a.ID == "" || a.Source == "" {
					t.Errorf("incomplete: %+v", a)
				}
			}
		})
	}
}

func TestLoadNoDocuments(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no named pipes in the file system")
	}
	tree(t, map[string]string{"dir/a.jsonl": object("A")})
	if err := syscall.Mkfifo("dir/pipe", 0o644); err != nil {
		t.Skipf("make a named pipe: %v", err)
	}
	want := "dir/pipe: is a named pipe, not a document (use - to read from a pipe)"
	for _, place := range []string{"dir", "dir/pipe"} {
		if got := load(t, Options{}, place); !slices.Equal(got.errs, []string{want}) {
			t.Errorf("%s: got %q, want %q", place, got.errs, want)
		}
	}
	if got := load(t, Options{}, "/dev/zero"); len(got.errs) != 1 || !strings.HasSuffix(got.errs[0], "is a device, not a document") {
		t.Errorf("a device: got %q", got.errs)
	}
}

func TestLoadUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	tree(t, map[string]string{"a.jsonl": object("A")})
	if err := os.Chmod("a.jsonl", 0); err != nil {
		t.Fatal(err)
	}
	if got := load(t, Options{}, "a.jsonl"); !slices.Equal(got.errs, []string{"a.jsonl: permission denied"}) {
		t.Errorf("got %q", got.errs)
	}
}

func TestLoadSources(t *testing.T) {
	tree(t, map[string]string{
		"news/2018/a.jsonl": `{"title":"A","url":"https://a.example/1"}`,
		"own.jsonl":         `{"title":"B","sitename":"The Site"}`,
	})
	for _, tt := range []struct{ name, place, source, path string }{
		{"a file", "own.jsonl", "The Site", "own.jsonl"},
		{"a file without a site", "news/2018/a.jsonl", "a.jsonl", "news/2018/a.jsonl"},
		{"within a folder", "news", "news", "news/2018/a.jsonl"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := load(t, Options{}, tt.place)
			if len(got.articles) != 1 || got.articles[0].Source != tt.source || got.articles[0].Path != filePlace(tt.path) {
				t.Errorf("got %+v, %q", got.articles, got.errs)
			}
		})
	}
}

func TestLoadStandardInput(t *testing.T) {
	got := load(t, Options{Stdin: strings.NewReader(object("A"))}, "-")
	if got.titles() != "A" || got.articles[0].Source != "standard input" || got.articles[0].Path != "-" {
		t.Errorf("got %+v", got)
	}
	if got := load(t, Options{}, "-"); len(got.errs) != 1 {
		t.Errorf("without one: got %q", got.errs)
	}
}

// TestLoadSilentInput checks that a pipe in which nothing comes can be left.
func TestLoadSilentInput(t *testing.T) {
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	err := Load(ctx, []string{"-"}, Options{Now: now, Stdin: r}, nil, func(err error) { t.Errorf("failed: %v", err) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestLoadAddress(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case "/feed":
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"title":"A"}`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	got := load(t, Options{}, s.URL+"/old", s.URL+"/nope")
	if got.titles() != "A" || got.articles[0].Source != "127.0.0.1" || got.articles[0].Path != s.URL+"/old" {
		t.Errorf("got %+v", got.articles)
	}
	if want := s.URL + "/nope: the server answered 404 Not Found"; !slices.Equal(got.errs, []string{want}) {
		t.Errorf("got %q, want %q", got.errs, want)
	}
}

// TestLoadLists checks that a list of sources stands for them, but only where
// somebody named it.
func TestLoadLists(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/list" {
			_, _ = io.WriteString(w, "http://a.example/\n")
			return
		}
		_, _ = io.WriteString(w, object(r.URL.Path[1:]))
	}))
	defer s.Close()
	urls := s.URL + "/A \"~The A\"\n# a comment\n" + s.URL + "/B\n"
	opml := `<opml version="2.0"><body><outline text="C" xmlUrl="` + s.URL + `/C"/><outline text="F" xmlUrl="file:///etc/passwd"/><outline text="R" xmlUrl="feeds/r.xml"/></body></opml>`
	tree(t, map[string]string{"urls": urls, "x.opml": opml, "dir/urls": urls, "dir/d.jsonl": object("D"), "nested": s.URL + "/list\n"})
	got := load(t, Options{}, "urls", "x.opml")
	if got.titles() != "A,B,C" || got.articles[0].Source != "The A" || got.articles[1].Source != "127.0.0.1" {
		t.Errorf("got %q, %q, %q", got.titles(), got.errs, got.notes)
	}
	if len(got.errs) != 2 || !strings.HasPrefix(got.errs[0], "file:///etc/passwd: is a file") || !strings.HasPrefix(got.errs[1], "feeds/r.xml: is no address") {
		t.Errorf("what cannot be read of a list: got %q", got.errs)
	}
	asked.Store(0)
	if got := load(t, Options{}, "dir"); got.titles() != "D" || asked.Load() != 0 {
		t.Errorf("a folder: got %q after asking %d times", got.titles(), asked.Load())
	}
	if got := load(t, Options{}, "nested"); len(got.errs) != 1 || !strings.HasSuffix(got.errs[0], errList.Error()) {
		t.Errorf("a list within a list: got %q", got.errs)
	}
}

// TestLoadOrder checks that documents that are read side by side come in order.
func TestLoadOrder(t *testing.T) {
	files := map[string]string{}
	var want []string
	for i := range 60 {
		var s strings.Builder
		for j := range 1 + (i%7)*40 {
			title := fmt.Sprintf("%02d-%03d", i, j)
			want = append(want, title)
			s.WriteString(object(title))
		}
		files[fmt.Sprintf("dir/%02d.jsonl", i)] = s.String()
	}
	tree(t, files)
	got := load(t, Options{}, "dir")
	if got.titles() != strings.Join(want, ",") {
		t.Error("out of order")
	}
}

func TestLoadStops(t *testing.T) {
	files := map[string]string{}
	for i := range 100 {
		files[fmt.Sprintf("dir/%03d.jsonl", i)] = strings.Repeat(object("A")+object("B"), 500)
	}
	tree(t, files)
	enough := errors.New("enough")
	n := 0
	err := Load(context.Background(), []string{"dir"}, Options{Now: now}, func(*model.Article) error {
		if n++; n == 3 {
			return enough
		}
		return nil
	}, func(err error) { t.Errorf("failed: %v", err) })
	if !errors.Is(err, enough) || n != 3 {
		t.Errorf("got %v after %d", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	err = Load(ctx, []string{"dir"}, Options{Now: now}, func(*model.Article) error {
		if n++; n == 3 {
			cancel()
		}
		return nil
	}, func(err error) { t.Errorf("failed: %v", err) })
	if !errors.Is(err, context.Canceled) || n != 3 {
		t.Errorf("got %v after %d", err, n)
	}
}

func TestLoadProgress(t *testing.T) {
	tree(t, map[string]string{"a.jsonl": object("A"), "b.jsonl": object("B")})
	var last Progress
	err := Load(context.Background(), []string{"a.jsonl", "b.jsonl"}, Options{Now: now, Progress: func(p Progress) { last = p }},
		func(*model.Article) error { return nil }, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	if want := (Progress{Path: "b.jsonl", Articles: 2, Bytes: 28, Total: 28, Done: 2}); last != want {
		t.Errorf("got %+v, want %+v", last, want)
	}
}

// TestNoFiles: where no file may be named, no spelling of one is looked at.
func TestNoFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "news.md")
	if err := os.WriteFile(file, []byte("# A headline\n\nText.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, place := range []string{file, "news.md", "./news.md", ".", "*.md", "file://" + file, "feed:file://" + file, "", "~", "missing", "-x"} {
		l := load(t, Options{NoFiles: true}, place)
		if len(l.articles) > 0 || len(l.errs) != 1 || !strings.HasSuffix(l.errs[0], ": no file can be named here") {
			t.Errorf("%q: %q, %q", place, l.titles(), l.errs)
		}
	}
	if l := load(t, Options{NoFiles: true, Stdin: strings.NewReader("# Piped\n\nText.\n")}, "-"); l.titles() != "Piped" || len(l.errs) > 0 {
		t.Errorf("standard input: %q, %q", l.titles(), l.errs)
	}
}
