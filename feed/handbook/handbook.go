// Package handbook is the handbook: pages of Markdown with front matter, in help, and
// the articles that they become. help/keys.md is made of the table of keys,
// help/commands.md of the tree of commands, and the example in help/configuration.md of
// the table of settings, by `go generate ./...`.
package handbook

//go:generate go run ../../cmd/dateline guide --write-keys help/keys.md
//go:generate go run ../../cmd/dateline guide --write-commands help/commands.md
//go:generate go run ../../ui/config/example help/configuration.md

import (
	"bufio"
	"cmp"
	"context"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"dateline/feed/document"
	"dateline/feed/markdown"
	"dateline/model"
)

// Pages has the pages of the handbook: help/TOPIC.md.
//
//go:embed help/*.md
var Pages embed.FS

// source is the source of the handbook's articles.
const source = "The dateline handbook"

// Topic returns the name of the page that an article of the handbook is.
func Topic(a *model.Article) string { return strings.TrimSuffix(path.Base(a.Path), ".md") }

// Reader is for whom the handbook is written.
type Reader struct {
	Now time.Time
	// Program is the program as it was started, to be typed again.
	Program string
	// Feeds are the feeds to begin with: the items of a list, in Markdown.
	Feeds string
}

// Articles returns the pages as articles, the first to be read first. Their IDs stay
// whatever the reader, and whatever changes in them.
func Articles(ctx context.Context, r Reader) ([]model.Article, error) {
	files, err := Pages.ReadDir("help")
	if err != nil {
		return nil, fmt.Errorf("read the handbook: %w", err)
	}
	var articles []model.Article
	for _, file := range files {
		name := path.Join("help", file.Name())
		text, err := Pages.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the handbook: %w", err)
		}
		d := &document.Document{
			Path: name, Identity: name, Source: source, Now: r.Now, Limits: document.DefaultLimits,
			Body: bufio.NewReaderSize(strings.NewReader(r.written(string(text))), document.Sniff),
		}
		err = markdown.Read(ctx, d, func(a *model.Article) error {
			a.Source, a.Path = source, name
			a.ID = model.NewID(source, Topic(a), "", "", model.Date{})
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

// written puts the reader's name of the program into the code of a page, and the feeds
// to begin with into their place.
func (r Reader) written(page string) string {
	page = strings.Replace(page, "{{feeds}}\n", r.Feeds, 1)
	if r.Program == "dateline" {
		return page
	}
	lines := strings.SplitAfter(page, "\n")
	fenced := false
	for i, line := range lines {
		switch rest, ok := strings.CutPrefix(line, "dateline"); {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced && ok && strings.HasPrefix(strings.TrimLeft(rest, "\n")+" ", " "):
			lines[i] = r.Program + rest
		case !fenced:
			for _, after := range []string{"`", " ", "\n"} {
				line = strings.ReplaceAll(line, "`dateline"+after, "`"+r.Program+after)
			}
			lines[i] = line
		}
	}
	return strings.Join(lines, "")
}
