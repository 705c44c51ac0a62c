package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"sync"
)

// statementCache reads the database. The screen asks the same questions at every key
// press with other numbers in them, and to compile one takes longer than to
// answer it, so those asked last are kept compiled.
type statementCache struct {
	*sql.DB
	tx *sql.Tx // where it is there, it is asked instead

	mu    sync.Mutex
	stmts []*cachedStmt // the one asked last at the end
}

// cachedStmt is a question that is kept.
type cachedStmt struct {
	text    string
	st      *sql.Stmt
	users   int  // that have it and have not asked it yet
	evicted bool // no longer kept: the last user closes it
}

// maxStmts bounds how many questions are kept compiled; each takes some
// kilobytes in every connection.
const maxStmts = 48

// acquire returns q compiled, or nil where that fails: asking q will tell why. It
// must be given back once it has been asked.
func (r *statementCache) acquire(ctx context.Context, q string) *cachedStmt {
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
	if len(r.stmts) == maxStmts {
		r.stmts[0].evicted = true
		r.stmts[0].close()
		r.stmts = slices.Delete(r.stmts, 0, 1)
	}
	c := &cachedStmt{text: q, st: st, users: 1}
	r.stmts = append(r.stmts, c)
	return c
}

func (r *statementCache) find(q string) *cachedStmt {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.stmts, func(c *cachedStmt) bool { return c.text == q })
	if i < 0 {
		return nil
	}
	c := r.stmts[i]
	c.users++
	r.stmts = append(slices.Delete(r.stmts, i, i+1), c)
	return c
}

func (r *statementCache) release(c *cachedStmt) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c.users--
	c.close()
}

// close ends the statement when nobody wants it. Rows that are still read from
// it keep it for themselves.
func (c *cachedStmt) close() {
	if c.evicted && c.users == 0 {
		_ = c.st.Close()
	}
}

// QueryContext is that of sql.DB.
func (r *statementCache) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if r.tx != nil {
		return r.tx.QueryContext(ctx, q, args...)
	}
	if c := r.acquire(ctx, q); c != nil {
		defer r.release(c)
		return c.st.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, q, args...)
}

// QueryRowContext is that of sql.DB.
func (r *statementCache) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	if r.tx != nil {
		return r.tx.QueryRowContext(ctx, q, args...)
	}
	if c := r.acquire(ctx, q); c != nil {
		defer r.release(c)
		return c.st.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, q, args...)
}
