package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/cmd/remote"
	"dateline/model"
)

// askers are who may ask, the least first.
var askers = []struct {
	name string
	remote.Asker
}{
	{"guest", remote.Asker{Guest: true}},
	{"reader", remote.Asker{Role: model.RoleReader}},
	{"editor", remote.Asker{Role: model.RoleEditor}},
	{"admin", remote.Asker{Role: model.RoleAdmin}},
}

// decision says of a command who may ask for it over SSH, and with which flags. A command
// or a flag that is not in decisions fails TestRemoteDecisions: decide, and say it here and
// in cmd/remote.
type decision struct {
	least           string // guest, reader, editor, admin; "nobody"
	allowed, denied string // flags
}

// global are the flags that every command has. Each names a file.
const global = "library config log"

var decisions = map[string]decision{
	"":        {least: "guest", denied: "plain"}, // its help
	"list":    {least: "guest", allowed: "query limit format"},
	"show":    {least: "guest", allowed: "format explain revisions revision"},
	"export":  {least: "guest", allowed: "format query", denied: "force"},
	"sources": {least: "guest"},
	"views":   {least: "guest"},
	"guide":   {least: "guest", denied: "write-keys write-commands"},
	"help":    {least: "guest"},
	"mark":    {least: "reader", allowed: "query id"},
	"refresh": {least: "reader", allowed: "all", denied: "print-units"},
	"add":     {least: "editor", allowed: "once tag folder feed"},
	"rename":  {least: "editor"},
	"remove":  {least: "editor"},
	"import":  {least: "admin"},
	"library": {least: "admin"},
	"undo":    {least: "nobody"}, // on the screen u does it
	"redo":    {least: "nobody"},
	"rules":   {least: "nobody"}, // on the screen they can be made and undone
	"config":  {least: "nobody"},
	"man":     {least: "nobody"},
	"serve":   {least: "admin", denied: "authorized-keys debug guest host-key limit listen log-format log-level monitor open print-unit title"},

	"sources show":             {least: "guest"},
	"sources failing":          {least: "guest"},
	"sources set":              {least: "editor"},
	"sources move":             {least: "editor"},
	"sources pause":            {least: "editor"},
	"sources resume":           {least: "editor"},
	"sources merge":            {least: "editor"},
	"views add":                {least: "reader", allowed: "replace"},
	"views remove":             {least: "reader"},
	"rules add":                {least: "nobody", denied: "dry-run"},
	"rules remove":             {least: "nobody"},
	"library info":             {least: "nobody", denied: "format"}, // says where the file is
	"library check":            {least: "nobody", denied: "quick repair"},
	"library backup":           {least: "nobody", denied: "force"},
	"library compact":          {least: "nobody"},
	"library retain":           {least: "admin", allowed: "source older-than keep unread off"},
	"library prune":            {least: "nobody", denied: "yes dry-run readmit"},
	"library merge-duplicates": {least: "nobody", denied: "yes dry-run"},
	"config check":             {least: "nobody"},
	"config show":              {least: "nobody"},
	"config edit":              {least: "nobody"},
	"config path":              {least: "nobody"},
	"completion":               {least: "nobody"},
	"completion bash":          {least: "nobody", denied: "no-descriptions"},
	"completion zsh":           {least: "nobody", denied: "no-descriptions"},
	"completion fish":          {least: "nobody", denied: "no-descriptions"},
	"completion powershell":    {least: "nobody", denied: "no-descriptions"},
	"serve readers":            {least: "admin"},
	"serve readers list":       {least: "admin", allowed: "format"},
	"serve readers add":        {least: "admin", allowed: "role", denied: "admin local"},
	"serve readers remove":     {least: "admin", allowed: "yes key"},
	"serve readers role":       {least: "admin"},
}

// tree returns all commands of the program by their names behind it.
func tree() map[string]*cobra.Command {
	all := make(map[string]*cobra.Command)
	var walk func(name string, cmd *cobra.Command)
	walk = func(name string, cmd *cobra.Command) {
		all[name] = cmd
		for _, sub := range cmd.Commands() {
			walk(strings.TrimPrefix(name+" "+sub.Name(), " "), sub)
		}
	}
	walk("", (&program{}).root())
	return all
}

// TestRemoteDecisions: every command and every flag of the program has a decision, and it
// is what happens, for each role.
func TestRemoteDecisions(t *testing.T) {
	m := newTeam(t)
	commands := tree()
	for name, cmd := range commands {
		d, ok := decisions[name]
		if !ok {
			t.Errorf("%q: nobody has decided who may ask for this over SSH", name)
			continue
		}
		flags := map[string]*pflag.Flag{}
		for _, set := range []*pflag.FlagSet{cmd.LocalNonPersistentFlags(), cmd.PersistentFlags(), cmd.InheritedFlags()} {
			set.VisitAll(func(f *pflag.Flag) { flags[f.Name] = f })
		}
		delete(flags, "help")
		delete(flags, "version")
		allowed := strings.Fields(d.allowed)
		decided := slices.Concat(allowed, strings.Fields(d.denied), strings.Fields(global))
		for _, f := range slices.Sorted(maps.Keys(flags)) {
			if !slices.Contains(decided, f) {
				t.Errorf("%s --%s: nobody has decided whether this may be given over SSH", name, f)
			}
		}
		reached := false
		for _, who := range askers {
			reached = reached || d.least == who.name
			line := strings.Fields(name)
			if reached != m.offered(who.Asker, append(line, "--help")...) {
				t.Errorf("%s: %q --help: offered %t", who.name, name, !reached)
			}
			if name == "help" || name == "" {
				continue
			}
			for f, flag := range flags {
				value := map[string]string{"bool": "true", "int": "1", "string": "x", "stringSlice": "x"}[flag.Value.Type()]
				want := reached && slices.Contains(allowed, f)
				for _, words := range [][]string{{"--" + f + "=" + value}, {"--" + f, value}, {"-" + flag.Shorthand + value}} {
					if words[0] == "-"+value && flag.Shorthand == "" || len(words) == 2 && value == "true" {
						continue
					}
					if flag.Shorthand != "" && flag.Value.Type() == "bool" && strings.HasPrefix(words[0], "-"+flag.Shorthand) {
						continue
					}
					if got := m.offered(who.Asker, slices.Concat(line, words, []string{"--help"})...); got != want {
						t.Errorf("%s: %q %q --help: offered %t", who.name, name, words, got)
					}
				}
			}
		}
	}
	for name := range decisions {
		if commands[name] == nil {
			t.Errorf("%q is decided, and there is no such command", name)
		}
	}
}

// offered reports whether a command line with --help gets the help of its command; all
// else must be refused in words.
func (m *team) offered(who remote.Asker, args ...string) bool {
	m.t.Helper()
	code, out, errs := m.askAs(who, args...)
	switch {
	case code == exitOK && strings.Contains(out, "Usage:") && errs == "":
		return true
	case code != exitUsage || out != "" || !strings.HasPrefix(errs, "dateline: "):
		m.t.Errorf("%+v %q: %d, %q, %q", who, args, code, out, errs)
	}
	return false
}
