package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/model/suggest"
)

// noCommand returns an error where the first of places was meant for a command: it
// is a mere word, and there is no file of that name.
func noCommand(root *cobra.Command, places []string) error {
	if len(places) == 0 || !mereWord.MatchString(places[0]) || !missing(places[0]) {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	name := suggest.Word(places[0], names)
	switch {
	case name != "":
		return &usageError{fmt.Errorf("%s: there is no such command or file; did you mean 'dateline %s'?", places[0], name)}
	case len(places) == 1:
		return &usageError{fmt.Errorf("%s: there is no such command or file", places[0])}
	}
	return nil
}

// mereWord is what the name of a command looks like.
var mereWord = regexp.MustCompile(`^[A-Za-z][A-Za-z-]*$`)

// usage makes the error of a validator of arguments a usage error.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &usageError{fmt.Errorf("%s: %w", strings.TrimPrefix(cmd.CommandPath(), "dateline "), err)}
		}
		return nil
	}
}

// atLeastOne wants a SOURCE.
func atLeastOne(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name at least one SOURCE: a file, a folder, an address, or -")
	}
	return nil
}

// between wants so many arguments.
func between(least, most int) cobra.PositionalArgs {
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

// wrongFlag says what is wrong with a flag.
func wrongFlag(cmd *cobra.Command, err error) error {
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
	return &usageError{err}
}

// finishDefaults gives the commands that cobra adds the manners of ours: what is
// none of theirs is an error.
func finishDefaults(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short, cmd.Long = "Print the help of a command", "Print the help of a command; so does --help behind it."
			cmd.Args = usage(func(_ *cobra.Command, args []string) error {
				found, rest, err := root.Find(args)
				if err != nil || len(rest) > 0 {
					return noSubcommand(found, append(rest, args...)[0])
				}
				return nil
			})
		case "completion":
			cmd.Short = "Print what a shell needs to complete commands"
			cmd.Args = usage(between(0, 0))
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range cmd.Commands() {
				shell.Short, shell.Args = "Print it for "+shell.Name(), usage(between(0, 0))
			}
		}
	}
}
