package html2md

import (
	"strings"
	"testing"

	htmltomarkdown "github.com/JohannesKaufmann/html-to-markdown/v2"
)

// fragment is what a feed entry looks like: paragraphs with links and emphasis,
// a list, a quotation, an image.
var fragment = strings.Repeat(`<p>The council met on <em>Monday</em> and voted on the <a href="https://a.example/tram?a=1&amp;b=2">tram line</a>, nine to four.</p>
<ul><li>Line one: yes</li><li>Line two: <strong>no</strong></li></ul>
<blockquote><p>Nobody here believed that we would win.</p></blockquote>
<p><img src="https://a.example/i/tram.jpg" alt="The tram"> “A long evening”, said the mayor.</p>
`, 8)

// BenchmarkPeers compares the conversion of a feed entry with
// html-to-markdown, the usual library for it.
func BenchmarkPeers(b *testing.B) {
	for _, c := range []struct {
		name    string
		convert func(string) (string, error)
	}{
		{"dateline", func(s string) (string, error) { return Convert(s, nil) }},
		{"html-to-markdown", func(s string) (string, error) { return htmltomarkdown.ConvertString(s) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(fragment)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.convert(fragment); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestKeepsWhatThePeerKeeps checks the text, without its markup, against
// html-to-markdown's.
func TestKeepsWhatThePeerKeeps(t *testing.T) {
	ours, err := Convert(fragment, nil)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := htmltomarkdown.ConvertString(fragment)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := wordsIn(ours), wordsIn(theirs); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// wordsIn returns the words of Markdown outside of addresses.
func wordsIn(s string) string {
	for {
		i := strings.Index(s, "](")
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			break
		}
		s = s[:i] + " " + s[i+j+1:]
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f && r != '“' && r != '”')
	}), " ")
}
