package byline

import (
	"strings"
	"testing"
)

// What stands beside the name in bylines, as unfluff#93, newspaper4k and readers of
// local papers report it.
func TestNames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"By A. Writer, July 22, 2016", "A. Writer"},
		{"By A. Writer | July 22, 2016 10:05 am EST", "A. Writer"},
		{"A. Writer, Staff Writer", "A. Writer"},
		{"By A. Writer, Senior Technology Reporter", "A. Writer"},
		{"By A. Writer • 5 min read", "A. Writer"},
		{"Monday August 27, 2018 10:05 am PDT by Joan Ferro", "Joan Ferro"},
		{"July 22, 2016 by A. Writer", "A. Writer"},
		{"Von A. Schreiber, 22. Juli 2016", "A. Schreiber"},
		{"A. Writer - Updated Jul 22, 2016", "A. Writer"},
		{"By A. Writer (Reporter)", "A. Writer"},
		{"A. Writer, Political Editor at The Bay Post", "A. Writer"},
		{"By A. Writer, 2016-07-22", "A. Writer"},
		{"By A. Writer and B. Other", "A. Writer and B. Other"},
		{"Jean-Luc Picard", "Jean-Luc Picard"},
		{"May Day", "May Day"},
		{"Staff", ""},
		{"July 22, 2016", ""},
		{"", ""},
	} {
		if got := strings.Join(Names(c.in), "; "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWithoutBy(t *testing.T) {
	for in, want := range map[string]string{
		"By Jane Doe": "Jane Doe", "BY JANE DOE": "JANE DOE", "by: Jane": "Jane", "Written by Jane Doe": "Jane Doe", "Von Ursula Muster": "Ursula Muster",
		"Por Ana Pérez": "Ana Pérez", "Von der Leyen": "Von der Leyen", "Von Miller": "Von Miller", "Byron Jones": "Byron Jones", "Jane Doe": "Jane Doe", "By": "By", "": "",
	} {
		if got := WithoutBy(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
