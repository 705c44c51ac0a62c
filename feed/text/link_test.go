package text_test

import (
	"fmt"
	"strings"
	"testing"

	"dateline/feed/text"
)

func TestLinks(t *testing.T) {
	const one, two = "One|https://a.example/1|2020-11-06", "Two|https://a.example/2|2020-11-05"
	tests := []struct{ name, in, want string }{
		{"a line", "[One](https://a.example/1) - Nov 6, 2020", one},
		{"two lines", "[One](https://a.example/1) - Nov 6, 2020\n[Two](https://a.example/2) - Nov 5, 2020\n", one + "\n" + two},
		{"bullets", "- [One](https://a.example/1) - Nov 6, 2020\n- [Two](https://a.example/2) - Nov 5, 2020\n", one + "\n" + two},
		{"stars", "* [One](https://a.example/1) – 6 November 2020\n* [Two](https://a.example/2) – 5 November 2020\n", one + "\n" + two},
		{"numbers", "1. [One](https://a.example/1), 2020-11-06\n2. [Two](https://a.example/2), 2020-11-05\n", one + "\n" + two},
		{"dates before", "2020-11-06 [One](https://a.example/1)\n2020-11-05 [Two](https://a.example/2)\n", one + "\n" + two},
		{"dates before a dash", "- Nov 6, 2020 - [One](https://a.example/1)\n- Nov 5, 2020 - [Two](https://a.example/2)\n", one + "\n" + two},
		{"dates in brackets", "- [One](https://a.example/1) (2020-11-06)\n- [Two](https://a.example/2) (2020-11-05)\n", one + "\n" + two},
		{"in bold", "**[One](https://a.example/1)** - Nov 6, 2020\n**[Two](https://a.example/2)** - Nov 5, 2020\n", one + "\n" + two},
		{"dates below", "[One](https://a.example/1)\nNov 6, 2020\n\n[Two](https://a.example/2)\nNov 5, 2020\n", one + "\n" + two},
		{"dates above", "Nov 6, 2020\n[One](https://a.example/1)\n\nNov 5, 2020\n[Two](https://a.example/2)\n", one + "\n" + two},
		{"rules", "---\n[One](https://a.example/1) - Nov 6, 2020\n---\n[Two](https://a.example/2) - Nov 5, 2020\n---\n", one + "\n" + two},
		{"angles and a title", "[One](<https://a.example/1> \"first\") - Nov 6, 2020", one},
		{"brackets in the address", "[One](https://a.example/(1)) - Nov 6, 2020", "One|https://a.example/(1)|2020-11-06"},
		{"brackets in the title", `[\[One\] & *two*](https://a.example/1) - Nov 6, 2020`, "[One] & two|https://a.example/1|2020-11-06"},
		{"a date within the title", "[Results of November 5, 2020](https://a.example/1) - Nov 6, 2020", "Results of November 5, 2020|https://a.example/1|2020-11-06"},
		{"the date within the link", "[One - Nov 6, 2020](https://a.example/1)\n[Two - Nov 5, 2020](https://a.example/2)\n", one + "\n" + two},
		{"below a heading", "# Archive\n\n- [One](https://a.example/1) - Nov 6, 2020\n- [Two](https://a.example/2) - Nov 5, 2020\n", one + "\n" + two},
		{"an address that is none", "- [One](/1) - Nov 6, 2020\n- [Two](/2) - Nov 5, 2020\n- [Three](/3) - Nov 4, 2020\n", "[One](/1)||2020-11-06\n[Two](/2)||2020-11-05\n[Three](/3)||2020-11-04"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, a := range read(t, tt.in) {
				got = append(got, fmt.Sprintf("%s|%s|%s", a.Title, a.URL, a.Published))
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), tt.want)
			}
			if looks := text.LooksLinks([]byte(tt.in)); looks == strings.HasPrefix(tt.want, "[One](") {
				t.Errorf("it looks like links: %t", looks)
			}
		})
	}
}

// TestLinksOfAText: a title that is a link gives the address of its article, and
// the links of what is read stay in it.
func TestLinksOfAText(t *testing.T) {
	const in = "[A title of some words](https://a.example/0) - Nov 7, 2020\n\nBy Ann Author\n\nThis is a paragraph of an article, with words enough to be one, and a [link](https://a.example/1).\n\n" +
		"See [this](https://a.example/2) and that\n\nAnd this is another paragraph of the article, which also has words enough to be read as one of these.\n"
	got := read(t, in)
	if len(got) != 1 || got[0].Title != "A title of some words" || got[0].URL != "https://a.example/0" || got[0].Published.String() != "2020-11-07" ||
		!strings.Contains(got[0].Body, "https://a.example/1") || !strings.Contains(got[0].Body, "https://a.example/2") || text.LooksLinks([]byte(in)) {
		t.Errorf("got %+v", got)
	}
}
