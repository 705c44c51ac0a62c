package main

import (
	"context"
	"fmt"

	"dateline/cmd/remote"
)

// remoteCommand runs a command line that a reader asks for over SSH and returns its exit
// code.
func (p *program) remoteCommand(_ context.Context, c remote.Call) int {
	fmt.Fprintln(c.Stderr, "dateline: no command may be asked for over SSH yet")
	return exitUsage
}
