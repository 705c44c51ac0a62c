package discover_test

import (
	"net/url"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"dateline/feed/discover"
)

// recordings returns what sites answer, written by hand, by address without a scheme.
func recordings(t testing.TB) map[string][]byte {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	answers := make(map[string][]byte)
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			answers[f.Name] = f.Data
		}
	}
	return answers
}

// TestPage: the feeds of pages that do not name them to everybody.
func TestPage(t *testing.T) {
	answers := recordings(t)
	const channel = "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"
	for page, want := range map[string][]string{
		"https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos": {channel},
		"https://www.youtube.com/@coastdaily":                             {channel},
		"https://www.youtube.com/watch?v=dQ0harbour1":                     {channel},
		"https://m.youtube.com/playlist?list=PLcoast0123":                 {"https://m.youtube.com/feeds/videos.xml?playlist_id=PLcoast0123"},
		"https://www.youtube.com/watch?v=1&list=PL/%26":                   {"https://www.youtube.com/feeds/videos.xml?playlist_id=PL%2F%26"},
		"https://www.youtube.com/user/coast":                              {"https://www.youtube.com/feeds/videos.xml?user=coast"},

		"https://github.com/coast/tide":                      {"https://github.com/coast/tide/releases.atom", "https://github.com/coast/tide/tags.atom", "https://github.com/coast/tide/commits.atom"},
		"https://github.com/coast/tide.git":                  {"https://github.com/coast/tide/releases.atom", "https://github.com/coast/tide/tags.atom", "https://github.com/coast/tide/commits.atom"},
		"https://github.com/coast/tide/releases/tag/v1":      {"https://github.com/coast/tide/releases.atom"},
		"https://github.com/coast/tide/tags":                 {"https://github.com/coast/tide/tags.atom"},
		"https://github.com/coast/tide/commits/":             {"https://github.com/coast/tide/commits.atom"},
		"https://github.com/coast/tide/commits/feature/moon": {"https://github.com/coast/tide/commits/feature/moon.atom"},
		"https://github.com/coast/tide/tree/main":            {"https://github.com/coast/tide/commits/main.atom"},

		"https://social.example/@ada":                {"https://social.example/@ada.rss"},
		"https://social.example/@ada/tagged/harbour": {"https://social.example/@ada/tagged/harbour.rss"},
		"https://social.example/@ada/with_replies":   {"https://social.example/@ada/with_replies.rss"},

		"https://bsky.app/profile/ada.example":                      {"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/rss"},
		"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx": {"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/rss"},
		"https://bsky.app/profile/nobody.example":                   {},

		"https://www.reddit.com/":                          {"https://www.reddit.com/.rss"},
		"https://old.reddit.com/r/lighthouses":             {"https://old.reddit.com/r/lighthouses/.rss"},
		"https://www.reddit.com/r/lighthouses/top/?t=week": {"https://www.reddit.com/r/lighthouses/top/.rss?t=week"},
		"https://www.reddit.com/user/ada":                  {"https://www.reddit.com/user/ada/.rss"},

		"https://podcasts.apple.com/gb/podcast/tides/id1234567890?i=1000": {"http://feeds.coast.example/tides.xml"},
		"https://podcasts.apple.com/podcast/id1":                          {},
	} {
		u, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		l, ok := discover.Page(u)
		if l.Ask != "" {
			asked, _ := url.Parse(l.Ask)
			answer, recorded := answers[asked.Host+asked.RequestURI()]
			if !recorded {
				t.Errorf("%s: nobody wrote down what %s answers", page, l.Ask)
			}
			l.Feeds = l.Read(answer)
		}
		got := make([]string, len(l.Feeds))
		for i, f := range l.Feeds {
			got[i] = f.Address
		}
		if !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
		if sure := u.Host != "social.example"; l.Sure != sure {
			t.Errorf("%s: sure is %v", page, l.Sure)
		}
	}
}

// TestNothingKnown: feeds themselves, and what only looks like a page with feeds.
func TestNothingKnown(t *testing.T) {
	for _, page := range []string{
		"https://coast.example/", "https://coast.example/feed.xml", "https://notyoutube.com/channel/UCabcdefghijklmnopqrstuv", "https://youtube.com/",
		"https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv", "https://www.youtube.com/channel", "https://www.youtube.com/playlist",
		"https://github.com/coast", "https://github.com/features/actions", "https://github.com/coast/tide/releases.atom", "https://github.com/coast/tide/commits/main.atom",
		"https://github.com/coast/tide/issues", "https://github.com/coast/tide/tree",
		"https://social.example/@", "https://social.example/@ada.rss", "https://social.example/@ada/115000000000000001", "https://social.example/@ada@other.example",
		"https://registry.example/@scope/package", "https://bsky.app/profile/did:plc:a/rss", "https://bsky.app/",
		"https://www.reddit.com/r", "https://www.reddit.com/r/lighthouses/.rss", "https://www.reddit.com/r/lighthouses.rss", "https://www.reddit.com/settings",
		"https://podcasts.apple.com/gb/browse", "https://podcasts.apple.com/gb/podcast/tides/id12x",
	} {
		u, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		if l, ok := discover.Page(u); ok {
			t.Errorf("%s: %v, %q", page, l.Feeds, l.Ask)
		}
	}
}

// TestAccount: an account of Mastodon by its name.
func TestAccount(t *testing.T) {
	for name, want := range map[string]string{
		"@ada@social.example": "https://social.example/@ada", "@a_b.c@xn--bcher-kva.example": "https://xn--bcher-kva.example/@a_b.c",
		"ada@social.example": "", "@ada": "", "@ada@localhost": "", "@ada@social.example/x": "", "@ada@127.0.0.1": "", "": "",
	} {
		if got, ok := discover.Account(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// FuzzPage: what is found is below the server that was asked for, whatever the page's
// address and the answers hold.
func FuzzPage(f *testing.F) {
	for address, answer := range recordings(f) {
		f.Add("https://"+address, answer)
	}
	f.Add("https://bsky.app/profile/a%26b", []byte(`{"did":"did:x/../../y?z"}`))
	f.Fuzz(func(t *testing.T, page string, answer []byte) {
		u, err := url.Parse(page)
		if err != nil || u.Host == "" {
			return
		}
		l, ok := discover.Page(u)
		if ok && l.Read == nil == (len(l.Feeds) == 0) {
			t.Errorf("%s: neither feeds nor a way to them", page)
		}
		if l.Read == nil {
			return
		}
		for _, feed := range l.Read(answer) {
			if feed.Address == "" {
				t.Errorf("%s: a feed without an address", page)
			}
		}
	})
}
