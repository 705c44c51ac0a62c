package main

import (
	"fmt"
	"io"

	"dateline/feed/evaluation"
	"dateline/feed/gbdt"
	"dateline/feed/webpage"
)

// kindOptions are how the model of the kinds of pages is fitted, that says which pages are
// no articles (feed/webpage/kind.gbdt).
var kindOptions = gbdt.Options{Trees: 150, Leaves: 6, Depth: 4, Rate: 0.05, L2: 3, MinChild: 3, Columns: 0.4, Seed: 1}

// kind prints the model fitted to the pages in dir whose kind is known, threads left out.
func kind(w io.Writer, dir string) error {
	pages, err := evaluation.Load(dir)
	if err != nil {
		return err
	}
	var e gbdt.Examples
	for _, p := range pages {
		if p.Kind == "forum" {
			continue
		}
		x, err := webpage.KindFeatures(p.HTML)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name(), err)
		}
		other, weight := float32(0), float32(1)
		if p.Kind != "article" {
			other = 1
		}
		if p.Set == "readability" { // few, and unlike the rest
			weight = 3
		}
		e.Features = len(x)
		e.X = append(e.X, x...)
		e.Y, e.Weight = append(e.Y, other), append(e.Weight, weight)
	}
	_, err = w.Write(gbdt.Fit(e, kindOptions).Append(nil))
	return err
}
