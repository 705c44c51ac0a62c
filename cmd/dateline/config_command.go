package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/ui/config"
	"dateline/ui/config/file"
)

var errNoConfig = errors.New("neither HOME nor XDG_CONFIG_HOME says where the configuration is; name it with --config")

func (p *program) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "Check, show and edit the configuration",
		Long:    "Check, show and edit the configuration file, which --config names. 'dateline guide\nconfiguration' says what may stand in it.",
		Example: "  dateline config edit\n  dateline config check\n  dateline config show > all.toml",
		Args:    usage(between(0, 0)),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		// Unlike other commands these work on a file that is wrong.
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return p.openLog(cmd.CommandPath()) },
	}
	for _, sub := range []struct {
		name, short string
		run         func(ctx context.Context, f *file.File) error
	}{
		{"check", "Report everything that is wrong with it", p.checkConfig},
		{"show", "Print the settings and keys in force, and where each comes from", p.showConfig},
		{"edit", "Open it in $VISUAL or $EDITOR, and check it", p.editConfig},
		{"path", "Print the path of the file", p.printConfigPath},
	} {
		cmd.AddCommand(&cobra.Command{
			Use: sub.name, Short: sub.short, Args: usage(between(0, 0)),
			RunE: func(cmd *cobra.Command, _ []string) error {
				f := p.configFile()
				if f.Path == "" && sub.name != "show" {
					return errNoConfig
				}
				return sub.run(cmd.Context(), f)
			},
		})
	}
	return cmd
}

// checkConfig says what is wrong with the configuration, or that nothing is.
func (p *program) checkConfig(_ context.Context, f *file.File) error {
	if err := p.configure(); err != nil {
		return err
	}
	words := "no problems"
	if f.Missing() {
		words = "there is no such file; the defaults apply"
	}
	_, err := fmt.Fprintf(p.stdout, "%s: %s\n", f.Path, words)
	return err
}

func (p *program) showConfig(context.Context, *file.File) error {
	if err := p.configure(); err != nil {
		return err
	}
	return p.config.Write(p.stdout)
}

func (p *program) printConfigPath(_ context.Context, f *file.File) error {
	_, err := fmt.Fprintln(p.stdout, f.Path)
	return err
}

// editConfig opens the configuration in the reader's editor, a new one with all
// settings as comments, until nothing is wrong with it or the reader leaves it so.
func (p *program) editConfig(ctx context.Context, f *file.File) error {
	if f.Missing() {
		c, _ := config.Read(p.settings("")) // what flags say wrongly does not stand in it
		if err := f.Begin(c.Template()); err != nil {
			return err
		}
	}
	editor := cmp.Or(p.getenv("VISUAL"), p.getenv("EDITOR"), "vi")
	answers := bufio.NewReader(p.stdin)
	for {
		if err := p.machine().Open(ctx, editor, f.Path, p.stdin, p.stdout, p.stderr); err != nil {
			return fmt.Errorf("edit %s: %w", f.Path, err)
		}
		err := p.configure()
		if err == nil {
			return nil
		}
		p.reportError(err)
		fmt.Fprint(p.stderr, "Edit it again? (y/n) ")
		answer, err := answers.ReadString('\n')
		if err != nil {
			fmt.Fprintln(p.stderr)
		}
		if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y") {
			return cli.ErrReported
		}
	}
}
