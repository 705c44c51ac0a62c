package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/feed"
)

// TestSelf: the program is named as it was started.
func TestSelf(t *testing.T) {
	t.Chdir("../..")
	for _, c := range []struct{ started, want string }{
		{"dateline", "dateline"},
		{"./dateline", "./dateline"},
		{"/home/reader/bin/dateline", "/home/reader/bin/dateline"},
		{"/tmp/go-build1234/b001/exe/dateline", "go run ./cmd/dateline"},
		{"/home/a reader/dateline", "dateline"},
		{"date\x1b]0;line\x07", "dateline"},
		{"", "dateline"},
	} {
		p := &program{started: c.started, now: time.Now}
		if got := p.self(); got != c.want {
			t.Errorf("%q: got %q, want %q", c.started, got, c.want)
		}
		pages, err := p.handbook(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(pages[0].Body, "\n"+c.want+" add FILE\n") {
			t.Errorf("%q: the welcome page does not say %q:\n%s", c.started, c.want+" add FILE", pages[0].Body)
		}
		code := regexp.MustCompile("```\\n(?:[^`]*\\n)?dateline\\s|`dateline[\\s`]")
		for _, page := range pages {
			if bad := code.FindString(page.Body); bad != "" && c.want != "dateline" {
				t.Errorf("%q: %s still says %q", c.started, page.Title, bad)
			}
		}
	}
	t.Chdir("cmd/dateline")
	if got := (&program{started: "/tmp/go-build1/b001/exe/dateline"}).self(); got != "go run ." {
		t.Errorf("in its own folder: got %q", got)
	}
}

// TestOffers: the feeds to begin with are addresses, and the welcome page has them.
func TestOffers(t *testing.T) {
	pages, err := (&program{now: time.Now}).handbook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range offers {
		if address, ok := feed.Address(o.Address); !ok || address != o.Address || !strings.HasPrefix(address, "https://") {
			t.Errorf("%s is at %q", o.Title, o.Address)
		}
		if !strings.Contains(pages[0].Body, o.Title+", "+o.About+": `"+o.Address+"`") {
			t.Errorf("the welcome page does not offer %s", o.Title)
		}
	}
}
