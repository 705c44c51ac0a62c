package main

import (
	"bufio"
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/feed/doc"
	"dateline/feed/markdown"
	"dateline/model"
	"dateline/ui/keys"
)

// help is the handbook: Markdown with front matter, an article a file. keys.md
// is generated from the table of keys.
//
//go:embed help/*.md
var help embed.FS

// handbookSource is the source of the handbook's articles.
const handbookSource = "The dateline handbook"

func (p *program) guideCommand() *cobra.Command {
	var writeKeys string
	cmd := &cobra.Command{
		Use:     "guide [TOPIC]",
		Short:   "Read the handbook",
		Long:    "List the topics of the handbook, or print one of them.",
		Example: "  dateline guide\n  dateline guide query",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case writeKeys != "":
				return os.WriteFile(writeKeys, []byte(keysPage()), 0o644)
			case len(args) == 0:
				return p.topics(cmd.Context())
			}
			return p.topic(cmd.Context(), args[0])
		},
	}
	cmd.Flags().StringVar(&writeKeys, "write-keys", "", "write the page on keys to a file (for go generate)")
	_ = cmd.Flags().MarkHidden("write-keys")
	return cmd
}

// handbook returns the articles of the handbook, the first to be read first.
func (p *program) handbook(ctx context.Context) ([]model.Article, error) {
	names, err := fs.Glob(help, "help/*.md")
	if err != nil {
		return nil, fmt.Errorf("read the handbook: %w", err)
	}
	var articles []model.Article
	for _, name := range names {
		text, err := fs.ReadFile(help, name)
		if err != nil {
			return nil, fmt.Errorf("read the handbook: %w", err)
		}
		d := &doc.Document{
			Path: name, Identity: name, Source: handbookSource, Now: p.now(),
			Body: bufio.NewReaderSize(strings.NewReader(p.asStarted(string(text))), doc.Sniff), Limits: doc.DefaultLimits,
		}
		err = markdown.Read(ctx, d, func(a *model.Article) error {
			a.Source, a.Path = handbookSource, name
			a.ID = model.NewID(handbookSource, topicOf(name), "", "", model.Date{})
			articles = append(articles, *a)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read the handbook: %s: %w", name, err)
		}
	}
	slices.SortStableFunc(articles, func(a, b model.Article) int {
		return cmp.Compare(b.Published.String(), a.Published.String())
	})
	return articles, nil
}

// topicOf returns the name by which `guide` knows a file of the handbook.
func topicOf(name string) string { return strings.TrimSuffix(path.Base(name), ".md") }

// topics lists the handbook.
func (p *program) topics(ctx context.Context) error {
	articles, err := p.handbook(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.stdout)
	for i := range articles {
		fmt.Fprintf(out, "%-10s  %s\n", topicOf(articles[i].Path), articles[i].Title)
	}
	return out.Flush()
}

// topic prints an article of the handbook, laid out.
func (p *program) topic(ctx context.Context, name string) error {
	articles, err := p.handbook(ctx)
	if err != nil {
		return err
	}
	var names []string
	for i := range articles {
		topic := topicOf(articles[i].Path)
		if topic == name {
			out := bufio.NewWriter(p.stdout)
			if err := p.printLaidOut(ctx, out, &articles[i]); err != nil {
				return err
			}
			return out.Flush()
		}
		names = append(names, topic)
	}
	return &usageError{fmt.Errorf("guide: no topic %q%s", name, cmp.Or(didYouMean(name, names), "; 'dateline guide' lists them"))}
}

// keysHead is the front matter of the page on keys.
const keysHead = `---
title: Every key
date: 2026-11-17
---

Digits before a key are a count: ` + "`3}`" + ` goes three days down. What is named in the
last column is what the key does, whatever key it is on; it can be typed after
` + "`:`" + `. On the screen ` + "`?`" + ` shows the same table.
`

// keysPage returns the handbook's page on keys.
func keysPage() string { return keysHead + keys.Default().Markdown() }
