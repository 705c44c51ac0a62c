package sqlite

import (
	"context"
	"fmt"
	"sync"
	"testing"
)

// TestReader: questions are answered right, however many are kept compiled,
// while others are asked and while their rows are read.
func TestReader(t *testing.T) {
	s := openOrFail(t, t.TempDir()+"/library.db")
	var wg sync.WaitGroup
	for g := range maxReaders / 2 { // the rows of each take two connections
		wg.Go(func() {
			for i := range 3 * maxStmts {
				n := (i*7 + g) % (maxStmts + 9)
				rs, err := s.read.QueryContext(context.Background(), fmt.Sprintf("SELECT value + %d FROM json_each('[1,2,3]') WHERE value > ?", n), 1)
				if err != nil {
					t.Error(err)
					return
				}
				var sum int
				for rs.Next() {
					var v int
					if err := rs.Scan(&v); err != nil {
						t.Error(err)
					}
					sum += v
					var one int
					if err := s.read.QueryRowContext(context.Background(), fmt.Sprintf("SELECT %d", i)).Scan(&one); err != nil || one != i {
						t.Errorf("%d, %v, want %d", one, err, i)
					}
				}
				if err := rs.Err(); err != nil || sum != 5+2*n {
					t.Errorf("%d, %v, want %d", sum, err, 5+2*n)
				}
			}
		})
	}
	wg.Wait()
	if len(s.read.stmts) > maxStmts {
		t.Errorf("%d are kept", len(s.read.stmts))
	}
	for _, c := range s.read.stmts {
		if c.users != 0 {
			t.Errorf("%s has %d users", c.text, c.users)
		}
	}
	if _, err := s.read.QueryContext(t.Context(), "SELECT nothing"); err == nil {
		t.Error("a wrong question has an answer")
	}
}
