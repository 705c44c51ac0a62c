//go:build unix

package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/store/sqlite/schema"
)

// These tests treat a library badly: programs that use it are killed, disks
// are full, files are damaged. What was acknowledged must be there afterwards.
// The chances in them decide what is tried, never what the verdict is.

// childEnv names the part that this test binary plays as a program of its own.
const childEnv = "DATELINE_STORE_CHILD"

func TestMain(m *testing.M) {
	if part := os.Getenv(childEnv); part != "" {
		if err := children[part](os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	disks.once.Do(disks.install) // before anything reads what it changes
	os.Exit(m.Run())
}

// children are the programs that the tests start, by name.
var children = map[string]func(args []string) error{
	"write":    writeOn,
	"compact":  compactOn,
	"fill":     fillUp,
	"readonly": onlyRead,
	"upgrade":  upgradeOne,
	"crowd":    upgradeCrowded,
	"locked":   sayLocked,
	"add":      addOn,
}

// endAtOnce is for the environment of children: the race detector has each wait for a
// second at its end, in case of a late race.
const endAtOnce = "GORACE=atexit_sleep_ms=10"

func childOf(part string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), childEnv+"="+part, endAtOnce)
	return cmd
}

// wantChild fails unless a child does its work or, want, says why not. It skips the test
// where the child says that it cannot be done here.
func wantChild(t *testing.T, cmd *exec.Cmd, want string) {
	t.Helper()
	switch out, err := cmd.CombinedOutput(); {
	case strings.Contains(string(out), skipped):
		t.Skip(string(out))
	case want == "" && err != nil, !strings.Contains(string(out), want):
		t.Fatalf("%v: %s", err, out)
	}
}

// started is when the articles of these tests arrive.
var started = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// perBatch is how many articles a batch has.
const perBatch = 20

// batchOf makes the k-th batch of a writer: dates of every kind, many equal.
func batchOf(writer string, k int) []model.Article {
	r := rand.New(rand.NewPCG(uint64(k), 1))
	out := make([]model.Article, perBatch)
	for i := range out {
		a := model.Article{
			ID: idOf(writer, k, i), Title: fmt.Sprintf("Story %d of batch %d", i, k), Source: "writer " + writer,
			Body: strings.Repeat(fmt.Sprintf("harbour %d bridge %d council %d. ", k, i, r.IntN(1000)), 40), Tags: []string{"news"},
		}
		switch i % 3 {
		case 0:
			a.Published = model.AtInstant(started.Add(-time.Duration(r.IntN(100))*time.Minute), model.FromStated)
		case 1:
			a.Published = model.OnDay(model.DayOf(started)-model.Day(r.IntN(100)), model.FromStated)
		}
		out[i] = a
	}
	return out
}

func idOf(writer string, k, i int) model.ID {
	return model.NewID(writer, fmt.Sprintf("%d-%d", k, i), "", "", model.Date{})
}

// writeBatch saves the k-th batch of a writer and reads and stars its first.
func writeBatch(ctx context.Context, s *Library, writer string, k int) error {
	if _, err := s.Save(ctx, batchOf(writer, k), started); err != nil {
		return err
	}
	for _, do := range []model.ActionKind{model.MarkRead, model.Star} {
		if _, err := s.Mark(ctx, []model.ID{idOf(writer, k, 0)}, model.Mark{Do: do}, started); err != nil {
			return err
		}
	}
	return nil
}

// writeOn writes batches, and acknowledges each with a line, until it has
// written args[2] of them.
func writeOn(args []string) error {
	ctx := context.Background()
	path, writer := args[0], args[1]
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	s, err := openLocal(ctx, path, model.OpenOptions{})
	if err != nil {
		return err
	}
	for k := range n {
		if err := writeBatch(ctx, s, writer, k); err != nil {
			return fmt.Errorf("batch %d: %w", k, err)
		}
		fmt.Println(k)
	}
	return s.Close()
}

// compactOn compacts a library again and again, with a line before each time.
func compactOn(args []string) error {
	ctx := context.Background()
	s, err := openLocal(ctx, args[0], model.OpenOptions{})
	if err != nil {
		return err
	}
	for {
		fmt.Println()
		if _, _, err := s.Compact(ctx, quiet); err != nil {
			return err
		}
	}
}

func quiet(string, int) {}

// wantBatches fails unless the batches of a writer are there, whole and marked.
func wantBatches(t *testing.T, s *Library, writer string, n int) {
	t.Helper()
	for k := range n {
		if err := hasBatch(t.Context(), s, writer, k); err != nil {
			t.Fatalf("batch %d of %s was acknowledged: %v", k, writer, err)
		}
	}
}

func hasBatch(ctx context.Context, s *Library, writer string, k int) error {
	for i, want := range batchOf(writer, k) {
		a, err := s.Article(ctx, want.ID)
		if err != nil {
			return err
		}
		if a.Title != want.Title || a.Body != want.Body || !a.Published.Equal(want.Published) {
			return fmt.Errorf("article %s is another than was saved", a.ID)
		}
		if marked := i == 0; a.State.Read != marked || a.State.Starred != marked {
			return fmt.Errorf("state of article %d: %+v", i, a.State)
		}
	}
	return nil
}

// openLocal opens the library of the local reader.
func openLocal(ctx context.Context, path string, o model.OpenOptions) (*Library, error) {
	c, err := Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	return c.libraryOf(localNumber, model.LocalReader), nil
}

func openOrFail(t *testing.T, path string) *Library {
	t.Helper()
	s, err := openLocal(t.Context(), path, model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// filledWith makes a library of n batches of writer "a" and closes it.
func filledWith(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library.db")
	s := openOrFail(t, path)
	for k := range n {
		if err := writeBatch(t.Context(), s, "a", k); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Index(t.Context(), quiet); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestKilled: what a program had acknowledged before it was killed is there.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	acked := make(map[string]int)
	for round := range 8 {
		writer := "w" + strconv.Itoa(round)
		cmd := childOf("write", path, writer, "100000")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		stopAfter, wait := rand.IntN(6), time.Duration(rand.IntN(40_000))*time.Microsecond
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); {
			n++
			acked[writer] = n
			if n == stopAfter+1 {
				time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
			}
		}
		if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() > 0 {
			t.Fatalf("the writer ended by itself: %v", err)
		}
		s := openOrFail(t, path)
		wantBatches(t, s, writer, acked[writer])
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := openOrFail(t, path)
	for writer, n := range acked {
		wantBatches(t, s, writer, n)
	}
	modeltest.Sound(t, s)
}

// TestKilledCompacting: compacting can be ended at any moment, and others may
// write and read meanwhile.
func TestKilledCompacting(t *testing.T) {
	path := filledWith(t, 20)
	for range 4 {
		cmd := childOf("compact", path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, _ = bufio.NewReader(out).ReadString('\n')
		time.Sleep(time.Duration(rand.IntN(60_000)) * time.Microsecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		s := openOrFail(t, path)
		wantBatches(t, s, "a", 20)
		modeltest.Sound(t, s)
		_ = s.Close()
	}
	other := openOrFail(t, path)
	var wg sync.WaitGroup
	wg.Go(func() {
		for k := range 5 {
			if err := writeBatch(t.Context(), other, "b", k); err != nil {
				t.Error(err)
			}
		}
	})
	s := openOrFail(t, path)
	if _, _, err := s.Compact(t.Context(), quiet); err != nil {
		t.Error(err)
	}
	wg.Wait()
	wantBatches(t, other, "a", 20)
	wantBatches(t, other, "b", 5)
	modeltest.Sound(t, s)
}

// TestCompactCancelled: a compacting that is cancelled ends soon and leaves
// the library as it was.
func TestCompactCancelled(t *testing.T) {
	s := openOrFail(t, filledWith(t, 10))
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err := s.Compact(ctx, func(doing string, _ int) {
		if doing == "rewriting the file" {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	wantBatches(t, s, "a", 10)
	modeltest.Sound(t, s)
}

// TestFullDisk: a disk that is full loses nothing that was acknowledged, is
// named as the reason, and is no harm once there is room.
func TestFullDisk(t *testing.T) {
	for _, how := range []string{"limit", "tmpfs"} {
		t.Run(how, func(t *testing.T) {
			cmd := childOf("fill", t.TempDir(), how)
			if how == "tmpfs" && !ownMounts(cmd) {
				t.Skip("a process cannot have mounts of its own here")
			}
			wantChild(t, cmd, "")
		})
	}
}

// skipped begins what a child says that cannot play its part here.
const skipped = "skipped: "

// fillUp writes into a library in the folder args[0] until that fails, and
// goes on when there is room again.
func fillUp(args []string) error {
	ctx := context.Background()
	dir := args[0]
	var relieve func() error
	switch args[1] {
	case "limit":
		signal.Ignore(syscall.SIGXFSZ)
		var was syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			return err
		}
		few := was
		few.Cur = 1 << 20
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &few); err != nil {
			return fmt.Errorf("%s%w", skipped, err)
		}
		relieve = func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was) }
	case "tmpfs":
		if err := mountSmall(dir); err != nil {
			return fmt.Errorf("%s%w", skipped, err)
		}
		ballast := filepath.Join(dir, "ballast")
		if err := os.WriteFile(ballast, make([]byte, 9<<20), 0o600); err != nil {
			return err
		}
		relieve = func() error { return os.Remove(ballast) }
	}
	s, err := openLocal(ctx, filepath.Join(dir, "library.db"), model.OpenOptions{})
	if err != nil {
		return err
	}
	n := 0
	for ; err == nil; n++ {
		if n > 1000 {
			return errors.New("the disk is never full")
		}
		err = writeBatch(ctx, s, "a", n)
	}
	n-- // the last one failed
	want := map[string]string{
		"limit": "the disk of the library failed to write; nothing that was stored is lost",
		"tmpfs": "the disk of the library is full; make room and try again",
	}
	if got := model.InBrief(err).Error(); got != want[args[1]] {
		return fmt.Errorf("it says %q: %w", got, err)
	}
	if err := sound(ctx, s, n); err != nil {
		return fmt.Errorf("on the full disk: %w", err)
	}
	if args[1] == "tmpfs" { // elsewhere only single files are small
		if err := s.Backup(ctx, filepath.Join(dir, "copy.db"), false, quiet); err == nil {
			return errors.New("a backup fitted on the full disk")
		}
		if _, _, err := s.Compact(ctx, quiet); err == nil || !strings.Contains(err.Error(), "not enough room") {
			return fmt.Errorf("compact on a full disk: %w", err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*copy*")); len(left) > 0 {
		return fmt.Errorf("the backup that failed left %v", left)
	}
	if err := s.Close(); err != nil {
		return err
	}
	if s, err = openLocal(ctx, filepath.Join(dir, "library.db"), model.OpenOptions{}); err != nil {
		return fmt.Errorf("open on the full disk: %w", err)
	}
	if err := sound(ctx, s, n); err != nil {
		return fmt.Errorf("reopened: %w", err)
	}
	if err := relieve(); err != nil {
		return err
	}
	for k := n; k < n+5; k++ {
		if err := writeBatch(ctx, s, "a", k); err != nil {
			return fmt.Errorf("with room again: %w", err)
		}
	}
	if err := sound(ctx, s, n+5); err != nil {
		return fmt.Errorf("with room again: %w", err)
	}
	return s.Close()
}

// sound checks a library and the first n batches of writer "a" in it.
func sound(ctx context.Context, s *Library, n int) error {
	for k := range n {
		if err := hasBatch(ctx, s, "a", k); err != nil {
			return fmt.Errorf("batch %d of %d: %w", k, n, err)
		}
	}
	faults, err := s.Check(ctx, quiet)
	if err == nil && len(faults) > 0 {
		err = errors.New(faults[0].What)
	}
	return err
}

// TestReadOnly: a library that cannot be written to can be read.
func TestReadOnly(t *testing.T) {
	for _, c := range []struct {
		name         string
		file, folder fs.FileMode
	}{
		{"file", 0o400, 0o700},
		{"folder", 0o600, 0o500},
		{"both", 0o400, 0o500},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filledWith(t, 3)
			for name, mode := range map[string]fs.FileMode{path: c.file, filepath.Dir(path): c.folder} {
				if err := os.Chmod(name, mode); err != nil {
					t.Fatal(err)
				}
			}
			defer func() { _ = os.Chmod(filepath.Dir(path), 0o700) }()
			wantChild(t, asUser(t, "readonly", path), "")
		})
	}
}

func onlyRead(args []string) error {
	ctx := context.Background()
	path := args[0]
	if f, err := os.CreateTemp(filepath.Dir(path), ""); err == nil && mayWrite(path) {
		_ = f.Close()
		return errors.New(skipped + "this user may write everywhere")
	}
	s, err := openLocal(ctx, path, model.OpenOptions{})
	if err != nil {
		return err
	}
	if err := sound(ctx, s, 3); err != nil {
		return err
	}
	watch := s.Watch(ctx)
	if _, err := s.Info(ctx); err != nil {
		return err
	}
	for what, f := range map[string]func() error{
		"mark":    func() error { return writeBatch(ctx, s, "a", 0) },
		"save":    func() error { _, err := s.Save(ctx, batchOf("b", 0), started); return err },
		"undo":    func() error { _, err := s.Undo(ctx); return err },
		"compact": func() error { _, _, err := s.Compact(ctx, quiet); return err },
		"repair":  func() error { _, err := s.Repair(ctx, []model.Fault{{Repair: repairPages}}, quiet); return err },
	} {
		if err := f(); !errors.Is(err, model.ErrReadOnly) {
			return fmt.Errorf("%s: got %w, want that it is read-only", what, err)
		}
	}
	select {
	case <-watch:
		return errors.New("a change was signalled")
	default:
	}
	return s.Close()
}

// TestNewerSchema: the library of a newer version is not touched.
func TestNewerSchema(t *testing.T) {
	path := filledWith(t, 1)
	alter(t, path, "PRAGMA journal_mode = delete; PRAGMA user_version = 9999")
	wantUntouched(t, path, model.ErrNewerSchema)
}

// TestForeign: the database of another program is not touched.
func TestForeign(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	alter(t, path, "CREATE TABLE rss_feed (rssurl TEXT)")
	wantUntouched(t, path, schema.ErrForeign)
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("No library. "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	wantUntouched(t, text, nil)
}

// wantUntouched fails unless path cannot be opened, for a reason if that is
// not nil, and stays as it is.
func wantUntouched(t *testing.T, path string, reason error) {
	t.Helper()
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := openLocal(t.Context(), path, model.OpenOptions{})
	if err == nil {
		_ = s.Close()
	}
	if err == nil || reason != nil && !errors.Is(err, reason) {
		t.Errorf("got %v, want %v", err, reason)
	}
	if is, err := os.ReadFile(path); err != nil || !bytes.Equal(is, was) {
		t.Errorf("it was written to (%v)", err)
	}
	if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
		t.Errorf("left beside it: %v", left)
	}
}

// alter changes a database behind the program's back.
func alter(t *testing.T, path, statements string) {
	t.Helper()
	db, err := connect(path, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statements)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestTwoPrograms: programs write to one library, new at first, without
// getting in each other's way, and those who watch see it.
func TestTwoPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	const batches = 15
	var wg sync.WaitGroup
	for _, writer := range []string{"a", "b"} {
		cmd := childOf("write", path, writer, strconv.Itoa(batches))
		wg.Go(func() {
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("writer %s: %v: %s", writer, err, out)
			}
		})
	}
	s := openOrFail(t, path)
	for k := range batches {
		if err := writeBatch(t.Context(), s, "c", k); err != nil {
			t.Errorf("batch %d: %v", k, err)
		}
	}
	wg.Wait()
	for _, writer := range []string{"a", "b", "c"} {
		wantBatches(t, s, writer, batches)
	}
	modeltest.Sound(t, s)
}

// TestWatchOthers: a change by another program is signalled within a second.
func TestWatchOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	a, b := openOrFail(t, path), openOrFail(t, path)
	sees := func(watch <-chan struct{}, s *Library, want int) {
		t.Helper()
		late := time.After(30 * time.Second) // a second, and the patience a busy machine needs
		for {
			tally, err := s.Count(t.Context(), model.Query{})
			if err != nil {
				t.Fatal(err)
			}
			if tally.Total == want {
				return
			}
			select {
			case <-watch:
			case <-late:
				t.Fatalf("%d articles, and no signal that there are %d", tally.Total, want)
			}
		}
	}
	toA, toB := a.Watch(t.Context()), b.Watch(t.Context())
	if err := writeBatch(t.Context(), a, "a", 0); err != nil {
		t.Fatal(err)
	}
	sees(toB, b, perBatch)
	if err := writeBatch(t.Context(), b, "b", 0); err != nil {
		t.Fatal(err)
	}
	sees(toA, a, 2*perBatch)
	cmd := childOf("write", path, "c", "1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	sees(toA, a, 3*perBatch)
	sees(toB, b, 3*perBatch)
}
