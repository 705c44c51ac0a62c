package main

import (
	"os"

	"github.com/spf13/cobra"

	"dateline/cmd/serve"
	"dateline/ui/config"
)

// serveCommand returns the command that serves the library over SSH.
func (p *program) serveCommand() *cobra.Command {
	return serve.Command(serve.Program{
		Stdin: p.stdin, Stdout: p.stdout, Stderr: p.stderr, Getenv: p.getenv, Now: p.now, Name: p.self(), Executable: os.Executable,
		Remote: p.remote != nil, Exec: p.remoteCommand,
		Open: p.openCatalog, Credentials: p.credentials,
		Settings: func() (config.Sources, error) {
			text, err := p.configFile().Read()
			return p.settings(text), err
		},
		Began: func() { p.serving.Store(true) },
	})
}
