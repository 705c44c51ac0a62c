package outcome_test

import (
	"errors"
	"testing"

	"dateline/cmd/outcome"
	"dateline/feed/discover"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/transfer"
)

// TestWords: what came of a command, in words.
func TestWords(t *testing.T) {
	fault := errors.New("it is torn")
	for got, want := range map[string]string{
		outcome.Saved(model.Saved{}):                                "nothing in it",
		outcome.Saved(model.Saved{Same: 4}):                         "nothing new",
		outcome.Saved(model.Saved{Added: 12, Changed: 3, Same: 40}): "12 added, 3 changed, 40 known",

		outcome.Added("https://a.test/", subscribe.Added{Saved: model.Saved{Added: 1}, Sought: true, Followed: true}):             "1 added, followed",
		outcome.Added("https://a.test/", subscribe.Added{Saved: model.Saved{Added: 1}, Sought: true}):                             "1 added; nothing is followed: there is no feed",
		outcome.Added("https://a.test/", subscribe.Added{Feed: "https://a.test/feed", Followed: true}):                            "its feed https://a.test/feed: nothing in it, followed",
		outcome.Added("https://a.test/", subscribe.Added{Followed: true, Down: true, Sought: true}):                               "followed, and tried again later",
		outcome.Added("https://a.test/", subscribe.Added{Saved: model.Saved{Added: 9}, Followed: true, Page: true, Sought: true}): "9 added, followed: the dated headlines of the page are its entries",
		outcome.Choices("a.test\n", subscribe.Added{Choices: make([]discover.Feed, 3)}).Error():                                   "a.test offers 3 feeds",
		outcome.Added("list.opml", subscribe.Added{Saved: model.Saved{Added: 1}, Lists: []string{"list.opml"}}):                   "1 added; it is a list of feeds: 'dateline import list.opml' follows them",
		outcome.Imported(transfer.Imported{}):                                                 "nothing new in it",
		outcome.Imported(transfer.Imported{Faults: 1}):                                        "",
		outcome.Imported(transfer.Imported{Saved: model.Saved{Added: 2}, Feeds: 1, Views: 2}): "2 added, 1 feed, 2 views",
		outcome.Fault("a.jsonl", transfer.Fault{Line: 3, Err: fault}).Error():                 "a.jsonl: line 3: it is torn",
		outcome.Fault("a", transfer.Fault{Err: transfer.ErrUnknown}).Error():                  "a: " + transfer.ErrUnknown.Error() + "; 'dateline add a' adds documents",
		outcome.Retention(model.Retention{Days: 1}):                                           "older than 1 day, if read",
		outcome.Retention(model.Retention{Days: 365, Keep: 500, Unread: true}):                "older than 365 days or beyond the newest 500",
		outcome.Size(999):           "999 bytes",
		outcome.Size(254_000):       "254.0 kB",
		outcome.Size(1_500_000):     "1.5 MB",
		outcome.Size(2_000_000_000): "2.0 GB",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
