// Package listing writes articles as text: what a query finds as a list, in several
// formats and under headings of their days, and one article as a document. It opens
// nothing and knows neither commands nor terminals; colours and widths are handed in.
package listing

import (
	"context"
	"fmt"
	"io"

	"dateline/model"
)

// page is how many headlines are asked for at once.
const page = 500

// Print writes what q finds in lib. Where the newest come first, what is dated
// ahead follows what is not, though a Library has it at the top.
func Print(ctx context.Context, lib model.Finder, q model.Query, f Format, out io.Writer) error {
	p := &printer{lib: lib, q: q, f: f, out: out, left: q.Limit, limited: q.Limit > 0}
	p.q.Limit = 0 // counted here, in the order of this list
	if q.Sort != model.Newest {
		return p.each(ctx, model.At{}, func(h *model.Headline) (bool, error) { return true, p.write(ctx, h) })
	}
	var ahead bool
	var undated *model.Place
	err := p.each(ctx, model.At{}, func(h *model.Headline) (bool, error) {
		switch h.Section {
		case model.Ahead:
			ahead = true
			return true, nil
		case model.NoDate:
			undated = &h.Place
			return false, nil
		}
		return true, p.write(ctx, h)
	})
	if err == nil && ahead {
		err = p.each(ctx, model.At{}, func(h *model.Headline) (bool, error) {
			if h.Section != model.Ahead {
				return false, nil
			}
			return true, p.write(ctx, h)
		})
	}
	if err == nil && undated != nil {
		err = p.each(ctx, model.At{Place: undated}, func(h *model.Headline) (bool, error) { return true, p.write(ctx, h) })
	}
	return err
}

// printer writes a list piece by piece.
type printer struct {
	lib     model.Finder
	q       model.Query
	f       Format
	out     io.Writer
	heading Heading
	begun   bool
	left    int // how many more may be written, where limited
	limited bool
	row     []byte
}

// each calls do with the headlines of the query from a place on, until do
// returns false, nothing follows, or all that may be written is.
func (p *printer) each(ctx context.Context, from model.At, do func(*model.Headline) (bool, error)) error {
	var last model.ID
	for {
		found, err := p.lib.Find(ctx, p.q, model.Window{At: from, After: page})
		if err != nil {
			return fmt.Errorf("find headlines: %w", err)
		}
		hs := found.Headlines
		if len(hs) > 0 && hs[0].ID == last {
			hs = hs[1:] // the headline at the place, which is known already
		}
		for i := range hs {
			if p.limited && p.left == 0 {
				return nil
			}
			if more, err := do(&hs[i]); err != nil || !more {
				return err
			}
		}
		if found.Last || len(hs) == 0 {
			return nil
		}
		place := hs[len(hs)-1].Place
		from, last = model.At{Place: &place}, hs[len(hs)-1].ID
	}
}

// write writes the headline, or the whole article where the format wants it.
func (p *printer) write(ctx context.Context, h *model.Headline) error {
	a := model.Article{ID: h.ID, Title: h.Title, URL: h.URL, Source: h.Source, Published: h.Published, State: h.State}
	if p.f.Whole {
		var err error
		if a, err = p.lib.Article(ctx, h.ID); err != nil {
			return fmt.Errorf("read article %s: %w", h.ID, err)
		}
	}
	p.row = p.row[:0]
	if g := HeadingOf(&a, h.Section, p.q.Zone()); p.f.Heading != nil && (!p.begun || g != p.heading) {
		p.row = p.f.Heading(p.row, g, !p.begun)
		p.heading = g
	}
	p.begun = true
	p.left--
	p.row = p.f.Row(p.row, &a, h.Section)
	_, err := p.out.Write(p.row)
	return err
}

// First returns the first article that Print would write of what q finds, if there is
// one, and whether there are more.
func First(ctx context.Context, lib model.Finder, q model.Query) (first model.ID, more bool, err error) {
	f := Format{Row: func(dst []byte, a *model.Article, _ model.Section) []byte {
		if more = first != ""; !more {
			first = a.ID
		}
		return dst
	}}
	q.Limit = 2
	err = Print(ctx, lib, q, f, io.Discard)
	return first, more, err
}
