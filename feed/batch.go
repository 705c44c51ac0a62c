package feed

import (
	"context"
	"fmt"
	"time"

	"dateline/model"
)

// The bounds of a batch. The first batches are small, so that there is
// something to see at once; later ones are large, since a library writes less the more
// articles it is given at once. A source that pauses for saveWait is saved then, one that
// drips after saveLongest, or after as long as the last batch took to be saved.
const (
	saveFirst   = 32
	saveMost    = 3 << 14
	saveBytes   = 112 << 20
	saveWait    = 50 * time.Millisecond
	saveLongest = 500 * time.Millisecond
)

// Batcher saves articles in batches while others are still being read.
type Batcher struct {
	Library saver
	Now     func() time.Time
	Saved   func(model.Saved) // hears after each batch what has been saved in all; nil: nobody
}

// saver is the part of a model.Saver that takes articles in.
type saver interface {
	Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error)
}

// Save runs read and saves what that emits, in its order. What was emitted before
// read fails is saved. A library that fails ends the reading; its error comes first.
func (b Batcher) Save(ctx context.Context, read func(ctx context.Context, emit func(*model.Article) error) error) (model.Saved, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	articles := make(chan model.Article, 256)
	var saved model.Saved
	done := make(chan error, 1)
	go func() {
		err := b.saveAll(ctx, articles, &saved)
		stop(err)
		for range articles {
		}
		done <- err
	}()
	err := read(ctx, func(a *model.Article) error {
		select {
		case articles <- *a:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	close(articles)
	if e := <-done; e != nil {
		return saved, e
	}
	return saved, err
}

// Load reads places as the function Load does and saves what is in them.
func (b Batcher) Load(ctx context.Context, places []string, o Options, fail func(error)) (model.Saved, error) {
	return b.Save(ctx, func(ctx context.Context, emit func(*model.Article) error) error {
		return Load(ctx, places, o, emit, fail)
	})
}

// saveAll saves articles as they come, until there are no more.
func (b Batcher) saveAll(ctx context.Context, articles <-chan model.Article, saved *model.Saved) error {
	limit, longest := saveFirst, saveLongest
	for {
		batch, more := gather(articles, limit, longest)
		if len(batch) > 0 {
			began := time.Now()
			s, err := b.Library.Save(ctx, batch, b.Now())
			longest = max(saveLongest, time.Since(began))
			if err != nil {
				return fmt.Errorf("save articles: %w", err)
			}
			*saved = saved.Plus(s)
			if b.Saved != nil {
				b.Saved(*saved)
			}
		}
		if !more {
			return nil
		}
		limit = min(limit*2, saveMost)
	}
}

// gather waits for an article and returns it with those that follow at once,
// and whether there may be more. It gathers no longer than longest.
func gather(articles <-chan model.Article, limit int, longest time.Duration) (batch []model.Article, more bool) {
	a, ok := <-articles
	if !ok {
		return nil, false
	}
	batch, size := append(batch, a), len(a.Body)
	wait, end := time.NewTimer(saveWait), time.NewTimer(longest)
	defer wait.Stop()
	defer end.Stop()
	for len(batch) < limit && size < saveBytes {
		select {
		case a, ok := <-articles:
			if !ok {
				return batch, false
			}
			batch, size = append(batch, a), size+len(a.Body)
			wait.Reset(saveWait)
		case <-wait.C:
			return batch, true
		case <-end.C:
			return batch, true
		}
	}
	return batch, true
}
