// Package serve is `dateline serve`: it wires the library, who comes in, and what they
// may do into a server of ui/sshd, and runs that. It knows flags, signals, the log and
// the monitor, and nothing of SSH, sessions or screens.
package serve

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/remote"
	"dateline/feed/credentials"
	"dateline/model"
	"dateline/ui/config"
)

// Program is what the command is part of, and takes from it.
type Program struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	Name           string // the program, as it is typed
	// Executable is the path of the program, for the unit of systemd.
	Executable func() (string, error)

	// Remote says that the command line has come over SSH. Nobody is then made an admin
	// or the local reader, and no file is read.
	Remote bool

	// Open opens the library. Unless create, one that does not exist is an error.
	Open func(ctx context.Context, create bool) (model.Catalog, error)
	// Settings returns what settings are read from: the file as it is now, and flags.
	Settings func() (config.Sources, error)
	// Credentials are the names and passwords of feeds that need them.
	Credentials func() *credentials.File

	// Began hears that the server has begun: from then on it takes up to Grace to end.
	Began func()

	// Exec runs a command line that a reader asks for over SSH, and returns its exit
	// code. It ends soon after ctx does.
	Exec func(ctx context.Context, c remote.Call) int
}

// usage makes an error one of a wrong command line.
func usage(err error) error { return &cli.UsageError{Err: err} }

// command is the command, and what its subcommands share.
type command struct{ p Program }

const long = `Serve the library over SSH: who comes in reads it on the screen, with marks, tags,
views and settings of his own, and nothing to install. Without flags it listens on
this machine alone, and says how to come in and how to let others in.

Readers come in with public keys: those that 'dateline serve readers add' lets in,
and those in the file of --authorized-keys. SIGHUP has the keys and the settings read
again, SIGTERM ends the server when the sessions have been told and have ended.

'dateline guide serving' is the handbook for administrators.`

// Command returns the command.
func Command(p Program) *cobra.Command {
	c := &command{p}
	var f flags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Let others read the library over SSH",
		Long:  long,
		Example: "  dateline serve\n  dateline serve --listen :2222 --authorized-keys ~/.ssh/authorized_keys\n" +
			"  dateline serve --print-unit > /etc/systemd/system/dateline.service\n  dateline serve readers add ada ada.pub",
		Args: cli.Usage(cli.Between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.unit {
				return c.printUnit()
			}
			return c.serve(cmd.Context(), &f)
		},
	}
	f.register(cmd.Flags())
	cmd.AddCommand(c.readers())
	return cmd
}
