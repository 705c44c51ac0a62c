// Package feeds is the commands of following: what is added, refreshed, listed, renamed
// and removed, and what is said of that. It knows flags and arguments; what does the work
// is feed/subscribe.
package feeds

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"dateline/feed/subscribe"
	"dateline/model"
)

// Program is what the commands are part of, and takes from it.
type Program struct {
	Console
	Now func() time.Time
	// Places says where a name may lie.
	Places subscribe.Places

	// Library opens the reader's library, or an empty one where there is none and none is
	// to be created; Store opens it where there is one, whatever its state.
	Library func(ctx context.Context, create bool, use func(model.Store) error) error
	Store   func(ctx context.Context, use func(model.Store) error) error
	// Writable returns an error where a library can only be read.
	Writable func(model.Store) error
	// Service returns what follows feeds for a library.
	Service func(subscribe.Library) *subscribe.Service
	// Refresh fetches feeds, as Refresh of the Service does; it may leave out more.
	Refresh func(ctx context.Context, lib model.Store, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error)
	// Executable is the path of the program, Flags what it needs to find this library, for
	// units of systemd.
	Executable func() (string, error)
	Flags      func() []string
	// Import takes in files, and says what came of it. Confirm asks a yes-or-no question;
	// nil: there is nobody to be asked.
	Import  func(ctx context.Context, lib model.Store, files []string) error
	Confirm func(question string) (bool, error)
	// Credentials returns the path of the file of names and passwords.
	Credentials func() string
}

// Console is where the commands say what came of them.
type Console struct {
	Stdout, Stderr io.Writer
	Report         func(error) // prints an error on one line of Stderr
	// Progress returns what shows what is being done, and what clears it away.
	Progress func() (model.Report, func())
}

// commands are the commands.
type commands struct{ Program }

// Commands returns the commands, in the order in which they are listed.
func Commands(p Program) []*cobra.Command {
	c := &commands{p}
	return []*cobra.Command{c.add(), c.refresh(), c.sources(), c.rename(), c.remove()}
}
