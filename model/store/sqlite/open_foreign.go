package sqlite

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
)

// OpenForeign opens the database of another program, which may have it open, too, to
// read only: it is a stranger's file, so nothing in its schema is run.
func OpenForeign(path string) (*sql.DB, error) {
	mode, _ := readOnlyMode(path)
	return connect(path, mode, 2, append(readPragmas[:len(readPragmas):len(readPragmas)], "trusted_schema(0)", "cell_size_check(1)")...)
}

// readOnlyMode returns SQLite's parameters for a file that is only read, and whether
// there is a log beside it.
func readOnlyMode(path string) (mode url.Values, logged bool) {
	mode = url.Values{"mode": {"ro"}}
	log, err := os.Stat(path + "-wal")
	logged = err == nil && log.Size() > 0
	if !logged && !mayWrite(filepath.Dir(path)) {
		// SQLite wants to lock a file beside it, and cannot make one. It was
		// closed well, so that it can be read without.
		mode.Set("immutable", "1")
	}
	return mode, logged
}
