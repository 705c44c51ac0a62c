package arrivals_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/arrivals"
	"dateline/ui/config"
	"dateline/ui/keys"
	"dateline/ui/shared"
	"dateline/ui/theme"
	"dateline/ui/uitest"
)

// reader is somebody who reads a library from noon on.
type reader struct {
	*arrivals.Controller
	state *shared.State
	lib   *modeltest.Reference
	now   time.Time
	told  []string
}

func newReader(t *testing.T, follow func(context.Context)) *reader {
	t.Helper()
	r := &reader{lib: modeltest.NewReference(uitest.ReadRule), now: uitest.Noon}
	r.save(t, uitest.News()[3:])
	r.state = &shared.State{
		Library: r.lib, Ctx: t.Context(), Now: func() time.Time { return r.now }, Config: &config.Config{},
		Theme: theme.New(theme.Options{Profile: theme.Mono, ASCII: true}), KeyFor: func(keys.Action) string { return "w" },
	}
	r.Controller = arrivals.New(r.state, arrivals.Options{Follow: follow, Notify: func(text string) tea.Cmd {
		r.told = append(r.told, text)
		return nil
	}})
	return r
}

// save has articles arrive now.
func (r *reader) save(t *testing.T, as []model.Article) {
	t.Helper()
	if _, err := r.lib.Save(t.Context(), as, r.now); err != nil {
		t.Fatal(err)
	}
}

// TestWords: what arrives while somebody reads is counted until it is read or looked at.
func TestWords(t *testing.T) {
	r := newReader(t, nil)
	see := func(want string) {
		t.Helper()
		if uitest.Finish(r.Count()); r.Words() != want {
			t.Errorf("got %q, want %q", r.Words(), want)
		}
	}
	if see(""); r.Filter() != "" {
		t.Error("there is a filter for nothing")
	}
	r.now = r.now.Add(time.Minute)
	r.save(t, uitest.News()[1:3])
	see("2 new - w")
	if _, err := r.lib.Mark(t.Context(), []model.ID{uitest.News()[1].ID}, model.Mark{Do: model.MarkRead}, r.now); err != nil {
		t.Fatal(err)
	}
	see("1 new - w")
	r.now = r.now.Add(time.Minute)
	if got, want := r.Filter(), "arrived:2026-11-23T12:00:01.."; got != want {
		t.Errorf("got the filter %q, want %q", got, want)
	}
	see("")
	r.now = r.now.Add(time.Minute)
	r.save(t, uitest.News()[:1])
	see("1 new - w")
}

// TestNotify: the terminal hears how many are new in the views that were named, once, and
// no word of theirs.
func TestNotify(t *testing.T) {
	r := newReader(t, nil)
	r.state.Config.Notify = "unread sea gone"
	r.state.Views = []model.View{{Name: "sea", Query: "harbour"}, {Name: "other", Query: "senate"}}
	r.now = r.now.Add(time.Minute)
	r.save(t, uitest.News()[:3])
	uitest.Finish(r.Count())
	uitest.Finish(r.Count())
	if len(r.told) != 1 || r.told[0] != "1 new in sea, 3 new in unread" {
		t.Fatalf("told %q", r.told)
	}
	ids := []model.ID{uitest.News()[0].ID}
	for _, do := range []model.ActionKind{model.MarkRead, model.MarkUnread} {
		if _, err := r.lib.Mark(t.Context(), ids, model.Mark{Do: do}, r.now); err != nil {
			t.Fatal(err)
		}
		uitest.Finish(r.Count())
	}
	if len(r.told) != 1 {
		t.Errorf("a mark is told as news: %q", r.told)
	}
	r.state.Config.Notify = config.NotifyOff
	r.save(t, []model.Article{{ID: "0000000000000099", Title: "Harbour again", Source: "Coast"}})
	if uitest.Finish(r.Count()); len(r.told) != 1 {
		t.Errorf("told %q though it is off", r.told)
	}
}

// TestFollow: the fetching begins five seconds after the first key, unless it is turned
// off, and ends when it is.
func TestFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, running := time.Time{}, 0
		r := newReader(t, func(ctx context.Context) {
			began = time.Now()
			running++
			<-ctx.Done()
			running--
		})
		go uitest.Finish(r.Settle()) // no key yet
		time.Sleep(time.Minute)
		synctest.Wait()
		if !began.IsZero() {
			t.Fatal("it has begun without a key")
		}
		first := time.Now()
		go uitest.Finish(r.Touched())
		time.Sleep(arrivals.Wait)
		synctest.Wait()
		if running != 1 || began.Sub(first) != arrivals.Wait {
			t.Fatalf("%d run, the last since %v", running, began.Sub(first))
		}
		if r.Touched() != nil {
			t.Error("another key begins it again")
		}
		r.state.Config.Refresh = config.RefreshOff
		r.Settle()
		synctest.Wait()
		if running != 0 {
			t.Error("it goes on though it was turned off")
		}
		r.state.Config.Refresh = config.RefreshAuto
		go uitest.Finish(r.Settle())
		time.Sleep(arrivals.Wait)
		synctest.Wait()
		if running != 1 {
			t.Error("it does not begin again")
		}
		r.state.Config.Refresh = config.RefreshOff
		r.Settle()
	})
}
