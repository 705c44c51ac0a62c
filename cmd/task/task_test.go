package task_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/cmd/task"
	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/config"
	"dateline/ui/host"
)

// TestRefresh: what came of a refresh is one sentence, and how far it is is told before.
func TestRefresh(t *testing.T) {
	feeds := []model.Subscription{{Address: "https://coast.test/", Title: "Coast"}, {Address: "https://hill.test/"}}
	broken := errors.New("broken")
	noon := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	paused := []subscribe.LeftOut{{Feed: feeds[0], Why: subscribe.Asked, Until: noon.Add(150 * time.Minute)}}
	for _, c := range []struct {
		name, source string
		came         []subscribe.Refreshed
		err          error
		left         []subscribe.LeftOut
		want, fails  string
		told         []string
	}{
		{"all", "", []subscribe.Refreshed{{Saved: model.Saved{Added: 2, Same: 9}}, {Err: broken}}, nil, nil, "2 feeds: 2 added.", "", []string{"Refreshing, 0 of 2 feeds, 0 added", "Refreshing, 1 of 2 feeds, 2 added", "broken", "Refreshing, 2 of 2 feeds, 2 added"}},
		{"one", "coast", []subscribe.Refreshed{{Saved: model.Saved{Same: 9}}}, nil, nil, "Coast: nothing new.", "", []string{"Refreshing Coast", "Refreshing Coast"}},
		{"none", "", nil, nil, paused, "Coast is paused until 14:30, as its server asks.", "", []string{"Refreshing, 0 of 2 feeds, 0 added"}},
		{"some", "", []subscribe.Refreshed{{}}, nil, paused, "2 feeds: nothing new; Coast is paused until 14:30, as its server asks.", "", []string{"Refreshing, 0 of 2 feeds, 0 added", "Refreshing, 1 of 2 feeds, 0 added"}},
		{"none of that name", "nothing", nil, nil, nil, "", "nothing is not a feed that you follow", nil},
		{"interrupted", "", nil, context.Canceled, nil, "", "context canceled", []string{"Refreshing, 0 of 2 feeds, 0 added"}},
	} {
		var told []string
		got, err := task.Refresh(t.Context(), feeds, c.source, noon, func(_ context.Context, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error) {
			if !which.Anyway || (which.Named == nil) != (c.source == "") {
				t.Errorf("%s: asks for %+v", c.name, which)
			}
			for _, r := range c.came {
				hear.Done(r)
			}
			return c.left, c.err
		}, func(p host.Progress) {
			if p.Failed != nil {
				p.Doing = p.Failed.Error()
			}
			told = append(told, p.Doing)
		})
		if got != c.want || (err != nil) != (c.fails != "") || err != nil && err.Error() != c.fails || !slices.Equal(told, c.told) {
			t.Errorf("%s: %q, %v, told %q", c.name, got, err, told)
		}
	}
}

// TestPage: only addresses of the web are read.
func TestPage(t *testing.T) {
	for _, address := range []string{"", "/etc/passwd", "file:///etc/passwd", "gopher://coast.test/", "-"} {
		if _, err := task.Page(t.Context(), address, feed.Options{NoFiles: true}); err == nil {
			t.Errorf("%q was read", address)
		}
	}
}

// TestFetchOptions: the limits that settings begin with are those of programs without
// settings.
func TestFetchOptions(t *testing.T) {
	c, err := config.Read(config.Sources{})
	if err != nil {
		t.Fatal(err)
	}
	perHost, all := fetch.New(task.FetchOptions(c.Settings, nil)).Limits()
	if perHost != fetch.ConnectionsPerHost || all != fetch.ConnectionsInAll {
		t.Errorf("got %d and %d, want %d and %d", perHost, all, fetch.ConnectionsPerHost, fetch.ConnectionsInAll)
	}
}

// TestFullText: the text of an article's page is kept, and how much it is told.
func TestFullText(t *testing.T) {
	text := strings.Repeat("<p>The harbour was quiet in the morning, and those who had come early stood about and talked.</p>", 3)
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<!DOCTYPE html><html><body><article><h1>Pier</h1>"+text+"</article></body></html>")
	}))
	t.Cleanup(page.Close)
	lib, a := modeltest.NewReference(nil), model.Article{ID: model.NewID("s", "1", "", "", model.Date{}), Title: "Pier", URL: page.URL, Body: "A teaser."}
	if _, err := lib.Save(t.Context(), []model.Article{a}, modeltest.Clock); err != nil {
		t.Fatal(err)
	}
	s := &subscribe.Service{Library: lib, Now: func() time.Time { return modeltest.Clock }}
	const there, own = "The full text of its page is there: 51 words.", "Only the document's own text is kept (1 article)."
	for _, want := range []string{there, own, there} { // it is taken away again where it is there
		if got, err := task.FullText(t.Context(), s, lib, []model.ID{a.ID}); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
		if a, err := lib.Article(t.Context(), a.ID); err != nil || a.FullText != (want == there) || a.OfDocument() != "A teaser." {
			t.Errorf("%s: %+v, %v", want, a, err)
		}
	}
	if _, err := task.FullText(t.Context(), s, lib, []model.ID{"nosucharticle"}); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	more := []model.Article{{ID: "second", Title: "Second", URL: page.URL + "/2"}, {ID: "third", Title: "Third", Body: "Of no page."}}
	if _, err := lib.Save(t.Context(), more, modeltest.Clock); err != nil {
		t.Fatal(err)
	}
	got, err := task.FullText(t.Context(), s, lib, []model.ID{a.ID, "second", "third"})
	if want := "The full text of 1 article is there, 1 article failed: it links to no page."; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}
