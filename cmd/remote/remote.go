// Package remote says which command lines a reader may ask for over SSH, by his role.
// It knows commands, flags, arguments and the names of sources, and runs no command; it
// touches no file and no network.
package remote

import (
	"io"

	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/config"
)

// Asker is who asks for a command line.
type Asker struct {
	Role  model.Role
	Guest bool // he reads, and changes nothing
}

// Call is a command line that a reader asks for over SSH, and all that it may use.
type Call struct {
	Asker
	Args           []string
	Environ        []string // of the client, "NAME=value"; never the server's
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Terminal       bool // that is what they are, on the client's side, which whoever calls tends
	Width          int  // of the terminal; 0 where there is none

	// Store is the catalogue and the reader's library, limited to what he may do. The
	// call does not close it.
	Store  model.Store
	Config config.Config // the reader's settings

	// Subscriber adds what an editor names: it fetches public addresses alone, and keeps
	// and sends no names and passwords. Stdin and Now of its Feeds are the call's.
	Subscriber *subscribe.Service
	// Pages fetches what an editor only has listed or shown, likewise, and logs nothing:
	// what is read is in no log. nil: Subscriber's client does.
	Pages *fetch.Client
	// Refresh fetches feeds for all readers; those that were fetched just now it leaves out.
	Refresh subscribe.Refresher
}
