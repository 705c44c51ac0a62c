package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
)

// usageError is a command line or configuration that cannot be understood.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usage makes the error of a validator of arguments a usage error.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &usageError{fmt.Errorf("%s: %w", strings.TrimPrefix(cmd.CommandPath(), "dateline "), err)}
		}
		return nil
	}
}

// between wants so many arguments.
func between(least, most int) cobra.PositionalArgs { return cli.Between(least, most) }

// atLeastOne wants a SOURCE.
func atLeastOne(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name at least one SOURCE: a file, a folder, an address, or -")
	}
	return nil
}
