//go:build !race

package main

import (
	"fmt"
	"testing"

	"dateline/feed/evaluation"
)

// least are the figures that were reached on pages with known answers, less a little, by
// their kind and how they are read; tests of feed/webpage and feed/text score other sets. wrong is the share of dates at
// most.
var least = map[string]struct{ body, title, authors, date, wrong float64 }{
	"articles html":    {0.950, 0.91, 0.89, 0.89, 0.08},
	"articles text":    {0.933, 0.88, 0.78, 0.82, 0.09},
	"other kinds html": {0.845, 0.74, 0.77, 0.86, 0.09},
	"other kinds text": {0.835, 0.73, 0.30, 0.73, 0.12},
}

// What pages say is read no worse than before.
func TestPages(t *testing.T) {
	const dir = "../../../../shared/eval"
	if testing.Short() {
		t.Skip("reading all pages takes a while")
	}
	pages, err := evaluation.Load(dir, "dragnet", "fundus", "goose", "metascraper", "newspaper", "postlight", "wcxb")
	if err != nil {
		t.Skip(err)
	}
	sums := map[string]*figures{}
	for _, r := range readAll(pages) {
		kind := "articles"
		if r.Kind != "article" {
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
