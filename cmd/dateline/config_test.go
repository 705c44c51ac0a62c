package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"dateline/ui/keys"
)

func configOf(text string, env map[string]string) (config, error) {
	p := &program{getenv: func(name string) string { return env[name] }}
	return p.parseConfig("config.toml", text)
}

// TestParseConfig: all that is wrong is told, with its line and what may have been
// meant.
func TestParseConfig(t *testing.T) {
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
		{"macros", "[macros]\nstar = 'down'\nlast = 'botom'\ntwo = ['down']\nright = 'down; tag a'\n[keys]\nright = 'k'\n", []string{
			`2: "star" is an action`, `3: there is no command "botom"; there is "bottom"`, "4: two wants commands in quotes", `7: in the list "k" is both`,
		}},
		{"no tables", "keys = 1\nthemes = 2\nmacros = 3\n", []string{"1: keys wants a table", "2: themes wants tables", "3: macros wants a table"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := configOf(c.text, nil)
			var got []string
			var wrong *configError
			if errors.As(err, &wrong) {
				got = wrong.said("config.toml")
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

// TestConfigInForce: what the file says is what the screen is given.
func TestConfigInForce(t *testing.T) {
	c, err := configOf("library = '~/a.db'\nweek-start = 'Sun'\ntheme = 'mine'\nmouse = true\nkeys-preset = 'newsboat'\n"+
		"[keys]\nstar = 'F5'\n[themes.mine]\naccent = 'red'\n", map[string]string{"HOME": "/home/a"})
	if err != nil {
		t.Fatal(err)
	}
	o := c.screen()
	if c.Library != "/home/a/a.db" || o.WeekStart != time.Sunday || !o.Mouse || o.Headings != "auto" || o.Scheme.Name() != "mine" || len(o.Schemes) != 1 {
		t.Errorf("got %q, %+v", c.Library, o)
	}
	in := keys.Input{Map: o.Keys}
	for key, want := range map[string]keys.Action{"f5": keys.Star, "u": keys.Hints} {
		if got, _ := in.Press(keys.List, key); got != want {
			t.Errorf("%s asks for %d, want %d", key, got, want)
		}
	}
	c, err = configOf("library = 'a.db'", map[string]string{"DATELINE_LIBRARY": "b.db"})
	if err != nil || c.Library != "b.db" || c.from["library"] != "DATELINE_LIBRARY" || c.screen().Scheme.Name() != "calm" {
		t.Errorf("got %q from %q, %v", c.Library, c.from["library"], err)
	}
}

func TestFindKeys(t *testing.T) {
	const text = `# a = 1
a = "# not \" one"
"b c" = """
d = 1
""""
'e' = [ # [x]
  "]", 'f = 1',
]
g.h = { i = 1, j = "}" }

[ k . "l" ]
m = 1979-05-27
[[n]]
o = '''
p = '''
q = 1`
	got := findKeys(text)
	for path, want := range map[string]int{
		"a": 2, "b c": 3, "e": 6, "g": 9, "g.h": 9, "k": 11, "k.l": 11, "k.l.m": 12, "n": 13, "n.o": 14, "n.q": 16, "d": 0, "f": 0, "p": 0, "n.p": 0,
	} {
		if got[path] != want {
			t.Errorf("%q is at line %d, want %d", path, got[path], want)
		}
	}
	if got.of("g", "h", "i") != 9 || got.of("z") != 1 {
		t.Error("the line of what stands around it is wrong")
	}
}

// FuzzConfig: no text makes the reader fall, every problem is at a line there is,
// and every key of a document has been found.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{
		"theme = 'x'\n[keys]\nstar = ['a', 'b c']\n", "[themes.a.dark]\naccent = '#fff'\n", "a.b = {c = [1,\n2]}\n", "x = \"\"\"\n\\\"\"\"\"",
		"[[keys]]\na=1", "[", "'", "\ufeffmouse=1", "keys.list.star='\\x'",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := configOf(text, nil)
		var wrong *configError
		if errors.As(err, &wrong) {
			for _, p := range wrong.problems {
				if p.line < 1 || p.line > strings.Count(text, "\n")+1 {
					t.Errorf("%q: line %d", text, p.line)
				}
			}
		}
		found := findKeys(text)
		var tree map[string]any
		if _, err := toml.Decode(text, &tree); err != nil {
			return
		}
		for name := range tree {
			if !strings.ContainsAny(name, "\\'\"") && found[name] == 0 {
				t.Errorf("%q: %q is not found", text, name)
			}
		}
	})
}

func TestPlace(t *testing.T) {
	for _, c := range []struct{ name, xdg, home, want string }{
		{"default", "", "/home/a", "/home/a/.config/dateline/config.toml"},
		{"variable", "/etc/a", "/home/a", "/etc/a/dateline/config.toml"},
		{"relative is ignored", "etc", "/home/a", "/home/a/.config/dateline/config.toml"},
		{"nowhere", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &program{getenv: func(name string) string {
				return map[string]string{"XDG_CONFIG_HOME": c.xdg, "HOME": c.home}[name]
			}}
			if got := p.place("XDG_CONFIG_HOME", ".config", "config.toml"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLocale(t *testing.T) {
	for _, c := range []struct {
		locale string
		week   time.Weekday
		ascii  bool
	}{
		{"", time.Monday, false},
		{"C", time.Monday, true},
		{"POSIX", time.Monday, true},
		{"C.UTF-8", time.Monday, false},
		{"de_DE.UTF-8", time.Monday, false},
		{"en_US.utf8", time.Sunday, false},
		{"en_GB.ISO-8859-15", time.Monday, true},
		{"ar_EG.UTF-8", time.Saturday, false},
		{"pt_BR@euro", time.Sunday, true},
	} {
		t.Run(c.locale, func(t *testing.T) {
			if got := weekStart(c.locale); got != c.week {
				t.Errorf("week starts on %s, want %s", got, c.week)
			}
			if got := !unicodeLocale(c.locale); got != c.ascii {
				t.Errorf("ASCII %v, want %v", got, c.ascii)
			}
		})
	}
}

func TestDidYouMean(t *testing.T) {
	for _, c := range []struct{ word, want string }{{"libary", "library"}, {"week_start", "week-start"}, {"asci", "ascii"}, {"thmes", "themes"}, {"zebra", ""}} {
		if c.want != "" {
			c.want = "; did you mean \"" + c.want + "\"?"
		}
		if got := didYouMean(c.word, settingNames()); got != c.want {
			t.Errorf("%q: %q, want %q", c.word, got, c.want)
		}
	}
}

// TestImages: pictures come unasked where the configuration says so, but not to a
// terminal that is elsewhere.
func TestImages(t *testing.T) {
	for _, c := range []struct {
		text string
		env  map[string]string
		want string
	}{
		{"", nil, "auto"},
		{"images = 'on'", nil, "on"},
		{"images = 'off'", nil, "off"},
		{"images = 'on'", map[string]string{"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, "off"},
		{"images = 'on'", map[string]string{"SSH_TTY": "/dev/pts/1"}, "off"},
	} {
		conf, err := configOf(c.text, c.env)
		if err != nil {
			t.Fatal(err)
		}
		if got := conf.screen().Images; got != c.want {
			t.Errorf("%q with %v: %q, want %q", c.text, c.env, got, c.want)
		}
	}
	if _, err := configOf("images = 'yes'", nil); err == nil || !strings.Contains(err.Error(), "is not one of auto, on, off") {
		t.Errorf("got %v", err)
	}
}
