package access

import (
	"runtime"
	"testing"
	"time"

	"dateline/model"
)

// visitors are how many visit in the benchmarks.
const visitors = 1000

// BenchmarkStill asks whether a thousand visitors may stay, as after each change: half of
// them come with keys of the catalogue.
func BenchmarkStill(b *testing.B) {
	s := openSite(b, Settings{Open: true})
	var all []Visitor
	for i := range visitors {
		key := newKey(b)
		if i%2 == 0 {
			if _, err := s.catalog.AddReader(b.Context(), model.Reader{Name: KeyLine(key), Keys: []string{KeyLine(key)}}, clock); err != nil {
				b.Fatal(err)
			}
		}
		all = append(all, s.comeIn(b, key))
	}
	for b.Loop() {
		for _, v := range all {
			if _, in := s.Still(b.Context(), v); !in {
				b.Fatal("he is out")
			}
		}
	}
}

// BenchmarkFirstActs has a thousand visitors, who all watch, act for the first time.
func BenchmarkFirstActs(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s := openSite(b, Settings{Open: true, NewPerHour: -1})
		ids := saveArticles(b, s.catalog, 1)
		var libs []*Library
		for range visitors {
			l := s.library(b, s.comeIn(b, newKey(b)))
			l.Watch(b.Context())
			libs = append(libs, l)
		}
		b.StartTimer()
		for _, l := range libs {
			if _, err := l.Mark(b.Context(), ids, model.Mark{Opened: true}, clock); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkVisitor measures what a visitor takes who has done nothing, and watches.
func BenchmarkVisitor(b *testing.B) {
	s := openSite(b, Settings{Open: true})
	v := s.comeIn(b, newKey(b))
	var libs []*Library
	used := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse + m.StackInuse
	}
	before := used()
	for b.Loop() {
		l := s.library(b, v)
		l.Watch(b.Context())
		libs = append(libs, l)
	}
	time.Sleep(100 * time.Millisecond)
	b.ReportMetric(float64(int64(used())-int64(before))/float64(len(libs)), "B/visitor")
	runtime.KeepAlive(libs)
}
