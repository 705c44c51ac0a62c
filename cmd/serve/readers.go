package serve

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"dateline/cmd/cli"
	"dateline/model"
	"dateline/model/suggest"
	"dateline/model/tokenize"
	"dateline/ui/sshd/access"
)

const readersLong = `Who may come in with a key, beside those in the file of --authorized-keys, and what
they may change. A reader has his own marks, tags, views, rules and settings; an
editor also changes sources and dates for all, an admin also retention and readers.

A server that is running takes every change over at once: who is removed, or loses
the key that he came in with, is cut off.`

// roleNamed returns the role of a word.
func roleNamed(word string) (model.Role, error) {
	role, ok := model.ParseRole(word)
	if names := model.RoleNames(); !ok {
		return 0, fmt.Errorf("%q is no role%s", model.CleanLine(word), cmp.Or(suggest.DidYouMean(word, names), ": want "+strings.Join(names, ", ")))
	}
	return role, nil
}

func (c *command) readers() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "readers",
		Short:   "Say who may read over SSH, and as what",
		Long:    readersLong,
		Example: "  dateline serve readers list\n  dateline serve readers add ada ada.pub --role editor\n  dateline serve readers role ada reader\n  dateline serve readers remove ada",
		Args:    cli.Usage(cli.Between(0, 0)),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.readersList(), c.readersAdd(), c.readersRemove(), c.readersRole())
	return cmd
}

// withReaders opens the library for f, which works on its readers.
func (c *command) withReaders(ctx context.Context, create bool, f func(model.Catalog) error) (err error) {
	cat, err := c.p.Open(ctx, create)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, cat.Close()) }()
	return f(cat)
}

const readersListLong = `List the readers, a line each: name, role, when they were added, and the fingerprints
of the keys that are kept for them, with tabs between. Who comes in with a key of the
file of --authorized-keys has none here.`

func (c *command) readersList() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the readers",
		Long:    readersListLong,
		Example: "  dateline serve readers list\n  dateline serve readers list --format json | jq .name",
		Args:    cli.Usage(cli.Between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "text" && format != "json" {
				return usage(fmt.Errorf("serve readers list: --format %s: want text or json", model.CleanLine(format)))
			}
			return c.withReaders(cmd.Context(), false, func(cat model.Catalog) error { return c.list(cmd.Context(), cat, format == "json") })
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "`FORMAT` of the list: text or json")
	return cmd
}

// list prints the readers.
func (c *command) list(ctx context.Context, cat model.ReaderStore, asJSON bool) error {
	all, err := cat.Readers(ctx)
	if err != nil {
		return err
	}
	for _, r := range all {
		var prints []string
		for _, key := range r.Keys {
			prints = append(prints, fingerprint(key))
		}
		slices.Sort(prints)
		added := ""
		if !r.Added.IsZero() {
			added = r.Added.In(c.p.Now().Location()).Format(time.RFC3339)
		}
		if !asJSON {
			line := strings.Join(append([]string{model.CleanLine(r.Name), r.Role.String(), added}, prints...), "\t")
			if _, err := fmt.Fprintln(c.p.Stdout, strings.TrimRight(line, "\t")); err != nil {
				return err
			}
			continue
		}
		line, err := json.Marshal(struct {
			Name  string   `json:"name"`
			Role  string   `json:"role"`
			Local bool     `json:"local,omitempty"`
			Added string   `json:"added,omitempty"`
			Keys  []string `json:"keys,omitempty"`
		}{model.CleanLine(r.Name), r.Role.String(), r.ID == model.LocalReader, added, prints})
		if err == nil {
			_, err = fmt.Fprintf(c.p.Stdout, "%s\n", line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

const readersAddLong = `Let a reader of NAME in with KEY: the line of a public key, or a file with one, such
as ~/.ssh/id_ed25519.pub. A NAME that is there gets the key beside those it has.

--local has the key be the reader of this machine, who is an admin: what you have
read here you have read there. Only here, in the shell of the machine, can a reader
be made an admin, or be the local one.`

// addOptions are the flags of `serve readers add`.
type addOptions struct {
	role         string
	admin, local bool
}

func (c *command) readersAdd() *cobra.Command {
	var o addOptions
	cmd := &cobra.Command{
		Use:   "add NAME KEY",
		Short: "Let a reader in with a key",
		Long:  readersAddLong,
		Example: "  dateline serve readers add ada ada.pub\n  dateline serve readers add ada 'ssh-ed25519 AAAA...' --role editor\n" +
			"  dateline serve readers add me ~/.ssh/id_ed25519.pub --local",
		Args: cli.Usage(cli.Between(2, manyWords)), // over SSH the line of a key comes in words
		RunE: func(cmd *cobra.Command, args []string) error {
			err := c.mayAdd(&o)
			var key ssh.PublicKey
			if err == nil {
				key, err = c.readKey(args[1:])
			}
			name := model.CleanLine(args[0])
			if err == nil {
				err = checkName(name)
			}
			if err != nil {
				return usage(fmt.Errorf("serve readers add: %w", err))
			}
			return c.withReaders(cmd.Context(), true, func(cat model.Catalog) error {
				return c.add(cmd.Context(), cat, name, key, o)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.role, "role", "", "what he may change: `ROLE` reader (the default) or editor")
	f.BoolVar(&o.admin, "admin", false, "he is an admin: he may change everything, retention and readers, too")
	f.BoolVar(&o.local, "local", false, "he is the reader of this machine, and is called NAME from now on")
	cmd.MarkFlagsMutuallyExclusive("role", "admin", "local")
	return cmd
}

// manyWords bounds the words of a key with its comment.
const manyWords = 20

// mayAdd checks the flags.
func (c *command) mayAdd(o *addOptions) error {
	role, err := model.RoleReader, error(nil)
	if o.role != "" {
		role, err = roleNamed(o.role)
	}
	switch {
	case err != nil:
		return fmt.Errorf("--role: %w", err)
	case c.p.Remote && (o.admin || o.local || role == model.RoleAdmin):
		return errors.New("an admin is made in the shell of the server's machine, not over SSH")
	case role == model.RoleAdmin:
		return errors.New("--role admin: say --admin")
	}
	return nil
}

// checkName says why a reader cannot have a name.
func checkName(name string) error {
	switch {
	case name == "":
		return errors.New("the NAME is empty")
	case len(name) > maxName:
		return fmt.Errorf("the NAME is longer than %d bytes", maxName)
	case strings.HasPrefix(name, "SHA256:") || tokenize.Key(name) == "guest":
		return fmt.Errorf("%s: no reader can have that name", name)
	}
	return nil
}

// maxName bounds the name of a reader, in bytes.
const maxName = 64

// find returns the reader of a name, or nil.
func find(all []model.Reader, name string) *model.Reader {
	for i := range all {
		if tokenize.Key(all[i].Name) == tokenize.Key(name) {
			return &all[i]
		}
	}
	return nil
}

// add gives a reader a key, and makes him if there is none of his name.
func (c *command) add(ctx context.Context, cat model.ReaderStore, name string, key ssh.PublicKey, o addOptions) error {
	all, err := cat.Readers(ctx)
	if err != nil {
		return err
	}
	line, his := access.KeyLine(key), ssh.FingerprintSHA256(key)
	for _, r := range all {
		if slices.Contains(r.Keys, line) {
			return fmt.Errorf("that key is %s's already; 'dateline serve readers remove %s --key %s' takes it away", model.CleanLine(r.Name), shellWord(r.Name), his)
		}
	}
	r := find(all, name)
	if o.local {
		if i := slices.IndexFunc(all, func(r model.Reader) bool { return r.ID == model.LocalReader }); r == nil || r.ID == model.LocalReader {
			r = &all[i]
			r.Name = name
		} else {
			return fmt.Errorf("%s is another reader: the local one needs a name of his own", name)
		}
	}
	if r == nil { // who came in with this key before has what he has read
		r = find(all, his)
		if r != nil {
			r.Name = name
		}
	}
	role := model.RoleReader
	switch {
	case o.admin:
		role = model.RoleAdmin
	case o.role != "":
		role, _ = roleNamed(o.role) // it has been checked
	}
	if r == nil {
		if _, err := cat.AddReader(ctx, model.Reader{Name: name, Role: role, Keys: []string{line}}, c.p.Now()); err != nil {
			return fmt.Errorf("add %s: %w", name, err)
		}
		_, err := fmt.Fprintf(c.p.Stdout, "%s comes in as %s with %s\n", name, withArticle(role), his)
		return err
	}
	if err := c.untouchable(*r); err != nil {
		return err
	}
	if (o.admin || o.role != "") && r.Role != role {
		return fmt.Errorf("%s is there as %s; 'dateline serve readers role %s %s' changes that", model.CleanLine(r.Name), withArticle(r.Role), shellWord(r.Name), role)
	}
	r.Keys = append(r.Keys, line)
	if err := cat.SetReader(ctx, *r); err != nil {
		return fmt.Errorf("add a key to %s: %w", name, err)
	}
	said := ""
	if n := len(r.Keys); n > 1 {
		said = fmt.Sprintf(", one of %d keys", n)
	}
	_, err = fmt.Fprintf(c.p.Stdout, "%s, %s, comes in with %s%s\n", model.CleanLine(r.Name), standing(*r), his, said)
	return err
}

// untouchable says why a reader cannot be changed from here: over SSH nobody may
// become, change or remove an admin.
func (c *command) untouchable(r model.Reader) error {
	if c.p.Remote && (r.Role == model.RoleAdmin || r.ID == model.LocalReader) {
		return fmt.Errorf("%s is an admin, who is changed in the shell of the server's machine, not over SSH", model.CleanLine(r.Name))
	}
	return nil
}

// withArticle says a role: "a reader".
func withArticle(r model.Role) string {
	if r == model.RoleReader {
		return "a reader"
	}
	return "an " + r.String()
}

// standing says what a reader is.
func standing(r model.Reader) string {
	if r.ID == model.LocalReader {
		return "the local reader"
	}
	return withArticle(r.Role)
}

// named returns the reader of a name, or an error with what may have been meant.
func named(ctx context.Context, cat model.ReaderStore, name string) (model.Reader, error) {
	all, err := cat.Readers(ctx)
	if err != nil {
		return model.Reader{}, err
	}
	if r := find(all, name); r != nil {
		return *r, nil
	}
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	return model.Reader{}, fmt.Errorf("there is no reader %q%s", model.CleanLine(name), cmp.Or(suggest.DidYouMean(name, names), "; 'dateline serve readers list' lists them"))
}

func (c *command) readersRole() *cobra.Command {
	return &cobra.Command{
		Use:     "role NAME ROLE",
		Short:   "Change what a reader may change",
		Long:    "Change the role of a reader: reader, editor or admin. The reader of this machine is\nalways an admin.",
		Example: "  dateline serve readers role ada editor",
		Args:    cli.Usage(cli.Between(2, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			role, err := roleNamed(args[1])
			if err == nil && c.p.Remote && role == model.RoleAdmin {
				err = errors.New("an admin is made in the shell of the server's machine, not over SSH")
			}
			if err != nil {
				return usage(fmt.Errorf("serve readers role: %w", err))
			}
			return c.withReaders(cmd.Context(), false, func(cat model.Catalog) error {
				r, err := named(cmd.Context(), cat, args[0])
				if err == nil {
					err = c.untouchable(r)
				}
				if err != nil {
					return err
				}
				name := model.CleanLine(r.Name)
				if r.ID == model.LocalReader && role != model.RoleAdmin {
					return fmt.Errorf("%s is the reader of this machine, who is always an admin", name)
				}
				was := r.Role
				if r.Role = role; was != role {
					if err := cat.SetReader(cmd.Context(), r); err != nil {
						return fmt.Errorf("change %s: %w", name, err)
					}
				}
				_, err = fmt.Fprintf(c.p.Stdout, "%s is %s\n", name, withArticle(role))
				return err
			})
		},
	}
}

// shellWord returns a word as it is typed in a shell.
func shellWord(word string) string {
	word = model.CleanLine(word)
	if word != "" && !strings.ContainsAny(word, " '\"\\$`&|;<>()*?[]#~!{}") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
