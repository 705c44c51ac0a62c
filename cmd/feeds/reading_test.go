package feeds_test

import (
	"bytes"
	"testing"

	"dateline/cmd/feeds"
	"dateline/model"
)

// What was left out of articles is said in a line for each source, and where nothing was
// nothing is said.
func TestReadingLeftOut(t *testing.T) {
	var out bytes.Buffer
	r := feeds.NewReading(feeds.Console{Stderr: &out, Progress: func() (model.Report, func()) { return func(string, int) {}, func() {} }}, "page.html", "talk.html")
	r.End()
	if out.Len() > 0 {
		t.Errorf("got %q", out.String())
	}
	r.LeftOut("page.html", "The register of the…", 28)
	r.LeftOut("talk.html", "There was…", 20)
	r.LeftOut("talk.html", "Those who…", 21)
	r.End()
	const want = "dateline: page.html: left out of an article: “The register of the…” (28 words); 'dateline show --explain page.html' says why\n" +
		"dateline: talk.html: left out of articles: “There was…” and more, 2 passages of 41 words; 'dateline show --explain talk.html' says why\n"
	if got := out.String(); got != want || r.Failed != 0 {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
