package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/model"
	"dateline/model/store"
)

// TestTerminalKept: what is opened stays in the list and in the pane, in documents
// and in a library, by a filter that is typed or configured, whatever other programs
// do meanwhile.
func TestTerminalKept(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {50, 20}} {
		t.Run(fmt.Sprintf("documents-%dx%d", size[0], size[1]), func(t *testing.T) {
			x := start(t, "dateline-at-noon", size[0], size[1], fixture)
			x.see("Lighthouse keeper", "7 articles")
			x.press("U")
			x.see("is:unread", "· 7 of 7")
			x.press("G\r")
			x.see("· 6 of 7", "nine to four")
			x.still()
			x.see("nine to four")
			x.press("fq")
			x.until("the row to stay, with its star", func(s string) bool {
				for line := range strings.SplitSeq(s, "\n") {
					if strings.HasPrefix(line, "◦ ★ ") {
						return true
					}
				}
				return false
			})
			x.press("Q")
			x.ended()
			x.restored()
		})
	}

	dir := t.TempDir()
	db, config := filepath.Join(dir, "library.db"), filepath.Join(dir, "config.toml")
	if err := os.WriteFile(config, []byte("query = \"is:unread\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lib, err := store.OpenLocal(t.Context(), db, model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	var as []model.Article
	for i := range 5 {
		a := model.Article{Title: fmt.Sprintf("Headline %d", i), Source: "Coast", Published: model.OnDay(model.DayOf(noon)-model.Day(i), model.FromStated), Body: fmt.Sprintf("Words of number %d.", i)}
		a.ID = model.ID(fmt.Sprint("article-", i))
		as = append(as, a)
	}
	if _, err := lib.Save(t.Context(), as, noon); err != nil {
		t.Fatal(err)
	}
	x := start(t, "dateline-at-noon", 110, 30, "--library", db, "--config", config)
	x.see("· 5 of 5", "Words of number 0")
	x.press("j\r")
	x.see("· 4 of 5", "Words of number 1")
	x.press("J")
	x.see("· 3 of 5", "Words of number 2")
	if _, err := lib.MarkWhere(t.Context(), model.Query{Now: noon}, model.Mark{Do: model.MarkRead}, noon); err != nil { // another program
		t.Fatal(err)
	}
	x.see("· 0 of 5", "Words of number 2", "◦ Headline 1", "◦ Headline 2")
	x.gone("Headline 3")
	x.press("K")
	x.see("Words of number 1")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

// TestTerminalKeptPlain: the same line by line, where Enter goes on with the next
// article of the list and a number stays that of its headline.
func TestTerminalKeptPlain(t *testing.T) {
	x := startWith(t, []string{"NO_COLOR=1"}, "dateline-at-noon", 100, 40, "--plain", fixture)
	x.asks("q quits.")
	x.press("/is:unread\r")
	x.see("unread · 7 of 7")
	x.press("4\r\rredraw\r")
	x.until("two that stay", func(s string) bool { return strings.Count(s, "no longer in the filter") == 2 })
	list := x.output() // what is typed may be shown before what came before it
	for _, n := range []string{"4  ", "5  "} {
		i := strings.LastIndex(list, "\n"+n)
		if i < 0 || !strings.Contains(strings.SplitN(list[i+1:], "\n"+string(n[0]+1), 2)[0], "no longer in the filter") {
			t.Errorf("headline %s does not stay:\n%s", n, list)
		}
	}
	x.press("star 4\r")
	x.see("undoes.")
	x.press("/\r/is:unread\r")
	x.see("unread · 5 of 7")
	x.press("q\r")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
