//go:build unix

package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"

	"dateline/model"
)

// These tests keep libraries of earlier schemas from being brought up to date, in every
// way: each then is as it was, and is brought up to date when it is opened next.

// interruptible are libraries whose upgrades do all there is to do.
var interruptible = []string{"schema1.db", "userinfo8.db", "schema11.db"}

// upgrading are the options that open any of them; report may be nil.
func upgrading(report model.Report) model.OpenOptions {
	return model.OpenOptions{Rules: readRule, KeepLogins: func(model.Logins) error { return nil }, Progress: report}
}

// rowsIn returns all that the file of a library holds: the schema and every row.
func rowsIn(t *testing.T, path string) []string {
	t.Helper()
	all, err := allRows(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func allRows(ctx context.Context, path string) ([]string, error) {
	db, err := connect(path, nil, 1)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	all, err := column[string](ctx, db, "SELECT 'schema ' || user_version FROM pragma_user_version UNION ALL SELECT concat(type, ' ', name, ' ', sql) FROM sqlite_schema")
	if err != nil {
		return nil, err
	}
	rows, err := column[string](ctx, db, `SELECT 'SELECT concat_ws(''|'', ' || quote(t.name) || ', ' || group_concat('quote("' || c.name || '")', ', ') || ') FROM "' || t.name || '"'
		FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' GROUP BY t.name ORDER BY t.name`)
	for _, q := range rows {
		if err == nil {
			var part []string
			part, err = column[string](ctx, db, q)
			all = append(all, part...)
		}
	}
	return all, err
}

// openOnce brings a library up to date, and closes it.
func openOnce(ctx context.Context, path string, o model.OpenOptions) error {
	s, err := Open(ctx, path, o)
	if err != nil {
		return err
	}
	return s.Close()
}

// TestUpgradeCancelled: an upgrade that is cancelled, before whichever statement.
func TestUpgradeCancelled(t *testing.T) {
	for _, name := range interruptible {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := copyOf(t, "testdata/"+name)
			had := rowsIn(t, path)
			for n := 0; ; n++ {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				reports := 0
				err := openOnce(ctx, path, upgrading(func(string, int) {
					if reports++; reports == n {
						cancel()
					}
				}))
				if n > 0 && reports < n {
					if err != nil || n < 5 {
						t.Errorf("after %d reports: %v", reports, err)
					}
					break
				}
				if n > 0 && !errors.Is(err, context.Canceled) {
					t.Fatalf("cancelled at report %d: %v", n, err)
				}
				if n == 0 { // it is upgraded unless somebody cancels that
					if err != nil || reports == 0 {
						t.Fatalf("%d reports: %v", reports, err)
					}
					path = copyOf(t, "testdata/"+name)
				}
				if got := rowsIn(t, path); !slices.Equal(got, had) {
					t.Fatalf("cancelled at report %d, it has changed", n)
				}
			}
			_ = openOrFail(t, path)
		})
	}
}

// upgradeOne brings the library args[0] up to date, and is killed at report args[1].
func upgradeOne(args []string) error {
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	return openOnce(context.Background(), args[0], upgrading(func(string, int) {
		if n--; n == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	}))
}

// TestUpgradeKilled: a program that is killed while it upgrades.
func TestUpgradeKilled(t *testing.T) {
	for _, name := range interruptible {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := copyOf(t, "testdata/"+name)
			had := rowsIn(t, path)
			n := 1
			for ; childOf("upgrade", path, strconv.Itoa(n)).Run() != nil; n += 5 {
				if got := rowsIn(t, path); !slices.Equal(got, had) {
					t.Fatalf("killed at report %d, it has changed", n)
				}
			}
			if n == 1 {
				t.Error("it was never killed")
			}
			if got := rowsIn(t, path); slices.Equal(got, had) {
				t.Error("it was never upgraded")
			}
			_ = openOrFail(t, path)
		})
	}
}

// TestUpgradeFull: a disk that has no room, and one that is full or fails meanwhile.
func TestUpgradeFull(t *testing.T) {
	for _, how := range []string{"limit", "full before", "full meanwhile"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			cmd := childOf("crowd", dir, how, copyOf(t, "testdata/userinfo8.db"))
			if how != "limit" && !ownMounts(cmd) {
				t.Skip("a process cannot have mounts of its own here")
			}
			wantChild(t, cmd, "")
		})
	}
}

// upgradeCrowded brings a copy of the library args[2] up to date in the folder args[0],
// first where there is not enough room, then where there is.
func upgradeCrowded(args []string) error {
	ctx := context.Background()
	dir, how := args[0], args[1]
	if how != "limit" {
		if err := mountSmall(dir); err != nil {
			return fmt.Errorf("%s%w", skipped, err)
		}
	}
	b, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	path, ballast := filepath.Join(dir, "library.db"), filepath.Join(dir, "ballast")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return err
	}
	had, err := allRows(ctx, path)
	if err != nil {
		return err
	}
	fill := func() { _ = os.WriteFile(ballast, make([]byte, 12<<20), 0o600) } // until that fails
	relieve := func() error { return os.Remove(ballast) }
	want, report := "the disk of the library is full; make room and try again", func(string, int) {}
	switch how {
	case "limit":
		want = "the disk of the library failed to write; nothing that was stored is lost"
		if relieve, err = limitFiles(64 << 10); err != nil {
			return fmt.Errorf("%s%w", skipped, err)
		}
	case "full before":
		want = "bring it up to date: not enough room on the disk of " + dir + ": 4 MiB are needed, 1 are free"
		fill()
		_ = os.Truncate(ballast, sizeOf(ballast)-1<<20)
	case "full meanwhile":
		report = func(doing string, percent int) {
			if percent > 50 {
				fill()
			}
		}
	}
	if err := openOnce(ctx, path, upgrading(report)); err == nil || model.InBrief(err).Error() != want {
		return fmt.Errorf("it says %w, want %s", err, want)
	}
	if has, err := allRows(ctx, path); err != nil || !slices.Equal(has, had) {
		return fmt.Errorf("it has changed: %w", err)
	}
	if err := relieve(); err != nil {
		return err
	}
	if err := openOnce(ctx, path, upgrading(nil)); err != nil {
		return err
	}
	has, err := allRows(ctx, path)
	if err == nil && slices.Equal(has, had) {
		err = errors.New("with room again it was not upgraded")
	}
	return err
}

// limitFiles lets this process write no file over so many bytes, until relieve.
func limitFiles(most uint64) (relieve func() error, err error) {
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		return nil, err
	}
	few := was
	few.Cur = most
	return func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was) }, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &few)
}

// TestUpgradeInUse: another program writes to the library.
func TestUpgradeInUse(t *testing.T) {
	path := copyOf(t, "testdata/schema10.db")
	had := rowsIn(t, path)
	other, err := connect(path, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	tx, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	db, err := connect(path, nil, 1, "busy_timeout(50)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	const want = "another program has the library open: close it, and try again"
	if _, err := newCatalog(path, db, upgrading(nil)).prepare(t.Context(), upgrading(nil)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if got := rowsIn(t, path); !slices.Equal(got, had) {
		t.Error("it has changed")
	}
	_ = openOrFail(t, path)
}

// TestUpgradeReadOnly: the library cannot be written to.
func TestUpgradeReadOnly(t *testing.T) {
	for _, c := range []struct{ file, folder fs.FileMode }{{0o400, 0o700}, {0o600, 0o500}} {
		path := copyOf(t, "testdata/schema10.db")
		had := rowsIn(t, path)
		for name, mode := range map[string]fs.FileMode{path: c.file, filepath.Dir(path): c.folder} {
			if err := os.Chmod(name, mode); err != nil {
				t.Fatal(err)
			}
		}
		defer func() { _ = os.Chmod(filepath.Dir(path), 0o700) }()
		out, err := asUser(t, "upgrade", path, "0").CombinedOutput()
		const want = "the library is read-only, and an older version of the program wrote it: make it writable, or open a copy that is\n"
		if os.Getuid() != 0 && mayWrite(path) && mayWrite(filepath.Dir(path)) {
			t.Skip("this user may write everywhere")
		}
		if err == nil || string(out) != want {
			t.Errorf("%v: %s", err, out)
		}
		_ = os.Chmod(path, 0o600)
		_ = os.Chmod(filepath.Dir(path), 0o700)
		if got := rowsIn(t, path); !slices.Equal(got, had) {
			t.Error("it has changed")
		}
	}
}

// TestUpgradeRoom: an upgrade takes no more room than was looked for, reports how far it
// has come, and leaves nothing in the log.
func TestUpgradeRoom(t *testing.T) {
	for _, name := range interruptible {
		t.Run(name, func(t *testing.T) {
			path, last := copyOf(t, "testdata/"+name), make(map[string]int)
			before, need := sizeOf(path), int64(0)
			db, err := connect(path, nil, 1, writerTimeout)
			if err == nil {
				_, err = db.ExecContext(t.Context(), "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0")
			}
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			m := migration(path, upgrading(func(doing string, percent int) {
				if was, ok := last[doing]; ok && percent < was || percent > 100 {
					t.Errorf("%s: %d%% after %d%%", doing, percent, was)
				}
				last[doing] = percent
			}))
			m.Enough = func(n int64) error { need = n; return nil }
			if upgraded, err := m.Run(t.Context(), db); err != nil || !upgraded {
				t.Fatalf("upgraded %t, %v", upgraded, err)
			}
			log := sizeOf(path + "-wal")
			trimLog(t.Context(), db)
			if took := log + sizeOf(path) - before; took > need && need > 0 || log == 0 {
				t.Errorf("it took %d, a log of %d with it; %d were looked for", took, log, need)
			}
			if n := sizeOf(path + "-wal"); n != 0 {
				t.Errorf("the log still has %d", n)
			}
			if last["bringing the library up to date"] < 80 {
				t.Errorf("reported: %v", last)
			}
			tx, err := db.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := roomFor("item")(t.Context(), tx); err != nil || n <= roomLeast {
				t.Errorf("room for the articles: %d, %v", n, err)
			}
			_ = tx.Rollback()
			clear(last)
			if upgraded, err := m.Run(t.Context(), db); upgraded || err != nil || len(last) > 0 {
				t.Errorf("again: %t, %v, %v", upgraded, err, last)
			}
		})
	}
	if err := openOnce(t.Context(), filepath.Join(t.TempDir(), "new.db"), upgrading(func(doing string, _ int) { t.Errorf("a new library reports %s", doing) })); err != nil {
		t.Error(err)
	}
}

func sizeOf(path string) int64 {
	if f, err := os.Stat(path); err == nil {
		return f.Size()
	}
	return 0
}
