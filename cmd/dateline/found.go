package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"dateline/model"
)

// pageSize is how many headlines are asked for at once.
const pageSize = 500

// printFound writes what q finds in lib. Where the newest come first, what is dated
// ahead follows what is not, though a Library has it at the top.
func printFound(ctx context.Context, lib model.Finder, q model.Query, w writer, out io.Writer) error {
	lp := &listPrinter{lib: lib, q: q, w: w, out: out, left: q.Limit, limited: q.Limit > 0}
	lp.q.Limit = 0 // counted here, in the order of this list
	if q.Sort != model.Newest {
		return lp.each(ctx, model.At{}, func(h *model.Headline) (bool, error) { return true, lp.write(ctx, h) })
	}
	var ahead bool
	var undated *model.Place
	err := lp.each(ctx, model.At{}, func(h *model.Headline) (bool, error) {
		switch h.Section {
		case model.Ahead:
			ahead = true
			return true, nil
		case model.NoDate:
			undated = &h.Place
			return false, nil
		}
		return true, lp.write(ctx, h)
	})
	if err == nil && ahead {
		err = lp.each(ctx, model.At{}, func(h *model.Headline) (bool, error) {
			if h.Section != model.Ahead {
				return false, nil
			}
			return true, lp.write(ctx, h)
		})
	}
	if err == nil && undated != nil {
		err = lp.each(ctx, model.At{Place: undated}, func(h *model.Headline) (bool, error) { return true, lp.write(ctx, h) })
	}
	return err
}

// listPrinter writes a list piece by piece.
type listPrinter struct {
	lib     model.Finder
	q       model.Query
	w       writer
	out     io.Writer
	group   group
	begun   bool
	left    int // how many more may be written, where limited
	limited bool
	row     []byte
}

// each calls do with the headlines of the query from a place on, until do
// returns false, nothing follows, or all that may be written is.
func (lp *listPrinter) each(ctx context.Context, from model.At, do func(*model.Headline) (bool, error)) error {
	var last model.ID
	for {
		page, err := lp.lib.Find(ctx, lp.q, model.Window{At: from, After: pageSize})
		if err != nil {
			return fmt.Errorf("find headlines: %w", err)
		}
		hs := page.Headlines
		if len(hs) > 0 && hs[0].ID == last {
			hs = hs[1:] // the headline at the place, which is known already
		}
		for i := range hs {
			if lp.limited && lp.left == 0 {
				return nil
			}
			if more, err := do(&hs[i]); err != nil || !more {
				return err
			}
		}
		if page.Last || len(hs) == 0 {
			return nil
		}
		place := hs[len(hs)-1].Place
		from, last = model.At{Place: &place}, hs[len(hs)-1].ID
	}
}

// write writes the headline, or the whole article where the format wants it.
func (lp *listPrinter) write(ctx context.Context, h *model.Headline) error {
	a := model.Article{ID: h.ID, Title: h.Title, URL: h.URL, Source: h.Source, Published: h.Published, State: h.State}
	if lp.w.whole {
		var err error
		if a, err = lp.lib.Article(ctx, h.ID); err != nil {
			return fmt.Errorf("read article %s: %w", h.ID, err)
		}
	}
	lp.row = lp.row[:0]
	if g := groupOf(&a, h.Section, lp.q.Zone()); lp.w.heading != nil && (!lp.begun || g != lp.group) {
		lp.row = lp.w.heading(lp.row, g, !lp.begun)
		lp.group = g
	}
	lp.begun = true
	lp.left--
	lp.row = lp.w.row(lp.row, &a, h.Section)
	_, err := lp.out.Write(lp.row)
	return err
}

// group is what stands under one heading.
type group struct {
	section model.Section
	day     model.Day       // where section is ByDate: the day, or the last of the month or year
	known   model.Precision // likewise: that of a month or a year
}

// groupOf returns the heading an article in a section belongs under.
func groupOf(a *model.Article, section model.Section, zone *time.Location) group {
	return groupOn(section, a.Published.Day(zone), a.Published.Precision)
}

// groupOn returns the heading of what is in a section and of a day, as far as that is
// known.
func groupOn(section model.Section, day model.Day, known model.Precision) group {
	switch {
	case section != model.ByDate:
		return group{section: section}
	case known.Wide():
		return group{day: day, known: known}
	}
	return group{day: day}
}
