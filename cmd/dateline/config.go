package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/ui/config"
	"dateline/ui/config/file"
)

// configFile returns the file of the configuration.
func (p *program) configFile() *file.File {
	p.once.config.Do(func() {
		p.once.file.Path, p.once.file.Named = p.flags.config, p.flags.config != ""
		if !p.once.file.Named {
			p.once.file.Path = file.Place(p.getenv, "XDG_CONFIG_HOME", ".config", "config.toml")
		}
	})
	return &p.once.file
}

// configure reads the configuration into p.config, also where something in it is
// wrong: the rest counts, and the error is a *config.Error.
func (p *program) configure() error {
	text, err := p.configFile().Read()
	c, wrong := config.Read(p.settings(text))
	if p.config = c; err == nil {
		err = wrong
	}
	if err != nil {
		return &usageError{Err: err}
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

// settings returns what the configuration is read from, the file holding text.
func (p *program) settings(text string) config.Sources {
	return config.Sources{
		File: p.configFile().Path, Text: text, Getenv: p.getenv, Flag: p.flags.setting,
		Library: file.Place(p.getenv, "XDG_DATA_HOME", ".local/share", "library.db"),
	}
}

// configChanges returns what waits for the configuration to change and returns what
// it is then, or in a line what is wrong with it. It begins with what has changed
// since it was read at the start. nil: there is no file.
func (p *program) configChanges() func(context.Context) (config.Config, error) {
	if p.configFile().Path == "" {
		return nil
	}
	return func(ctx context.Context) (config.Config, error) {
		text, err := p.configFile().Next(ctx)
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
