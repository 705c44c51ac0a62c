package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/spf13/cobra"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/transfer/opml"
	"dateline/ui/message"
)

const importLong = `Import into the library what another program or library had. A FILE is recognised
by its content, also when it is compressed with gzip; - is standard input:
  what 'dateline export' wrote: articles with their state, feeds, saved views
  OPML, or the urls file of newsboat: the feeds that you follow
  the cache.db of newsboat: articles, what was read, and flags

What the library has already stays: nothing that is read, starred or tagged
becomes less so, and importing a file again does no harm. What cannot be
imported is named on standard error, the rest goes in, and the exit status is 1.`

func (p *program) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "import FILE...",
		Short:   "Import an export, a list of feeds, or newsboat's cache",
		Long:    importLong,
		Example: "  dateline import news.jsonl\n  dateline import feeds.opml\n  dateline import ~/.newsboat/urls ~/.newsboat/cache.db",
		Args: usage(func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("name at least one FILE, or -")
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, files []string) error {
			return p.importFiles(cmd.Context(), files)
		},
	}
}

// importFiles takes each file in and says what came of it.
func (p *program) importFiles(ctx context.Context, files []string) error {
	lib, err := p.openLibrary(ctx, true)
	if err != nil {
		return err
	}
	defer lib.Close()
	if err := p.writable(lib); err != nil {
		return err
	}
	failed := 0
	for _, name := range files {
		i := &importer{program: p, lib: lib, name: name}
		i.report, i.wipe = p.progressTo()
		err := i.file(ctx)
		i.wipe()
		if err != nil {
			return err
		}
		failed += i.failed
		p.logged(slog.LevelInfo, "imported", "file", name, "articles", i.saved.Added+i.saved.Changed+i.saved.Same, "feeds", i.feeds)
		did := i.did()
		if did == "" && i.failed == 0 {
			did = "nothing new in it"
		}
		if did != "" {
			fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(name), did)
		}
	}
	return reported(failed)
}

// importer takes one file into a library.
type importer struct {
	*program
	lib    model.Library
	name   string
	report func(doing string, percent int)
	wipe   func()

	saved               model.Saved
	feeds, views, rules int      // that are new
	seen                []string // the rules of the export
	failed              int      // things that could not be taken in

	waiting []model.Subscription
	logins  map[string]*url.Userinfo // of those that wait, by address
	hosts   map[string]bool          // whose addresses had a name and a password
	batch   []model.Record
	from    []int // their lines; 0 is none
	bytes   int   // of text in batch
}

// did says what was taken in, "" for nothing.
func (i *importer) did() string {
	var parts []string
	if i.saved != (model.Saved{}) {
		parts = append(parts, savedInWords(i.saved))
	}
	for _, c := range [...]struct {
		n    int
		word string
	}{{i.feeds, "feed"}, {i.views, "view"}, {i.rules, "rule"}} {
		switch {
		case c.n == 1:
			parts = append(parts, "1 "+c.word)
		case c.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", c.n, c.word))
		}
	}
	return strings.Join(parts, ", ")
}

// maxFaults is how many things of one file are complained of one by one.
const maxFaults = 20

// fault says what cannot be taken in, and where: 0 is no line of its own.
func (i *importer) fault(line int, err error) {
	i.failed++
	i.wipe()
	i.logged(slog.LevelWarn, "refused", "file", i.name, "line", line, "reason", err.Error())
	switch {
	case i.failed > maxFaults:
	case line > 0:
		i.complain(fmt.Errorf("%s: line %d: %w", i.name, line, err))
	default:
		i.complain(fmt.Errorf("%s: %w", i.name, err))
	}
}

// file takes the file in. Its error is one of the library; those of the file
// are faults.
func (i *importer) file(ctx context.Context) error {
	in, size, err := i.open()
	if err != nil {
		i.fault(0, err)
		return nil
	}
	defer in.Close()
	passed := &counter{r: in}
	r := bufio.NewReaderSize(passed, document.Sniff)
	if head, _ := r.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r)
		if err != nil {
			i.fault(0, err)
			return nil
		}
		r = bufio.NewReaderSize(z, document.Sniff)
	}
	progress := func() {
		if percent := -1; i.failed <= maxFaults {
			if size > 0 {
				percent = int(min(100, 100*passed.n/size))
			}
			i.report("importing", percent)
		}
	}
	progress()
	if err := i.recognise(ctx, r, progress); err != nil {
		return err
	}
	if i.failed > maxFaults {
		i.complain(fmt.Errorf("%s: "+message.Plural(i.failed-maxFaults, "%d more problem", "%d more problems"), i.name, i.failed-maxFaults))
	}
	return nil
}

// open opens the file and returns its size, 0 if that is not known.
func (i *importer) open() (io.ReadCloser, int64, error) {
	if i.name == "-" {
		if i.stdin == nil {
			return nil, 0, errors.New("there is no standard input to read from")
		}
		return io.NopCloser(i.stdin), 0, nil
	}
	f, err := os.Open(i.name)
	var info os.FileInfo
	if err == nil {
		info, err = f.Stat()
	}
	var pathError *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, 0, errors.New("no such file")
	case errors.As(err, &pathError):
		return nil, 0, pathError.Err
	case err != nil:
		return nil, 0, err
	case info.IsDir():
		_ = f.Close()
		return nil, 0, errors.New("this is a folder; name the files in it")
	}
	return f, info.Size(), nil
}

// recognise takes in what r holds, of whatever kind it is.
func (i *importer) recognise(ctx context.Context, r *bufio.Reader, progress func()) error {
	head, err := r.Peek(document.Sniff)
	if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
		i.fault(0, err)
		return nil
	}
	text, _ := document.ToUTF8(head, "")
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		i.fault(0, errors.New("it is empty"))
		return nil
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return i.newsboat(ctx, r)
	case bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n\ufeff"), []byte("{")):
		return i.lines(ctx, r, progress)
	case opml.Looks(text):
		return i.opml(ctx, r)
	case opml.LooksURLs(text, len(text) >= document.Sniff):
		return i.urls(ctx, r)
	}
	i.fault(0, fmt.Errorf("this is not an export, a list of feeds or newsboat's cache; 'dateline add %s' adds documents", i.name))
	return nil
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n int64
}

// Read reads and counts.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
