package sqlite

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"dateline/model"
)

// KeepFullTexts implements model.FullTextStore.
func (s *Catalog) KeepFullTexts(ctx context.Context, texts map[model.ID]string, at time.Time) (int, error) {
	saved, err := s.saveTx(ctx, at, len(texts), nil, func(w *saver) error {
		for _, id := range slices.Sorted(maps.Keys(texts)) {
			if err := w.setFullText(id, texts[id]); err != nil {
				return err
			}
		}
		return w.finish()
	})
	if err != nil {
		return 0, fmt.Errorf("keep the texts of %d pages: %w", len(texts), err)
	}
	return saved.Changed, nil
}

// setFullText has an article that is known wait to be put in again with the text of its
// page.
func (w *saver) setFullText(id model.ID, text string) error {
	was, err := w.findStored(id)
	if was == nil || err != nil {
		return err
	}
	a, err := readArticle(w.ctx, w.asNobody(), was.id)
	if err != nil {
		return err
	}
	had := a.Body
	if a.SetFullText(text); a.FullText == (was.flags&isFull != 0) && a.Body == had {
		return nil
	}
	w.waiting = append(w.waiting, &incoming{Article: a, was: was, owner: was.owner, hash: was.hash, batch: len(w.each) - 1})
	return nil
}

// keepFullText lets an article that is known keep the text of its page. One that was lost
// with the article is no reason to refuse what its document says now.
func (w *saver) keepFullText(a *incoming) error {
	had, err := readArticle(w.ctx, w.asNobody(), a.was.id)
	if err == nil && had.FullText {
		a.SetFullText(had.Body)
	}
	if errors.Is(err, model.ErrDamaged) {
		return nil
	}
	return err
}
