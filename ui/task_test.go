package ui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// TestRefresh: what is fetched is said while it goes on and when it has ended;
// what failed stands on the screen of problems.
func TestRefresh(t *testing.T) {
	go1 := make(chan struct{})
	asked := make(chan string, 9)
	d := open(t, news(), 100, 30, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnRefresh = func(ctx context.Context, source string, report func(host.Progress)) (string, error) {
			asked <- source
			report(host.Progress{Doing: "Refreshing, 1 of 3 feeds"})
			select {
			case <-go1:
			case <-ctx.Done():
				return "", ctx.Err()
			}
			report(host.Progress{Failed: errors.New("https://coast.example/\x1b[31mfeed: the server answered 404")})
			return "3 feeds: 2 added.", nil
		}
	})
	d.See("Harbour", "12 unread")
	d.Press("!")
	d.See("No problems so far.")
	d.Press("!", "R")
	d.See("Refreshing, 1 of 3 feeds", "Esc stops it")
	d.Press("R")
	d.See("Refreshing is under way; Esc stops it.")
	d.Press("j") // the list stays usable
	d.See("Refreshing, 1 of 3 feeds")
	go1 <- struct{}{}
	d.See("3 feeds: 2 added, 1 failed (press ! for details)", "! 1 failed")
	d.Press("!")
	d.See("Problems", "Refreshing", "12:00:00", "[31mfeed: the server answered 404")
	if strings.Contains(d.Frame(), "\x1b[31mfeed") {
		t.Error("an escape sequence reaches the screen")
	}
	d.Press("q")
	d.Gone("1 failed")

	d.Press("r")
	d.See("Esc stops it")
	d.Press("esc")
	d.See("Stopped; what was fetched is kept.")
	d.Settle()
	if got := fmt.Sprintf("%q %q", <-asked, <-asked); got != `"" "Coast Daily"` {
		t.Errorf("refreshed %s, want all and then the selected source", got)
	}
	d.Press("!")
	d.See("No problems so far.") // it is being tried again
}

// TestAdd: a place is asked for and added.
func TestAdd(t *testing.T) {
	d := open(t, news(), 80, 24, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnAdd = func(_ context.Context, place string, report func(host.Progress)) (string, error) {
			if place == "wrong" {
				return "", errors.New("wrong: no such file")
			}
			return place + ": 3 added.", nil
		}
	})
	d.See("Harbour", "12 unread")
	d.Press("a")
	d.See("the address of a feed")
	d.Type("~/news.txt")
	d.Press("enter")
	d.See("~/news.txt: 3 added.")
	d.Press(":")
	d.Type("add wrong")
	d.Press("enter")
	d.See("wrong: no such file")
	d.Press("!")
	d.See("Adding", "wrong: no such file")
	d.Settle()
	golden(t, "problems-80x24", d.Screen())
}

// TestAddSeveral: of several feeds one is chosen by its key, and then added.
func TestAddSeveral(t *testing.T) {
	d := open(t, news(), 80, 24, func(o *ui.Options) {
		uitest.Allow(&o.Session).OnAdd = func(_ context.Context, place string, report func(host.Progress)) (string, error) {
			if place == "coast.example" {
				return "", &host.Several{Err: errors.New(place + " offers 2 feeds"), Feeds: []host.Offer{{Title: "News", Address: "https://coast.example/news"}, {Address: "https://coast.example/ships"}}}
			}
			return place + ": 3 added.", nil
		}
	})
	d.See("Harbour", "12 unread")
	for _, c := range []struct{ key, says string }{{"2", "https://coast.example/ships: 3 added."}, {"1", "https://coast.example/news: 3 added."}} {
		d.Press("a")
		d.Type("coast.example")
		d.Press("enter")
		d.See("coast.example offers 2 feeds. Which one?", "1  News", "2  https://coast.example/ships")
		d.Press(c.key)
		d.See(c.says)
	}
	d.Press("!")
	d.See("No problems so far.")
}

// TestNothingToRefresh: where documents are only opened nothing is followed,
// and that is said.
func TestNothingToRefresh(t *testing.T) {
	d := open(t, news(), 80, 24)
	d.See("Harbour", "12 unread")
	for _, c := range []struct{ key, says string }{{"R", "No feeds to refresh."}, {"r", "No feeds to refresh."}, {"a", "Only your library can be added to"}} {
		d.Press(c.key)
		d.See(c.says)
	}
}
