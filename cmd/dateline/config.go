package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dateline/ui/config"
	"dateline/ui/config/watch"
)

// configure reads the configuration into p.config, also where something in it is
// wrong: the rest counts, and the error is a *config.Error.
func (p *program) configure() error {
	path, named := p.configPath()
	var text []byte
	if path != "" {
		var err error
		text, err = os.ReadFile(path)
		if err != nil && (named || !errors.Is(err, fs.ErrNotExist)) {
			p.config, _ = config.Read(p.settings(""))
			return &usageError{fmt.Errorf("read the configuration: %w", err)}
		}
	}
	var err error
	p.configText = string(text)
	if p.config, err = config.Read(p.settings(p.configText)); err != nil {
		return &usageError{err}
	}
	return nil
}

// configureFor reads the configuration for a command. What is wrong in the file is
// said, and the rest counts; a command that needs nothing of it hears of nothing.
func (p *program) configureFor(cmd *cobra.Command) error {
	err := p.configure()
	if err == nil || needsNoConfig(cmd) {
		return nil
	}
	if !errors.As(err, &p.misread) {
		return err
	}
	p.reportError(err)
	fmt.Fprintln(p.stderr, "The rest of the file is used; 'dateline config edit' opens it.")
	return nil
}

// needsNoConfig reports whether a command does what it does without a library and
// without a setting.
func needsNoConfig(cmd *cobra.Command) bool {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	switch cmd.Name() {
	case "guide", "completion", "man", "help", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd:
		return true
	}
	return false
}

// configPath returns the path of the configuration, "" where there is no place
// for one, and whether it was named.
func (p *program) configPath() (path string, named bool) {
	if p.flags.config != "" {
		return p.flags.config, true
	}
	return p.place("XDG_CONFIG_HOME", ".config", "config.toml"), false
}

// settings returns what the configuration is read from, the file holding text.
func (p *program) settings(text string) config.Sources {
	path, _ := p.configPath()
	return config.Sources{
		File: path, Text: text, Getenv: p.getenv, Flag: p.flags.setting,
		Library: p.place("XDG_DATA_HOME", ".local/share", "library.db"),
	}
}

// configChanges returns what waits for the configuration to change and returns what
// it is then, or in a line what is wrong with it. It begins with what has changed
// since it was read at the start. nil: there is no file.
func (p *program) configChanges() func(context.Context) (config.Config, error) {
	path, _ := p.configPath()
	if path == "" {
		return nil
	}
	file := watch.New(path, p.configText)
	return func(ctx context.Context) (config.Config, error) {
		text, err := file.Next(ctx)
		if err != nil {
			return config.Config{}, err
		}
		c, err := config.Read(p.settings(text))
		var wrong *config.Error
		if errors.As(err, &wrong) {
			err = errors.New(wrong.Brief())
		}
		return c, err
	}
}

// place returns the path of a file of ours under an XDG base directory. A
// relative path in the variable is ignored, as the specification says (XDG
// Base Directory Specification 0.8). It is "" when there is no home either.
func (p *program) place(variable, fallback, name string) string {
	base := p.getenv(variable)
	if !filepath.IsAbs(base) {
		home := p.getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, fallback)
	}
	return filepath.Join(base, "dateline", name)
}
