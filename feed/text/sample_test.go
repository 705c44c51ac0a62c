package text_test

import (
	"os"
	"strings"
	"testing"
)

// TestSample reads a scraped file as people have them: ten dated headlines,
// then an article with advertisements in it.
func TestSample(t *testing.T) {
	in, err := os.ReadFile("../../../shared/samples/sample.txt")
	if err != nil {
		t.Skip("the sample is not there: ", err)
	}
	all := read(t, string(in))
	if len(all) != 11 {
		t.Fatalf("got %d articles, want 11", len(all))
	}
	for _, a := range all[:10] {
		if !a.Published.Dated() || !a.HeadlineOnly() {
			t.Errorf("%q: got the date %q and %d bytes of text, want a date and none", a.Title, a.Published, len(a.Body))
		}
	}
	story := all[10]
	if !strings.HasPrefix(story.Title, "Unable to stop") || story.Published.Dated() {
		t.Errorf("got %q of %q, want the story, undated", story.Title, story.Published)
	}
	if strings.Contains(story.Body, "Advertisement") || !strings.HasSuffix(story.Body, "alongside Nusra.") {
		t.Errorf("got a body that ends %q", story.Body[max(0, len(story.Body)-60):])
	}
}
