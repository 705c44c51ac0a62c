package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/feeds"
	"dateline/cmd/remote"
	"dateline/feed"
	"dateline/feed/document"
	"dateline/model"
	"dateline/model/listing"
	"dateline/model/transfer/jsonlines"
	"dateline/ui/article"
)

const showLong = `Print one article: of the library, by its ID or the first characters of it, or
of a SOURCE, where an ID chooses among several articles; without one it is the
first of the list.

Without --format it is laid out for reading, at the terminal's width. --explain
says instead how SOURCE was read: what kind of document it was taken for, where
titles and dates came from, and what was left out.

The library keeps the earlier versions of an article that changed: --revisions lists
them, the newest first, and --revision N prints the Nth of that list.`

const showExample = `  dateline show 3k9qz0vt
  dateline show page.html
  dateline show --format markdown page.html > page.md
  dateline show --explain page.html`

// showOptions are the flags of `show`.
type showOptions struct {
	format    string
	explain   bool
	revisions bool
	revision  int // 1 is the newest of them; 0: the text as it is
}

func (p *program) showCommand() *cobra.Command {
	o := showOptions{}
	cmd := &cobra.Command{
		Use:     "show ID|SOURCE [ID]",
		Short:   "Print one article",
		Long:    showLong,
		Example: showExample,
		Args:    usage(between(1, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.show(cmd.Context(), args, o)
		},
	}
	cmd.Flags().StringVarP(&o.format, "format", "f", "", "the `FORMAT`: markdown, json or text instead of laid out")
	cmd.Flags().BoolVar(&o.explain, "explain", false, "say how SOURCE was read")
	cmd.Flags().BoolVar(&o.revisions, "revisions", false, "list the earlier versions of an article of the library")
	cmd.Flags().IntVar(&o.revision, "revision", 0, "print the `N`th of its earlier versions")
	cmd.MarkFlagsMutuallyExclusive("explain", "revisions", "revision")
	return cmd
}

// show prints the article that args name.
func (p *program) show(ctx context.Context, args []string, o showOptions) error {
	printer, err := p.articlePrinter(o.format)
	if err != nil {
		return err
	}
	if o.explain && p.remote != nil {
		if kind, err := p.remote.Source(args[0]); err != nil || kind == remote.Named {
			return &usageError{Err: cmp.Or(err, fmt.Errorf("show --explain %s: over SSH only what an editor has read is explained, an address or -", args[0]))}
		}
	}
	if o.explain {
		return p.explain(ctx, args[0])
	}
	if o.revisions {
		return p.listRevisions(ctx, args)
	}
	var a model.Article
	if o.revision != 0 {
		a, err = p.revision(ctx, args, o.revision)
	} else if p.remote != nil {
		a, err = p.remoteArticle(ctx, args)
	} else if len(args) == 1 && isID(args[0]) && missing(args[0]) {
		a, err = p.stored(ctx, model.ID(args[0]))
	} else {
		a, err = p.within(ctx, args)
	}
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.stdout)
	if err := printer(ctx, out, &a); err != nil {
		return err
	}
	return out.Flush()
}

var idPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{4,20}$`)
})

// isID reports whether s could be an ID or the beginning of one.
func isID(s string) bool { return idPattern().MatchString(s) }

// stored returns an article of the library.
func (p *program) stored(ctx context.Context, id model.ID) (a model.Article, err error) {
	err = p.withLibrary(ctx, false, func(lib model.Store) error {
		a, err = find(ctx, lib, id, "the library")
		return err
	})
	return a, err
}

// find returns an article of lib, which the message calls where.
func find(ctx context.Context, lib model.Finder, id model.ID, where string) (model.Article, error) {
	a, err := lib.Article(ctx, id)
	if errors.Is(err, model.ErrNotFound) {
		return a, fmt.Errorf("%s: no article of %s has this ID, and no file this name", id, where)
	}
	if err != nil {
		return a, fmt.Errorf("read article %s: %w", id, err)
	}
	return a, nil
}

// within returns an article of the source args[0]: that with the ID args[1],
// or the first of its list.
func (p *program) within(ctx context.Context, args []string) (model.Article, error) {
	lib, err := p.memory(ctx)
	if err != nil {
		return model.Article{}, err
	}
	defer lib.Close()
	failed, err := p.loadInto(ctx, lib, args[0])
	if err != nil {
		return model.Article{}, err
	}
	if len(args) == 2 {
		return find(ctx, lib, model.ID(args[1]), model.WithoutLogin(args[0]))
	}
	first, err := p.firstOf(ctx, lib, model.Query{Now: p.now()})
	switch {
	case errors.Is(err, errNoArticle) && failed > 0:
		return model.Article{}, cli.ErrReported
	case err != nil:
		return model.Article{}, fmt.Errorf("%s: %w", model.WithoutLogin(args[0]), err)
	}
	return find(ctx, lib, first, model.WithoutLogin(args[0]))
}

var errNoArticle = errors.New("there is no article in it")

// firstOf returns the first article of what q finds, or errNoArticle.
func (p *program) firstOf(ctx context.Context, lib model.Finder, q model.Query) (model.ID, error) {
	first, more, err := listing.First(ctx, lib, q)
	switch {
	case err == nil && first == "":
		err = errNoArticle
	case err == nil && more:
		fmt.Fprintln(p.stderr, "There are several articles in it; this is the first. 'dateline list --format tsv' gives their IDs.")
	}
	return first, err
}

// articlePrinter returns what prints an article in a format.
func (p *program) articlePrinter(format string) (func(context.Context, io.Writer, *model.Article) error, error) {
	switch format {
	case "":
		return p.printLaidOut, nil
	case "json":
		return whole(func(a *model.Article) string { return string(jsonlines.AppendArticle(nil, a)) }), nil
	case "markdown", "md":
		return whole(listing.ArticleMarkdown), nil
	case "text":
		return whole(func(a *model.Article) string { return listing.ArticleText(a, p.now().Location()) }), nil
	}
	return nil, &usageError{Err: fmt.Errorf("--format %q: want markdown, json or text", format)}
}

// whole makes a printer of a function that returns the whole text.
func whole(text func(*model.Article) string) func(context.Context, io.Writer, *model.Article) error {
	return func(_ context.Context, w io.Writer, a *model.Article) error {
		_, err := io.WriteString(w, text(a))
		return err
	}
}

// plainWidth is how wide articles are laid out where there is no terminal.
const plainWidth = 80

// printLaidOut prints a as the screen shows it.
func (p *program) printLaidOut(ctx context.Context, w io.Writer, a *model.Article) error {
	width := p.width()
	if width == 0 {
		width = plainWidth
	}
	r := article.Request{Width: width, Height: 1, Theme: p.theme(), Now: p.now()}
	var failed error
	err := article.NewRenderer().Render(ctx, *a, r, func(c article.Chunk) bool {
		for _, line := range c.Lines {
			text := line.Text
			if !p.colour() {
				text = ansi.Strip(text)
			}
			if _, failed = io.WriteString(w, strings.TrimRight(text, " ")+"\n"); failed != nil {
				return false
			}
		}
		return true
	})
	return errors.Join(err, failed)
}

// explain prints how a source was read.
func (p *program) explain(ctx context.Context, place string) error {
	out := bufio.NewWriter(p.stdout)
	r := feeds.NewReading(p.output(), place)
	defer r.End()
	o := p.openOptions()
	o.Explain = func(path string, n document.Note) {
		at := model.CleanLine(path)
		if n.Line > 0 {
			at = fmt.Sprintf("%s:%d", at, n.Line)
		}
		fmt.Fprintf(out, "%s: %s: %s\n", at, model.CleanLine(n.About), model.CleanLine(n.Text))
	}
	err := feed.Load(ctx, []string{place}, o, func(a *model.Article) error {
		date := "undated"
		if a.Published.Dated() {
			date = a.Published.String() + " (" + a.Published.From.String() + ")"
		}
		_, err := fmt.Fprintf(out, "%s: article: %s: %s\n", model.CleanLine(a.Path), date, model.CleanLine(a.Title))
		return err
	}, r.Fail)
	if err := cmp.Or(err, out.Flush()); err != nil {
		return err
	}
	return cli.Reported(r.Failed)
}
