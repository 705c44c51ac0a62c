package cli_test

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
)

// tree is a program with a command of each kind.
func tree() *cobra.Command {
	run := func(*cobra.Command, []string) error { return nil }
	root := &cobra.Command{Use: "news [FILE...]", Short: "Read news", RunE: run, SilenceUsage: true, SilenceErrors: true}
	root.Args = func(cmd *cobra.Command, args []string) error {
		return cli.NoCommand(cmd, args, func(name string) bool { return name == "there" })
	}
	root.SetFlagErrorFunc(cli.WrongFlag)
	list := &cobra.Command{Use: "list [FILE]", Short: "List headlines", Args: cli.Between(0, 1), RunE: run}
	list.Flags().IntP("limit", "n", 0, "at most `N` of them")
	views := &cobra.Command{Use: "views", Short: "List views", Args: cli.Between(0, 0), RunE: run}
	views.AddCommand(&cobra.Command{Use: "remove NAME", Short: "Remove one", Args: cli.Between(1, 1), RunE: run})
	root.AddCommand(list, views)
	cli.Finish(root)
	root.SetOut(io.Discard)
	return root
}

// TestWrong: what cannot be understood is said with what may have been meant.
func TestWrong(t *testing.T) {
	for line, want := range map[string]string{
		"":                     "",
		"there":                "",
		"news.txt":             "",
		"lsit":                 "lsit: there is no such command or file; did you mean 'news list'?",
		"lsit more":            "lsit: there is no such command or file; did you mean 'news list'?",
		"zebra":                "zebra: there is no such command or file",
		"zebra more":           "",
		"list a b":             "want 'news list [FILE]'",
		"list -n many":         "--limit many: want a number",
		"list --limit":         "flag needs an argument: --limit N",
		"list --lmit 3":        "unknown flag: --lmit; did you mean --limit?",
		"views remov":          `there is no command "remov"; did you mean "remove"?`,
		"views remove":         "want 'news views remove NAME'",
		"help lst":             `help: there is no command "lst"; did you mean "list"?`,
		"completion fsh":       `completion: there is no command "fsh"; did you mean "fish"?`,
		"completion bash more": "completion bash: nothing may follow",
	} {
		root, got := tree(), ""
		root.SetArgs(strings.Fields(line))
		if err := root.Execute(); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

// TestAsksHelp: help is asked for before "--", and by its command in the first place.
func TestAsksHelp(t *testing.T) {
	for line, want := range map[string]bool{"": false, "list -h": true, "--help": true, "help list": true, "list help": false, "list -- -h": false} {
		if got := cli.AsksHelp(strings.Fields(line)); got != want {
			t.Errorf("%q: got %v", line, got)
		}
	}
}

// TestPages: both pages have every command with its flags.
func TestPages(t *testing.T) {
	manual, err := cli.Manual(tree())
	if err != nil {
		t.Fatal(err)
	}
	if got := cli.Markdown(tree()); !strings.Contains(got, "\n## news list [FILE]\n\nList headlines.\n\n| Flag | Does |\n| --- | --- |\n| `-n`, `--limit N` | at most N of them |\n") ||
		!strings.Contains(got, "\n## news views [COMMAND]\n") {
		t.Errorf("Markdown:\n%s", got)
	}
	for _, want := range []string{"list", "remove", "limit"} {
		if !strings.Contains(manual, want) {
			t.Errorf("the manual says nothing of %s:\n%s", want, manual)
		}
	}
}

// TestProgress: the same is not said again at once, and nothing is cleared that was not
// shown.
func TestProgress(t *testing.T) {
	var got strings.Builder
	_, clear := cli.Progress(&got)
	clear()
	report, clear := cli.Progress(&got)
	report("checking", -1)
	report("checking", 10)
	report("repairing", 20)
	clear()
	if want := "\r\x1b[Kchecking\r\x1b[Krepairing 20%\r\x1b[K"; got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}
