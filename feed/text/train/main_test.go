package main

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writePage writes a page whose article is known: paragraphs between menus.
func writePage(t *testing.T, dir string, n int) {
	t.Helper()
	var article, dump strings.Builder
	dump.WriteString("Home\nNews\nSport\nWeather\nSign in\nMenu\nSearch\n")
	for i := range 6 {
		fmt.Fprintf(&article, "On page %d the council of the town said in paragraph %d that the ferry, which had been away for the winter, would sail again soon.\n", n, i)
	}
	dump.WriteString(article.String())
	dump.WriteString("Share\nTweet\nMost read\nContact\nImprint\nPrivacy\n© The Bay Post\n")
	for name, text := range map[string]string{".txt": dump.String(), ".article.txt": article.String()} {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("page%d%s", n, name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFit fits pages whose articles are easily told: no line of theirs is told wrong.
func TestFit(t *testing.T) {
	dir := t.TempDir()
	for n := range 5 {
		writePage(t, dir, n)
	}
	pages, err := readPages(dir)
	if err != nil || len(pages) != 5 {
		t.Fatalf("got %d pages, %v", len(pages), err)
	}
	in := 0
	for _, e := range pages[0] {
		if e.in {
			in++
		}
	}
	if in != 6 || len(pages[0]) != 20 {
		t.Errorf("got %d of %d lines in the article, want 6 of 20", in, len(pages[0]))
	}
	weights := fit(pages)
	if got := right(pages, weights); got != 1 {
		t.Errorf("%.4f of the lines are told right, want all", got)
	}
	if got := right(pages, make([]float64, len(weights))); got == 1 {
		t.Error("without weights all lines are told right, too")
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := write(b, fit(pages)); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() {
		t.Error("the same pages gave other weights")
	}
	if _, err := parser.ParseFile(token.NewFileSet(), "weights.go", first.Bytes(), 0); err != nil {
		t.Error(err)
	}
}

func TestReadPagesNone(t *testing.T) {
	if _, err := readPages(t.TempDir()); err == nil {
		t.Error("an empty folder is no error")
	}
}

// TestForm: what write prints has the form of the weights that are committed.
func TestForm(t *testing.T) {
	committed, err := os.ReadFile("../weights.go")
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := write(&printed, fit(nil)); err != nil {
		t.Fatal(err)
	}
	form := func(b []byte) string { // the names of the groups, each behind the size of that before it
		_, table, _ := strings.Cut(strings.TrimRight(string(b), "}\n"), "var weights = ")
		var groups []string
		for part := range strings.SplitSeq(table, ":") {
			name := part[strings.LastIndexAny(part, "\t\n ")+1:]
			groups = append(groups, fmt.Sprint(strings.Count(part, ","), " ", strings.Trim(name, "-.,0123456789")))
		}
		return strings.Join(groups, "\n")
	}
	if got, want := form(printed.Bytes()), form(committed); got != want {
		t.Errorf("got groups\n%s\nwant\n%s", got, want)
	}
}
