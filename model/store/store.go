// Package store opens libraries by their names. It knows which package keeps a library
// of which name, so that nobody else need.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"dateline/model"
	"dateline/model/store/sqlite"
)

// ErrName: no library can have that name.
var ErrName = errors.New("a library is a file")

// scheme is how an address of whatever kind begins.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:/?/`)

// Open opens the library of a name, which is that of a file, and makes it and its
// folder where there is none. One that cannot be written to is opened for reading:
// changes then end in model.ErrReadOnly. The error is ErrName for an address or a
// folder, model.ErrNoLibrary as model.OpenOptions says, model.ErrDamaged for one that
// is not as it was written, and model.ErrNewerSchema when a newer version of the
// program wrote it, which then was not touched.
func Open(ctx context.Context, name string, o model.OpenOptions) (model.Store, error) {
	if scheme.MatchString(name) {
		kind, _, _ := strings.Cut(name, ":")
		return nil, fmt.Errorf("%w: %s:// addresses are not supported", ErrName, kind)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%w: %s is a folder", ErrName, name)
	}
	return opened(sqlite.Open(ctx, name, o))
}

// Memory opens an empty library that ends with Close. What is over a bound of memory
// goes to a temporary file that has no name.
func Memory(ctx context.Context, o model.OpenOptions) (model.Store, error) {
	return opened(sqlite.Memory(ctx, o))
}

// opened lets no Store be there beside an error.
func opened(s *sqlite.Store, err error) (model.Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
