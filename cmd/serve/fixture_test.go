package serve

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/cmd/cli"
	"dateline/feed/credentials"
	"dateline/model"
	"dateline/model/store"
	"dateline/ui/config"
	"dateline/ui/config/file"
)

// noon is the clock of the tests.
var noon = time.Date(2026, 11, 6, 12, 0, 0, 0, time.UTC)

// home is a machine with nothing on it: a folder with a library and settings.
type home struct {
	t      testing.TB
	dir    string
	remote model.Catalog // the command line comes over SSH, and this is its library
}

func newHome(t testing.TB) *home { return &home{t: t, dir: t.TempDir()} }

func (h *home) library() string { return filepath.Join(h.dir, ".local/share/dateline/library.db") }
func (h *home) config() string  { return filepath.Join(h.dir, ".config/dateline/config.toml") }

// program is the program on it.
func (h *home) program(stdout, stderr io.Writer) Program {
	return Program{
		Stdin: strings.NewReader(""), Stdout: stdout, Stderr: stderr,
		Getenv: func(name string) string { return map[string]string{"HOME": h.dir}[name] },
		Now:    func() time.Time { return noon }, Name: "dateline", Remote: h.remote != nil,
		Executable: func() (string, error) { return filepath.Join(h.dir, "dateline"), nil },
		Open: func(ctx context.Context, create bool) (model.Catalog, error) {
			if h.remote != nil {
				return open{h.remote}, nil
			}
			return store.Open(ctx, h.library(), model.OpenOptions{Existing: !create})
		},
		Settings: func() (config.Sources, error) {
			f := file.File{Path: h.config()}
			text, err := f.Read()
			return config.Sources{File: f.Path, Text: text}, err
		},
		Credentials: func() *credentials.File { return &credentials.File{} },
		Began:       func() {},
	}
}

// open is a library that others go on using.
type open struct{ model.Catalog }

func (open) Close() error { return nil }

// run runs a command line and returns what it prints, and its exit code.
func (h *home) run(args ...string) (stdout, stderr string, code int) {
	h.t.Helper()
	var out, errs strings.Builder
	cmd := Command(h.program(&out, &errs))
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(args)
	cmd.SetOut(&out)
	cmd.SetErr(&errs)
	err := cmd.ExecuteContext(h.t.Context())
	if err != nil {
		cli.ReportError(&errs, err)
	}
	switch {
	case err == nil:
		return out.String(), errs.String(), 0
	case errors.As(err, new(*cli.UsageError)):
		return out.String(), errs.String(), 2
	}
	return out.String(), errs.String(), 1
}
