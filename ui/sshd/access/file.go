package access

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"time"

	"github.com/fsnotify/fsnotify"

	"dateline/model"
)

// maxFile bounds the file, in bytes: a hundred thousand keys.
const maxFile = 16 << 20

// readKeys reads the file.
func readKeys(path string) (string, error) {
	fail := func(err error) (string, error) {
		return "", fmt.Errorf("read the keys in %s: %w", path, model.FileReason(err))
	}
	// What is no file could keep whoever opens it waiting.
	if info, err := os.Stat(path); err != nil {
		return fail(err)
	} else if !info.Mode().IsRegular() {
		return fail(errors.New("it is no file"))
	}
	f, err := os.Open(path)
	if err != nil {
		return fail(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("it is larger than %d MiB", maxFile>>20)
	}
	if err != nil {
		return fail(err)
	}
	return string(text), nil
}

// maxTold bounds how many problems of a file are logged.
const maxTold = 50

// parse is parseKeys, and logs what is wrong.
func (c *Control) parse(path, text string) keyList {
	keys, problems := parseKeys(text, c.now().Location())
	for i, p := range problems {
		if i == maxTold {
			c.log.Warn("authorized keys: more lines are wrong", "file", path, "lines", len(problems)-i)
			break
		}
		c.log.Warn("authorized keys: "+p.err.Error(), "file", path, "line", p.line)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o022 != 0 {
		c.log.Warn("authorized keys: others than the owner may write to the file", "file", path, "mode", info.Mode().Perm().String())
	}
	return keys
}

const (
	// lookEvery is how often the file is looked at, whatever is told of it: its folder, or
	// a link on the way to it, may be another.
	lookEvery = time.Second
	// settleTime is how long the file must have been the same before it counts, and
	// maxSettles how often that is waited for: programs that write it afresh begin with an
	// empty one, or with none.
	settleTime = 100 * time.Millisecond
	maxSettles = 20
)

// follower follows the file of the keys.
type follower struct {
	c       *Control
	watcher *fsnotify.Watcher // nil: only lookEvery tells
	path    string
	seen    fs.FileInfo // nil: there was none
	said    string      // why it could not be read, which has been logged
}

// followFile follows the file, and the times at which its keys expire, until ctx ends.
func (c *Control) followFile(ctx context.Context) {
	f := &follower{c: c}
	var events chan fsnotify.Event
	var failures chan error
	if w, err := fsnotify.NewWatcher(); err == nil {
		f.watcher, events, failures = w, w.Events, w.Errors
		defer func() { _ = w.Close() }()
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	expiry := time.NewTimer(lookEvery)
	expiry.Stop()
	defer expiry.Stop()
	for {
		told := false
		select {
		case <-ctx.Done():
			return
		case <-c.refile: // it was read just now
			f.path = ""
		case <-events:
			told = true
		case <-failures: // some events were lost
		case <-look.C:
		case <-expiry.C:
			c.signal()
		}
		f.look(ctx, told)
		now := c.now()
		if next := c.state.Load().nextExpiry(now); next.IsZero() {
			expiry.Stop()
		} else {
			expiry.Reset(next.Sub(now))
		}
	}
}

// look reads the file where it is another than it was, or where something was told of it.
func (f *follower) look(ctx context.Context, told bool) {
	path := f.c.state.Load().AuthorizedKeys
	if path != f.path {
		f.path, f.seen, f.said = path, nil, ""
		f.watch()
		told = true // it may have changed since it was read
	}
	if path == "" {
		return
	}
	info, err := os.Stat(path)
	if !told && sameFile(f.seen, info, err) {
		return
	}
	f.take(ctx)
	f.watch() // another file may have its name
}

// watch has the file watched under its name. One that has just been replaced is watched
// no longer.
func (f *follower) watch() {
	if f.watcher == nil {
		return
	}
	for _, path := range f.watcher.WatchList() {
		_ = f.watcher.Remove(path)
	}
	if f.path != "" {
		_ = f.watcher.Add(f.path) // where it is missing, lookEvery tells
	}
}

// sameFile reports whether the file is as it was seen.
func sameFile(seen, now fs.FileInfo, err error) bool {
	if seen == nil || err != nil {
		return seen == nil && errors.Is(err, fs.ErrNotExist)
	}
	return os.SameFile(seen, now) && seen.Size() == now.Size() && seen.ModTime().Equal(now.ModTime()) && seen.Mode() == now.Mode()
}

// take puts in force what the file says, once it has settled. A file that is gone lets
// nobody in; one that cannot be read leaves in force what was read before.
func (f *follower) take(ctx context.Context) {
	var text string
	var err error
	for range maxSettles {
		f.seen, _ = os.Stat(f.path)
		text, err = readKeys(f.path)
		select {
		case <-time.After(settleTime):
		case <-ctx.Done():
			return
		}
		now, statErr := os.Stat(f.path)
		if again, againErr := readKeys(f.path); sameFile(f.seen, now, statErr) && text == again && (err == nil) == (againErr == nil) {
			break
		}
	}
	c := f.c
	gone := errors.Is(err, fs.ErrNotExist)
	if err != nil {
		if text := err.Error(); text != f.said {
			f.said = text
			c.log.Error("authorized keys: "+text, "file", f.path, "in force", map[bool]string{false: "what was read before", true: "none"}[gone])
		}
		if !gone {
			f.seen = nil // try again
			return
		}
	} else {
		f.said = ""
	}
	was := c.state.Load()
	if was.text == text {
		return
	}
	keys := c.parse(f.path, text)
	changed := c.replace(func(s *state) bool {
		if s.AuthorizedKeys != f.path || s.text == text {
			return false
		}
		s.text, s.keys = text, keys
		return true
	})
	if changed {
		c.log.Info("authorized keys read", "file", f.path, "keys", len(keys), "added", missing(keys, was.keys), "removed", missing(was.keys, keys))
	}
}

// missing counts the keys of one list that another lacks.
func missing(of, in keyList) int {
	n := 0
	for key := range maps.Keys(of) {
		if _, ok := in[key]; !ok {
			n++
		}
	}
	return n
}
