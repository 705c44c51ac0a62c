//go:build unix

package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
)

// TestPowerCut: what was said to be added is there when the power was cut after that, and
// can be searched once what was left is indexed, whatever has reached the disk of what was
// not synced.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	disk := RecordDisk(t, dir, true)
	s := openOrFail(t, filepath.Join(dir, "library.db"))
	const most = 60
	var added, said []int // by Save, how many batches there were, and how much had happened
	for k := 0; k < most; {
		n := 1
		if len(said)%3 == 2 { // as when many come
			n = 1 + bulkBatch/perBatch
		}
		var batch []model.Article
		for ; n > 0 && k < most; n-- {
			batch = append(batch, batchOf("a", k)...)
			k++
		}
		if _, err := s.Save(t.Context(), batch, started); err != nil {
			t.Fatal(err)
		}
		added, said = append(added, k), append(said, disk.now())
		if _, err := s.Mark(t.Context(), []model.ID{batch[0].ID}, model.Mark{Do: model.MarkRead}, started); err != nil {
			t.Fatal(err)
		}
		if len(said)%2 == 0 {
			if err := s.Index(t.Context(), quiet); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	added, said = append(added, most), append(said, disk.now())
	rnd := rand.New(rand.NewPCG(1, 1))
	for i, at := range said {
		if i+1 < len(said) { // at some time until the next was
			at += rnd.IntN(said[i+1] - at)
		}
		for name, chance := range map[string]*rand.Rand{"without": nil, "with some": rnd} {
			t.Run(fmt.Sprintf("%d batches and %d writes, %s of them", added[i], at-said[i], name), func(t *testing.T) {
				to := t.TempDir()
				disk.afterCut(t, to, at, chance)
				left := openOrFail(t, filepath.Join(to, "library.db"))
				wantTexts(t, left, added[i])
				modeltest.Sound(t, left)
				wantSearchable(t, left, 0)
			})
		}
	}
}

// wantTexts fails unless the articles of n batches are there. What was done to them may be
// lost with the power.
func wantTexts(t *testing.T, s *Library, n int) {
	t.Helper()
	for k := range n {
		for _, want := range batchOf("a", k) {
			if a, err := s.Article(t.Context(), want.ID); err != nil || a.Title != want.Title || a.Body != want.Body {
				t.Fatalf("batch %d was added: %q, %v", k, a.Title, err)
			}
		}
	}
}

// TestBulkEnds: what many articles have changed in how the library is written lasts only
// until no more come, and then the log is brought to the file.
func TestBulkEnds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	disk := RecordDisk(t, dir, false)
	s := openOrFail(t, filepath.Join(dir, "library.db"))
	want := func(name string, want int) {
		t.Helper()
		var got int
		if err := s.write.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %d, want %d: %v", name, got, want, err)
		}
	}
	usual := func() {
		t.Helper()
		want("wal_autocheckpoint", usualLog)
		want("cache_size", -usualCache)
		want("synchronous", 1)
	}
	usual()
	var many []model.Article
	for k := range 1 + bulkBatch/perBatch {
		many = append(many, batchOf("a", k)...)
	}
	disk.Written("")
	if _, err := s.Save(t.Context(), many, started); err != nil {
		t.Fatal(err)
	}
	want("wal_autocheckpoint", bulkLog/usualPage)
	want("synchronous", 1)
	if n := disk.Written(".db"); n > 0 {
		t.Errorf("%d bytes were written to the file before the log is long", n)
	}
	s.endBulk() // not yet
	want("wal_autocheckpoint", bulkLog/usualPage)
	s.mu.Lock()
	s.bulk.last = time.Time{}
	s.mu.Unlock()
	s.endBulk()
	usual()
	s.background.Wait()
	if disk.Written(".db") == 0 {
		t.Error("the log was not brought to the file")
	}
}

// TestSaveWhileMarking: many articles are saved in one transaction, but in several while a
// reader marks articles, also by another program: what he does waits for one.
func TestSaveWhileMarking(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "library.db")
	s, other := openOrFail(t, path), openOrFail(t, path)
	load := 0
	save := func() (transactions int) {
		t.Helper()
		version := func() (n int) {
			t.Helper()
			if err := s.read.QueryRowContext(t.Context(), "SELECT value FROM meta WHERE name = ?", metaVersion).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		var many []model.Article
		for range 1 + articlesWhileMarked/perBatch {
			many = append(many, batchOf("a", load)...)
			load++
		}
		was := version()
		if saved, err := s.Save(t.Context(), many, started); err != nil || saved.Added != len(many) {
			t.Fatalf("%+v, %v", saved, err)
		}
		return version() - was
	}
	for i, l := range []*Library{s, other} {
		if err := writeBatch(t.Context(), l, fmt.Sprintf("%p", l), 0); err != nil {
			t.Fatal(err)
		}
		s.marked.at.Store(0)
		save() // which sees who has marked until now
		s.marked.at.Store(0)
		if n := save(); n != 1 {
			t.Errorf("%d transactions while nobody marks", n)
		}
		if _, err := l.Mark(t.Context(), []model.ID{idOf("a", 0, i)}, model.Mark{Do: model.Star}, started); err != nil {
			t.Fatal(err)
		}
		if n := save(); n != 2 {
			t.Errorf("%d transactions while somebody marks", n)
		}
	}
}
