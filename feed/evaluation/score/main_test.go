//go:build !race

package main

import (
	"fmt"
	"testing"

	"dateline/feed/evaluation"
)

// least are the figures that were reached on pages with known answers, less a little:
// of the pages of pages2, by kind and way of reading. wrong is the share of dates at
// most.
var least = map[string]struct{ body, title, authors, date, wrong float64 }{
	"articles html":    {0.948, 0.90, 0.88, 0.87, 0.09},
	"articles text":    {0.928, 0.87, 0.77, 0.82, 0.10},
	"other kinds html": {0.840, 0.73, 0.80, 0.86, 0.10},
	"other kinds text": {0.820, 0.70, 0.30, 0.75, 0.12},
}

// What pages say is read no worse than before.
func TestPages(t *testing.T) {
	const dir = "../../../../shared/eval"
	if testing.Short() {
		t.Skip("reading all pages takes a while")
	}
	pages, err := evaluation.Load(dir)
	if err != nil {
		t.Skip(err)
	}
	sums := map[string]*figures{}
	for _, r := range readAll(pages) {
		kind := "articles"
		switch {
		case r.Set == "benchmark" || r.Set == "readability" || r.Set == "htmldate":
			continue // tests of feed/webpage and feed/text score them
		case r.Kind != "article":
			kind = "other kinds"
		}
		name := fmt.Sprint(kind, " ", r.Mode)
		if sums[name] == nil {
			sums[name] = new(figures)
		}
		sums[name].add(r)
	}
	for name, want := range least {
		f := sums[name]
		if f == nil {
			t.Errorf("%s: no pages", name)
			continue
		}
		for _, of := range []struct {
			what       string
			got, least float64
		}{
			{"F1 of bodies", f.f1 / f.bodies, want.body},
			{"titles the same", f.same / f.titles, want.title},
			{"all authors named", f.all / f.authors, want.authors},
			{"dates right", f.right / f.dates, want.date},
			{"dates not wrong", 1 - f.wrong/f.dates, 1 - want.wrong},
		} {
			if of.got < of.least {
				t.Errorf("%s: %s %.4f, want at least %.4f", name, of.what, of.got, of.least)
			} else {
				t.Logf("%s: %s %.4f", name, of.what, of.got)
			}
		}
	}
}
