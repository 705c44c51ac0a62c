package remote

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/cmd/cli"
	"dateline/model"
)

// permit is a command that may be asked for. What has none is refused: the command, and
// each flag and argument of one that has.
type permit struct {
	command string     // "library retain"
	role    model.Role // who may ask for it, and all above him
	guests  bool       // visitors without a key may, too
	flags   string     // that may be given
	// args checks the arguments, beside what the command itself wants of them; nil: none
	// can name anything outside of the library.
	args func(Asker, *cobra.Command, []string) error
}

// permits are the commands that may be asked for over SSH, in the order in which they are
// offered.
var permits = []permit{
	{command: "list", guests: true, flags: "query limit format", args: Asker.sources},
	{command: "show", guests: true, flags: "format explain revisions revision", args: Asker.article},
	{command: "export", guests: true, flags: "format query", args: standardOutput},
	{command: "mark", flags: "query id", args: Asker.mark},
	{command: "sources", guests: true},
	{command: "sources show", guests: true},
	{command: "sources failing", guests: true},
	{command: "sources set", role: model.RoleEditor, args: Asker.settings},
	{command: "sources move", role: model.RoleEditor},
	{command: "sources pause", role: model.RoleEditor},
	{command: "sources resume", role: model.RoleEditor},
	{command: "sources merge", role: model.RoleEditor},
	{command: "views", guests: true},
	{command: "views add", flags: "replace"},
	{command: "views remove"},
	{command: "guide", guests: true},
	{command: "refresh", flags: "all", args: Asker.refresh},
	{command: "add", role: model.RoleEditor, flags: "once tag folder feed", args: Asker.documents},
	{command: "rename", role: model.RoleEditor},
	{command: "remove", role: model.RoleEditor},
	{command: "import", role: model.RoleAdmin, args: standardInput},
	{command: "library", role: model.RoleAdmin},
	{command: "library retain", role: model.RoleAdmin, flags: "source older-than keep unread off"},
	{command: "serve", role: model.RoleAdmin, args: subcommand},
	{command: "serve readers", role: model.RoleAdmin, args: subcommand},
	{command: "serve readers list", role: model.RoleAdmin, flags: "format"},
	{command: "serve readers add", role: model.RoleAdmin, flags: "role", args: newReader},
	{command: "serve readers remove", role: model.RoleAdmin, flags: "yes key"},
	{command: "serve readers role", role: model.RoleAdmin, args: newRole},
	{command: "help", guests: true},
}

// Bounds of a command line.
const (
	maxArgs  = 1000
	maxBytes = 64 << 10
)

// Refusal is what cannot be asked for over SSH, or not by this reader.
type Refusal struct{ reason string }

// Error says in a line what is refused, and why.
func (r *Refusal) Error() string { return r.reason }

// maxReason bounds what is said of a refusal, which may hold what was asked, in bytes.
const maxReason = 400

func refuse(format string, args ...any) error {
	reason := model.CleanLine(fmt.Sprintf(format, args...))
	if len(reason) > maxReason {
		reason = strings.ToValidUTF8(reason[:maxReason], "") + "…"
	}
	return &Refusal{reason}
}

// may reports whether the permit is the asker's.
func (a Asker) may(p permit) bool {
	if a.Guest {
		return p.guests
	}
	return a.Role >= p.role
}

// find returns the permit of a command, "" being the root.
func find(command string) (permit, bool) {
	i := slices.IndexFunc(permits, func(p permit) bool { return p.command == command })
	if i < 0 {
		return permit{}, false
	}
	return permits[i], true
}

// Offer says in a line what the asker may ask for.
func (a Asker) Offer() string {
	var names []string
	for _, p := range permits {
		if a.may(p) && !strings.Contains(p.command, " ") {
			names = append(names, p.command)
		}
	}
	return "Over SSH you may ask for: " + strings.Join(names, ", ") + "."
}

// Hint says behind what is wrong with a command line what may be asked for instead.
// command is the path of the one that was asked for, "" where there is none.
func (a Asker) Hint(err error, command string) string {
	if _, name, ok := strings.Cut(command, " "); ok && !errors.As(err, new(*Refusal)) {
		return fmt.Sprintf("Try '%s --help'.", name)
	}
	return a.Offer()
}

const rootLong = `dateline reads the news by date. These are its commands over SSH; without one you get
the reader itself, on the screen of a terminal.

A SOURCE is the title or the address of a source of the library, for editors also a
public http or https address, or - for what is piped in. No file can be named.`

// Bind leaves of a command tree what the asker may ask for, and has it refuse all else
// by a *Refusal. The error says why args cannot be asked for at all. The tree must be run
// with these args, and for this asker alone.
func (a Asker) Bind(root *cobra.Command, args []string) error {
	if err := bounded(args); err != nil {
		return err
	}
	if err := a.first(root, args); err != nil {
		return err
	}
	root.Use, root.Long, root.Version = root.Name()+" COMMAND", rootLong, ""
	root.Example = "  ssh HOST list --query since:today\n  ssh HOST list --format json | jq -r .title\n  ssh HOST show 3k9qz0vt"
	root.CompletionOptions.DisableDefaultCmd = true
	root.RunE = func(*cobra.Command, []string) error { return refuse("name a command") }
	dropped := make(map[string]bool)
	a.prune(root, dropped)
	wrongFlag := root.FlagErrorFunc()
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		var unknown *pflag.NotExistError
		if errors.As(err, &unknown) && dropped[unknown.GetSpecifiedName()] {
			err = refuse("--%s cannot be given over SSH", unknown.GetSpecifiedName())
		}
		return wrongFlag(cmd, err)
	})
	return nil
}

// bounded refuses command lines that no shell could have handed on, or no reader typed.
func bounded(args []string) error {
	total := 0
	for _, arg := range args {
		total += len(arg) + 1
		if strings.ContainsRune(arg, 0) || !utf8.ValidString(arg) {
			return refuse("the command line is no text")
		}
	}
	switch {
	case len(args) == 0:
		return refuse("name a command")
	case len(args) > maxArgs:
		return refuse("the command line has more than %d words", maxArgs)
	case total > maxBytes:
		return refuse("the command line is longer than %d kB", maxBytes>>10)
	}
	return nil
}

// first refuses what does not begin with a command that the asker may ask for. So none of
// those that cobra keeps to itself can be found.
func (a Asker) first(root *cobra.Command, args []string) error {
	if name := args[0]; name == "-h" || name == "--help" {
		if len(args) > 1 {
			return refuse("%s: nothing may follow; 'help COMMAND' is the help of a command", name)
		}
		return nil
	}
	if !slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == args[0] }) {
		return refuse("%s: this cannot be asked for over SSH", args[0])
	}
	cmd, _, _ := root.Find(args) // the last that is there; running it says what is wrong
	name := pathOf(cmd)
	p, ok := find(name)
	switch {
	case ok && a.may(p):
		return nil
	case ok && a.Guest:
		return refuse("%s: a guest reads, and changes nothing", name)
	case ok && p.role == model.RoleAdmin:
		return refuse("%s: only an admin may ask for this", name)
	case ok:
		return refuse("%s: only an editor may ask for this", name)
	}
	return refuse("%s: this cannot be asked for over SSH", name)
}

// pathOf returns the names of a command and of those above it, without the root's.
func pathOf(cmd *cobra.Command) string {
	return strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()), " ")
}

// prune removes what the asker may not ask for from a command and those below it.
func (a Asker) prune(cmd *cobra.Command, dropped map[string]bool) {
	name := pathOf(cmd)
	p, _ := find(name)
	allowed := strings.Fields(p.flags)
	var keep []*pflag.Flag
	for _, set := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
		set.VisitAll(func(f *pflag.Flag) {
			if slices.Contains(allowed, f.Name) {
				keep = append(keep, f)
			} else {
				dropped[f.Name] = true
			}
		})
	}
	cmd.ResetFlags()
	for _, f := range keep {
		delete(dropped, f.Name)
		cmd.Flags().AddFlag(f)
	}
	cmd.ValidArgsFunction, cmd.Aliases = nil, nil
	if check, own := p.args, cmd.Args; check != nil {
		cmd.Args = cli.Usage(func(cmd *cobra.Command, args []string) error {
			if own != nil {
				if err := own(cmd, args); err != nil {
					return err
				}
			}
			return check(a, cmd, args)
		})
	}
	for _, sub := range cmd.Commands() {
		if p, ok := find(strings.TrimPrefix(name+" "+sub.Name(), " ")); ok && a.may(p) {
			a.prune(sub, dropped)
		} else {
			cmd.RemoveCommand(sub)
		}
	}
}
