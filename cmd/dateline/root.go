package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/feeds"
	"dateline/ui/config"
)

// flags are those that every command takes.
type flags struct {
	config  string
	log     string
	setting func(name string) string // what the flag of a setting says; "": it was not given
}

const rootLong = `dateline reads the news by date: headlines by day beside the article.

Without SOURCE it opens your library, or, while that is empty, its handbook.
With SOURCEs it opens those without adding them. A SOURCE is a file, a folder,
a web address, or - for standard input; feeds, web pages, Markdown and plain or
scraped text are recognised by what is in them.`

const rootExample = `  dateline news.txt                       # open a document
  dateline list --query since:7d feeds/   # headlines of the last seven days
  dateline add feeds/ notes.md            # keep them in the library
  dateline                                # read the library
  dateline guide                          # the handbook`

// root returns the command tree.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:     "dateline [SOURCE...]",
		Short:   "Read the news by date",
		Long:    rootLong,
		Example: rootExample,
		Args:    cobra.ArbitraryArgs,
		Version: version(),

		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if p.remote != nil {
				return nil // the server's log and configuration are none of the reader's
			}
			if err := p.openLog(cmd.CommandPath()); err != nil {
				return err
			}
			return p.configureFor(cmd)
		},
		RunE: func(cmd *cobra.Command, places []string) error {
			if err := cli.NoCommand(cmd, places, func(name string) bool { return !missing(name) }); err != nil {
				return &usageError{Err: err}
			}
			return p.read(cmd.Context(), places)
		},
	}
	root.SetVersionTemplate("dateline {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return &usageError{Err: cli.WrongFlag(cmd, err)} })
	pf := root.PersistentFlags()
	for _, s := range config.Table() {
		flags := pf
		if s.Alone {
			flags = root.Flags()
		}
		switch {
		case s.Flag == "":
		case s.Truth():
			flags.Bool(s.Name, false, s.Flag)
		default:
			flags.String(s.Name, "", s.Flag)
		}
	}
	p.flags.setting = func(name string) string {
		if f := root.Flag(name); f.Changed {
			return f.Value.String()
		}
		return ""
	}
	pf.StringVar(&p.flags.config, "config", "", "the `FILE` of the configuration")
	pf.StringVar(&p.flags.log, "log", "", "append what is fetched and read to `FILE` (or DATELINE_LOG)")
	root.AddCommand(p.listCommand(), p.showCommand())
	root.AddCommand(feeds.Commands(p.following())...)
	root.AddCommand(
		p.markCommand(), p.turnCommand(false), p.turnCommand(true), p.viewsCommand(), p.rulesCommand(), p.libraryCommand(),
		p.importCommand(), p.exportCommand(), p.serveCommand(),
		p.configCommand(), p.guideCommand(), p.manCommand(),
	)
	cli.Finish(root)
	return root
}

// version is what the Go tool stamped into the binary.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
