package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
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
	cmd.AddCommand(
		&cobra.Command{
			Use: "check", Short: "Report everything that is wrong with it", Args: usage(between(0, 0)),
			RunE: func(*cobra.Command, []string) error { return p.checkConfig() },
		},
		&cobra.Command{
			Use: "show", Short: "Print the settings and keys in force, and where each comes from", Args: usage(between(0, 0)),
			RunE: func(*cobra.Command, []string) error { return p.showConfig() },
		},
		&cobra.Command{
			Use: "edit", Short: "Open it in $VISUAL or $EDITOR, and check it", Args: usage(between(0, 0)),
			RunE: func(cmd *cobra.Command, _ []string) error { return p.editConfig(cmd.Context()) },
		},
		&cobra.Command{
			Use: "path", Short: "Print the path of the file", Args: usage(between(0, 0)),
			RunE: func(*cobra.Command, []string) error { return p.printConfigPath() },
		},
	)
	return cmd
}

// checkConfig says what is wrong with the configuration, or that nothing is.
func (p *program) checkConfig() error {
	if err := p.configure(); err != nil {
		return err
	}
	path, words := p.config.path, "no problems"
	switch {
	case path == "":
		return errNoConfig
	case missing(path):
		words = "there is no such file; the defaults apply"
	}
	_, err := fmt.Fprintf(p.stdout, "%s: %s\n", path, words)
	return err
}

func (p *program) showConfig() error {
	if err := p.configure(); err != nil {
		return err
	}
	return writeConfig(p.stdout, &p.config)
}

func (p *program) printConfigPath() error {
	path, _ := p.configPath()
	if path == "" {
		return errNoConfig
	}
	_, err := fmt.Fprintln(p.stdout, path)
	return err
}

// editConfig opens the configuration in the reader's editor, a new one with all
// settings as comments, until nothing is wrong with it or the reader leaves it so.
func (p *program) editConfig(ctx context.Context) error {
	path, _ := p.configPath()
	if path == "" {
		return errNoConfig
	}
	if missing(path) {
		if err := p.beginConfig(path); err != nil {
			return fmt.Errorf("begin the configuration: %w", err)
		}
	}
	editor := cmp.Or(p.getenv("VISUAL"), p.getenv("EDITOR"), "vi")
	answers := bufio.NewReader(p.stdin)
	for {
		if err := p.lend(ctx, editor, path, p.stdin, p.stdout, p.stderr); err != nil {
			return fmt.Errorf("edit %s: %w", path, err)
		}
		_, err := p.readConfig()
		if err == nil {
			return nil
		}
		p.complain(err)
		fmt.Fprint(p.stderr, "Edit it again? (y/n) ")
		answer, err := answers.ReadString('\n')
		if err != nil {
			fmt.Fprintln(p.stderr)
		}
		if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y") {
			return errReported
		}
	}
}

// beginConfig makes a configuration that says what could stand in it.
func (p *program) beginConfig(path string) error {
	c, err := p.parseConfig(path, "")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, template(&c), 0o600)
}
