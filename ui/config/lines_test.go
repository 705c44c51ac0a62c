package config

import (
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"dateline/model/suggest"
)

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
	if got.line("g", "h", "i") != 9 || got.line("z") != 1 {
		t.Error("the line of what stands around it is wrong")
	}
}

// FuzzFindKeys: every key of a document is found.
func FuzzFindKeys(f *testing.F) {
	for _, s := range []string{"[themes.a.dark]\naccent = '#fff'\n", "a.b = {c = [1,\n2]}\n", "x = \"\"\"\n\\\"\"\"\"", "[[keys]]\na=1\r\nb=[\r\n]\r\n", "\ufeff[a]\nb=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var tree map[string]any
		if _, err := toml.Decode(text, &tree); err != nil {
			return
		}
		found := findKeys(text)
		for name := range tree {
			if found[name] == 0 {
				t.Errorf("%q: %q is not found", text, name)
			}
		}
	})
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
		if got := suggest.DidYouMean(c.word, names()); got != c.want {
			t.Errorf("%q: %q, want %q", c.word, got, c.want)
		}
	}
}
