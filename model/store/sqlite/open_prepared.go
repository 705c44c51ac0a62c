package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"sync"
)

// reader reads the database. The screen asks the same questions at every key
// press with other numbers in them, and to compile one takes longer than to
// answer it, so those asked last are kept compiled.
type reader struct {
	*sql.DB
	tx *sql.Tx // where it is there, it is asked instead

	mu   sync.Mutex
	kept []*compiled // the one asked last at the end
}

// compiled is a question that is kept.
type compiled struct {
	text  string
	st    *sql.Stmt
	users int  // that have it and have not asked it yet
	gone  bool // no longer kept: the last user closes it
}

// maxKept bounds how many questions are kept compiled; each takes some
// kilobytes in every connection.
const maxKept = 48

// take returns q compiled, or nil where that fails: asking q will tell why. It
// must be given back once it has been asked.
func (r *reader) take(ctx context.Context, q string) *compiled {
	if c := r.find(q); c != nil {
		return c
	}
	st, err := r.PrepareContext(ctx, q)
	if err != nil {
		return nil
	}
	if c := r.find(q); c != nil { // it was asked twice at once
		_ = st.Close()
		return c
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.kept) == maxKept {
		r.kept[0].gone = true
		r.kept[0].close()
		r.kept = slices.Delete(r.kept, 0, 1)
	}
	c := &compiled{text: q, st: st, users: 1}
	r.kept = append(r.kept, c)
	return c
}

func (r *reader) find(q string) *compiled {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.kept, func(c *compiled) bool { return c.text == q })
	if i < 0 {
		return nil
	}
	c := r.kept[i]
	c.users++
	r.kept = append(slices.Delete(r.kept, i, i+1), c)
	return c
}

func (r *reader) giveBack(c *compiled) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c.users--
	c.close()
}

// close ends the statement when nobody wants it. Rows that are still read from
// it keep it for themselves.
func (c *compiled) close() {
	if c.gone && c.users == 0 {
		_ = c.st.Close()
	}
}

// QueryContext is that of sql.DB.
func (r *reader) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if r.tx != nil {
		return r.tx.QueryContext(ctx, q, args...)
	}
	if c := r.take(ctx, q); c != nil {
		defer r.giveBack(c)
		return c.st.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, q, args...)
}

// QueryRowContext is that of sql.DB.
func (r *reader) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	if r.tx != nil {
		return r.tx.QueryRowContext(ctx, q, args...)
	}
	if c := r.take(ctx, q); c != nil {
		defer r.giveBack(c)
		return c.st.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, q, args...)
}
