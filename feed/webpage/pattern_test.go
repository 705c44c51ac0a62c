package webpage

import "testing"

// A pattern matches what its expression matches.
func TestPattern(t *testing.T) {
	lines := []string{
		"", "Share", "— read more", "READ MORE: a story", "\u017fhare this", "\u212aommentare", "12 comments", "Über den Autor", "über die Autorin", "Follow us on", "ad",
		"[Related] stories", "© 2012 The Paper", "(c) 2012", "À lire aussi", "Ähnliche Artikel", "également", "Sources: none", "By Ann Orr", "vonOrt", "Von: Ann", "2 min read",
		"3 days ago", "the information included here", "_share_", "Published on Monday", "The trust asks walkers to keep dogs on the lead", "Read", "re", "Más sobre", "tags", "関連記事",
	}
	for _, name := range []func() *pattern{buttons, elsewhere, elsewhereLinked, otherHead, appeals, labels, credits, byWords, smallFacts, comments} {
		p := name()
		for _, s := range lines {
			if got, want := p.MatchString(s), p.Regexp.MatchString(s); got != want {
				t.Errorf("%q: got %v, want %v: %.60s", s, got, want, p.Regexp)
			}
		}
	}
	if buttons().begin == nil || appeals().begin == nil {
		t.Error("no beginnings are known")
	}
}
