package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// UsageError is a command line or configuration that cannot be understood.
type UsageError struct{ Err error }

// Error returns what is wrong with it.
func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *UsageError) Unwrap() error { return e.Err }

// Usage makes the error of a validator of arguments a *UsageError.
func Usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &UsageError{fmt.Errorf("%s: %w", strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" "), err)}
		}
		return nil
	}
}

// AtLeastOne wants a SOURCE.
func AtLeastOne(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name at least one SOURCE: a file, a folder, an address, or -")
	}
	return nil
}

// ErrReported: something failed and has been said already.
var ErrReported = errors.New("failed, as reported")

// Reported is the error of a command some of whose sources failed.
func Reported(failed int) error {
	if failed > 0 {
		return ErrReported
	}
	return nil
}
