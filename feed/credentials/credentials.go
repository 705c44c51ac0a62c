// Package credentials keeps the names and passwords of addresses in a file that
// only its owner can read, so that libraries, exports and messages have the
// addresses without. For which addresses an entry counts is a rule of HTTP and
// stands in fetch.InScope.
package credentials

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"dateline/feed/fetch"
	"dateline/model"
	"dateline/model/shell"
)

// File keeps them. Its methods are safe for concurrent use, also by several
// programs.
type File struct {
	Path string // "": there is no place for it

	mu      sync.Mutex        // one command at a time: it may ask its user something
	printed map[string]string // the first lines of commands, by their text
}

// stored is what the file has of an address.
type stored struct {
	User     string `toml:"user"`
	Password string `toml:"password"`
	Command  string `toml:"command"` // prints the password
}

const (
	commandTime   = 30 * time.Second // that a command for a password may take
	commandOutput = 64 << 10         // bytes, of which the first line counts
)

// Find returns what the reader is known by at an address: the entry of that
// address, or the nearest of a folder around it; nil where there is none. It is a
// fetch.Credentials.
func (f *File) Find(ctx context.Context, address *url.URL) (*url.Userinfo, error) {
	entries, err := f.read()
	if err != nil {
		return nil, err
	}
	at, ok := nearest(entries, address)
	e := entries[at]
	switch {
	case !ok:
		return nil, nil
	case e.Command != "":
		e.Password, err = f.run(ctx, e.Command)
		if err != nil {
			return nil, fmt.Errorf("the password for %s: its command in %s %w", at, f.Path, err)
		}
	}
	return url.UserPassword(e.User, e.Password), nil
}

// Has reports whether there is an entry for an address, or a folder around it. It runs no
// command.
func (f *File) Has(address string) bool {
	entries, err := f.read()
	u, wrong := url.Parse(address)
	if err != nil || wrong != nil {
		return false
	}
	_, ok := nearest(entries, u)
	return ok
}

// nearest returns the address of the entry that counts for another.
func nearest(entries map[string]stored, address *url.URL) (at string, ok bool) {
	if at, _ = model.AddressPlace(address.String()); at != "" {
		if _, ok = entries[at]; ok {
			return at, true
		}
	}
	at = ""
	for known := range entries {
		u, err := url.Parse(known)
		if err == nil && fetch.InScope(u, address) && cmp.Or(cmp.Compare(len(known), len(at)), strings.Compare(at, known)) > 0 {
			at, ok = known, true
		}
	}
	return at, ok
}

// run returns the first line that a shell command prints, and remembers it.
func (f *File) run(ctx context.Context, command string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if password, ok := f.printed[command]; ok {
		return password, nil
	}
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	out, _, err := shell.Command{Line: command, Limit: commandOutput}.Output(ctx)
	password, _, _ := strings.Cut(out, "\n")
	password = strings.TrimSuffix(password, "\r")
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("took more than %s", commandTime)
	case err != nil:
		return "", fmt.Errorf("failed: %w", err)
	case password == "":
		return "", errors.New("printed nothing")
	}
	if f.printed == nil {
		f.printed = make(map[string]string)
	}
	f.printed[command] = password
	return password, nil
}

// Keep puts the names and passwords of addresses into the file, in the place of
// others only if replace. It returns what takes them back.
func (f *File) Keep(logins map[string]*url.Userinfo, replace bool) (undo func() error, err error) {
	if len(logins) == 0 {
		return func() error { return nil }, nil
	}
	was := make(map[string]*stored)
	err = f.change(func(entries map[string]stored) {
		for address, user := range logins {
			old, ok := entries[address]
			if ok && !replace {
				continue
			}
			if was[address] = nil; ok {
				was[address] = &old
			}
			password, _ := user.Password()
			entries[address] = stored{User: user.Username(), Password: password}
		}
	})
	if err != nil {
		what := "the names and passwords in addresses"
		if len(logins) == 1 {
			for address := range logins {
				what = "the name and password for " + address
			}
		}
		return nil, fmt.Errorf("%s cannot be kept in %s: %w", what, cmp.Or(f.Path, "a file"), model.FileReason(err))
	}
	return func() error {
		return f.change(func(entries map[string]stored) {
			for address, old := range was {
				if delete(entries, address); old != nil {
					entries[address] = *old
				}
			}
		})
	}, nil
}

// Forget removes the name and password of an address, and reports whether there
// were any. A command, which somebody has written there, stays.
func (f *File) Forget(address string) (removed bool, err error) {
	if entries, err := f.read(); err != nil || entries[address] == (stored{}) || entries[address].Command != "" {
		return false, err
	}
	return true, f.change(func(entries map[string]stored) { delete(entries, address) })
}
