package command_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/feed/command"
	"dateline/model"
)

// TestLine: what is a command.
func TestLine(t *testing.T) {
	for place, want := range map[string]string{
		"$(feed)": "feed", " $( curl -s 'https://a.test/(x)' ) ": "curl -s 'https://a.test/(x)'", "$()": "",
		"$(feed": "-", "feed": "-", "`feed`": "-", "exec:feed": "-", "https://a.test/$(x)": "-",
	} {
		if got, ok := command.Line(place); ok != (want != "-") || ok && got != want {
			t.Errorf("%s: %q, %v", place, got, ok)
		}
	}
	if got := command.Title("/usr/bin/my-feed --all"); got != "my-feed" {
		t.Errorf("title %q", got)
	}
}

func file(t *testing.T) *command.File {
	t.Helper()
	return &command.File{Path: filepath.Join(t.TempDir(), "dateline", "commands.toml")}
}

// output returns what a command line writes, or the error.
func output(t *testing.T, f *command.File, line string) string {
	t.Helper()
	address, _, err := f.Keep(line)
	if err != nil {
		return err.Error()
	}
	out, err := f.Run(t.Context(), address)
	if err != nil {
		return err.Error()
	}
	text, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestRun: a command is run as it stands, with no shell to take part of it for another.
func TestRun(t *testing.T) {
	f := file(t)
	t.Setenv("HOME", t.TempDir())
	if err := os.WriteFile(filepath.Join(os.Getenv("HOME"), "feed"), []byte("#!/bin/sh\necho at home $1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		`printf '%s|' "a b" c\ d $HOME ; rm -rf / > x`: `a b|c d|$HOME|;|rm|-rf|/|>|x|`,
		`~/feed now`: "at home now\n",
		`cat`:        "",
		`sh -c 'echo half; echo >&2 why; exit 3'`: "the command failed: exit status 3: why",
		`sh -c 'exit 3'`:             "the command failed: exit status 3",
		`no-such-program-here`:       "the command failed: there is no program no-such-program-here",
		`echo 'open`:                 "the command: a quotation mark or a backslash at its end is left open",
		``:                           "there is no command in $()",
		"echo a\nrm b":               "the command has characters in it that cannot be typed",
		`head -c 70000000 /dev/zero`: "the command writes more than 64 MiB",
	} {
		if got := output(t, f, line); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// TestKeep: a command has one address, which says nothing of it, and only what is in the
// file is run.
func TestKeep(t *testing.T) {
	f := file(t)
	const line = `echo "s3cret" \ 'ünï' # =`
	address, undo, err := f.Keep(line)
	if err != nil || model.CommandName(address) == "" || strings.Contains(address, "cret") {
		t.Fatalf("%q, %v", address, err)
	}
	if again, _, err := f.Keep(line); again != address || err != nil {
		t.Errorf("it has another address: %q, %v", again, err)
	}
	other, _, err := f.Keep("echo other")
	if err != nil || other == address {
		t.Errorf("%q, %v", other, err)
	}
	if info, err := os.Stat(f.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v, %v", info.Mode(), err)
	}
	if err := undo(); err != nil {
		t.Fatal(err)
	}
	for _, unknown := range []string{address, "command:", "command:x", "x", "", "command:echo"} {
		if f.Has(unknown) || !f.Has(other) {
			t.Errorf("%q is kept, or %q is not", unknown, other)
		}
		if _, err := f.Run(t.Context(), unknown); !errors.Is(err, command.ErrUnknown) {
			t.Errorf("%q: %v", unknown, err)
		}
	}
	if _, err := f.Run(t.Context(), other); err != nil {
		t.Errorf("what is left does not run: %v", err)
	}
	if err := os.Chmod(f.Path, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Run(t.Context(), other); err == nil || !strings.Contains(err.Error(), "others can read or change") {
		t.Errorf("a file that others can change: %v", err)
	}
	if _, _, err := (&command.File{}).Keep("echo"); err == nil {
		t.Error("it is kept nowhere")
	}
}

// TestInterrupted: a command ends when nobody waits for it.
func TestInterrupted(t *testing.T) {
	f := file(t)
	address, _, err := f.Keep("sleep 600")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := f.Run(ctx, address); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
