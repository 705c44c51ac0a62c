package sqlite

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Disk records what SQLite does to the files of a folder: how much it writes to each, and
// what would be on the disk had the power been cut.
type Disk struct {
	dir   string
	keeps bool // what was written, too

	mu      sync.Mutex
	written map[string]int64 // by what the name of a file ends in
	log     []diskEvent
}

// diskEvent is one thing that was done to a file.
type diskEvent struct {
	file string
	do   diskAction
	at   int64 // where it was written, or the size that it was cut to
	data []byte
}

type diskAction int

const (
	diskWrite diskAction = iota
	diskTruncate
	diskSync
	diskRemove
)

// RecordDisk records what happens in a folder until the test ends.
func RecordDisk(tb testing.TB, dir string, keep bool) *Disk {
	tb.Helper()
	disks.once.Do(disks.install)
	d := &Disk{dir: dir, keeps: keep, written: make(map[string]int64)}
	disks.mu.Lock()
	disks.watched = append(disks.watched, d)
	disks.mu.Unlock()
	tb.Cleanup(func() {
		disks.mu.Lock()
		defer disks.mu.Unlock()
		for i, o := range disks.watched {
			if o == d {
				disks.watched = append(disks.watched[:i:i], disks.watched[i+1:]...)
				break
			}
		}
	})
	return d
}

// Written returns the bytes written to files whose names end so, and forgets them.
func (d *Disk) Written(end string) (n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, more := range d.written {
		if strings.HasSuffix(name, end) {
			n += more
			delete(d.written, name)
		}
	}
	return n
}

// now returns how many things have happened.
func (d *Disk) now() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.log)
}

// afterCut makes in a folder what is on the disk when the power is cut after n things have
// happened: of what was written to a file since it was last synced, what rnd chooses; none
// where it is nil.
func (d *Disk) afterCut(tb testing.TB, to string, n int, rnd *rand.Rand) {
	tb.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	synced := make(map[string]int) // by file, after how many things
	for i, e := range d.log[:n] {
		if e.do == diskSync {
			synced[e.file] = i + 1
		}
	}
	content := make(map[string][]byte)
	for i, e := range d.log[:n] {
		b := content[e.file]
		switch lost := i >= synced[e.file] && (rnd == nil || rnd.IntN(2) == 0); {
		case e.do == diskRemove:
			delete(content, e.file)
			continue
		case lost || e.do == diskSync:
			continue
		case e.do == diskWrite:
			if more := int(e.at) + len(e.data) - len(b); more > 0 {
				b = append(b, make([]byte, more)...)
			}
			copy(b[e.at:], e.data)
		case e.do == diskTruncate:
			b = b[:min(len(b), int(e.at))]
		}
		content[e.file] = b
	}
	for name, b := range content {
		if err := os.WriteFile(filepath.Join(to, filepath.Base(name)), b, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
}

func (d *Disk) happened(e diskEvent) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if e.do == diskWrite {
		d.written[e.file] += int64(len(e.data))
	}
	if d.keeps {
		e.data = append([]byte(nil), e.data...)
		d.log = append(d.log, e)
	}
}

// disks stand between SQLite and its files: it calls them through copies of its tables of
// methods.
var disks watchedDisks

type watchedDisks struct {
	once    sync.Once
	mu      sync.Mutex
	watched []*Disk
	open    map[uintptr]openFile // by where SQLite keeps a file
	tables  map[uintptr]uintptr  // its tables of methods, and their copies

	xOpen, xDelete uintptr // as they were
}

type openFile struct {
	disk *Disk
	name string
	was  *sqlite3.Tsqlite3_io_methods
}

// install puts itself between SQLite and its files.
func (w *watchedDisks) install() {
	tls := libc.NewTLS()
	vfs := (*sqlite3.Tsqlite3_vfs)(memory(sqlite3.Xsqlite3_vfs_find(tls, 0)))
	w.open, w.tables = make(map[uintptr]openFile), make(map[uintptr]uintptr)
	w.xOpen, w.xDelete = vfs.FxOpen, vfs.FxDelete
	vfs.FxOpen, vfs.FxDelete = methodOf(diskOpen), methodOf(diskDelete)
}

// of returns who records what happens to a file.
func (w *watchedDisks) of(name string) *Disk {
	for _, d := range w.watched {
		if filepath.Dir(name) == d.dir {
			return d
		}
	}
	return nil
}

// file returns an open file. With a disk it tells that something happens to it.
func (w *watchedDisks) file(at uintptr) openFile {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.open[at]
}

// memory is an address of SQLite's.
func memory(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// methodOf returns a Go function as SQLite keeps it, and call one of SQLite's as Go calls it.
func methodOf(f any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&f))[1] }

func call[F any](f uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{f})) }

func diskOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	w := &disks
	rc := call[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](w.xOpen)(tls, vfs, name, file, flags, out)
	f := (*sqlite3.Tsqlite3_file)(memory(file))
	if rc != sqlite3.SQLITE_OK || name == 0 || f.FpMethods == 0 {
		return rc
	}
	path := libc.GoString(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.of(path)
	if d == nil {
		delete(w.open, file)
		return rc
	}
	was := f.FpMethods
	if w.tables[was] == 0 {
		at := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{}))) // no memory of Go: SQLite keeps it
		table := (*sqlite3.Tsqlite3_io_methods)(memory(at))
		*table = *(*sqlite3.Tsqlite3_io_methods)(memory(was))
		table.FxWrite, table.FxTruncate, table.FxSync = methodOf(diskWriteTo), methodOf(diskTruncateTo), methodOf(diskSyncTo)
		w.tables[was] = at
	}
	f.FpMethods = w.tables[was]
	w.open[file] = openFile{d, path, (*sqlite3.Tsqlite3_io_methods)(memory(was))}
	return rc
}

func diskDelete(tls *libc.TLS, vfs, name uintptr, sync int32) int32 {
	rc := call[func(*libc.TLS, uintptr, uintptr, int32) int32](disks.xDelete)(tls, vfs, name, sync)
	path := libc.GoString(name)
	disks.mu.Lock()
	d := disks.of(path)
	disks.mu.Unlock()
	if d != nil && rc == sqlite3.SQLITE_OK {
		d.happened(diskEvent{file: path, do: diskRemove})
	}
	return rc
}

func diskWriteTo(tls *libc.TLS, file, from uintptr, n int32, at int64) int32 {
	f := disks.file(file)
	rc := call[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](f.was.FxWrite)(tls, file, from, n, at)
	if rc == sqlite3.SQLITE_OK {
		f.disk.happened(diskEvent{f.name, diskWrite, at, unsafe.Slice((*byte)(memory(from)), n)})
	}
	return rc
}

func diskTruncateTo(tls *libc.TLS, file uintptr, size int64) int32 {
	f := disks.file(file)
	rc := call[func(*libc.TLS, uintptr, int64) int32](f.was.FxTruncate)(tls, file, size)
	if rc == sqlite3.SQLITE_OK {
		f.disk.happened(diskEvent{file: f.name, do: diskTruncate, at: size})
	}
	return rc
}

func diskSyncTo(tls *libc.TLS, file uintptr, flags int32) int32 {
	f := disks.file(file)
	rc := call[func(*libc.TLS, uintptr, int32) int32](f.was.FxSync)(tls, file, flags)
	if rc == sqlite3.SQLITE_OK {
		f.disk.happened(diskEvent{file: f.name, do: diskSync})
	}
	return rc
}
