package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/feed/handbook"
	"dateline/model"
	"dateline/model/suggest"
	"dateline/ui/action"
)

func (p *program) guideCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "guide [TOPIC]",
		Short:   "Read the handbook",
		Long:    "List the topics of the handbook, or print one of them.",
		Example: "  dateline guide\n  dateline guide query",
		Args:    usage(between(0, 1)),
	}
	made := map[string]func(root *cobra.Command) string{
		"keys":     func(*cobra.Command) string { return handbook.KeysPage(action.Keys().Markdown()) },
		"commands": func(root *cobra.Command) string { return handbook.CommandsPage(cli.Markdown(root)) },
	}
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
		return &usageError{Err: fmt.Errorf("guide: no topic %q%s", topic[0], cmp.Or(suggest.DidYouMean(topic[0], names), "; 'dateline guide' lists them"))}
	}
	return out.Flush()
}

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Long:    "Print the manual page of all commands, as man reads it.",
		Example: "  dateline man | man -l -\n  dateline man > ~/.local/share/man/man1/dateline.1",
		Args:    usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			page, err := cli.Manual(cmd.Root())
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(p.stdout, page)
			return err
		},
	}
}
