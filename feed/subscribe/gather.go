package subscribe

import (
	"context"
	"time"

	"dateline/model"
)

// How much waits to be saved together: few large transactions cost less than many, but
// what waits is in memory, and the reader waits for it.
const (
	saveAtOnce = 1000                   // articles,
	saveBytes  = 2 << 20                // or bytes of text; nothing is read beyond that,
	saveWithin = 250 * time.Millisecond // or after this time, if there are any articles,
	keepWithin = time.Second            // or what checks without any have brought, after this
)

// gathered is what waits to be saved.
type gathered struct {
	of       []fetched
	articles int
	bytes    int
}

func (g *gathered) add(f fetched) {
	g.of, g.articles = append(g.of, f), g.articles+len(f.articles)
	for i := range f.articles {
		g.bytes += len(f.articles[i].Body) + len(f.articles[i].Summary)
	}
}

// kept is what came of saving.
type kept struct {
	done []Refreshed
	err  error
}

// gather saves n results as they come, several at a time, while others come.
func (r *refresh) gather(results <-chan fetched, n int) (left []LeftOut, err error) {
	var waiting gathered
	saved := make(chan kept, 1)
	saving, overdue := false, false
	timer := time.NewTimer(keepWithin)
	defer timer.Stop()
	defer func() {
		if saving { // nothing may be saved when this has returned
			r.tell((<-saved).done)
		}
	}()
	for n > 0 || saving || len(waiting.of) > 0 {
		if !saving && len(waiting.of) > 0 && (n == 0 || overdue || waiting.articles >= saveAtOnce || waiting.bytes >= saveBytes) {
			saving, overdue = true, false
			go func(of []fetched) { saved <- r.turns.save(func() kept { return r.save(of) }) }(waiting.of)
			waiting = gathered{}
		}
		in := results
		if n == 0 || waiting.articles >= saveAtOnce || waiting.bytes >= saveBytes {
			in = nil
		}
		select {
		case got := <-in:
			n--
			if !got.left.IsZero() {
				left = append(left, LeftOut{got.feed, HostAsked, got.left})
				break
			}
			if got.err != nil {
				return left, got.err
			}
			if len(waiting.of) == 0 {
				timer.Reset(keepWithin)
			}
			if waiting.articles == 0 && len(got.articles) > 0 {
				timer.Reset(saveWithin)
			}
			waiting.add(got)
		case <-timer.C:
			overdue = true
		case k := <-saved:
			saving = false
			if k.err != nil {
				return left, k.err
			}
			r.tell(k.done)
		case <-r.ctx.Done():
			return left, r.ctx.Err()
		}
	}
	return left, nil
}

func (r *refresh) tell(done []Refreshed) {
	for _, d := range done {
		if r.hear.Done != nil {
			r.hear.Done(d)
		}
	}
}

// save saves results, then keeps what was learned of the feeds: of what is not saved a
// server must be asked again.
func (r *refresh) save(of []fetched) kept {
	each, err := r.saveArticles(of)
	if err != nil {
		return kept{err: err}
	}
	now := r.Now()
	done, checks := make([]Refreshed, len(of)), make([]model.Subscription, len(of))
	for i, w := range of {
		done[i] = r.refreshed(w, each[i].Plus(w.saved), now)
		checks[i] = done[i].Feed
		if host, until := coolDown(w.got.Err, checks[i].Schedule); host != "" {
			if err := r.Library.PauseHost(context.WithoutCancel(r.ctx), host, until, now); err != nil {
				return kept{err: err}
			}
		}
	}
	// Nothing may come between the articles and this.
	if err := r.Library.KeepChecks(context.WithoutCancel(r.ctx), r.holder, checks); err != nil {
		return kept{err: err}
	}
	return kept{done: done}
}
