package feeds

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/model"
	"dateline/ui/session"
)

// plan returns what changes of feeds that a name is for, and what is said of that.
type plan func(lib model.Store, m session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, string, error)

// anyNumber is more arguments than a command line has.
const anyNumber = 1 << 20

// order are the commands that put sources in order, below that which lists them.
func (c *commands) order() []*cobra.Command {
	return []*cobra.Command{c.show(), c.failing(), c.set(), c.move(), c.pause(true), c.pause(false), c.merge()}
}

func (c *commands) move() *cobra.Command {
	return &cobra.Command{
		Use:   "move SOURCE... FOLDER",
		Short: "Put sources in a folder",
		Long: "Put sources in a folder, such as news/local, which is made; / takes them out of all. A\n" +
			"SOURCE is the title or the address of a feed, or a folder, which is moved with what\n" +
			"is in it. 'dateline undo' takes it back.",
		Example: "  dateline sources move 'Coast Daily' news/local\n  dateline sources move news/local archive",
		Args:    cli.Usage(cli.Between(2, anyNumber)),
		RunE: func(cmd *cobra.Command, args []string) error {
			to := args[len(args)-1]
			return c.change(cmd.Context(), "sources move", args[:len(args)-1], func(_ model.Store, m session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, string, error) {
				changes, err := m.Move(feeds, to)
				return changes, "moved to " + cmp.Or(model.CleanFolder(to), "no folder"), err
			})
		},
	}
}

func (c *commands) pause(paused bool) *cobra.Command {
	use, short, said := "pause", "Have sources fetched only when you name them", "paused"
	if !paused {
		use, short, said = "resume", "Have paused sources fetched again", "fetched again"
	}
	return &cobra.Command{
		Use:   use + " SOURCE...",
		Short: short,
		Long: short + ". A SOURCE is the title or the address of a\n" +
			"feed, or a folder. 'dateline undo' takes it back.",
		Example: "  dateline sources " + use + " 'Coast Daily'\n  dateline sources " + use + " news/local",
		Args:    cli.Usage(cli.AtLeastOne),
		RunE: func(cmd *cobra.Command, names []string) error {
			return c.change(cmd.Context(), "sources "+use, names, func(_ model.Store, _ session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, string, error) {
				return session.Changes(feeds, func(f *model.Subscription) { f.Paused = paused }), said, nil
			})
		},
	}
}

// setLong lists the settings.
func setLong() string {
	var b strings.Builder
	b.WriteString("Change settings of a source, or of all in a folder; none gives one up. A SOURCE is the\n" +
		"title or the address of a feed, or a folder. 'dateline undo' takes back all but\nkeep and credentials. Settings:\n\n")
	for _, s := range session.SourceSettings {
		fmt.Fprintf(&b, "  %-13s %s\n", s.Name, s.Help)
	}
	fmt.Fprintf(&b, "  %-13s %s\n", keepSetting, "how much of it stays when the library is pruned: 500, 90d, 1y, all")
	fmt.Fprintf(&b, "  %-13s %s", credentialsSetting, "NAME:PASSWORD, kept in a file that only you can read; none forgets them")
	return b.String()
}

// setWords says what was set, without passwords.
func setWords(settings []string) string {
	said := slices.Clone(settings)
	for i, text := range said {
		if name, _, _ := strings.Cut(text, "="); name == credentialsSetting {
			said[i] = name
		}
	}
	return strings.Join(said, ", ")
}

func (c *commands) set() *cobra.Command {
	return &cobra.Command{
		Use:     "set SOURCE SETTING=VALUE...",
		Short:   "Change settings of a source",
		Long:    setLong(),
		Example: "  dateline sources set 'Coast Daily' interval=2h full-text=true\n  dateline sources set news hide-from-all=true",
		Args:    cli.Usage(cli.Between(2, anyNumber)),
		RunE: func(cmd *cobra.Command, args []string) error {
			own, rest := apart(args[1:])
			return c.change(cmd.Context(), "sources set", args[:1], func(lib model.Store, _ session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, string, error) {
				changes, err := setAll(feeds, rest)
				if err == nil {
					err = c.setApart(cmd.Context(), lib, feeds, own)
				}
				return changes, setWords(args[1:]), err
			})
		},
	}
}

// setAll makes settings of feeds, each SETTING=VALUE.
func setAll(feeds []model.Subscription, settings []string) (changes []model.SubscriptionChange, err error) {
	feeds = slices.Clone(feeds)
	for _, text := range settings {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, &cli.UsageError{Err: fmt.Errorf("sources set %s: settings are SETTING=VALUE", model.CleanLine(text))}
		}
		s, err := session.SourceSettingOf(name)
		if err == nil {
			changes, err = s.Set(feeds, value)
		}
		if err != nil {
			return nil, &cli.UsageError{Err: fmt.Errorf("sources set: %w", err)}
		}
		for i := range changes {
			feeds[i] = *changes[i].To
		}
	}
	return changes, nil
}

// change changes the feeds that each of names is for, and says so.
func (c *commands) change(ctx context.Context, command string, names []string, p plan) error {
	return c.Library(ctx, false, func(lib model.Store) error {
		if err := c.Writable(lib); err != nil {
			return err
		}
		failed := 0
		for _, name := range names {
			said, err := c.changeOne(ctx, lib, name, p)
			var wrong *cli.UsageError
			if errors.As(err, &wrong) {
				return err
			}
			if err != nil {
				failed++
				c.Report(fmt.Errorf("%s %s: %w", command, model.WithoutLogin(name), err))
				continue
			}
			fmt.Fprintln(c.Stdout, said)
		}
		return cli.Reported(failed)
	})
}

func (c *commands) changeOne(ctx context.Context, lib model.Store, name string, p plan) (said string, err error) {
	all, err := lib.Subscriptions(ctx)
	if err != nil {
		return "", err
	}
	m, feeds, err := Meant(all, c.placed(all, name))
	if err != nil {
		return "", err
	}
	changes, said, err := p(lib, m, feeds)
	if err != nil {
		return "", err
	}
	if len(changes) == 0 { // all that was asked for is kept apart
		return m.Title() + ": " + model.CleanLine(said), nil
	}
	act, err := lib.ChangeSubscriptions(ctx, changes, c.Now())
	if err == nil && act.N == 0 {
		said = "unchanged"
	}
	return m.Title() + ": " + model.CleanLine(said), err
}

// Meant returns the feeds that a name is for: of a title or an address, or those in a
// folder of that path.
func Meant(feeds []model.Subscription, name string) (session.Meant, []model.Subscription, error) {
	f, err := findFeed(feeds, name)
	if err == nil {
		return session.Meant{Feed: f.Address, Called: f.Name()}, []model.Subscription{f}, nil
	}
	m := session.Meant{Folder: model.CleanFolder(name)}
	if in, none := m.Among(feeds); m.Folder != "" && none == nil {
		return m, in, nil
	}
	return session.Meant{}, nil, err
}

func (c *commands) show() *cobra.Command {
	return &cobra.Command{
		Use:     "show SOURCE...",
		Short:   "Show the settings of sources, when they are fetched, and what failed",
		Long:    "Show the settings of feeds, when they are fetched, and what failed. A SOURCE is the\ntitle or the address of a feed, or a folder.",
		Example: "  dateline sources show 'Coast Daily'",
		Args:    cli.Usage(cli.AtLeastOne),
		RunE: func(cmd *cobra.Command, names []string) error {
			return c.Library(cmd.Context(), false, func(lib model.Store) error {
				all, err := lib.Subscriptions(cmd.Context())
				if err != nil {
					return err
				}
				failed := 0
				for _, name := range names {
					_, feeds, err := Meant(all, c.placed(all, name))
					if err != nil {
						failed++
						c.Report(fmt.Errorf("sources show %s: %w", model.WithoutLogin(name), err))
					}
					for i := range feeds {
						c.facts(session.AboutFeed(&feeds[i], c.Now()))
					}
				}
				return cli.Reported(failed)
			})
		},
	}
}

func (c *commands) failing() *cobra.Command {
	return &cobra.Command{
		Use:     "failing",
		Short:   "List the sources that fail, and what to do",
		Long:    "List the feeds whose last check failed, the newest failure first: since when, what\nhappened, what to do, and when they are fetched next.",
		Example: "  dateline sources failing",
		Args:    cli.Usage(cli.Between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.Library(cmd.Context(), false, func(lib model.Store) error {
				all, err := lib.Subscriptions(cmd.Context())
				c.facts(session.FailingFacts(all, c.Now()))
				return err
			})
		},
	}
}

// facts prints facts, a line each under what they are about.
func (c *commands) facts(facts []session.Fact) {
	for _, f := range facts {
		if f.Head != "" {
			fmt.Fprintln(c.Stdout, f.Head)
			continue
		}
		fmt.Fprintf(c.Stdout, "  %s: %s\n", f.Label, f.Text)
	}
}

func (c *commands) merge() *cobra.Command {
	return &cobra.Command{
		Use:   "merge KEEP OTHER",
		Short: "Make two sources one",
		Long: "Make two feeds one: what OTHER has brought belongs to KEEP from then on, with its state,\n" +
			"and OTHER is followed no longer. This cannot be undone.",
		Example: "  dateline sources merge 'Coast Daily' 'Coast Daily (old address)'",
		Args:    cli.Usage(cli.Between(2, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.Library(cmd.Context(), false, func(lib model.Store) error {
				all, err := lib.Subscriptions(cmd.Context())
				if err != nil {
					return err
				}
				keep, err := findFeed(all, c.placed(all, args[0]))
				if err != nil {
					return fmt.Errorf("sources merge %s: %w", model.WithoutLogin(args[0]), err)
				}
				drop, err := findFeed(all, c.placed(all, args[1]))
				if err != nil {
					return fmt.Errorf("sources merge %s: %w", model.WithoutLogin(args[1]), err)
				}
				if keep.Address == drop.Address {
					return &cli.UsageError{Err: errors.New("sources merge: name two sources")}
				}
				if err := cmp.Or(c.Writable(lib), lib.MergeSources(cmd.Context(), keep.Address, drop.Address)); err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.Stdout, "%s: %s is part of it\n", model.CleanLine(keep.Name()), model.CleanLine(drop.Name()))
				return err
			})
		},
	}
}
