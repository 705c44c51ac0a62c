package bluemonday

import "testing"

func TestSanitize(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain &amp; simple", "plain &amp; simple"},
		{"<b>bold</b> <a href='x' onclick=y>link</a>", "bold link"},
		{"a<script>alert(1)</script>b<style>p{}</style>c", "abc"},
		{"<!-- no -->x < y", "x &lt; y"},
		{"</script>x<p", "x"},
	} {
		if got := StrictPolicy().Sanitize(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
