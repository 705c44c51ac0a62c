package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/feed/handbook"
	"dateline/model"
	"dateline/model/suggest"
	"dateline/ui/keys"
)

func (p *program) guideCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "guide [TOPIC]",
		Short:   "Read the handbook",
		Long:    "List the topics of the handbook, or print one of them.",
		Example: "  dateline guide\n  dateline guide query",
		Args:    usage(between(0, 1)),
	}
	made := map[string]func(root *cobra.Command) string{"keys": keysPage, "commands": commandsPage}
	for what := range made {
		cmd.Flags().String("write-"+what, "", "write the page on "+what+" to a file (for go generate)")
		_ = cmd.Flags().MarkHidden("write-" + what)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		for what, page := range made {
			if name, _ := cmd.Flags().GetString("write-" + what); name != "" {
				return os.WriteFile(name, []byte(page(cmd.Root())), 0o644)
			}
		}
		return p.guide(cmd.Context(), args)
	}
	return cmd
}

// handbook returns the articles of the handbook, the first to be read first.
func (p *program) handbook(ctx context.Context) ([]model.Article, error) {
	var feeds strings.Builder
	for _, o := range offers {
		fmt.Fprintf(&feeds, "- %s, %s: `%s`\n", o.Title, o.About, o.Address)
	}
	return handbook.Articles(ctx, handbook.Reader{Now: p.now(), Program: p.self(), Feeds: feeds.String()})
}

// guide lists the handbook, or prints an article of it, laid out.
func (p *program) guide(ctx context.Context, topic []string) error {
	articles, err := p.handbook(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.stdout)
	var names []string
	for i := range articles {
		a := &articles[i]
		names = append(names, handbook.Topic(a))
		switch {
		case len(topic) == 0:
			fmt.Fprintf(out, "%-10s  %s\n", handbook.Topic(a), a.Title)
		case topic[0] == handbook.Topic(a):
			return cmp.Or(p.printLaidOut(ctx, out, a), out.Flush())
		}
	}
	if len(topic) > 0 {
		return &usageError{fmt.Errorf("guide: no topic %q%s", topic[0], cmp.Or(suggest.DidYouMean(topic[0], names), "; 'dateline guide' lists them"))}
	}
	return out.Flush()
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
func keysPage(*cobra.Command) string { return keysHead + keys.Default().Markdown() }

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
