package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"dateline/feed/fetch"
	"dateline/model"
	"dateline/model/atomicfile"
	"dateline/model/shell"
)

// credentials are the names and passwords of addresses, in a file beside the
// configuration that only its owner can read. Library, exports and messages have
// the addresses without.
type credentials struct {
	path string // "": there is no place for it

	mu  sync.Mutex        // one command at a time: it may ask its user something
	got map[string]string // what commands have given, by their text
}

// credential is an entry of the file, under the address that it is for.
type credential struct {
	User     string `toml:"user"`
	Password string `toml:"password"`
	Command  string `toml:"command"` // prints the password
}

// commandTime is how long a command for a password may take.
const commandTime = 30 * time.Second

// credentials returns those of the reader.
func (p *program) credentials() *credentials {
	p.once.credentials.Do(func() {
		if path, _ := p.configPath(); path != "" {
			p.once.secrets.path = filepath.Join(filepath.Dir(path), "credentials.toml")
		}
	})
	return &p.once.secrets
}

// keepLogins keeps names and passwords that stood in addresses.
func (p *program) keepLogins(logins map[string]*url.Userinfo, replace bool) (undo func() error, err error) {
	if len(logins) == 0 {
		return func() error { return nil }, nil
	}
	c := p.credentials()
	undo, err = c.keep(logins, replace)
	if err != nil {
		what := "the names and passwords in addresses"
		if len(logins) == 1 {
			for address := range logins {
				what = "the name and password for " + address
			}
		}
		err = fmt.Errorf("%s cannot be kept in %s: %w", what, cmp.Or(c.path, "a file"), model.FileReason(err))
	}
	return undo, err
}

const credentialsHead = `# Names and passwords for addresses: "dateline guide configuration" tells more.
# Nobody but you may read this file.
`

var errNoCredentials = errors.New("neither HOME nor XDG_CONFIG_HOME says where to keep it")

// read returns the entries of the file and its text. A missing file has none.
func (c *credentials) read() (map[string]credential, []byte, error) {
	f, err := os.Open(c.path)
	if c.path == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, nil, fmt.Errorf("others can read or change %s, which holds passwords: 'chmod 600 %s' mends that", c.path, c.path)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, nil, err
	}
	var entries map[string]credential
	about, err := toml.Decode(string(text), &entries)
	var wrong toml.ParseError
	switch {
	case errors.As(err, &wrong): // whose own words may hold a password
		return nil, nil, fmt.Errorf("%s:%d: this cannot be read; a name and a password stand in quotation marks", c.path, wrong.Position.Line)
	case err != nil:
		return nil, nil, fmt.Errorf("%s: user, password and command are texts, under the address that they are for", c.path)
	case len(about.Undecoded()) > 0:
		return nil, nil, fmt.Errorf("%s: unknown setting %q; there are user, password and command", c.path, about.Undecoded()[0][1:].String())
	}
	return entries, text, nil
}

// find returns what the reader is known by at an address: the entry of that
// address, or the nearest of a folder around it.
func (c *credentials) find(ctx context.Context, address *url.URL) (*url.Userinfo, error) {
	entries, _, err := c.read()
	if err != nil {
		return nil, err
	}
	at, _ := model.AddressPlace(address.String())
	_, ok := entries[at]
	if !ok {
		at = ""
		for known := range entries {
			u, err := url.Parse(known)
			if err == nil && fetch.InScope(u, address) && cmp.Or(cmp.Compare(len(known), len(at)), strings.Compare(at, known)) > 0 {
				at, ok = known, true
			}
		}
	}
	e := entries[at]
	switch {
	case !ok:
		return nil, nil
	case e.Command != "":
		e.Password, err = c.run(ctx, e.Command)
		if err != nil {
			return nil, fmt.Errorf("the password for %s: its command in %s %w", at, c.path, err)
		}
	}
	return url.UserPassword(e.User, e.Password), nil
}

// run returns the first line that a shell command prints, and remembers it.
func (c *credentials) run(ctx context.Context, command string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if password, ok := c.got[command]; ok {
		return password, nil
	}
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	out, _, err := shell.Command{Line: command, Limit: maxOutput}.Output(ctx)
	password, _, _ := strings.Cut(out, "\n")
	password = strings.TrimSuffix(password, "\r")
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("took more than %s", commandTime)
	case err != nil:
		return "", fmt.Errorf("failed: %w", err)
	case password == "":
		return "", errors.New("printed nothing")
	}
	if c.got == nil {
		c.got = make(map[string]string)
	}
	c.got[command] = password
	return password, nil
}

// keep puts names and passwords into the file, by address, in the place of
// others only if replace says so. It returns what takes them back.
func (c *credentials) keep(logins map[string]*url.Userinfo, replace bool) (undo func() error, err error) {
	was := make(map[string]*credential)
	err = c.change(func(entries map[string]credential) {
		for address, user := range logins {
			old, ok := entries[address]
			if ok && !replace {
				continue
			}
			if was[address] = nil; ok {
				was[address] = &old
			}
			password, _ := user.Password()
			entries[address] = credential{User: user.Username(), Password: password}
		}
	})
	return func() error {
		return c.change(func(entries map[string]credential) {
			for address, old := range was {
				if delete(entries, address); old != nil {
					entries[address] = *old
				}
			}
		})
	}, err
}

// forget removes the password of an address. A command, which somebody has
// written there, stays.
func (c *credentials) forget(address string) (removed bool, err error) {
	if entries, _, err := c.read(); err != nil || entries[address] == (credential{}) || entries[address].Command != "" {
		return false, err
	}
	return true, c.change(func(entries map[string]credential) { delete(entries, address) })
}

// change lets f change the entries and writes the file, which is then whole or as
// it was. What f leaves alone stays as it is written there, with the comments.
func (c *credentials) change(f func(map[string]credential)) error {
	if c.path == "" {
		return errNoCredentials
	}
	folder := filepath.Dir(c.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	lock, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", folder, err)
	}
	old, text, err := c.read()
	if err != nil {
		return err
	}
	entries := maps.Clone(old)
	if entries == nil {
		entries = make(map[string]credential)
	}
	f(entries)
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
			return errors.New("it is not in UTF-8")
		}
		text = appendEntry(text, address, e)
	}
	var check map[string]credential
	if _, err := toml.Decode(string(text), &check); err != nil || !reflect.DeepEqual(check, entries) && len(entries) > 0 {
		return fmt.Errorf("%s is written in a way that cannot be changed here; edit it", c.path)
	}
	return atomicfile.Write(c.path, true, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
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
func appendEntry(text []byte, address string, e credential) []byte {
	if len(text) == 0 {
		text = []byte(credentialsHead)
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	text = fmt.Appendf(text, "\n[%s]\n", tomlText(address))
	for _, field := range []struct{ name, value string }{{"user", e.User}, {"password", e.Password}, {"command", e.Command}} {
		if field.value != "" || field.name == "user" {
			text = fmt.Appendf(text, "%s = %s\n", field.name, tomlText(field.value))
		}
	}
	return text
}

// tomlText writes a text as TOML has it (toml.io/en/v1.0.0#string).
func tomlText(s string) string {
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
