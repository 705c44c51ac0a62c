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
	"github.com/spf13/pflag"

	"dateline/feed/document"
	"dateline/feed/markdown"
	"dateline/model"
	"dateline/model/suggest"
	"dateline/ui/config"
	"dateline/ui/keys"
)

// help is the handbook: Markdown with front matter, an article a file. keys.md
// is generated from the table of keys, commands.md from the tree of commands.
//
//go:embed help/*.md
var help embed.FS

// handbookSource is the source of the handbook's articles.
const handbookSource = "The dateline handbook"

func (p *program) guideCommand() *cobra.Command {
	var writeKeys, writeCommands, writeSettings string
	cmd := &cobra.Command{
		Use:     "guide [TOPIC]",
		Short:   "Read the handbook",
		Long:    "List the topics of the handbook, or print one of them.",
		Example: "  dateline guide\n  dateline guide query",
		Args:    usage(between(0, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case writeKeys != "":
				return os.WriteFile(writeKeys, []byte(keysPage()), 0o644)
			case writeCommands != "":
				return os.WriteFile(writeCommands, []byte(commandsPage(cmd.Root())), 0o644)
			case writeSettings != "":
				return exampleInto(writeSettings)
			case len(args) == 0:
				return p.topics(cmd.Context())
			}
			return p.topic(cmd.Context(), args[0])
		},
	}
	cmd.Flags().StringVar(&writeKeys, "write-keys", "", "write the page on keys to a file (for go generate)")
	cmd.Flags().StringVar(&writeCommands, "write-commands", "", "write the page on commands to a file (for go generate)")
	cmd.Flags().StringVar(&writeSettings, "write-settings", "", "write the example of the page on settings into a file (for go generate)")
	for _, name := range []string{"write-keys", "write-commands", "write-settings"} {
		_ = cmd.Flags().MarkHidden(name)
	}
	return cmd
}

// exampleInto puts the example of all settings in the place of the first in a page.
func exampleInto(path string) error {
	const fence = "```toml\n"
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), fence)
	_, after, ends := strings.Cut(rest, "\n```\n")
	if !ok || !ends {
		return fmt.Errorf("%s: there is no example", path)
	}
	return os.WriteFile(path, []byte(before+fence+config.Example()+"```\n"+after), 0o644)
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
		d := &document.Document{
			Path: name, Identity: name, Source: handbookSource, Now: p.now(),
			Body: bufio.NewReaderSize(strings.NewReader(p.asStarted(string(text))), document.Sniff), Limits: document.DefaultLimits,
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
	return &usageError{fmt.Errorf("guide: no topic %q%s", name, cmp.Or(suggest.DidYouMean(name, names), "; 'dateline guide' lists them"))}
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

// commandsHead is the front matter of the page on commands.
const commandsHead = `---
title: Every command
date: 2026-11-16
---

` + "`dateline COMMAND --help`" + ` says more of each, with examples; ` + "`dateline man`" + ` prints all
of it as a manual page. A SOURCE is a file, a folder, a pattern, a web address, or ` + "`-`" + `
for standard input.
`

// commandsPage returns the handbook's page on commands.
func commandsPage(root *cobra.Command) string {
	root.InitDefaultCompletionCmd("completion")
	root.InitDefaultHelpCmd()
	var b strings.Builder
	b.WriteString(commandsHead)
	describe(&b, root)
	return b.String()
}

// describe writes what the page says of a command and those under it.
func describe(b *strings.Builder, cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	use := strings.TrimSuffix(cmd.UseLine(), " [flags]")
	switch {
	case cmd.HasAvailableSubCommands() && cmd.HasParent() && cmd.Runnable():
		use += " [COMMAND]"
	case cmd.HasAvailableSubCommands() && cmd.HasParent():
		use += " COMMAND"
	}
	fmt.Fprintf(b, "\n## %s\n\n%s.\n", use, cmd.Short)
	rows := 0
	cmd.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" || f.Name == "version" {
			return
		}
		if rows++; rows == 1 {
			b.WriteString("\n| Flag | Does |\n| --- | --- |\n")
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "`" + strings.TrimSpace("--"+f.Name+" "+value) + "`"
		if f.Shorthand != "" {
			name = "`-" + f.Shorthand + "`, " + name
		}
		fmt.Fprintf(b, "| %s | %s |\n", name, usage)
	})
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			describe(b, sub)
		}
	}
}
