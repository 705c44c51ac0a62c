package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/query"
	"dateline/model/transfer/jsonlines"
)

const (
	restoreBatch = 500      // articles restored at once,
	restoreBytes = 8 << 20  // or bytes of text
	maxLine      = 64 << 20 // bytes of a line of an export
)

// lines takes in what 'dateline export' wrote.
func (i *importer) lines(ctx context.Context, r *bufio.Reader, progress func()) error {
	found := false
	for n := 1; ; n++ {
		text, err := readLine(r, maxLine)
		if len(text) > 0 && (err == nil || errors.Is(err, io.EOF)) {
			if len(i.hosts) > 0 { // what links to them has them, too
				text = []byte(model.StripUserinfo(string(text), func(host string) bool { return i.hosts[host] }))
			}
			l, bad := jsonlines.Decode(text)
			if errors.Is(bad, jsonlines.ErrForeign) && !found {
				i.fault(0, fmt.Errorf("dateline did not export this; 'dateline add %s' adds it as a document", i.name))
				return nil
			}
			found = true
			if errors.Is(bad, jsonlines.ErrNewer) {
				i.fault(0, bad)
				return nil
			}
			if bad != nil {
				i.fault(n, bad)
			} else if err := i.take(ctx, n, l); err != nil {
				return err
			}
			if n%64 == 0 {
				progress()
			}
		}
		switch limit := (*document.LimitError)(nil); {
		case errors.As(err, &limit):
			i.fault(n, err)
		case err != nil:
			if !errors.Is(err, io.EOF) {
				i.fault(n, err)
			}
			return i.flush(ctx)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// readLine returns the next line without blanks around it. One that is too long
// is passed over, with a *doc.LimitError.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for long := false; ; {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > limit; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && err == nil:
			return nil, &document.LimitError{What: "the length of a line", Limit: document.Size(int64(limit))}
		case long:
			return nil, err
		}
		return bytes.Trim(line, " \t\r\n\ufeff"), err
	}
}

// take takes in what a line holds.
func (i *importer) take(ctx context.Context, line int, l jsonlines.Line) error {
	switch {
	case l.Head != nil && len(l.Head.Dropped) > 0:
		return i.dropViews(ctx, l.Head.Dropped)
	case l.Article != nil:
		return i.article(ctx, line, l.Article)
	case l.Subscription != nil:
		i.waiting = append(i.waiting, *l.Subscription)
		i.login(l.Subscription.Address, l.Login)
	case l.View != nil:
		return i.view(ctx, line, *l.View)
	case l.Rule != "":
		return i.rule(ctx, line, l.Rule)
	}
	return nil
}

// article adds r to the batch, which is restored when it is large.
func (i *importer) article(ctx context.Context, line int, r *model.Record) error {
	r.Seen = i.seen
	i.batch, i.from = append(i.batch, *r), append(i.from, line)
	i.bytes += len(r.Body) + len(r.Summary)
	for n := range r.Revisions {
		i.bytes += len(r.Revisions[n].Body)
	}
	if len(i.batch) < restoreBatch && i.bytes < restoreBytes {
		return nil
	}
	return i.flush(ctx)
}

// flush subscribes to the feeds that wait, and restores the batch.
func (i *importer) flush(ctx context.Context) error {
	if len(i.waiting) > 0 {
		if err := i.subscribe(ctx, i.waiting); err != nil {
			return err
		}
		i.waiting = nil
	}
	if err := i.refuse(ctx); err != nil || len(i.batch) == 0 {
		return err
	}
	s, err := i.lib.Restore(ctx, i.batch, i.now())
	if err != nil {
		return err
	}
	i.saved.Added += s.Added
	i.saved.Changed += s.Changed
	i.saved.Same += s.Same
	i.batch = i.batch[:0]
	return nil
}

// refuse takes out of the batch what has the ID of an article of another place: no
// line may take that one's.
func (i *importer) refuse(ctx context.Context) error {
	ids := make([]model.ID, len(i.batch))
	for n := range i.batch {
		ids[n] = i.batch[n].ID
	}
	places, err := i.lib.Places(ctx, ids)
	if err != nil {
		return err
	}
	kept := i.batch[:0]
	for n := range i.batch {
		r := &i.batch[n]
		if place, ok := places[r.ID]; ok && place != "" && !model.SamePlace(r.Path, place) {
			i.fault(i.from[n], fmt.Errorf("%s: its id is that of an article of another place, which stays: %s", model.CleanLine(r.Title), model.CleanLine(place)))
			continue
		}
		places[r.ID] = r.Path
		kept = append(kept, *r)
	}
	i.batch, i.from, i.bytes = kept, i.from[:0], 0
	return nil
}

// rule makes a rule that the library does not have.
func (i *importer) rule(ctx context.Context, line int, text string) error {
	i.seen = append(i.seen[:len(i.seen):len(i.seen)], text)
	rules, err := i.lib.Rules(ctx)
	if err != nil || slices.ContainsFunc(rules, func(r model.Rule) bool { return r.Query == text }) {
		return err
	}
	if _, err := i.lib.SaveRule(ctx, text, i.now()); err != nil {
		var wrong *query.Error
		if errors.As(err, &wrong) {
			i.fault(line, err)
			return nil
		}
		return err
	}
	i.rules++
	return nil
}

// dropViews drops the views that come with a library and that the exported one
// has no more, from a library that is as new: nobody has asked for them.
func (i *importer) dropViews(ctx context.Context, names []string) error {
	empty, err := i.lib.Empty(ctx)
	if err != nil || !empty {
		return err
	}
	views, err := i.lib.Views(ctx)
	if err != nil {
		return err
	}
	for _, v := range model.FirstViews {
		if slices.Contains(names, v.Name) && slices.Contains(views, v) {
			if _, err := i.lib.DropView(ctx, v.Name, i.now()); err != nil {
				return err
			}
		}
	}
	return nil
}

// view saves a view, unless the reader has one of its name.
func (i *importer) view(ctx context.Context, line int, v model.View) error {
	views, err := i.lib.Views(ctx)
	if err != nil {
		return err
	}
	for _, old := range views {
		switch {
		case !strings.EqualFold(old.Name, v.Name):
		case old.Query == v.Query:
			return nil
		case slices.Contains(model.FirstViews, old):
			// It came with the library; the reader has made it another.
		default:
			i.fault(line, fmt.Errorf("view %s: the library already has one of that name, which stays: %s", v.Name, model.CleanLine(old.Query)))
			return nil
		}
	}
	act, err := i.lib.SaveView(ctx, v, i.now())
	i.views += act.N
	return err
}
