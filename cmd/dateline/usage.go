package main

import (
	"github.com/spf13/cobra"

	"dateline/cmd/cli"
)

// usageError is a command line or configuration that cannot be understood.
type usageError = cli.UsageError

// usage makes the error of a validator of arguments a usage error.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs { return cli.Usage(check) }

// between wants so many arguments.
func between(least, most int) cobra.PositionalArgs { return cli.Between(least, most) }
