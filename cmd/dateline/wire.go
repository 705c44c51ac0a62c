package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"dateline/feed/credentials"
	"dateline/model"
	"dateline/model/query"
	"dateline/model/store/sqlite"
)

var errNoLibrary = errors.New("open the library: neither HOME nor XDG_DATA_HOME says where it is; name it with --library")

// openLibrary opens the reader's library, which Close must end. Unless create,
// one that does not exist is an error where it was named and an empty one
// where it is the default.
func (p *program) openLibrary(ctx context.Context, create bool) (model.Library, error) {
	path, err := p.libraryPath()
	if err != nil {
		return nil, err
	}
	if !create && missing(path) {
		if p.config.LibraryNamed {
			return nil, fmt.Errorf("open library %s: there is none; 'dateline add SOURCE' begins one", path)
		}
		return p.memory(ctx)
	}
	lib, err := p.openStore(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", path, err)
	}
	lib.ReadRules(p.ruleReader())
	return lib, nil
}

// anyScheme is how an address of whatever kind begins.
var anyScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:/?/`)

// libraryPath returns the file of the library.
func (p *program) libraryPath() (string, error) {
	switch path := p.config.LibraryFile; {
	case p.config.LibraryUnreadable:
		return "", &usageError{errors.New("which library is meant cannot be read from the configuration; mend it, or name the file with --library")}
	case path == "":
		return "", errNoLibrary
	case anyScheme.MatchString(path):
		scheme, _, _ := strings.Cut(path, ":")
		return "", &usageError{fmt.Errorf("a library is a file: %s:// addresses are not supported; name a path with --library", scheme)}
	case isFolder(path):
		return "", &usageError{fmt.Errorf("a library is a file: %s is a folder; name a path with --library", path)}
	default:
		return path, nil
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// openStore opens the library in a file. Names and passwords that stand in its
// addresses move to the file of the credentials.
func (p *program) openStore(ctx context.Context, path string) (model.Store, error) {
	p.logged(slog.LevelInfo, "opening", "library", path)
	return sqlite.Open(ctx, path, sqlite.KeepLogins(func(logins sqlite.Logins) error {
		if _, err := p.credentials().Keep(logins, false); err != nil {
			return err
		}
		fmt.Fprintf(p.stderr, "The names and passwords in addresses of the library are now in %s, which only you can read.\n", model.CleanLine(p.credentials().Path))
		return nil
	}))
}

// writable returns an error where lib can only be read: what fetches or reads
// much to save it asks first.
func (p *program) writable(lib model.Library) error {
	if lib.ReadOnly() {
		return fmt.Errorf("%s: %w", p.config.LibraryFile, model.ErrReadOnly)
	}
	return nil
}

// ruleReader reads the rules of a library.
func (p *program) ruleReader() model.RuleReader {
	week := p.config.WeekStart
	return func(text string, at time.Time) (model.Expr, error) {
		q, err := query.ParseRule(text, query.Env{Now: at, WeekStart: week})
		return q.Where, err
	}
}

// missing reports whether path is that of a file that does not exist.
func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// memory opens an empty library for documents that are only looked at.
func (p *program) memory(ctx context.Context) (model.Library, error) {
	lib, err := sqlite.Memory(ctx)
	if err != nil {
		return nil, fmt.Errorf("open a library in memory: %w", err)
	}
	lib.ReadRules(p.ruleReader())
	return lib, nil
}

// credentials returns the reader's names and passwords, which are kept beside the
// configuration.
func (p *program) credentials() *credentials.File {
	p.once.credentials.Do(func() {
		if path, _ := p.configPath(); path != "" {
			p.once.secrets.Path = filepath.Join(filepath.Dir(path), "credentials.toml")
		}
	})
	return &p.once.secrets
}
