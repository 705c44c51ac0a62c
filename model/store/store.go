// Package store opens catalogues by name. It alone knows which package stores one of
// which name.
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

// ErrName: a library cannot have that name.
var ErrName = errors.New("a library is a file")

// scheme matches the beginning of an address.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:/?/`)

// Open opens a catalogue by the name of its file. It makes the file and its folder when
// they do not exist, unless o.Existing. A library that cannot be written to is opened
// for reading: changes then end in model.ErrReadOnly. The error is ErrName for an
// address or a folder, model.ErrNoLibrary for a library that does not exist,
// model.ErrDamaged for one that cannot be read, and model.ErrNewerSchema for one that a
// newer version of the program wrote, which stays as it was.
func Open(ctx context.Context, name string, o model.OpenOptions) (model.Catalog, error) {
	if scheme.MatchString(name) {
		kind, _, _ := strings.Cut(name, ":")
		return nil, fmt.Errorf("%w: %s:// addresses are not supported", ErrName, kind)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%w: %s is a folder", ErrName, name)
	}
	return opened(sqlite.Open(ctx, name, o))
}

// Memory opens an empty catalogue that ends with Close. It uses a bounded amount of
// memory; the rest goes to a temporary file without a name.
func Memory(ctx context.Context, o model.OpenOptions) (model.Catalog, error) {
	return opened(sqlite.Memory(ctx, o))
}

// opened returns no Catalog with an error: a nil *sqlite.Catalog is not nil as a Catalog.
func opened(s *sqlite.Catalog, err error) (model.Catalog, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// OpenLocal is Open for a program that only the local reader uses.
func OpenLocal(ctx context.Context, name string, o model.OpenOptions) (model.Store, error) {
	c, err := Open(ctx, name, o)
	if err != nil {
		return nil, err
	}
	return Local(ctx, c)
}

// MemoryLocal is Memory for a program that only the local reader uses.
func MemoryLocal(ctx context.Context, o model.OpenOptions) (model.Store, error) {
	c, err := Memory(ctx, o)
	if err != nil {
		return nil, err
	}
	return Local(ctx, c)
}

// Local joins a catalogue with the library of the local reader. On an error it closes
// the catalogue.
func Local(ctx context.Context, c model.Catalog) (model.Store, error) {
	l, err := c.Reader(ctx, model.LocalReader)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return model.Join(c, l), nil
}
