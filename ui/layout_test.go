package ui

import (
	"fmt"
	"testing"
)

// TestArrangeTiles checks for every size that the rectangles fill the screen
// without overlapping.
func TestArrangeTiles(t *testing.T) {
	for w := 1; w <= 320; w++ {
		for h := 1; h <= 100; h++ {
			for _, want := range []Want{{}, {Filter: 2}, {Article: true}, {Article: true, Zoom: true, Filter: 2}, {Zoom: true}, {Timeline: true}, {Timeline: true, Filter: 2}, {Timeline: true, Article: true, Zoom: true}, {Split: 0.01, Filter: 2}, {Split: 0.5, Timeline: true, Filter: 2}, {Split: 0.99}, {Calendar: true, Filter: 2}, {Calendar: true, Filter: 2, Timeline: true, Article: true}, {Side: true}, {OnSide: true, Filter: 2}, {Side: true, Zoom: true}, {Side: true, OnSide: true, Zoom: true}, {Side: true, Split: 0.5, Timeline: true, Calendar: true, Filter: 2}, {Side: true, Article: true}} {
				f := Arrange(w, h, want)
				area := 0
				for _, r := range []Rect{f.Title, f.Filter, f.Timeline, f.Calendar, f.Side, f.SideDivider, f.List, f.Divider, f.Article, f.Status} {
					if r.W < 0 || r.H < 0 || r.X < 0 || r.Y < 0 || r.X+r.W > w || r.Y+r.H > h {
						t.Fatalf("%dx%d %+v: %+v lies outside", w, h, want, r)
					}
					area += r.W * r.H
				}
				if area != w*h {
					t.Fatalf("%dx%d %+v: rectangles cover %d cells of %d: %+v", w, h, want, area, w*h, f)
				}
			}
		}
	}
}

func TestArrangeShapes(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want Shape
	}{
		{120, 40, Wide},
		{100, 16, Wide},
		{99, 40, Medium},
		{80, 24, Medium},
		{60, 16, Medium},
		{59, 40, Narrow},
		{200, 15, Narrow},
	} {
		t.Run(fmt.Sprintf("%dx%d", c.w, c.h), func(t *testing.T) {
			if got := Arrange(c.w, c.h, Want{}).Shape; got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
