//go:build unix

package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"modernc.org/sqlite"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestInfo(t *testing.T) {
	s := openOrFail(t, filledWith(t, 2))
	got, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	u, err := s.Usage(t.Context(), model.LocalReader)
	if err != nil || u.Read != 2 || u.Starred != 2 {
		t.Errorf("got %+v, %v", u, err)
	}
	if got.Articles != 2*perBatch || got.Undated != 12 || got.Sources != 1 || got.First == nil {
		t.Errorf("got %+v", got)
	}
	if got.Last.String() != "2026-11-01" || *got.First >= *got.Last || got.Text == 0 || got.Index == 0 || got.Size < got.Text+got.Index {
		t.Errorf("got %+v", got)
	}
}

// TestRepair: faults that are made behind the program's back are found, and
// put right without touching anything else.
func TestRepair(t *testing.T) {
	const one = "(SELECT min(id) FROM item)"
	for _, c := range []struct{ name, do, fault string }{
		{"counts", "UPDATE source_day SET n = n + 1 WHERE region = 2", "not counted right: 1"},
		{"missing counts", "DELETE FROM source_day WHERE region = 1", "not counted right"},
		{"sums", "UPDATE day_total SET n = n + 1 WHERE region = 2", "whose sum is not right: 1"},
		{"sources", "UPDATE source SET n = n + 1", "sources whose articles are not counted right: 1"},
		{"words missing", "DELETE FROM fts WHERE rowid = " + one, "not in the index of words: 1"},
		{"waiting, and indexed", "INSERT INTO waiting (item) SELECT min(id) FROM item", "in the index of words that wait to be: 1"},
		{"waiting, and not there", "INSERT INTO waiting (item) VALUES (5)", "do not exist and wait for the index of words: 1"},
		{"words too many", "INSERT INTO fts (rowid, words) VALUES (5, 'ghost')", "in the index of words that do not exist: 1"},
		{"damaged words", "UPDATE fts_data SET block = zeroblob(length(block)) WHERE id = (SELECT max(id) FROM fts_data)", "word index is damaged"},
		{"orphan state", "INSERT INTO state (reader, item, source, starred) VALUES (1, 5, 1, 1)", "states of articles that do not exist: 1"},
		{"orphan tag", "INSERT INTO tag (item, name, fold) VALUES (5, 'x', 'x')", "tags of articles that do not exist: 1"},
		{"orphan text", "INSERT INTO body (id, z) SELECT 5000000, z FROM body LIMIT 1", "texts of articles that do not exist: 1"},
		{"orphan journal", "INSERT INTO act_item (act, uid) VALUES (99, 'x')", "of no act of the journal: 1"},
		{"index", "PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = replace(sql, 'fold', 'uid') WHERE name = 'item_title'", "index item_title is not that of its table"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filledWith(t, 2)
			alter(t, path, c.do)
			s := openOrFail(t, path)
			faults, err := s.Check(t.Context(), quiet)
			if err != nil || len(faults) == 0 || !strings.Contains(faults[0].What, c.fault) || !faults[0].Repairable() {
				t.Fatalf("got %+v, %v; want %q", faults, err, c.fault)
			}
			loss, err := s.Repair(t.Context(), faults, quiet)
			if err != nil || loss.Articles+loss.Texts > 0 {
				t.Fatalf("lost %+v: %v", loss, err)
			}
			modeltest.Sound(t, s)
			wantBatches(t, s, "a", 2)
			found, err := s.Count(t.Context(), model.Query{Where: model.Match{Text: "council"}})
			if err != nil || found.Total != 2*perBatch {
				t.Errorf("%d articles found by a word, %v", found.Total, err)
			}
		})
	}
}

// TestMaintainWaiting: what waits to be searchable is no fault, and is not lost by a backup,
// by compacting, by repairing nor by saving what can be read.
func TestMaintainWaiting(t *testing.T) {
	for name, do := range map[string]func(t *testing.T, s *Library) *Library{
		"backup": func(t *testing.T, s *Library) *Library {
			file := filepath.Join(t.TempDir(), "copy.db")
			if err := s.Backup(t.Context(), file, false, quiet); err != nil {
				t.Fatal(err)
			}
			return openOrFail(t, file)
		},
		"compact": func(t *testing.T, s *Library) *Library {
			if _, _, err := s.Compact(t.Context(), quiet); err != nil {
				t.Fatal(err)
			}
			return s
		},
		"words": repairAs(repairWords), "counts": repairAs(repairCounts), "pages": repairAs(repairPages),
	} {
		t.Run(name, func(t *testing.T) {
			s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
			s.indexNever = true
			for k := range 2 {
				if err := writeBatch(t.Context(), s, "a", k); err != nil {
					t.Fatal(err)
				}
				if k == 0 {
					if err := s.Index(t.Context(), quiet); err != nil {
						t.Fatal(err)
					}
				}
			}
			if n, err := s.Waiting(t.Context()); err != nil || n != perBatch {
				t.Fatalf("%d wait, %v", n, err)
			}
			modeltest.Sound(t, s)
			left := do(t, s)
			modeltest.Sound(t, left)
			wantBatches(t, left, "a", 2)
			wantSearchable(t, left, 0)
		})
	}
}

// repairAs repairs a library as if a fault of a step had been found.
func repairAs(step repairStep) func(*testing.T, *Library) *Library {
	return func(t *testing.T, s *Library) *Library {
		t.Helper()
		if loss, err := s.Repair(t.Context(), []model.Fault{{Repair: step}}, quiet); err != nil || loss.Articles+loss.Texts > 0 {
			t.Fatalf("lost %+v: %v", loss, err)
		}
		return s
	}
}

// TestLostText: a text that is damaged is cleared by repairing, and comes back
// when its document is read again.
func TestLostText(t *testing.T) {
	for _, do := range []string{
		"UPDATE body SET z = zeroblob(length(z)) WHERE id = (SELECT body FROM item ORDER BY id DESC)",
		"DELETE FROM body WHERE id = (SELECT body FROM item ORDER BY id DESC)",
	} {
		path := filledWith(t, 1)
		alter(t, path, do)
		s := openOrFail(t, path)
		faults, err := s.Check(t.Context(), quiet)
		if err != nil || len(faults) != 1 || !strings.Contains(faults[0].Do, "add the document again") {
			t.Fatalf("got %+v, %v", faults, err)
		}
		if _, err := s.Repair(t.Context(), faults, quiet); err != nil {
			t.Fatal(err)
		}
		modeltest.Sound(t, s)
		if hasBatch(t.Context(), s, "a", 0) == nil {
			t.Error("nothing was lost: this tests nothing")
		}
		if saved, err := s.Save(t.Context(), batchOf("a", 0), started); err != nil || saved.Changed != 1 {
			t.Fatalf("%+v, %v", saved, err)
		}
		wantBatches(t, s, "a", 1)
		modeltest.Sound(t, s)
	}
}

const pageSize = 4096

// spoil overwrites pages of a file, but for the first, in one of the ways in
// which files come to harm.
func spoil(file []byte, r *rand.Rand) []byte {
	n := len(file) / pageSize
	page := func() []byte { return file[pageSize*(1+r.IntN(n-1)):][:pageSize] }
	switch r.IntN(5) {
	case 0: // noise
		for p, i := page(), 0; i < pageSize; i++ {
			p[i] = byte(r.IntN(256))
		}
	case 1: // a page that was never written
		clear(page())
	case 2: // a page written to the wrong place
		copy(page(), page())
	case 3: // flipped bits
		for p, i := page(), 0; i < 30; i++ {
			p[r.IntN(pageSize)] ^= 1 << r.IntN(8)
		}
	case 4: // cut off
		file = file[:pageSize*(n/2+r.IntN(n/2))+r.IntN(pageSize)]
	}
	return file
}

// TestCheckQuick: what the quick check is said to find.
func TestCheckQuick(t *testing.T) {
	whole, err := os.ReadFile(filledWith(t, 30))
	if err != nil {
		t.Fatal(err)
	}
	pageOf := func(t *testing.T, path, table string) int64 {
		s := openOrFail(t, path)
		var page int64
		if err := s.Catalog.read.QueryRowContext(t.Context(), "SELECT max(pageno) FROM dbstat WHERE name = ?", table).Scan(&page); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return page
	}
	overwrite := func(table string, with []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			at := (pageOf(t, path, table) - 1) * pageSize
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, err = f.WriteAt(with, at)
			if err = errors.Join(err, f.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	run := func(statement string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			s := openOrFail(t, path)
			_, err := s.write.ExecContext(t.Context(), statement)
			if err = errors.Join(err, s.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, do := range map[string]func(*testing.T, string){
		"a page of texts is empty":         overwrite("body", make([]byte, pageSize)),
		"a page of articles is noise":      overwrite("item", bytes.Repeat([]byte("noise..."), pageSize/8)),
		"a page of words is empty":         overwrite("fts_data", make([]byte, pageSize)),
		"a page of an index is cut off":    overwrite("item_title", make([]byte, 8)),
		"the file is cut off":              func(t *testing.T, path string) { cutOff(t, path, int64(len(whole))/2) },
		"a count is wrong":                 run("UPDATE source SET n = n + 1"),
		"a sum is wrong":                   run("UPDATE day_total SET n = n + 1"),
		"a text is missing":                run("DELETE FROM body WHERE id = (SELECT min(id) FROM body)"),
		"a text is of no article":          run("INSERT INTO body (z) SELECT z FROM body LIMIT 1"),
		"a text cannot be unpacked":        run("UPDATE body SET z = x'0102' WHERE id = (SELECT min(id) FROM body)"),
		"an article has no place in words": run("DELETE FROM fts_docsize WHERE id = (SELECT min(id) FROM item)"),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "library.db")
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			do(t, path)
			s, err := openLocal(t.Context(), path, model.OpenOptions{})
			if err != nil {
				wantDamage(t, "open", err)
				return
			}
			defer func() { _ = s.Close() }()
			faults, err := s.CheckQuick(t.Context(), quiet)
			if err != nil || len(faults) == 0 {
				t.Errorf("nothing is found, %v", err)
			}
		})
	}
}

func cutOff(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

// TestDamaged: whatever is damaged in a library, all questions and changes end,
// with a result or with an error that says so; and repairing leaves a library
// that is sound, or the one that was.
func TestDamaged(t *testing.T) {
	whole, err := os.ReadFile(filledWith(t, 8))
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "library.db")
			if err := os.WriteFile(path, spoil(bytes.Clone(whole), rand.New(rand.NewPCG(seed, 2))), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := openLocal(t.Context(), path, model.OpenOptions{})
			if err != nil {
				wantDamage(t, "open", err)
				return
			}
			defer func() { _ = s.Close() }()
			questions(t, s)
			faults, err := s.Check(t.Context(), quiet)
			if err != nil {
				t.Fatal(err)
			}
			quick, err := s.CheckQuick(t.Context(), quiet)
			if err != nil || len(quick) > 0 && len(faults) == 0 {
				t.Errorf("the quick check alone finds %v, %v", quick, err)
			}
			copied := s.Backup(t.Context(), path+".copy", false, quiet)
			if (copied == nil) != (len(quick) == 0) {
				t.Errorf("the quick check finds %v, and the backup: %v", quick, copied)
			}
			if _, err := s.Repair(t.Context(), faults, quiet); err != nil {
				wantDamage(t, "repair", err)
				return
			}
			faults, err = s.Check(t.Context(), quiet)
			for _, f := range faults {
				if f.Do != adviceCompact {
					t.Errorf("after repairing: %s", f.What)
				}
			}
			if err != nil {
				t.Error(err)
			}
			if err := writeBatch(t.Context(), s, "b", 0); err != nil {
				t.Errorf("after repairing: %v", err)
			}
		})
	}
}

// questions asks and changes all there is to be asked and changed.
func questions(t *testing.T, s *Library) {
	t.Helper()
	ctx := t.Context()
	q := model.Query{Now: started}
	words := model.Query{Now: started, Where: model.Match{Text: "harbour 3"}}
	page, err := s.Find(ctx, q, model.Window{After: 1000})
	wantDamage(t, "find", err)
	for _, h := range page.Headlines {
		_, err := s.Article(ctx, h.ID)
		if !errors.Is(err, model.ErrNotFound) {
			wantDamage(t, "article", err)
		}
	}
	for what, f := range map[string]func() error{
		"words":     func() error { _, err := s.Find(ctx, words, model.Window{After: 1000}); return err },
		"count":     func() error { _, err := s.Count(ctx, words); return err },
		"histogram": func() error { _, err := s.Histogram(ctx, q, model.ByMonth, model.Span{}); return err },
		"sources":   func() error { _, err := s.Sources(ctx); return err },
		"info":      func() error { _, err := s.Info(ctx); return err },
	} {
		wantDamage(t, what, f())
	}
}

// wantDamage fails unless an error, if there is one, says that the library is
// damaged.
func wantDamage(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, model.ErrDamaged) {
		t.Errorf("%s: %v", what, err)
	}
}

// TestRebuildLosesOnlyWhatIsGone: with one page of articles gone, the others
// are there, as they were.
func TestRebuildLosesOnlyWhatIsGone(t *testing.T) {
	path := filledWith(t, 12)
	var root int
	s := openOrFail(t, path)
	if err := s.read.QueryRow("SELECT pageno FROM dbstat WHERE name = 'item' AND pagetype = 'leaf' LIMIT 1 OFFSET 3").Scan(&root); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(file[(root-1)*pageSize:][:pageSize])
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	s = openOrFail(t, path)
	other := openOrFail(t, path)
	faults, err := s.Check(t.Context(), quiet)
	if err != nil || len(faults) == 0 {
		t.Fatalf("%v, %v", faults, err)
	}
	loss, err := s.Repair(t.Context(), faults, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if loss.Articles == 0 || loss.Articles > 40 || loss.Texts > 0 || loss.Rows {
		t.Errorf("lost %+v", loss)
	}
	for _, s := range []*Library{s, other} {
		modeltest.Sound(t, s)
		tally, err := s.Count(t.Context(), model.Query{})
		if err != nil || tally.Total != 12*perBatch-loss.Articles {
			t.Errorf("%+v and %d lost, %v", tally, loss.Articles, err)
		}
	}
	if is, err := os.ReadFile(loss.Kept); err != nil || !bytes.Contains(is, make([]byte, pageSize)) {
		t.Errorf("the damaged library was not kept: %v", err)
	}
}

// TestRebuildRefused: a library that another program changes while it is
// rebuilt keeps that change.
func TestRebuildRefused(t *testing.T) {
	path := filledWith(t, 3)
	s, other := openOrFail(t, path), openOrFail(t, path)
	wrote := false
	_, err := s.Repair(t.Context(), []model.Fault{{Repair: repairPages}}, func(string, int) {
		if !wrote {
			wrote = true
			if err := writeBatch(t.Context(), other, "b", 0); err != nil {
				t.Error(err)
			}
		}
	})
	if !errors.Is(err, errChanged) {
		t.Errorf("got %v", err)
	}
	wantBatches(t, s, "a", 3)
	wantBatches(t, s, "b", 1)
	modeltest.Sound(t, s)
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*damaged*")); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// TestBackup: a copy is that of one moment while others write.
func TestBackup(t *testing.T) {
	path := filledWith(t, 5)
	s, other := openOrFail(t, path), openOrFail(t, path)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	written := make(chan int, 1000)
	wg.Go(func() {
		defer close(written)
		for k := 0; ctx.Err() == nil && k < cap(written); k++ {
			if err := writeBatch(context.Background(), other, "b", k); err != nil {
				t.Errorf("a writer was disturbed: %v", err)
			}
			written <- k
		}
	})
	file := filepath.Join(t.TempDir(), "copy's ?%20.db")
	<-written
	err := s.Backup(t.Context(), file, false, quiet)
	stop()
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file, false, quiet); !errors.Is(err, model.ErrFileExists) {
		t.Errorf("got %v", err)
	}
	c := openOrFail(t, file)
	wantBatches(t, c, "a", 5)
	wantBatches(t, c, "b", 1)
	modeltest.Sound(t, c)
	_ = c.Close()

	ctx, stop = context.WithCancel(t.Context())
	err = s.Backup(ctx, file, true, func(string, int) { stop() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := s.Backup(t.Context(), path, true, quiet); err == nil {
		t.Error("the library was overwritten by its copy")
	}
	if names, _ := os.ReadDir(filepath.Dir(file)); len(names) != 1 {
		t.Errorf("left beside the copy: %v", names)
	}
	if err := s.Backup(t.Context(), file, true, quiet); err != nil {
		t.Error(err)
	}
}

// TestBackupOfFile: the file is copied whole where all is in it, and else page by page; the
// copy is the same, and what SQLite locks stays locked.
func TestBackupOfFile(t *testing.T) {
	s := openOrFail(t, filledWith(t, 5))
	conn, err := s.read.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	for _, whole := range []bool{true, false} {
		t.Run(fmt.Sprint("whole ", whole), func(t *testing.T) {
			if !whole { // what is written now stays in the log as long as somebody reads what was before
				tx, err := beginReading(t.Context(), conn)
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = tx.Rollback() }()
			}
			if err := writeBatch(t.Context(), s, "b", 0); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "copy.db")
			other, err := s.read.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			copied, err := s.copyFile(t.Context(), other, file, quiet)
			_ = other.Close()
			if err != nil || copied != whole && sqlite.OFDLockingEnabled() {
				t.Errorf("copied the file: %v, %v", copied, err)
			}
			if err := s.Backup(t.Context(), file, true, quiet); err != nil {
				t.Fatal(err)
			}
			wantChild(t, childOf("locked", s.path), "somebody reads")
			c := openOrFail(t, file)
			wantBatches(t, c, "a", 5)
			wantBatches(t, c, "b", 1)
			modeltest.Sound(t, c)
		})
	}
}

// sayLocked says whether others have a database open (sqlite.org/src/file/src/os.h, "Note
// that").
func sayLocked(args []string) error {
	f, err := os.OpenFile(args[0], os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 0x40000002, Len: 510}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock); err != nil {
		return err
	}
	if lock.Type == syscall.F_RDLCK {
		fmt.Println("somebody reads")
	}
	return nil
}

// TestReadOnlyUnclean: a library that was not closed well can be read where it
// cannot be written to, if the files beside it are there, and else says why.
func TestReadOnlyUnclean(t *testing.T) {
	for _, c := range []struct {
		name string
		shm  bool
		want string
	}{{"with its locks", true, ""}, {"without", false, "was not closed well"}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "library.db")
			s := openOrFail(t, filledWith(t, 3))
			if err := writeBatch(t.Context(), s, "b", 0); err != nil { // this is in the log
				t.Fatal(err)
			}
			for _, end := range []string{"", "-wal", "-shm"} {
				if end == "-shm" && !c.shm {
					continue
				}
				b, err := os.ReadFile(s.path + end)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path+end, b, 0o400); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Chmod(dir, 0o500); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = os.Chmod(dir, 0o700) }()
			wantChild(t, asUser(t, "readonly", path), c.want)
		})
	}
}

// asUser is childOf for somebody whom the modes of files keep from writing.
func asUser(t *testing.T, part string, args ...string) *exec.Cmd {
	t.Helper()
	if os.Getuid() != 0 {
		return childOf(part, args...)
	}
	setpriv, err := exec.LookPath("setpriv")
	if err != nil {
		t.Skip("root may write everywhere, and there is no setpriv(1)")
	}
	cmd := exec.Command(setpriv, append([]string{"--bounding-set=-dac_override,-dac_read_search", os.Args[0]}, args...)...)
	cmd.Env = append(os.Environ(), childEnv+"="+part, endAtOnce)
	return cmd
}

// TestCancelled: a question that takes long ends at once when it is no longer
// wanted, also one that has found something, and leaves all as it was.
func TestCancelled(t *testing.T) {
	for name, s := range map[string]*Library{"disk": openOrFail(t, filepath.Join(t.TempDir(), "library.db")), "memory": inMemory(t)} {
		t.Run(name, func(t *testing.T) {
			batch := make([]model.Article, 300)
			for i := range batch { // no words to index, much to search
				batch[i] = model.Article{
					ID: idOf("a", 0, i), Title: "Signs", Source: "a", Published: model.AtInstant(started, model.FromStated),
					Body: strings.Repeat("-. ", 5000),
				}
			}
			batch[0].Published = model.AtInstant(started.Add(time.Hour), model.FromStated)
			batch[0].Body = "z"
			if _, err := s.Save(t.Context(), batch, started); err != nil {
				t.Fatal(err)
			}
			none := model.Query{Now: started.Add(2 * time.Hour), Where: model.Match{Text: "(-|[.]| )*y", How: model.Regexp, Field: model.Text}}
			first := none // finds the newest, and nothing after it
			first.Where = model.Match{Text: "(-|[.]| )*z", How: model.Regexp, Field: model.Text}
			titles := first
			titles.Sort = model.ByTitle
			before := processorTime(t)
			if _, err := s.Count(t.Context(), none); err != nil {
				t.Fatal(err)
			}
			whole := processorTime(t) - before
			for what, q := range map[string]model.Query{"none": none, "first": first, "titles": titles} {
				for how, ask := range map[string]func(context.Context) error{
					"count":     func(ctx context.Context) error { _, err := s.Count(ctx, q); return err },
					"find":      func(ctx context.Context) error { _, err := s.Find(ctx, q, model.Window{After: 10}); return err },
					"histogram": func(ctx context.Context) error { _, err := s.Histogram(ctx, q, model.ByDay, model.Span{}); return err },
					"mark": func(ctx context.Context) error {
						_, err := s.MarkWhere(ctx, q, model.Mark{Do: model.MarkRead}, started)
						return err
					},
				} {
					wantCancelled(t, how+" "+what, whole, ask)
				}
			}
			if got, err := s.Count(t.Context(), model.Query{Now: started}); err != nil || got.Total != len(batch) || got.Unread != len(batch) {
				t.Errorf("afterwards: %+v, %v", got, err)
			}
			if err := writeBatch(t.Context(), s, "b", 0); err != nil {
				t.Error(err)
			}
			wantBatches(t, s, "b", 1)
		})
	}
}

func inMemory(t *testing.T) *Library {
	t.Helper()
	c, err := Memory(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c.libraryOf(localNumber, model.LocalReader)
}

// wantCancelled fails unless a question that is cancelled after a tenth of the
// processor time that all of it takes ends before it has taken half of it more.
// An interrupt at its very beginning is seen only some fifty articles later.
func wantCancelled(t *testing.T, what string, whole time.Duration, ask func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	before := processorTime(t)
	go func() { done <- ask(ctx) }()
	for processorTime(t)-before < whole/10 {
		select {
		case err := <-done:
			t.Fatalf("%s ended by itself: %v", what, err)
		case <-time.After(time.Millisecond):
		}
	}
	before = processorTime(t)
	cancel()
	err := <-done
	if took := processorTime(t) - before; took > whole/2 {
		t.Errorf("%s went on for %v of %v", what, took, whole)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%s: %v", what, err)
	}
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
