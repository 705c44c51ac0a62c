package transfer

import (
	"bytes"
	"strings"
	"testing"

	"dateline/model"
)

// TestByEnding: the ending of a name says the format; what is written is what the query
// finds, no more than its limit, and is counted.
func TestByEnding(t *testing.T) {
	lib := library(t)
	var batch []model.Article
	for _, title := range []string{"One", "Two", "Three"} {
		batch = append(batch, model.Article{ID: model.NewID("x", "", "", title, model.Date{}), Title: title, Source: "S", Published: model.OnDay(model.DayOf(noon), model.FromStated)})
	}
	if _, err := lib.Save(t.Context(), batch, noon); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"a.jsonl": `{"kind":"library"`, "a.JSON": `{"kind":"library"`, "a": `{"kind":"library"`,
		"a.md": "## Monday 23 November 2026\n\n- One (S)\n- Two (S)\n", "a.tsv": "2026-11-23\tOne\tS\t\t",
	} {
		export, err := ByEnding(name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		n, err := export(t.Context(), lib, model.Query{Now: noon, Limit: 2}, &b, ExportOptions{Now: noon, Part: true})
		if err != nil || n != 2 || !strings.HasPrefix(b.String(), want) || strings.Contains(b.String(), "Three") {
			t.Errorf("%s: %d articles, %v, got\n%s", name, n, err, &b)
		}
	}
	if _, err := ByEnding("a.opml"); err == nil {
		t.Error("a.opml: no error")
	}
}
