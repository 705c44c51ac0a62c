package cli

import (
	"fmt"
	"strings"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Manual returns the manual page of all commands, as man reads it.
func Manual(root *cobra.Command) (string, error) {
	page, err := mango.NewManPage(1, root)
	if err != nil {
		return "", fmt.Errorf("write the manual page: %w", err)
	}
	return page.Build(roff.NewDocument()), nil
}

// Markdown describes all commands: a section each, with a table of its flags.
func Markdown(root *cobra.Command) string {
	root.InitDefaultCompletionCmd("completion")
	root.InitDefaultHelpCmd()
	var b strings.Builder
	describe(&b, root)
	return b.String()
}

// describe describes a command and those under it.
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
