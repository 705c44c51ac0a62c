package markdown_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/feed/markdown"
	"dateline/model"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			var a model.Article
			if err := markdown.Read(context.Background(), document.New(file, in), func(got *model.Article) error { a = *got; return nil }); err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(map[string]any{
				"title": a.Title, "url": a.URL, "authors": a.Authors, "tags": a.Tags, "language": a.Language, "summary": a.Summary,
				"published": a.Published.String(), "from": a.Published.From.String(), "updated": a.Updated.String(), "line": a.Line, "body": strings.Split(a.Body, "\n"),
			}, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(file, ".md") + ".json"
			if *update {
				if err := os.WriteFile(name, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if string(got)+"\n" != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestLooks(t *testing.T) {
	for _, c := range []struct {
		name, file, head string
		want             bool
	}{
		{"by its name", "a.MD", "text", true},
		{"front matter", "a", "---\ntitle: A\n---\ntext", true},
		{"TOML", "a.txt", "+++\ntitle = \"A\"\n+++\ntext", true},
		{"headings and links", "a.txt", "# A\n\n[b](https://b.example) and [c](https://c.example)\n", true},
		{"headings and code", "-", "# A\n\n## B\n\n```\ncode\n```\n", true},
		{"an archive index", "a.txt", "-\nA title - November 6, 2020\n-\nAnother - November 5, 2020\n", false},
		{"rules", "a.txt", "---\nA title - November 6, 2020\n---\n", false},
		{"rules and a colon", "a.txt", "---\nA film: which one? - November 6, 2020\n---\nAnother - November 5, 2020\n", false},
		{"prose", "a.txt", "Some words.\n\n* and a list\n* of two\n", false},
		{"a hash", "a.txt", "# a comment\nkey = value\n", false},
		{"binary", "a.md", "a\x00b", false},
		{"empty", "a.md", " \n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := markdown.Looks([]byte(c.head), c.file); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestHostile(t *testing.T) {
	bomb := "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n" +
		"e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\ntags: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n---\ntext"
	for _, c := range []struct {
		name, in string
		want     error
	}{
		{"aliases that multiply", bomb, nil},
		{"nested lists", "---\ntags: " + strings.Repeat("[", 5000) + "\n---\ntext", nil},
		{"escapes", "---\ntitle: \"a\\e[31mb\\u202e\"\n---\n\x1b[31mtext", nil},
		{"links without end", strings.Repeat("[[", 1<<18), nil},
		{"empty front matter", "---\n---\n", nil},
		{"nothing", "\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := markdown.Read(context.Background(), document.New("x.md", strings.NewReader(c.in)), func(a *model.Article) error {
				if a.Title != model.CleanLine(a.Title) || a.Body != model.CleanText(a.Body) {
					t.Errorf("not clean: %q, %q", a.Title, a.Body)
				}
				return nil
			})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// FuzzRead: whatever comes in, what comes out is clean.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil {
			f.Add(string(b))
		}
	}
	f.Fuzz(func(t *testing.T, in string) {
		err := markdown.Read(context.Background(), document.New("2020-11-06-x.md", strings.NewReader(in)), func(a *model.Article) error {
			if a.Title != model.CleanLine(a.Title) || a.Body != model.CleanText(a.Body) {
				t.Errorf("not clean: %q, %q", a.Title, a.Body)
			}
			for _, s := range append(a.Tags, a.Authors...) {
				if s != model.CleanLine(s) || s == "" {
					t.Errorf("not clean: %q", s)
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, document.ErrNothing) {
			t.Error(err)
		}
		markdown.Looks([]byte(in), "x")
	})
}
