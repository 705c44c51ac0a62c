package outcome_test

import (
	"errors"
	"testing"

	"dateline/cmd/outcome"
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

		outcome.Added("https://a.test/", subscribe.Added{Saved: model.Saved{Added: 1}, Sought: true, Followed: true}):                        "1 added, followed",
		outcome.Added("https://a.test/", subscribe.Added{Saved: model.Saved{Added: 1}, Sought: true}):                                        "1 added; nothing is followed: there is no feed",
		outcome.Added("https://a.test/", subscribe.Added{Feed: "https://a.test/feed", Followed: true, Others: []string{"https://a.test/b"}}): "its feed https://a.test/feed: nothing in it, followed; it offers another: 'dateline add https://a.test/b' follows it",
		outcome.Added("list.opml", subscribe.Added{Saved: model.Saved{Added: 1}, Lists: []string{"list.opml"}}):                              "1 added; it is a list of feeds: 'dateline import list.opml' follows them",
		outcome.Added("https://a.test/", subscribe.Added{Followed: true, Others: []string{"1", "2", "3", "4", "5", "6", "7"}}):               "nothing in it, followed; it offers others, which 'dateline add ADDRESS' follows: 1, 2, 3, 4, 5, and 2 more",
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
