package model

import (
	"net/url"
	"strings"
	"testing"
)

func TestStripUserinfo(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"none", "https://host/feed?a@b", "https://host/feed?a@b"},
		{"both", "https://ada:secret@host/feed", "https://host/feed"},
		{"name only", "https://token@host:8080", "https://host:8080"},
		{"encoded", "get https://ada:s%40cr%2Fet@host/feed: refused", "get https://host/feed: refused"},
		{"several", `["http://a:b@x/","http://c@y/"]`, `["http://x/","http://y/"]`},
		{"two signs", "https://ada@mail.example:pw@host/", "https://host/"},
		{"a person's page", "https://host/@ada", "https://host/@ada"},
		{"behind a port", "https://host:8080/@ada: refused", "https://host:8080/@ada: refused"},
		{"mail", "write to ada@host.example", "write to ada@host.example"},
		{"scheme of old buttons", "feed:https://ada:pw@host/", "feed:https://host/"},
		{"a slash in it", "https://ada:pa/ss@host/feed", "https://host/feed"},
		{"no escape", "https://ada:%zz@host/feed: no such file", "https://host/feed: no such file"},
		{"a blank", "https://ada:pa ss@host", "https://ada:pa ss@host"},
		{"the end", "https://", "https://"},
	} {
		if got := StripUserinfo(c.text, nil); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.name, c.text, got, c.want)
		}
	}
	of := func(host string) bool { return host == "host:8080" }
	text := "[a](http://u:p@HOST:8080) http://u:p@host:8080, http://u:p@other:8080/"
	if got, want := StripUserinfo(text, of), "[a](http://HOST:8080) http://host:8080, http://u:p@other:8080/"; got != want {
		t.Errorf("of one host: %q, want %q", got, want)
	}
}

func FuzzStripUserinfo(f *testing.F) {
	f.Add("ada", "secret", "/feed?x=1")
	f.Add("a@b", "p/w#?", "")
	f.Fuzz(func(t *testing.T, user, password, path string) {
		if strings.Contains(path, "://") {
			t.Skip()
		}
		u := url.URL{Scheme: "https", Host: "host.example", Path: path, User: url.UserPassword(user, password)}
		if user == "" && password == "" {
			t.Skip()
		}
		bare := u
		bare.User = nil
		if got := StripUserinfo(u.String(), nil); got != bare.String() {
			t.Errorf("%q becomes %q, want %q", u.String(), got, bare.String())
		}
		if got := StripUserinfo(bare.String(), nil); got != bare.String() {
			t.Errorf("%q becomes %q", bare.String(), got)
		}
	})
}

func TestWithoutLogin(t *testing.T) {
	for place, want := range map[string]string{
		"news.txt":                          "news.txt",
		"a b://c@d":                         "a b://c@d",
		"https://ada:secret@a.example/x@y":  "https://a.example/x@y",
		"feed:https://ada:secret@a.example": "feed:https://a.example",
		"https://ada:se%zz@a.example/":      "https://a.example/",
		"https://ada:se cret":               "https://ada",
	} {
		if got := WithoutLogin(place); got != want {
			t.Errorf("%s: got %s, want %s", place, got, want)
		}
	}
}
