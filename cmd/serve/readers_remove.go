package serve

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/model"
)

const readersRemoveLong = `Remove a reader with all that is kept for him: what he has read, starred and tagged,
his views, rules and settings. It says first how much that is, and asks; --yes does
not ask. This cannot be undone. --key removes one of his keys only.

Who also has a key in the file of --authorized-keys comes in again as a new reader:
take the key out of the file, too.`

// removeOptions are the flags of `serve readers remove`.
type removeOptions struct {
	yes bool
	key string
}

func (c *command) readersRemove() *cobra.Command {
	var o removeOptions
	cmd := &cobra.Command{
		Use:     "remove NAME",
		Short:   "Remove a reader, or a key of his",
		Long:    readersRemoveLong,
		Example: "  dateline serve readers remove ada\n  dateline serve readers remove ada --key SHA256:mH2Rs8...",
		Args:    cli.Usage(cli.Between(1, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withReaders(cmd.Context(), false, func(cat model.Catalog) error {
				r, err := named(cmd.Context(), cat, args[0])
				if err == nil {
					err = c.untouchable(r)
				}
				switch {
				case err != nil:
					return err
				case o.key != "":
					return c.removeKey(cmd.Context(), cat, r, o.key)
				}
				return c.remove(cmd.Context(), cat, r, o.yes)
			})
		},
	}
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().StringVar(&o.key, "key", "", "remove only the key with this `FINGERPRINT`, or one that begins so")
	return cmd
}

// remove removes a reader, after asking unless yes.
func (c *command) remove(ctx context.Context, cat model.ReaderStore, r model.Reader, yes bool) error {
	name := model.CleanLine(r.Name)
	if r.ID == model.LocalReader {
		return fmt.Errorf("%s is the reader of this machine and cannot be removed; --key removes a key of his", name)
	}
	u, err := cat.Usage(ctx, r.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.p.Stdout, "%s: %s\n", name, usageText(u))
	if !yes {
		sure, err := cli.Confirm(c.p.Stdin, c.p.Stderr, fmt.Sprintf("Remove %s with all of it for good?", name))
		if err != nil || !sure {
			return err
		}
	}
	if err := cat.RemoveReader(ctx, r.ID); err != nil {
		return fmt.Errorf("remove %s: %w", name, err)
	}
	_, err = fmt.Fprintf(c.p.Stdout, "%s removed\n", name)
	return err
}

// usageText says what is kept for a reader.
func usageText(u model.Usage) string {
	var parts []string
	for _, p := range [...]struct {
		n         int
		one, many string
	}{
		{u.Read, "article read", "articles read"},
		{u.Starred, "starred", "starred"},
		{u.Tagged, "tagged", "tagged"},
		{u.Hidden, "hidden", "hidden"},
		{u.Views, "view", "views"},
		{u.Rules, "rule", "rules"},
		{u.Sources, "source of his own", "sources of his own"},
		{u.Keys, "key", "keys"},
	} {
		if p.n == 1 {
			parts = append(parts, "1 "+p.one)
		} else if p.n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.many))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "nothing is kept for him")
}

// removeKey takes a key from a reader.
func (c *command) removeKey(ctx context.Context, cat model.ReaderStore, r model.Reader, print string) error {
	if !strings.HasPrefix(print, "SHA256:") {
		print = "SHA256:" + print
	}
	var keep, gone []string
	for _, key := range r.Keys {
		if p := fingerprint(key); strings.HasPrefix(p, print) {
			gone = append(gone, p)
		} else {
			keep = append(keep, key)
		}
	}
	name := model.CleanLine(r.Name)
	if len(gone) != 1 {
		return fmt.Errorf("%d keys of %s have a fingerprint that begins with %s; 'dateline serve readers list' lists them", len(gone), name, model.CleanLine(print))
	}
	r.Keys = keep
	if err := cat.SetReader(ctx, r); err != nil {
		return fmt.Errorf("remove a key of %s: %w", name, err)
	}
	left := "none is left"
	if n := len(keep); n > 0 {
		left = fmt.Sprintf("%d left", n)
	}
	_, err := fmt.Fprintf(c.p.Stdout, "%s: %s removed, %s\n", name, gone[0], left)
	return err
}
