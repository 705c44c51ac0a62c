package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"

	"dateline/model"
)

// Info implements model.Maintainer.
func (s *Catalog) Info(ctx context.Context) (model.Info, error) {
	info := model.Info{Path: s.path, Size: s.size(), ReadOnly: s.readOnly}
	for _, q := range []struct {
		sql string
		to  []any
	}{
		{"PRAGMA user_version", []any{&info.Schema}},
		{
			`SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM item WHERE published IS NULL),
			min(CASE WHEN region < 2 THEN day END), max(CASE WHEN region < 2 THEN day END) FROM day_total WHERE n > 0`,
			[]any{&info.Articles, &info.Undated, &info.First, &info.Last},
		},
		{"SELECT count(*) FROM source", []any{&info.Sources}},
		{"SELECT count(*) FROM waiting", []any{&info.Waiting}},
		{"SELECT coalesce(sum(length(z)), 0) FROM body", []any{&info.Text}},
		{"SELECT coalesce(sum(length(block)), 0) FROM fts_data", []any{&info.Index}},
	} {
		if err := s.read.QueryRowContext(ctx, q.sql).Scan(q.to...); err != nil {
			return model.Info{}, fmt.Errorf("measure the library: %w", mapError(err))
		}
	}
	twice, err := s.Duplicates(ctx)
	if err != nil {
		return model.Info{}, err
	}
	info.Duplicates = len(twice)
	return info, nil
}

// size returns the bytes that the library takes on disk.
func (s *Catalog) size() int64 {
	var n int64
	for _, name := range []string{s.path, s.path + "-wal"} {
		if f, err := os.Stat(name); err == nil {
			n += f.Size()
		}
	}
	return n
}

// backupPages is how many pages are copied between two looks at the context.
const backupPages = 2000

// Backup implements model.Maintainer.
func (s *Catalog) Backup(ctx context.Context, file string, replace bool, report model.Report) error {
	switch _, err := os.Lstat(file); {
	case err == nil && sameFile(file, s.path):
		return errors.New("that is the library itself")
	case err == nil && !replace:
		return model.ErrFileExists
	}
	tmp, remove, err := emptyBeside(file)
	if err != nil {
		return err
	}
	defer remove()
	if err := s.copyTo(ctx, tmp, report); err != nil {
		return fmt.Errorf("copy the library: %w", mapError(err))
	}
	if err := checkCopy(ctx, tmp, report); err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if replace {
		err = os.Rename(tmp, file)
	} else {
		// Unlike a renaming this fails when the file has come to be meanwhile.
		// The defer takes the other name away.
		err = os.Link(tmp, file)
		if errors.Is(err, os.ErrExist) {
			return model.ErrFileExists
		}
		if err != nil { // a file system without links
			err = os.Rename(tmp, file)
		}
	}
	if err != nil {
		return err
	}
	return syncFile(filepath.Dir(file))
}

// emptyBeside makes an empty file in the folder of another. What remove removes is that
// file and what SQLite puts beside it.
func emptyBeside(file string) (name string, remove func(), err error) {
	tmp, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return "", nil, err
	}
	remove = func() {
		for _, end := range []string{"", "-journal", "-wal", "-shm"} {
			_ = os.Remove(tmp.Name() + end)
		}
	}
	if err := tmp.Close(); err != nil {
		remove()
		return "", nil, err
	}
	return tmp.Name(), remove, nil
}

// copyPages copies what is left of the pages, and ends the copying.
func copyPages(ctx context.Context, b *sqlite.Backup, doing string, report model.Report) error {
	var err error
	for more := true; more && err == nil; {
		if err = ctx.Err(); err == nil {
			more, err = b.Step(backupPages)
			report(doing, 100-100*b.Remaining()/max(1, b.PageCount()))
		}
	}
	return errors.Join(err, b.Finish())
}

// checkCopy checks a copy that nobody else has open, while it is put on the disk.
func checkCopy(ctx context.Context, file string, report model.Report) (err error) {
	c, err := openCopy(ctx, file)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	synced := make(chan error, 1)
	go func() { synced <- syncFile(file) }()
	defer func() { err = errors.Join(err, <-synced) }()
	faults, err := c.checkAll(ctx, report, readable)
	if err == nil && len(faults) > 0 {
		return fmt.Errorf("%w: %s", model.ErrDamaged, faults[0].What)
	}
	return err
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// syncFile puts what was written to a file, or into a folder, on the disk.
func syncFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// mergePages bounds what one step of tidying an index writes, so that others
// who write need not wait long.
const mergePages = 500

// Compact implements model.Maintainer.
func (s *Catalog) Compact(ctx context.Context, report model.Report) (before, after int64, err error) {
	if s.readOnly {
		return 0, 0, fmt.Errorf("%s: %w", s.path, model.ErrReadOnly)
	}
	if s.path == "" { // in memory: there is no file
		return 0, 0, nil
	}
	return s.compact(ctx, writerTimeout, report)
}

func (s *Catalog) compact(ctx context.Context, wait string, report model.Report) (before, after int64, err error) {
	before = s.size()
	if err := s.checkRoom(ctx); err != nil {
		return before, before, err
	}
	// A connection of its own: the copy that VACUUM works on is as large as the
	// library, and must go to a file, not to memory.
	db, err := connect(s.path, nil, 1, wait, "temp_store(file)", "cache_size(-16384)")
	if err != nil {
		return before, before, err
	}
	defer func() { _ = db.Close() }()
	report("tidying the index", -1)
	if err := mergeIndex(ctx, db, "fts", func() { report("tidying the index", -1) }); err != nil {
		return before, s.size(), fmt.Errorf("tidy the index: %w", mapError(err))
	}
	for _, step := range []struct{ doing, sql string }{
		{"measuring", "PRAGMA analysis_limit = 1000; ANALYZE"},
		{"rewriting the file", "VACUUM"},
		{"rewriting the file", "PRAGMA wal_checkpoint(TRUNCATE)"},
	} {
		report(step.doing, -1)
		if _, err := db.ExecContext(ctx, step.sql); err != nil {
			return before, s.size(), fmt.Errorf("compact: %w", mapError(err))
		}
	}
	return before, s.size(), nil
}

// mergeIndex merges the parts of an index of words into one, step by step.
func mergeIndex(ctx context.Context, db *sql.DB, index string, report func()) error {
	merge := "INSERT INTO " + index + "(" + index + ", rank) VALUES ('merge', ?)"
	for pages := -mergePages; ; pages = mergePages { // the first, negative, takes all parts on
		var before, after int
		if err := db.QueryRowContext(ctx, "SELECT total_changes()").Scan(&before); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, merge, pages); err != nil {
			return err
		}
		if err := db.QueryRowContext(ctx, "SELECT total_changes()").Scan(&after); err != nil {
			return err
		}
		if after-before < 2 { // the statement itself counts as one: nothing is left
			return nil
		}
		report()
	}
}

// checkRoom returns an error unless the disk has room for compacting: the log takes
// as much as the library will, and so does the copy in the folder for
// temporary files.
func (s *Catalog) checkRoom(ctx context.Context) error {
	var pages, free, size int64
	if err := s.read.QueryRowContext(ctx, "SELECT page_count, freelist_count, page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size").
		Scan(&pages, &free, &size); err != nil {
		return mapError(err)
	}
	need := (pages - free) * size
	need += need/50 + 1<<20
	dir, tmp := filepath.Dir(s.path), tempDir()
	if sameDisk(dir, tmp) {
		return checkFree(dir, 2*need)
	}
	return errors.Join(checkFree(dir, need), checkFree(tmp, need))
}

// checkFree returns an error when the disk of a folder has no room for so much.
func checkFree(dir string, need int64) error {
	if have, ok := diskFree(dir); ok && have < need {
		return fmt.Errorf("not enough room on the disk of %s: %d MiB are needed, %d are free", dir, mib(need), mib(have))
	}
	return nil
}

func mib(n int64) int64 { return (n + 1<<20 - 1) >> 20 }

// tempDir is where SQLite puts temporary files (sqlite.org/tempfiles.html).
func tempDir() string {
	for _, dir := range []string{os.Getenv("SQLITE_TMPDIR"), os.Getenv("TMPDIR"), "/var/tmp", "/usr/tmp", "/tmp"} {
		if f, err := os.Stat(dir); dir != "" && err == nil && f.IsDir() && mayWrite(dir) {
			return dir
		}
	}
	return "."
}
