// Package command runs the commands whose output a reader follows. The command lines are
// in a file of his; everywhere else, in libraries above all, they have a name that says
// nothing. It runs no other line, and no shell.
package command

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"dateline/model"
	"dateline/model/atomicfile"
	"dateline/model/shell"
)

const (
	timeLimit = 2 * time.Minute // that a command may take
	maxOutput = 64 << 20        // bytes that it may write
	nameBytes = 5               // of a name, by chance
)

// heading is how a new file begins.
const heading = `# Commands whose output dateline follows, added by "dateline add '$(COMMAND)'".
# They are run as they stand here, without a shell.
`

// ErrUnknown: the file has no command of that name. It is one of another reader or of
// another machine, or was taken out of the file.
var ErrUnknown = errors.New("its command is not in your file of commands: another reader added it, or on another machine")

// File keeps command lines by their names. Its methods are safe for concurrent use, also
// by several programs.
type File struct{ Path string } // "": there is no place for it

// Line returns the command line of a place that is written "$(COMMAND)".
func Line(place string) (line string, ok bool) {
	place = strings.TrimSpace(place)
	if !strings.HasPrefix(place, "$(") || !strings.HasSuffix(place, ")") {
		return "", false
	}
	return strings.TrimSpace(place[2 : len(place)-1]), true
}

// Title returns what to call a command line: the name of its program.
func Title(line string) string {
	words, err := shell.Split(line)
	if err != nil || len(words) == 0 {
		return ""
	}
	return model.CleanLine(filepath.Base(words[0]))
}

// Keep keeps a command line and returns its address (model.CommandAddress), the one that
// it has if it is kept already; undo takes it back if it was not.
func (f *File) Keep(line string) (address string, undo func() error, err error) {
	if _, err := words(line); err != nil {
		return "", nil, err
	}
	undo = func() error { return nil }
	err = f.change(func(lines map[string]string, text []byte) []byte {
		for name, l := range lines {
			if l == line {
				address = model.CommandAddress(name)
				return text
			}
		}
		name := newName()
		address, undo = model.CommandAddress(name), func() error { return f.forget(name) }
		return appendLine(text, name, line)
	})
	if err != nil {
		return "", nil, fmt.Errorf("the command cannot be kept in %s: %w", f.Path, model.FileReason(err))
	}
	return address, undo, nil
}

// Has reports whether the command of an address is in the file.
func (f *File) Has(address string) bool {
	lines, err := f.read()
	return err != nil || lines[model.CommandName(address)] != "" // Run says what is wrong
}

// Run runs the command of an address, and returns what it writes. The error is
// ErrUnknown, or says in a line what went wrong.
func (f *File) Run(ctx context.Context, address string) (io.ReadCloser, error) {
	lines, err := f.read()
	if err != nil {
		return nil, err
	}
	line, ok := lines[model.CommandName(address)]
	if !ok {
		return nil, ErrUnknown
	}
	return run(ctx, line)
}

// run runs a command line.
func run(ctx context.Context, line string) (io.ReadCloser, error) {
	words, err := words(line)
	if err != nil {
		return nil, err
	}
	inTime, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	out, err := shell.Program{Words: words, Limit: maxOutput}.Output(inTime)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case inTime.Err() != nil:
		return nil, fmt.Errorf("the command took more than %s", timeLimit)
	case err != nil:
		return nil, fmt.Errorf("the command %w", err)
	}
	return io.NopCloser(bytes.NewReader(out)), nil
}

// words returns the words of a command line, of which there must be one.
func words(line string) ([]string, error) {
	if line != model.CleanLine(line) {
		return nil, errors.New("the command has characters in it that cannot be typed")
	}
	words, err := shell.Split(line)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the command: %w", err)
	case len(words) == 0:
		return nil, errors.New("there is no command in $()")
	}
	return words, nil
}

// own is the file as its owner's alone.
func (f *File) own() atomicfile.Own { return atomicfile.Own{Path: f.Path, Holds: "commands"} }

// read returns the command lines by their names.
func (f *File) read() (map[string]string, error) {
	text, err := f.own().Read()
	if err != nil {
		return nil, err
	}
	return f.parse(text)
}

func (f *File) parse(text []byte) (map[string]string, error) {
	lines := make(map[string]string)
	if _, err := toml.Decode(string(text), &lines); err != nil {
		return nil, fmt.Errorf("%s: a line of it cannot be read; it has a name, = and a command in quotation marks", f.Path)
	}
	return lines, nil
}

// change lets edit make another text of the file, which is then whole or as it was.
func (f *File) change(edit func(lines map[string]string, text []byte) []byte) error {
	return f.own().Change(func(text []byte) ([]byte, error) {
		lines, err := f.parse(text)
		if err != nil {
			return nil, err
		}
		return edit(lines, text), nil
	})
}

// forget takes a command out of the file.
func (f *File) forget(name string) error {
	return f.change(func(_ map[string]string, text []byte) []byte {
		var kept []byte
		for line := range bytes.Lines(text) {
			if !bytes.HasPrefix(line, []byte(name+" = ")) {
				kept = append(kept, line...)
			}
		}
		return kept
	})
}

// appendLine appends a command to the text of the file.
func appendLine(text []byte, name, line string) []byte {
	if len(text) == 0 {
		text = []byte(heading)
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	return fmt.Appendf(text, "%s = %s\n", name, strconv.Quote(line))
}

// newName returns a name that nothing else has.
func newName() string {
	b := make([]byte, nameBytes)
	_, _ = rand.Read(b) // it never fails
	return "c" + hex.EncodeToString(b)
}
