package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/ui/config"
	"dateline/ui/keys"
)

func read(text string, env map[string]string) (config.Config, error) {
	return config.Read(config.Sources{File: "config.toml", Text: text, Library: "library.db", Getenv: func(name string) string { return env[name] }})
}

// shown is what Write shows of a configuration.
func shown(t *testing.T, c *config.Config) string {
	t.Helper()
	var b strings.Builder
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestRead: all that is wrong is told, with its line and what may have been
// meant.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{
			"all",
			"library = 'a.db'\nweek-start = 'sun'\nascii = true\nquery = 'is:unread view:x'\nheadings = 'days'\ntheme = 'mine'\n" +
				"mouse = true\nplain = false\nkeys-preset = 'newsboat'\n[keys]\nstar = 'F5'\nsave-view = ['B']\nundo = []\n" +
				"[keys.article]\nstar = ['F6']\n[themes.mine]\naccent = '#123456 bold'\ndark.star = 3\n", nil,
		},
		{"misspelt", "library = 'a.db'\n\nqeury = 'x'\n", []string{`3: unknown setting "qeury"; did you mean "query"?`}},
		{"in quotes", "\"ascci\" = true\n", []string{`1: unknown setting "ascci"; did you mean "ascii"?`}},
		{"a table there is not", "ascii = true\n[key]\nquit = 'x'\n", []string{`2: unknown setting "key"; did you mean "keys"?`}},
		{"kind", "ascii = true\nlibrary = 5\nmouse = 'on'", []string{"2: library wants a text", `3: mouse wants true or false, not "on"`}},
		{"notation", "ascii = true\nlibrary = \nmoose = 1\n", []string{"2: ", `3: unknown setting "moose"`}},
		{"values", "theme = 'norf'\nheadings = 'weeks'\nweek-start = 'munday'\nkeys-preset = 'newsbote'\nquery = 'since:gestern'", []string{
			`1: theme: "norf" is not one of calm`, `2: headings: "weeks" is not one of auto, days, none`,
			`3: week-start: "munday" is not a day of the week; did you mean "monday"?`, `4: keys-preset: "newsbote"`, "5: query: ",
		}},
		{"keys", "[keys]\nstrar = 'f'\nundo = 'gg'\ntag = 7\n[keys.lst]\nstar = 'x'\n[keys.article]\nstar = 's'\n", []string{
			`2: there is no action "strar"; did you mean "star"?`, `3: "gg" is no key`, "4: tag wants keys",
			`5: there is no pane "lst"; did you mean "list"?`, `8: in the article "s" is both`,
		}},
		{"themes", "theme = 'mine'\n[themes.mine]\nbase = 'clam'\nacent = 'red'\n[themes.mine.dark]\nstar = 'rot'\n[themes]\nyours = 3\n", []string{
			`3: "clam" is no theme of the program's own; did you mean "calm"?`, `4: there is no role "acent"; did you mean "accent"?`,
			`6: "rot" is no colour`, "8: a theme is a table",
		}},
		{"numbers", "connections = 'many'\nconnections-per-host = 0\nuser-agent = 'a\u00fc'", []string{
			`1: connections wants a number from 1 to 256, not "many"`, "2: connections-per-host wants a number from 1 to 32, not 0", "3: user-agent: servers are told nothing but ASCII",
		}},
		{"macros", "[macros]\nstar = 'down'\nlast = 'botom'\ntwo = ['down']\nright = 'down; tag a'\n[keys]\nright = 'k'\n", []string{
			`2: "star" is an action`, `3: there is no command "botom"; there is "bottom"`, "4: two wants commands in quotes", `7: in the list "k" is both`,
		}},
		{"no tables", "keys = 1\nthemes = 2\nmacros = 3\n", []string{"1: keys wants a table", "2: themes wants tables", "3: macros wants a table"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(c.text, nil)
			var got []string
			var wrong *config.Error
			if errors.As(err, &wrong) {
				got = wrong.Lines()
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %d problems, want %d:\n%s", len(got), len(c.want), strings.Join(got, "\n"))
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], "config.toml:"+want) {
					t.Errorf("got  %s\nwant config.toml:%s", got[i], want)
				}
			}
		})
	}
}

// TestInForce: the flag wins over the environment, which wins over the file, which
// wins over the locale; each value says where it comes from.
func TestInForce(t *testing.T) {
	env := map[string]string{"HOME": "/home/a", "LC_ALL": "en_US.ISO-8859-1"}
	c, err := read("library = '~/a.db'\nweek-start = 'Sat'\ntheme = 'mine'\nmouse = true\nkeys-preset = 'newsboat'\n"+
		"[keys]\nstar = 'F5'\n[themes.mine]\naccent = 'red'\n", env)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Settings{
		LibraryFile: "/home/a/a.db", Headings: config.HeadingsAuto, Images: config.ImagesAuto, Bandwidth: config.BandwidthAuto, Refresh: config.RefreshAuto, Notify: config.NotifyOff, WeekStart: time.Saturday,
		Theme: "mine", Mouse: true, KeysPreset: "newsboat", ASCII: true, Connections: 64, ConnectionsPerHost: 6,
	}
	if c.Settings != want || c.Scheme.Name() != "mine" || len(c.Schemes) != 1 || !c.LibraryNamed {
		t.Errorf("got %+v", c.Settings)
	}
	in := keys.Input{Map: c.Keys}
	for key, want := range map[string]keys.Action{"f5": keys.Star, "u": keys.Hints} {
		if got, _ := in.Press(keys.List, key); got != want {
			t.Errorf("%s asks for %q, want %q", key, got, want)
		}
	}
	for _, want := range []string{`week-start = "saturday"  # config.toml:2`, "ascii = true  # the locale", `headings = "auto"  # default`, `star = ["f5"]  # config.toml:7`} {
		if got := shown(t, &c); !strings.Contains(got, want+"\n") {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
	env["DATELINE_LIBRARY"] = "b.db"
	if c, err = read("library = 7", env); err == nil || c.LibraryFile != "b.db" || c.LibraryUnreadable {
		t.Errorf("the variable: got %q, %v", c.LibraryFile, err)
	}
	flags := map[string]string{"library": "c.db", "plain": "true", "mouse": "true"}
	c, err = config.Read(config.Sources{
		Text: "library = 'a.db'", Getenv: func(name string) string { return env[name] }, Flag: func(name string) string { return flags[name] },
	})
	if got := shown(t, &c); err != nil || c.LibraryFile != "c.db" || !c.Plain || c.Mouse || !strings.Contains(got, `library = "c.db"  # --library`) {
		t.Errorf("the flags: got %+v, %v", c.Settings, err)
	}
	flags["plain"] = "perhaps"
	if _, err = config.Read(config.Sources{Flag: func(name string) string { return flags[name] }}); err == nil || !strings.HasPrefix(err.Error(), "--plain: ") {
		t.Errorf("got %v", err)
	}
}

// TestNobody: without a file, an environment or flags there are the defaults.
func TestNobody(t *testing.T) {
	c, err := config.Read(config.Sources{Library: "library.db"})
	want := config.Settings{
		LibraryFile: "library.db", Headings: config.HeadingsAuto, Images: config.ImagesAuto, Bandwidth: config.BandwidthAuto, Refresh: config.RefreshAuto, Notify: config.NotifyOff, WeekStart: time.Monday, Theme: "calm", KeysPreset: "dateline",
		Connections: 64, ConnectionsPerHost: 6,
	}
	if err != nil || c.Settings != want || c.LibraryNamed || c.Keys == nil || c.Scheme == nil {
		t.Errorf("got %+v, %v", c.Settings, err)
	}
}

// TestLibraryUnreadable: what should name the library, but cannot be read, is told.
func TestLibraryUnreadable(t *testing.T) {
	for text, want := range map[string]bool{
		"library = 7": true, "library = a.db": true, "lib = 'a.db'": false, "mouse = \nlibrary = 'a.db'": false,
	} {
		if c, err := read(text, nil); err == nil || c.LibraryUnreadable != want {
			t.Errorf("%q: %v, %v", text, c.LibraryUnreadable, err)
		}
	}
}

// TestRemembered: what a reader has set in earlier sessions wins over the file, and what
// is wrong in it, or is not his to set, counts for nothing.
func TestRemembered(t *testing.T) {
	c, err := config.Read(config.Sources{
		Text:       "theme = 'calm'\nquery = 'is:unread'\n[keys]\nstar = 'F5'\n",
		Remembered: map[string]string{"theme": "nord", "week-start": "sunday", "mouse": "true", "headings": "weeks", "query": "x", "library": "/etc/passwd", "keys-preset": "newsboat"},
	})
	want := config.Settings{
		Query: "is:unread", Headings: config.HeadingsAuto, Images: config.ImagesAuto, WeekStart: time.Sunday, Bandwidth: config.BandwidthAuto, Refresh: config.RefreshAuto, Notify: config.NotifyOff,
		Theme: "nord", Mouse: true, KeysPreset: "newsboat", Connections: 64, ConnectionsPerHost: 6,
	}
	if err != nil || c.Settings != want || c.Scheme.Name() != "nord" {
		t.Errorf("got %+v, %v", c.Settings, err)
	}
	in := keys.Input{Map: c.Keys}
	for key, want := range map[string]keys.Action{"f5": keys.Star, "u": keys.Hints} {
		if got, _ := in.Press(keys.List, key); got != want {
			t.Errorf("%s asks for %q, want %q", key, got, want)
		}
	}
}

// TestSetKeysPreset: another preset keeps the reader's own keys.
func TestSetKeysPreset(t *testing.T) {
	c, err := read("[keys]\nstar = 'F5'\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	before := c
	change, err := c.SetTo("keys-preset newsboat")
	if err != nil || change.Follows != config.Rebind || change.Name != "keys-preset" || change.Value != "newsboat" {
		t.Errorf("got %+v, %v", change, err)
	}
	for m, want := range map[*keys.Map]map[string]keys.Action{
		c.Keys:      {"f5": keys.Star, "u": keys.Hints},
		before.Keys: {"f5": keys.Star, "u": keys.Undo},
	} {
		in := keys.Input{Map: m}
		for key, want := range want {
			if got, _ := in.Press(keys.List, key); got != want {
				t.Errorf("%s asks for %q, want %q", key, got, want)
			}
		}
	}
}

// TestBrief: a line says the first problem and how many more there are.
func TestBrief(t *testing.T) {
	_, err := config.Read(config.Sources{File: "/home/a/config.toml", Text: "\nmoose = 1\nthem = 2\n"})
	var wrong *config.Error
	if !errors.As(err, &wrong) || wrong.Brief() != `config.toml:2: unknown setting "moose"; did you mean "mouse"? (and 1 more)` {
		t.Errorf("got %v", err)
	}
}

// TestUpdate: of what is read again the screen learns only what has changed, and what
// counts at the start stays as it was.
func TestUpdate(t *testing.T) {
	const effects = config.Redraw | config.Restyle | config.Divide | config.Pictures
	for _, c := range []struct {
		before, after string
		want          config.Effect
	}{
		{"", "", 0},
		{"query = 'a'\nplain = true\nlibrary = 'a.db'", "query = 'b'\nlibrary = 'b.db'", 0},
		{"", "mouse = true", config.Redraw},
		{"ascii = true", "", config.Restyle},
		{"week-start = 'sun'", "week-start = 'sunday'", 0},
		{"week-start = 'sun'\nheadings = 'none'", "images = 'on'", config.Divide | config.Pictures},
		{"theme = 'mine'\n[themes.mine]\nstar = 'red'", "theme = 'mine'\n[themes.mine]\nstar = 'blue'", config.Restyle},
	} {
		now, err := read(c.before, nil)
		if err != nil {
			t.Fatal(err)
		}
		next, err := read(c.after, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := next.Settings
		want.LibraryFile, want.Query, want.Plain = now.LibraryFile, now.Query, now.Plain
		if got := now.Update(&next); got&effects != c.want || got&config.Rebind == 0 {
			t.Errorf("from %q to %q: %b, want %b", c.before, c.after, got, c.want)
		}
		if now.Settings != want {
			t.Errorf("from %q to %q: got %+v, want %+v", c.before, c.after, now.Settings, want)
		}
	}
}

// TestEverySetting: each row of the table is read from the file, shown, begins a new
// file and is in the handbook's example; those that :set changes can be changed to
// each of their values.
func TestEverySetting(t *testing.T) {
	example, err := read(config.Example(), nil)
	if err != nil {
		t.Fatal(err)
	}
	empty, err := read("", nil)
	if err != nil {
		t.Fatal(err)
	}
	all, template, set := shown(t, &example), string(empty.Template()), config.OnScreen()
	for i, s := range config.Table() {
		for _, want := range []string{"\n" + s.Name + " = ", "  # config.toml:" + strconv.Itoa(i+1) + "\n"} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is not shown", want)
			}
		}
		if !strings.Contains(template, "\n# "+s.Help+"\n#"+s.Name+" = ") {
			t.Errorf("a new file has no %s", s.Name)
		}
		if on := slices.ContainsFunc(set, func(o config.Setting) bool { return o.Name == s.Name }); on != (s.SetHelp != "") {
			t.Errorf("%s is among those of :set: %v", s.Name, on)
		}
	}
	for _, s := range set {
		if len(s.Words(&empty)) < 2 || s.Live == config.AtStart {
			t.Errorf("%s cannot be changed on the screen", s.Name)
		}
		for _, word := range s.Words(&empty) {
			c := empty
			was := s.Text(&c)
			if effects, err := c.Set(&s, word); err != nil || s.Text(&c) != word || (effects != 0) != (was != word) {
				t.Errorf("%s = %s: %s, %b, %v", s.Name, word, s.Text(&c), effects, err)
			}
		}
		if _, err := empty.Set(&s, "neither"); err == nil && !s.Open {
			t.Errorf("%s takes anything", s.Name)
		}
	}
	if _, err := empty.Set(&set[0], "nord"); err != nil || empty.Scheme.Name() != "nord" {
		t.Errorf("%s: got %v, %v", set[0].Name, empty.Scheme, err)
	}
}

// TestOneRow: a setting is named in its row and nowhere else in ui and cmd, so that a
// new one is a row and a field. Names that mean something else as well are left out.
func TestOneRow(t *testing.T) {
	named := make(map[string]int)
	for _, s := range config.Table() {
		if strings.Contains(s.Name, "-") && s.Name != "user-agent" { // a source has one, too
			named[s.Name] = 0
		}
	}
	if len(named) < 2 {
		t.Fatalf("only %v can be looked for", named)
	}
	look := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		for name := range named {
			named[name] += strings.Count(string(code), strconv.Quote(name))
		}
		return err
	}
	for _, root := range []string{"..", "../../cmd"} {
		if err := filepath.WalkDir(root, look); err != nil {
			t.Fatal(err)
		}
	}
	for name, n := range named {
		if n != 1 {
			t.Errorf("%s is named %d times, want 1: in Table", name, n)
		}
	}
}

// FuzzRead: no text makes the reader fall, every problem is at a line there is, and
// what was understood can be shown.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"theme = 'x'\n[keys]\nstar = ['a', 'b c']\n", "[themes.a.dark]\naccent = '#fff'\n", "a.b = {c = [1,\n2]}\n", "x = \"\"\"\n\\\"\"\"\"",
		"[[keys]]\na=1", "[", "'", "\ufeffmouse=1", "keys.list.star='\\x'",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := read(text, nil)
		var wrong *config.Error
		if errors.As(err, &wrong) {
			for _, p := range wrong.Problems {
				if p.Line < 1 || p.Line > strings.Count(text, "\n")+1 {
					t.Errorf("%q: line %d", text, p.Line)
				}
			}
		}
		if c.Keys == nil || c.Scheme == nil {
			t.Errorf("%q: no keys or colours", text)
		}
		shown(t, &c)
	})
}
