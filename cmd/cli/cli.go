// Package cli is the manners of the command line: what is said of one that cannot be
// understood, and its commands as a page of Markdown and of the manual. It knows
// commands, arguments and flags, and nothing of what they do.
package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/model"
	"dateline/model/suggest"
)

// Started returns the program as it was started, to be typed again: its plain name where
// it was started in a way that cannot be typed. missing reports whether there is no file
// of a name.
func Started(name string, missing func(path string) bool) string {
	switch {
	case strings.Contains(name, "/go-build") && strings.Contains(name, "/exe/"): // by go run
		if missing(filepath.FromSlash("cmd/dateline")) {
			return "go run ."
		}
		return "go run ./cmd/dateline"
	case name == "", model.CleanLine(name) != name, strings.ContainsAny(name, " \"'`$&|;()<>*?[]#~\\"):
		return "dateline"
	}
	return name
}

// AsksHelp reports whether help is all that args ask for.
func AsksHelp(args []string) bool {
	for i, a := range args {
		if a == "--" {
			return false
		}
		if a == "-h" || a == "--help" || i == 0 && a == "help" {
			return true
		}
	}
	return false
}

// mereWord is what the name of a command looks like.
var mereWord = regexp.MustCompile(`^[A-Za-z][A-Za-z-]*$`)

// NoCommand returns an error where the first of what stands behind root was meant for a
// command: it is a mere word, near one or alone, and nothing that it names is there.
func NoCommand(root *cobra.Command, args []string, there func(name string) bool) error {
	if len(args) == 0 || !mereWord.MatchString(args[0]) || there(args[0]) {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	switch name := suggest.Word(args[0], names); {
	case name != "":
		return fmt.Errorf("%s: there is no such command or file; did you mean '%s %s'?", args[0], root.Name(), name)
	case len(args) == 1:
		return fmt.Errorf("%s: there is no such command or file", args[0])
	}
	return nil
}

// Between wants so many arguments.
func Between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch n := len(args); {
		case least <= n && n <= most:
			return nil
		case cmd.HasSubCommands():
			return noSubcommand(cmd, args[0])
		case most == 0:
			return errors.New("nothing may follow")
		}
		return fmt.Errorf("want '%s'", strings.TrimSuffix(cmd.UseLine(), " [flags]"))
	}
}

// noSubcommand says that a command has none of a name.
func noSubcommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return fmt.Errorf("there is no command %q%s", name, suggest.DidYouMean(name, names))
}

// WrongFlag says what is wrong with a flag.
func WrongFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if name := suggest.Word(unknown.GetSpecifiedName(), names); name != "" {
			err = fmt.Errorf("%w; did you mean --%s?", err, name)
		}
	case errors.As(err, &empty):
		value, _ := pflag.UnquoteUsage(empty.GetFlag())
		err = fmt.Errorf("flag needs an argument: --%s %s", empty.GetFlag().Name, value)
	case errors.As(err, &wrong):
		f := wrong.GetFlag()
		what := map[string]string{"int": "a number", "bool": "true or false"}[f.Value.Type()]
		err = fmt.Errorf("--%s %s: want %s", f.Name, wrong.GetValue(), what)
	}
	return err
}

// Finish gives the commands that cobra adds to root the manners of the others: what is
// none of theirs is a *UsageError.
func Finish(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short, cmd.Long = "Print the help of a command", "Print the help of a command; so does --help behind it."
			cmd.Args = Usage(func(_ *cobra.Command, args []string) error {
				found, rest, err := root.Find(args)
				if err != nil || len(rest) > 0 {
					return noSubcommand(found, append(rest, args...)[0])
				}
				return nil
			})
		case "completion":
			cmd.Short = "Print what a shell needs to complete commands"
			cmd.Args = Usage(Between(0, 0))
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range cmd.Commands() {
				shell.Short, shell.Args = "Print it for "+shell.Name(), Usage(Between(0, 0))
			}
		}
	}
}
