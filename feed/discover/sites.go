package discover

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// site is a row: how the feeds of a site's pages are found.
type site struct {
	name   string
	hosts  []string // without "www.", with all below them; none: it may be anywhere
	lookup func(page *url.URL, path []string) (Lookup, bool)
}

// sites is the table. To know another site, add a row, and a recording to testdata.
var sites = []site{
	{"YouTube", []string{"youtube.com"}, youTube},
	{"GitHub", []string{"github.com"}, gitHub},
	{"Bluesky", []string{"bsky.app"}, bluesky},
	{"Reddit", []string{"reddit.com"}, reddit},
	{"Apple Podcasts", []string{"podcasts.apple.com", "itunes.apple.com"}, applePodcasts},
	{"Mastodon", nil, mastodon},
}

// channelID is what names a channel of YouTube in its pages: the address that they call
// their own, the feed that they name, or their metadata.
var channelID = regexp.MustCompile(`(?:/channel/|channel_id=|"(?:externalId|channelId|externalChannelId)":"|itemprop="(?:identifier|channelId)" content=")(UC[\w-]{22})`)

// youTube: /feeds/videos.xml has the newest videos of a channel, a playlist or a user
// (https://developers.google.com/youtube/v3/guides/push_notifications). Pages that name
// a channel otherwise have its ID in them.
func youTube(page *url.URL, path []string) (Lookup, bool) {
	feed := func(by, id string) string {
		return beside(page, "/feeds/videos.xml", url.Values{by: {id}}.Encode())
	}
	first := ""
	if len(path) > 0 {
		first = path[0]
	}
	list := page.Query().Get("list")
	switch {
	case list != "" && (first == "playlist" || first == "watch"):
		return one(feed("playlist_id", list))
	case first == "channel" && len(path) > 1:
		return one(feed("channel_id", path[1]))
	case first == "user" && len(path) > 1:
		return one(feed("user", path[1]))
	case strings.HasPrefix(first, "@"), first == "c" && len(path) > 1, first == "watch", first == "shorts", first == "live":
		return Lookup{Ask: page.String(), Read: func(content []byte) []Feed {
			if m := channelID.FindSubmatch(content); m != nil {
				return []Feed{{Address: feed("channel_id", string(m[1]))}}
			}
			return nil
		}}, true
	}
	return Lookup{}, false
}

// gitHubPages are first parts of paths at GitHub that are no owner of repositories.
var gitHubPages = []string{
	"about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore", "features", "issues", "login",
	"marketplace", "new", "notifications", "orgs", "organizations", "pricing", "pulls", "search", "security", "settings", "site",
	"solutions", "sponsors", "stars", "team", "topics", "trending", "users",
}

// gitHub: a repository has Atom feeds of its releases, its tags and its commits, also
// those of one branch (https://docs.github.com/en/rest/activity/feeds, and the links of
// its pages).
func gitHub(page *url.URL, path []string) (Lookup, bool) {
	if len(path) < 2 || slices.Contains(gitHubPages, path[0]) || strings.HasSuffix(path[1], ".atom") {
		return Lookup{}, false
	}
	repository := "/" + path[0] + "/" + strings.TrimSuffix(path[1], ".git")
	feed := func(of string) string { return beside(page, repository+"/"+of+".atom", "") }
	if len(path) == 2 {
		return Lookup{Feeds: []Feed{{"releases", feed("releases")}, {"tags", feed("tags")}, {"commits", feed("commits")}}}, true
	}
	branch := strings.Join(path[3:], "/")
	switch of := path[2]; {
	case strings.HasSuffix(branch, ".atom"):
	case of == "releases", of == "tags":
		return one(feed(of))
	case of == "commits" && branch == "":
		return one(feed("commits"))
	case of == "commits", of == "tree" && branch != "":
		return one(feed("commits/" + branch))
	}
	return Lookup{}, false
}

// bluesky: the feed of an account lies below its lasting name, which the API tells
// (https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle).
func bluesky(page *url.URL, path []string) (Lookup, bool) {
	if len(path) != 2 || path[0] != "profile" {
		return Lookup{}, false
	}
	feed := func(did string) string { return beside(page, "/profile/"+did+"/rss", "") }
	if strings.HasPrefix(path[1], "did:") {
		return one(feed(path[1]))
	}
	handle, _ := url.PathUnescape(path[1])
	ask := page.Scheme + "://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?" + url.Values{"handle": {handle}}.Encode()
	return Lookup{Ask: ask, Read: func(content []byte) []Feed {
		var answer struct{ DID string }
		if json.Unmarshal(content, &answer) != nil || !strings.HasPrefix(answer.DID, "did:") {
			return nil
		}
		return []Feed{{Address: feed(url.PathEscape(answer.DID))}}
	}}, true
}

// reddit: ".rss" behind a listing or a thread is its feed
// (https://www.reddit.com/wiki/rss).
func reddit(page *url.URL, path []string) (Lookup, bool) {
	if len(path) > 0 && (strings.HasSuffix(path[len(path)-1], ".rss") || !slices.Contains([]string{"r", "u", "user", "domain"}, path[0])) {
		return Lookup{}, false
	}
	if len(path) == 1 {
		return Lookup{}, false
	}
	at := "/.rss"
	if len(path) > 0 {
		at = "/" + strings.Join(path, "/") + at
	}
	return one(beside(page, at, page.RawQuery))
}

// podcastID is the number of a podcast in the path of its page.
var podcastID = regexp.MustCompile(`/id(\d+)(?:/|$)`)

// applePodcasts: the lookup of the iTunes Search API names a podcast's feed
// (https://performance-partners.apple.com/search-api).
func applePodcasts(page *url.URL, _ []string) (Lookup, bool) {
	m := podcastID.FindStringSubmatch(page.Path)
	if m == nil {
		return Lookup{}, false
	}
	return Lookup{Ask: page.Scheme + "://itunes.apple.com/lookup?entity=podcast&id=" + m[1], Read: func(content []byte) []Feed {
		var answer struct {
			Results []struct{ FeedURL, CollectionName string }
		}
		if json.Unmarshal(content, &answer) != nil {
			return nil
		}
		var feeds []Feed
		for _, r := range answer.Results {
			if r.FeedURL != "" {
				feeds = append(feeds, Feed{r.CollectionName, r.FeedURL})
			}
		}
		return feeds
	}}, true
}

// mastodon: ".rss" behind an account, also with one of its tags
// (https://docs.joinmastodon.org/user/preferences/). Other sites have such addresses,
// too; what is there decides.
func mastodon(page *url.URL, path []string) (Lookup, bool) {
	n := len(path)
	if n == 0 || len(path[0]) < 2 || strings.LastIndexByte(path[0], '@') != 0 || strings.HasSuffix(path[n-1], ".rss") {
		return Lookup{}, false
	}
	if n == 1 || n == 2 && (path[1] == "with_replies" || path[1] == "media") || n == 3 && path[1] == "tagged" {
		return one(beside(page, "/"+strings.Join(path, "/")+".rss", ""))
	}
	return Lookup{}, false
}
