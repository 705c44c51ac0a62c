package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/feeds"
	"dateline/cmd/outcome"
	"dateline/feed"
	"dateline/feed/document"
	"dateline/feed/fetch"
	"dateline/feed/html2md"
	"dateline/model"
	"dateline/model/transfer"
	"dateline/ui/message"
)

const importLong = `Import into the library what another program or library had. A FILE is recognised
by its content, also when it is compressed with gzip; it may be an address, and - is
standard input:
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
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				return feeds.Indexed(cmd.Context(), p.output(), lib, feeds.AddingMemory, func() error { return p.importFiles(cmd.Context(), lib, files) })
			})
		},
	}
}

// importFiles takes each file in and says what came of it.
func (p *program) importFiles(ctx context.Context, lib model.Store, files []string) error {
	if err := p.writable(lib); err != nil {
		return err
	}
	failed := 0
	for _, name := range files {
		done, err := p.importFile(ctx, lib, name)
		if err != nil {
			return err
		}
		failed += done.Faults
		p.logged(slog.LevelInfo, "imported", "file", name, "articles", done.Saved.Total(), "feeds", done.Feeds)
		if said := outcome.Imported(done); said != "" {
			fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(name), said)
		}
	}
	return cli.Reported(failed)
}

// maxFaults is how many things of one file are reported one by one.
const maxFaults = 20

// importFile takes a file in, and reports what cannot be. The error is one of the
// library.
func (p *program) importFile(ctx context.Context, lib model.Store, name string) (transfer.Imported, error) {
	report, clear := p.progressTo()
	defer clear()
	faults := 0
	o := transfer.ImportOptions{
		Now: p.now, ToUTF8: document.ToUTF8, Markdown: html2md.Convert,
		Follow: p.subscriber(lib).Follow,
		KeepLogins: func(logins map[string]*url.Userinfo) error {
			_, err := p.subscriber(lib).Logins.Keep(logins, false)
			return err
		},
		Fault: func(f transfer.Fault) {
			clear()
			p.logged(slog.LevelWarn, "refused", "file", name, "line", f.Line, "reason", f.Err.Error())
			if faults++; faults <= maxFaults {
				p.reportError(outcome.Fault(name, f))
			}
		},
		Progress: func(percent int) {
			if faults <= maxFaults {
				report("importing", percent)
			}
		},
	}
	in, err := p.openFile(ctx, name)
	if err != nil {
		o.Fault(transfer.Fault{Err: err})
		return transfer.Imported{Faults: 1}, nil
	}
	defer in.Close()
	done, err := transfer.Import(ctx, lib, in, o)
	if err == nil && faults > maxFaults {
		clear()
		p.reportError(fmt.Errorf("%s: "+message.Plural(faults-maxFaults, "%d more problem", "%d more problems"), name, faults-maxFaults))
	}
	return done, err
}

// openFile opens a file, what is at an address, or standard input.
func (p *program) openFile(ctx context.Context, name string) (transfer.File, error) {
	address, remote := feed.Address(name)
	switch {
	case remote:
		r, err := p.feedOptions().Client.Get(ctx, fetch.Request{URL: address})
		if err != nil {
			return transfer.File{}, err
		}
		return transfer.File{ReadCloser: r.Body, Size: max(0, r.Size)}, nil
	case name != "-":
		return transfer.Open(name)
	case p.stdin == nil:
		return transfer.File{}, errors.New("there is no standard input to read from")
	}
	return transfer.File{ReadCloser: io.NopCloser(p.stdin)}, nil
}
