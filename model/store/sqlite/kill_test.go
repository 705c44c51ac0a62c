//go:build unix

package sqlite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
)

// perLoad is how many batches a program saves at once that adds many articles.
const perLoad = 1 + bulkBatch/perBatch

// loadOf makes the k-th load of a writer.
func loadOf(writer string, k int) (all []model.Article) {
	for i := range perLoad {
		all = append(all, batchOf(writer, perLoad*k+i)...)
	}
	return all
}

// addOn adds loads, and acknowledges each with a line, as long as it lives. Every third
// time it waits until they are indexed.
func addOn(args []string) error {
	ctx := context.Background()
	s, err := openLocal(ctx, args[0], model.OpenOptions{})
	if err != nil {
		return err
	}
	for k := 0; ; k++ {
		if _, err := s.Save(ctx, loadOf(args[1], k), started); err != nil {
			return err
		}
		fmt.Println(k)
		if k%3 == 2 {
			if err := s.Index(ctx, quiet); err != nil {
				return err
			}
		}
	}
}

// killsNumber is how often TestKilledAdding kills.
func killsNumber() int {
	if n, err := strconv.Atoi(os.Getenv("DATELINE_KILLS")); err == nil {
		return n
	}
	return 10
}

// TestKilledAdding: a program that adds many articles may be killed while it saves, indexes
// or brings the log to the file. What it had acknowledged is there once, and is found by
// its words when who opens the library next has indexed what was left. DATELINE_KILLS says
// how often it is killed.
func TestKilledAdding(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "library.db")
	acked := 0
	for round := range killsNumber() {
		writer := "w" + strconv.Itoa(round)
		n := killAdding(t, path, writer)
		acked += n
		s := openOrFail(t, path)
		for k := range n {
			wantLoad(t, s, writer, k)
		}
		modeltest.Sound(t, s)
		switch round % 3 {
		case 0:
			wantSearchable(t, s, acked)
		case 1: // who opens it next is interrupted, too
			ctx, stop := context.WithCancel(t.Context())
			stop()
			if err := s.Index(ctx, quiet); err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := openOrFail(t, path)
	wantSearchable(t, s, acked)
	modeltest.Sound(t, s)
}

// killAdding kills a program that adds, some time after it has acknowledged some loads, and
// returns how many it had.
func killAdding(t *testing.T, path, writer string) (n int) {
	t.Helper()
	cmd := childOf("add", path, writer)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	after, wait := 1+rand.IntN(4), time.Duration(rand.IntN(60_000))*time.Microsecond
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if n++; n == after {
			time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() > 0 {
		t.Fatalf("the program that adds ended by itself: %v", err)
	}
	return n
}

// wantLoad fails unless all articles of a load are there as they were saved.
func wantLoad(t *testing.T, s *Library, writer string, k int) {
	t.Helper()
	for _, want := range loadOf(writer, k) {
		a, err := s.Article(t.Context(), want.ID)
		if err != nil || a.Title != want.Title || a.Body != want.Body {
			t.Fatalf("load %d of %s was acknowledged: %q, %v", k, writer, a.Title, err)
		}
	}
}

// wantSearchable has what waits indexed and fails unless each article is found once by its
// words, and at least those of n loads are there.
func wantSearchable(t *testing.T, s *Library, n int) {
	t.Helper()
	ctx := t.Context()
	if err := s.Index(ctx, quiet); err != nil {
		t.Fatal(err)
	}
	if left, err := s.Waiting(ctx); err != nil || left > 0 {
		t.Errorf("%d wait after indexing, %v", left, err)
	}
	all, err := s.Count(ctx, model.Query{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Count(ctx, model.Query{Where: model.Match{Text: "council"}})
	if err != nil || found.Total != all.Total || found.Unsearched > 0 || all.Total < n*perLoad*perBatch {
		t.Errorf("%d of %d articles found by a word, %d not searched, %d added: %v", found.Total, all.Total, found.Unsearched, n*perLoad*perBatch, err)
	}
}

// TestIndexWhileSaving: articles are indexed while others are saved.
func TestIndexWhileSaving(t *testing.T) {
	t.Parallel()
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var group sync.WaitGroup
	group.Go(func() {
		for ctx.Err() == nil {
			if err := s.Index(ctx, quiet); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
	})
	const batches = 60
	for k := range batches {
		if _, err := s.Save(t.Context(), batchOf("a", k), started); err != nil {
			t.Error(err)
		}
	}
	stop()
	group.Wait()
	wantSearchable(t, s, 0)
	for _, word := range []string{"0", "59"} { // which the table of words must have to complete them
		var known bool
		if err := s.read.QueryRowContext(t.Context(), "SELECT EXISTS (SELECT 1 FROM word WHERE term = ?)", word).Scan(&known); err != nil || !known {
			t.Errorf("%q is not among the words, %v", word, err)
		}
	}
	modeltest.Sound(t, s)
}
