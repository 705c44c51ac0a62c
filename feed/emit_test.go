package feed

import (
	"context"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/model"
)

// A reader that panics loses nothing of what it had read, its source is named, and
// the others are read.
func TestReaderPanics(t *testing.T) {
	tree(t, map[string]string{"a.jsonl": object("A"), "b.jsonl": object("B")})
	broken := formats
	formats = append([]format{{
		kind: "a document that brings its reader down", names: []string{"a.jsonl"},
		confidence: func(s sample) confidence {
			if s.name == "a.jsonl" {
				return certain
			}
			return impossible
		},
		read: func(_ context.Context, _ *document.Document, emit document.Emit) error {
			if err := emit(&model.Article{Title: "Before"}); err != nil {
				return err
			}
			panic("a fault")
		},
	}}, formats...)
	defer func() { formats = broken }()
	got := load(t, Options{}, "a.jsonl", "b.jsonl")
	if got.titles() != "Before,B" {
		t.Errorf("got %q", got.titles())
	}
	if len(got.errs) != 1 || !strings.HasPrefix(got.errs[0], "a.jsonl: ") || !strings.Contains(got.errs[0], "a fault") {
		t.Errorf("errors %q", got.errs)
	}
}

// A document that takes up a page with blocks that are left out is read in time that
// follows its length.
func BenchmarkPageOfBlocks(b *testing.B) {
	page := "<html><title>A page</title><body><article><div>" + strings.Repeat("<p>A paragraph of the text, which is long enough to be one, and ends as such do.</p>", 50) + "</div>" +
		strings.Repeat("<div class=promo><div><a href=/x>A link to another page</a></div><p>Words</p></div>", 9000) + "</article>"
	for b.Loop() {
		err := Load(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(page)}, func(*model.Article) error { return nil }, func(err error) { b.Error(err) })
		if err != nil {
			b.Fatal(err)
		}
	}
}
