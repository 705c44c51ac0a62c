package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/listing"
	"dateline/model/shell"
)

// What the screen does with articles outside of itself, for the reader whose
// terminal and files these are.

// maxCopies bounds how many files of one name are told apart by a number.
const maxCopies = 999

// saveArticle writes an article to a file of a name, as Markdown with front
// matter or, where the name ends so, as text. A name that is taken gets a number;
// it returns the name of the file.
func (p *program) saveArticle(_ context.Context, a model.Article, name string) (string, error) {
	if rest, ok := strings.CutPrefix(name, "~/"); ok && p.getenv("HOME") != "" {
		name = filepath.Join(p.getenv("HOME"), rest)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() || strings.HasSuffix(name, "/") {
		return "", fmt.Errorf("%s is a folder; name a file in it", name)
	}
	text := listing.ArticleMarkdown(&a)
	ext := filepath.Ext(name)
	if ext == ".txt" {
		text = listing.ArticleText(&a, p.now().Location())
	}
	stem := strings.TrimSuffix(name, ext)
	for n := 1; n <= maxCopies; n++ {
		if n > 1 {
			name = stem + "-" + strconv.Itoa(n) + ext
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", model.FileReason(err)
		}
		_, err = f.WriteString(text)
		if err = cmp.Or(err, f.Close()); err != nil {
			_ = os.Remove(name)
			return "", model.FileReason(err)
		}
		return name, nil
	}
	return "", fmt.Errorf("%s: there are %d of that name", stem+ext, maxCopies)
}

// makeFolder makes a folder, unless there is one.
func (p *program) makeFolder(_ context.Context, name string) (string, error) {
	if rest, ok := strings.CutPrefix(name, "~/"); ok && p.getenv("HOME") != "" {
		name = filepath.Join(p.getenv("HOME"), rest)
	}
	if err := os.MkdirAll(name, 0o755); err != nil {
		return "", fmt.Errorf("%s: %w", name, model.FileReason(err))
	}
	return name, nil
}

// ofDisk returns, of an error of a disk that takes no more, one sentence that names a
// place on it.
func (p *program) ofDisk(err error) error {
	var disk *model.DiskError
	if !errors.As(err, &disk) && !errors.As(model.FileReason(err), &disk) {
		return err
	}
	named := *disk
	switch {
	case named.Place == "":
		named.Place = p.config.LibraryFile
	case strings.HasPrefix(named.Place, "/dev"):
		named.Place = "standard output"
	}
	return &named
}

// maxOutput bounds what is shown of what a command writes.
const maxOutput = 64 << 10

// pipeArticle gives an article to a shell command and returns what it writes.
// The article is its standard input and never part of the command.
func (p *program) pipeArticle(ctx context.Context, a model.Article, markdown bool, command string) (string, error) {
	text := listing.ArticleText(&a, p.now().Location())
	if markdown {
		text = listing.ArticleMarkdown(&a)
	}
	s, full, err := shell.Command{Line: command, Input: strings.NewReader(text), Errors: true, Limit: maxOutput}.Output(ctx)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if full {
		s += "\n... (there is more)"
	}
	return s, err
}

// pager returns what shows an article in the reader's editor or pager.
func (p *program) pager(ctx context.Context, a model.Article) tea.ExecCommand {
	return &pagerCommand{ctx: ctx, p: p, article: a}
}

// pagerCommand shows an article in another program, as a file that nobody else
// can read and that is gone afterwards.
type pagerCommand struct {
	ctx            context.Context // of the screen: the program ends with it
	p              *program
	article        model.Article
	stdin          io.Reader
	stdout, stderr io.Writer
}

// SetStdin sets what the program reads keys from.
func (c *pagerCommand) SetStdin(r io.Reader) { c.stdin = r }

// SetStdout sets where the program draws.
func (c *pagerCommand) SetStdout(w io.Writer) { c.stdout = w }

// SetStderr sets where the program complains.
func (c *pagerCommand) SetStderr(w io.Writer) { c.stderr = w }

// Run shows the article until the program ends.
func (c *pagerCommand) Run() error {
	f, err := os.CreateTemp("", "dateline-*.md") // of mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(listing.ArticleMarkdown(&c.article))
	if err = cmp.Or(err, f.Close()); err != nil {
		return err
	}
	name := cmp.Or(c.p.getenv("VISUAL"), c.p.getenv("EDITOR"), c.p.getenv("PAGER"), "less")
	return c.p.lend(c.ctx, name, f.Name(), c.stdin, c.stdout, c.stderr)
}

// lend gives the terminal to another program that has a file to open, until that
// ends.
func (p *program) lend(ctx context.Context, name, file string, stdin io.Reader, stdout, stderr io.Writer) error {
	// The name may have arguments, so that a shell has to read it, as git does.
	// An interrupt is for the program, not for the shell that waits for it.
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", "trap : INT\n"+name+` "$@"`, name, file)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	p.lent.Add(1)
	// An interrupt may reach this program after the one that it was meant for has
	// ended. Nothing is lost by waiting: on the screen ctrl+c is a key.
	defer time.AfterFunc(time.Second, func() { p.lent.Add(-1) })
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
