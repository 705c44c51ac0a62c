package remote

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/model"
)

// Kind says what a SOURCE is.
type Kind uint8

// The kinds.
const (
	Named   Kind = iota // a source of the library
	Address             // what is fetched, unless the library has a source of this address
	Input               // what is piped in
)

// editor reports whether the asker may have documents read.
func (a Asker) editor() bool { return !a.Guest && a.Role >= model.RoleEditor }

// Source says what a SOURCE is, or why the asker may not name it.
func (a Asker) Source(arg string) (Kind, error) {
	if arg == "-" {
		if !a.editor() {
			return Input, refuse("-: only an editor may hand in a document")
		}
		return Input, nil
	}
	if _, ok := feed.Address(arg); !ok {
		return Named, nil
	}
	if feed.Login(arg) != nil {
		return Address, refuse("%s: a name and a password are not taken over SSH", model.WithoutLogin(arg))
	}
	if !a.editor() {
		return Named, nil
	}
	return Address, public(arg)
}

// pathlike reports whether a name that is none of a source looks like that of a file.
func pathlike(name string) bool {
	return strings.ContainsAny(name, `/\*?[`) || strings.HasPrefix(name, "~") || strings.HasPrefix(name, ".") ||
		strings.HasPrefix(strings.ToLower(name), "file:")
}

// public refuses an address that says itself that it lies on no public network. What a
// name leads to is known, and refused, when it is fetched.
func public(address string) error {
	place, _ := feed.Address(address)
	u, err := url.Parse(place)
	if err != nil {
		return refuse("%s: this is no address", model.WithoutLogin(address))
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	at, err := netip.ParseAddr(host)
	switch {
	case err == nil && fetch.Public(at):
		return nil
	case err == nil, host == "localhost", strings.HasSuffix(host, ".localhost"), endsInNumber(host):
		return refuse("%s: %v", address, fetch.ErrPrivate)
	}
	return nil
}

// endsInNumber reports whether a host that is no IP address may be taken for one, such as
// 127.1 or 0x7f000001.
func endsInNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if _, err := strconv.ParseUint(last, 0, 64); err == nil {
		return true
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}

// sources checks the SOURCEs of list.
func (a Asker) sources(_ *cobra.Command, args []string) error {
	for _, arg := range args {
		if _, err := a.Source(arg); err != nil {
			return err
		}
	}
	return nil
}

// article checks the ID|SOURCE of show; the ID behind it names nothing else.
func (a Asker) article(_ *cobra.Command, args []string) error { return a.sources(nil, args[:1]) }

// documents checks what is to be read: addresses and standard input.
func (a Asker) documents(_ *cobra.Command, args []string) error {
	for _, arg := range args {
		switch kind, err := a.Source(arg); {
		case err != nil:
			return err
		case kind == Named:
			return refuse("%s: over SSH a SOURCE to add is a public http or https address, or -", arg)
		}
	}
	return nil
}

// refresh lets readers have done what is due, and editors more.
func (a Asker) refresh(cmd *cobra.Command, args []string) error {
	if (len(args) > 0 || cmd.Flags().Changed("all")) && !a.editor() {
		return refuse("only an editor may have a feed refreshed that is not due; 'refresh' fetches those that are")
	}
	return nil
}

// mark lets only editors change dates, which all readers see.
func (a Asker) mark(_ *cobra.Command, args []string) error {
	if len(args) > 0 && args[0] == "date" && !a.editor() {
		return refuse("only an editor may change dates")
	}
	return nil
}

// settings lets only admins say how much of a source is kept, and nobody hand in passwords.
func (a Asker) settings(_ *cobra.Command, args []string) error {
	for _, arg := range args[min(1, len(args)):] {
		switch name, _, _ := strings.Cut(arg, "="); {
		case name == "keep" && a.Role < model.RoleAdmin:
			return refuse("only an admin may set how much of a source is kept")
		case name == "credentials":
			return refuse("names and passwords are not taken over SSH")
		}
	}
	return nil
}

// standardOutput refuses an export into a file.
func standardOutput(_ Asker, _ *cobra.Command, args []string) error {
	if len(args) > 0 && args[0] != "-" {
		return refuse("%s: over SSH what is exported goes to standard output: 'ssh HOST export > FILE'", args[0])
	}
	return nil
}

// standardInput refuses an import from a file.
func standardInput(_ Asker, _ *cobra.Command, args []string) error {
	for _, arg := range args {
		if arg != "-" {
			return refuse("%s: over SSH what is imported comes from standard input: 'ssh HOST import - < FILE'", arg)
		}
	}
	return nil
}

// subcommand refuses a command that only has others below it.
func subcommand(Asker, *cobra.Command, []string) error {
	return refuse("say 'serve readers list', 'add', 'remove' or 'role'")
}

// newReader wants a key itself, not a file of one, and gives nobody the role of an admin.
func newReader(a Asker, cmd *cobra.Command, args []string) error {
	if role := cmd.Flag("role"); role != nil && isAdmin(role.Value.String()) {
		return errAdmin()
	}
	// The line of a key comes in words, unless it was quoted twice.
	if key := strings.Join(args[min(1, len(args)):], " "); !keyLine(key) {
		return refuse("%s: over SSH a KEY is the line of a public key, and no file", key)
	}
	return nil
}

// newRole makes nobody an admin.
func newRole(_ Asker, _ *cobra.Command, args []string) error {
	if len(args) > 1 && isAdmin(args[1]) {
		return errAdmin()
	}
	return nil
}

func isAdmin(role string) bool { return strings.EqualFold(strings.TrimSpace(role), "admin") }

func errAdmin() error { return refuse("only the shell of the host makes an admin") }

// keyLine reports whether text begins as the line of a public key does.
func keyLine(text string) bool {
	kind, key, ok := strings.Cut(text, " ")
	if !ok || strings.ContainsAny(text, "\r\n") || strings.HasPrefix(strings.TrimSpace(key), "/") {
		return false
	}
	for _, prefix := range []string{"ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"} {
		if strings.HasPrefix(kind, prefix) {
			return !strings.ContainsAny(kind, `/\.`) || strings.HasSuffix(kind, "@openssh.com") && !strings.ContainsAny(kind, `/\`)
		}
	}
	return false
}
