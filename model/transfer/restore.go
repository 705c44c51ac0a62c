package transfer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/tokenize"
)

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

// flush follows the feeds that wait, and restores the batch.
func (i *importer) flush(ctx context.Context) error {
	if err := i.follow(ctx); err != nil {
		return err
	}
	if err := i.refuse(ctx); err != nil || len(i.batch) == 0 {
		return err
	}
	s, err := i.lib.Restore(ctx, i.batch, i.Now())
	if err != nil {
		return err
	}
	i.done.Saved = i.done.Saved.Plus(s)
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
func (i *importer) rule(ctx context.Context, line int, rule model.Rule) error {
	i.seen = append(i.seen[:len(i.seen):len(i.seen)], rule.String())
	rules, err := i.lib.Rules(ctx)
	if err != nil || slices.ContainsFunc(rules, func(r model.Rule) bool { return r.String() == rule.String() }) {
		return err
	}
	if _, err := i.lib.SaveRule(ctx, rule, i.Now()); err != nil {
		var wrong *query.Error
		if errors.As(err, &wrong) {
			i.fault(line, err)
			return nil
		}
		return err
	}
	i.done.Rules++
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
			if _, err := i.lib.DropView(ctx, v.Name, i.Now()); err != nil {
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
		case !tokenize.Same(old.Name, v.Name):
		case old.Query == v.Query:
			return nil
		case slices.Contains(model.FirstViews, old):
			// It came with the library; the reader has made it another.
		default:
			i.fault(line, fmt.Errorf("view %s: the library already has one of that name, which stays: %s", v.Name, model.CleanLine(old.Query)))
			return nil
		}
	}
	act, err := i.lib.SaveView(ctx, v, i.Now())
	i.done.Views += act.N
	return err
}
