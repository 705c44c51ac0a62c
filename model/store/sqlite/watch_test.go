package sqlite

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
)

// patience is what a busy machine needs for what takes a second.
const patience = 30 * time.Second

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for late := time.Now().Add(patience); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal(what)
		}
	}
}

// taken takes a signal that waits.
func taken(ch <-chan struct{}) bool {
	select {
	case _, open := <-ch:
		return open
	default:
		return false
	}
}

// polls returns the connections of a store's poller.
func polls(s *Library) int { return s.others.db.Stats().OpenConnections }

// TestWatchThousand: whoever watches, comes and goes, there is one connection that
// looks for changes, none where nobody watches, and each change of another program
// reaches all who watch.
func TestWatchThousand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	s, other := openOrFail(t, path), openOrFail(t, path)
	if polls(s) != 0 {
		t.Errorf("%d connections look where nobody watches", polls(s))
	}
	type watcher struct {
		ch   <-chan struct{}
		stop context.CancelFunc
	}
	var all []watcher
	add := func() {
		ctx, stop := context.WithCancel(t.Context())
		all = append(all, watcher{s.Watch(ctx), stop})
	}
	drop := func(i int) {
		w := all[i]
		all[i] = all[len(all)-1]
		all = all[:len(all)-1]
		w.stop()
		eventually(t, "a channel stays open", func() bool {
			select {
			case _, open := <-w.ch:
				return !open
			default:
				return false
			}
		})
	}
	for range 1000 {
		add()
	}
	r := rand.New(rand.NewPCG(15, 1))
	for round := range 4 {
		for range 200 {
			if r.IntN(2) == 0 && len(all) > 1 {
				drop(r.IntN(len(all)))
			} else {
				add()
			}
		}
		eventually(t, "nothing looks", func() bool { return polls(s) == 1 })
		if open, busy := s.others.db.Stats().MaxOpenConnections, s.read.Stats().InUse; open != 1 || busy != 0 {
			t.Errorf("up to %d connections look, and %d that answer questions are in use", open, busy)
		}
		time.Sleep(2 * pollEvery) // it knows what there is
		for _, w := range all {
			taken(w.ch)
		}
		if err := writeBatch(t.Context(), other, "a", round); err != nil {
			t.Fatal(err)
		}
		eventually(t, "a change does not reach all", func() bool {
			for _, w := range all {
				if len(w.ch) == 0 {
					return false
				}
			}
			return true
		})
	}
	for len(all) > 0 {
		drop(r.IntN(len(all)))
	}
	eventually(t, "it goes on looking", func() bool { return polls(s) == 0 })
	add()
	add()
	eventually(t, "it does not look again", func() bool { return polls(s) == 1 })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if polls(s) != 0 {
		t.Error("it looks at what is closed")
	}
	for _, w := range append(all, watcher{ch: s.Watch(t.Context())}) {
		taken(w.ch)
		if _, open := <-w.ch; open {
			t.Error("a channel of a library that is closed is open")
		}
		if w.stop != nil {
			w.stop()
		}
	}
}

// TestWatchMemory: nobody else changes what is in memory.
func TestWatchMemory(t *testing.T) {
	s := inMemory(t)
	ch := s.Watch(t.Context())
	if s.others != nil {
		t.Error("it is looked at")
	}
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 1)), 1, s)
	if !taken(ch) {
		t.Error("its own changes are not signalled")
	}
}

// TestWatchReaders: who watches for one reader is not woken for another, and for who the
// readers are only who watches that or everything.
func TestWatchReaders(t *testing.T) {
	var h hub
	five, seven, readers, all := h.add(5), h.add(7), h.add(aboutReaders), h.add(everything)
	for _, c := range []struct {
		who                  int64
		five, seven, readers bool
	}{{5, true, false, false}, {7, false, true, false}, {9, false, false, false}, {everybody, true, true, false}, {aboutReaders, false, false, true}} {
		h.signal(c.who)
		if a, b, r := taken(five), taken(seven), taken(readers); a != c.five || b != c.seven || r != c.readers || !taken(all) {
			t.Errorf("a change for %d wakes 5: %v, 7: %v, who watches readers: %v", c.who, a, b, r)
		}
	}
}

// TestWatchFailing: a poller says whose library moved, and one that fails tries again and
// lets nobody miss what it did not see.
func TestWatchFailing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	other := openOrFail(t, path)
	db, err := connect(path, nil, 1, pollPragmas...)
	if err != nil {
		t.Fatal(err)
	}
	var broken atomic.Bool
	var looked atomic.Int32
	var h hub
	p := newPoller(db, h.signal, func(context.Context, querier) ([]int64, error) {
		looked.Add(1)
		if broken.Load() {
			return nil, errors.New("database is locked")
		}
		return []int64{5}, nil
	})
	five, seven := h.add(5), h.add(7)
	p.enter()
	eventually(t, "it does not begin", func() bool { return looked.Load() > 0 })
	write := func(k int) {
		if err := writeBatch(t.Context(), other, "a", k); err != nil {
			t.Fatal(err)
		}
	}
	write(0)
	eventually(t, "5 is not told", func() bool { return taken(five) })
	if taken(seven) {
		t.Error("7 is told what concerns 5")
	}
	broken.Store(true)
	n := looked.Load()
	write(1)
	eventually(t, "it does not try again", func() bool { return looked.Load() > n+2 })
	broken.Store(false)
	eventually(t, "not everybody is told", func() bool { return len(five)+len(seven) == 2 })
	p.leave()
	if db.Stats().OpenConnections != 0 {
		t.Error("it keeps its connection")
	}
	if err := p.close(); err != nil {
		t.Error(err)
	}
	if _, err := db.Conn(t.Context()); err == nil {
		t.Error("its database is open")
	}
	p.enter() // too late
	p.leave()
}

// TestWatchOwn: what a store changes itself is signalled at once.
func TestWatchOwn(t *testing.T) {
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	var all []<-chan struct{}
	for range 1000 {
		all = append(all, s.Watch(t.Context()))
	}
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 1)), 1, s)
	for _, ch := range all {
		if !taken(ch) {
			t.Fatal("somebody is not told")
		}
	}
}

// BenchmarkWatch measures how long a change through another handle takes to reach a
// thousand who watch.
func BenchmarkWatch(b *testing.B) {
	path := filepath.Join(b.TempDir(), "library.db")
	open := func() *Library {
		s, err := openLocal(b.Context(), path, model.OpenOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = s.Close() })
		return s
	}
	s, other := open(), open()
	var all []<-chan struct{}
	for range 1000 {
		all = append(all, s.Watch(b.Context()))
	}
	for polls(s) == 0 {
		time.Sleep(time.Millisecond)
	}
	var longest time.Duration
	for round := 0; b.Loop(); round++ {
		time.Sleep(time.Duration(round%7) * pollEvery / 7) // anywhere between two looks
		if err := writeBatch(b.Context(), other, "a", round); err != nil {
			b.Fatal(err)
		}
		from := time.Now()
		for _, ch := range all {
			<-ch
		}
		longest = max(longest, time.Since(from))
	}
	b.ReportMetric(float64(longest.Milliseconds()), "ms-longest")
}

// TestChecksAreQuiet: what a check of a feed brings is told only where a list of feeds shows
// it, here and in other programs.
func TestChecksAreQuiet(t *testing.T) {
	ctx, s := t.Context(), inMemory(t)
	f := model.Subscription{Address: "https://a.example/feed", Title: "A"}
	if _, err := s.Subscribe(ctx, []model.Subscription{f}, started); err != nil {
		t.Fatal(err)
	}
	ch := s.Watch(ctx)
	version := func() (n int) {
		if err := s.write.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = ?", metaVersion).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		name   string
		change func()
		told   bool
	}{
		{"a first check", func() {
			f.Schedule.Checked, f.Schedule.Next, f.Schedule.Interval = started, started.Add(time.Hour), time.Hour
		}, false},
		{"validators", func() { f.ETag, f.LastModified, f.Schedule.Hints = `"1"`, "today", "ttl=60" }, false},
		{"a failure", func() {
			f.Schedule.Failures, f.Schedule.FailingSince, f.Schedule.Error, f.Schedule.Fault = 1, started, "no such host", model.FaultName
		}, true},
		{"the same failure", func() { f.Schedule.Failures = 2 }, false},
		{"it waits", func() { f.Schedule.NotBefore = started.Add(time.Hour) }, true},
		{"a move", func() { f.At = "https://b.example/feed" }, true},
	} {
		before := version()
		if _, err := s.Claim(ctx, []string{f.Address}, "me", started, time.Minute); err != nil {
			t.Fatal(err)
		}
		c.change()
		if err := s.KeepChecks(ctx, "me", []model.Subscription{f}); err != nil {
			t.Fatal(err)
		}
		if told := taken(ch); told != c.told || (version() > before) != c.told {
			t.Errorf("%s: told %v, version %d after %d; want %v", c.name, told, version(), before, c.told)
		}
	}
}
