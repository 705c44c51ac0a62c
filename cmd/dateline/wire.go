package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"dateline/cmd/cli"
	"dateline/feed/command"
	"dateline/feed/credentials"
	"dateline/model"
	"dateline/model/query"
	"dateline/model/store"
	"dateline/ui/handoff"
)

var errNoLibrary = errors.New("open the library: neither HOME nor XDG_DATA_HOME says where it is; name it with --library")

// openLibrary opens the reader's library, which Close must end. Unless create,
// one that does not exist is an error where it was named and an empty one
// where it is the default.
func (p *program) openLibrary(ctx context.Context, create bool) (model.Store, error) {
	lib, err := p.openStore(ctx, create)
	if errors.Is(err, model.ErrNoLibrary) && !p.config.LibraryNamed {
		return p.memory(ctx)
	}
	return lib, err
}

// openStore opens the reader's library with all that maintains it. Unless create, one
// that does not exist is model.ErrNoLibrary. Names and passwords that stand in its
// addresses move to the file of the credentials.
func (p *program) openStore(ctx context.Context, create bool) (model.Store, error) {
	if p.remote != nil {
		return remoteStore{p.remote.Store}, nil
	}
	c, err := p.openCatalog(ctx, create)
	if err != nil {
		return nil, err
	}
	return store.Local(ctx, c)
}

// openCatalog opens it for all its readers.
func (p *program) openCatalog(ctx context.Context, create bool) (model.Catalog, error) {
	if p.remote != nil {
		return remoteStore{p.remote.Store}, nil
	}
	name := p.config.LibraryFile
	switch {
	case p.config.LibraryUnreadable:
		return nil, &usageError{Err: errors.New("which library is meant cannot be read from the configuration; mend it, or name the file with --library")}
	case name == "":
		return nil, errNoLibrary
	}
	p.logged(slog.LevelInfo, "opening", "library", name)
	report, clear := cli.Late(p.progressTo())
	c, err := store.Open(ctx, name, model.OpenOptions{
		Existing: !create, Rules: p.ruleReader(), Progress: report,
		KeepLogins: func(l model.Logins) error { clear(); return p.keepLogins(l) },
	})
	clear()
	switch {
	case err == nil:
		return c, nil
	case errors.Is(err, store.ErrName):
		return nil, &usageError{Err: fmt.Errorf("%w; name a path with --library", err)}
	case errors.Is(err, model.ErrNoLibrary):
		err = fmt.Errorf("%w; 'dateline add SOURCE' begins one", err)
	}
	return nil, fmt.Errorf("open library %s: %w", name, err)
}

// keepLogins keeps what stood in the addresses of the library, and says so.
func (p *program) keepLogins(logins model.Logins) error {
	_, err := p.credentials().Keep(logins, false)
	if err == nil {
		fmt.Fprintf(p.stderr, "The names and passwords in addresses of the library are now in %s, which only you can read.\n", model.CleanLine(p.credentials().Path))
	}
	return err
}

// writable returns an error where lib can only be read: what fetches or reads
// much to save it asks first.
func (p *program) writable(lib model.Store) error {
	if lib.ReadOnly() && p.remote != nil {
		return model.ErrReadOnly
	} else if lib.ReadOnly() {
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
func (p *program) memory(ctx context.Context) (model.Store, error) {
	lib, err := store.MemoryLocal(ctx, model.OpenOptions{Rules: p.ruleReader()})
	if err != nil {
		return nil, fmt.Errorf("open a library in memory: %w", err)
	}
	return lib, nil
}

// credentials returns the reader's names and passwords, which are kept beside the
// configuration.
func (p *program) credentials() *credentials.File {
	p.once.credentials.Do(func() {
		if path := p.configFile().Path; path != "" {
			p.once.secrets.Path = filepath.Join(filepath.Dir(path), "credentials.toml")
		}
	})
	return &p.once.secrets
}

// commands returns the commands whose output the reader follows, which are kept there, too.
func (p *program) commands() *command.File {
	path := p.credentials().Path
	if path != "" {
		path = filepath.Join(filepath.Dir(path), "commands.toml")
	}
	return &command.File{Path: path}
}

// machine returns what the screen may use of the reader's machine.
func (p *program) machine() handoff.Machine {
	return handoff.Machine{Getenv: p.getenv, Zone: p.now().Location(), Busy: &p.terminalBusy}
}
