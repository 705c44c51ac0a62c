package credentials

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"dateline/model/atomicfile"
)

// heading is how a new file begins.
const heading = `# Names and passwords for addresses: "dateline guide configuration" tells more.
# Nobody but you may read this file.
`

// own is the file as its owner's alone.
func (f *File) own() atomicfile.Own { return atomicfile.Own{Path: f.Path, Holds: "passwords"} }

// read returns the entries of the file. A missing file has none.
func (f *File) read() (map[string]stored, error) {
	text, err := f.own().Read()
	if err != nil {
		return nil, err
	}
	return f.parse(text)
}

// parse returns the entries that stand in the text of the file.
func (f *File) parse(text []byte) (map[string]stored, error) {
	var entries map[string]stored
	about, err := toml.Decode(string(text), &entries)
	var wrong toml.ParseError
	switch {
	case errors.As(err, &wrong): // whose own words may hold a password
		return nil, fmt.Errorf("%s:%d: this cannot be read; a name and a password stand in quotation marks", f.Path, wrong.Position.Line)
	case err != nil:
		return nil, fmt.Errorf("%s: user, password and command are texts, under the address that they are for", f.Path)
	case len(about.Undecoded()) > 0:
		return nil, fmt.Errorf("%s: unknown setting %q; there are user, password and command", f.Path, about.Undecoded()[0][1:].String())
	}
	return entries, nil
}

// change lets edit change the entries and writes the file, which is then whole or as
// it was. What edit leaves alone stays as it is written there, with the comments.
func (f *File) change(edit func(map[string]stored)) error {
	return f.own().Change(func(text []byte) ([]byte, error) {
		old, err := f.parse(text)
		if err != nil {
			return nil, err
		}
		entries := maps.Clone(old)
		if entries == nil {
			entries = make(map[string]stored)
		}
		edit(entries)
		return f.replace(text, old, entries)
	})
}

// replace returns the text of the file with other entries than the old.
func (f *File) replace(text []byte, old, entries map[string]stored) ([]byte, error) {
	for _, address := range slices.Sorted(maps.Keys(old)) {
		if e, ok := entries[address]; !ok || e != old[address] {
			text = cutEntry(text, address)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(entries)) {
		e := entries[address]
		if was, ok := old[address]; ok && was == e {
			continue
		}
		if !utf8.ValidString(e.User + e.Password) {
			return nil, errors.New("it is not in UTF-8")
		}
		text = appendEntry(text, address, e)
	}
	var check map[string]stored
	if _, err := toml.Decode(string(text), &check); err != nil || !reflect.DeepEqual(check, entries) && len(entries) > 0 {
		return nil, fmt.Errorf("%s is written in a way that cannot be changed here; edit it", f.Path)
	}
	return text, nil
}

// cutEntry takes the entry of an address out of the text of the file.
func cutEntry(text []byte, address string) []byte {
	var out []byte
	cut := false
	for line := range bytes.Lines(text) {
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte("[")) {
			var head map[string]any
			_, err := toml.Decode(string(line), &head)
			_, ours := head[address]
			cut = err == nil && ours
		}
		if !cut || bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			out = append(out, line...)
		}
	}
	return out
}

// appendEntry appends the entry of an address to the text of the file.
func appendEntry(text []byte, address string, e stored) []byte {
	if len(text) == 0 {
		text = []byte(heading)
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	text = fmt.Appendf(text, "\n[%s]\n", quoted(address))
	for _, field := range []struct{ name, value string }{{"user", e.User}, {"password", e.Password}, {"command", e.Command}} {
		if field.value != "" || field.name == "user" {
			text = fmt.Appendf(text, "%s = %s\n", field.name, quoted(field.value))
		}
	}
	return text
}

// quoted writes a text as TOML has it (toml.io/en/v1.0.0#string).
func quoted(s string) string {
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case strconv.IsPrint(r):
			b = utf8.AppendRune(b, r)
		default:
			b = fmt.Appendf(b, `\U%08X`, r)
		}
	}
	return string(append(b, '"'))
}
