package modeltest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"dateline/model"
)

// Scheduled is a library of which feeds are checked.
type Scheduled interface {
	Filled
	model.ScheduleStore
}

// addressesOf are the addresses of feeds.
func addressesOf(feeds []model.Subscription) []string {
	var all []string
	for _, f := range feeds {
		all = append(all, f.Address)
	}
	return all
}

// follow follows feeds.
func follow(t *testing.T, lib model.SubscriptionStore, feeds ...model.Subscription) {
	t.Helper()
	if _, err := lib.Subscribe(t.Context(), feeds, Clock); err != nil {
		t.Fatal(err)
	}
}

// followed returns the feed at an address.
func followed(t *testing.T, lib model.SubscriptionLister, address string) model.Subscription {
	t.Helper()
	all, err := lib.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Address == address {
			return f
		}
	}
	return model.Subscription{}
}

// someFeed has a value in every field of a feed.
func someFeed(address string) model.Subscription {
	return model.Subscription{
		Address: address, At: "https://moved.example/", Title: "Alpha", Page: "https://a.example/", Folder: "news/local", Tags: []string{"news", "Élan"},
		Paused: true, FullText: true, HideFromAll: true, Login: true, Interval: 40 * time.Minute, UserAgent: "me/1", Proxy: "socks5://proxy.example:1080",
		ETag: `W/"1"`, LastModified: "Mon, 23 Nov 2026 00:00:00 GMT",
		Schedule: model.Schedule{
			Checked: Clock, Next: Clock.Add(time.Hour), Interval: time.Hour, NotBefore: Clock.Add(time.Minute), Failures: 3, FailingSince: Clock.Add(-time.Hour),
			Error: "it is a page", Fault: model.FaultFormat, Hints: "ttl=60", Gone: true, Moved: "https://new.example/", MovedSeen: Clock.Add(-24 * time.Hour),
		},
	}
}

// scheduling checks what is kept of feeds and of their checks.
func scheduling(t *testing.T, lib Scheduled) {
	whole := someFeed("https://a.example/feed")
	follow(t, lib, whole, model.Subscription{Address: "https://b.example/feed"})
	if got := followed(t, lib, whole.Address); !reflect.DeepEqual(got, whole) {
		t.Errorf("got  %+v\nwant %+v", got, whole)
	}
	other := whole
	other.Folder, other.Schedule = "", model.Schedule{}
	follow(t, lib, other)
	if got := followed(t, lib, whole.Address); got.Folder != "" || !reflect.DeepEqual(got.Schedule, whole.Schedule) {
		t.Errorf("followed again: %+v", got)
	}
	due(t, lib)
	claiming(t, lib)
	keepingChecks(t, lib)
	pausingHosts(t, lib)
}

// due checks which feeds are to be checked, in which order.
func due(t *testing.T, lib Scheduled) {
	at := func(address string, next, notBefore time.Duration) model.Subscription {
		return model.Subscription{Address: address, Schedule: model.Schedule{Next: Clock.Add(next), NotBefore: Clock.Add(notBefore)}}
	}
	paused, gone := at("https://d.example/4", -time.Hour, -time.Hour), at("https://d.example/5", -time.Hour, -time.Hour)
	paused.Paused, gone.Schedule.Gone = true, true
	follow(t, lib, at("https://d.example/1", -time.Minute, -time.Hour), at("https://d.example/2", -time.Hour, 0), at("https://d.example/3", 1*time.Second, 0),
		at("https://d.example/6", -time.Hour, time.Second), paused, gone)
	got, err := lib.DueFeeds(t.Context(), Clock)
	want := []string{"https://b.example/feed", "https://d.example/2", "https://d.example/1"}
	if err != nil || !reflect.DeepEqual(addressesOf(got), want) {
		t.Errorf("due are %q, want %q: %v", addressesOf(got), want, err)
	}
}

// claiming checks that nobody claims what another holds.
func claiming(t *testing.T, lib Scheduled) {
	ctx, one, two := t.Context(), "https://d.example/1", "https://d.example/2"
	for _, c := range []struct {
		name string
		who  string
		at   time.Duration
		ask  []string
		want []string
	}{
		{"the first", "ada", 0, []string{two, one, "https://unknown.example/"}, []string{one, two}},
		{"another", "bob", time.Second, []string{one, two, "https://d.example/4"}, []string{"https://d.example/4"}},
		{"the same, who renews it", "ada", 30 * time.Second, []string{two}, []string{two}},
		{"when the lease has ended", "bob", time.Minute, []string{one, two}, []string{one}},
	} {
		got, err := lib.Claim(ctx, c.ask, c.who, Clock.Add(c.at), time.Minute)
		if err != nil || !reflect.DeepEqual(addressesOf(got), c.want) {
			t.Errorf("%s: claimed %q, want %q: %v", c.name, addressesOf(got), c.want, err)
		}
	}
	holders, err := lib.Holders(ctx, Clock.Add(time.Minute))
	if want := map[string]string{one: "bob", two: "ada", "https://d.example/4": "bob"}; err != nil || !reflect.DeepEqual(holders, want) {
		t.Errorf("held by %v, want %v: %v", holders, want, err)
	}
	if err := lib.Release(ctx, "ada"); err != nil {
		t.Fatal(err)
	}
	got, err := lib.DueFeeds(ctx, Clock.Add(time.Minute))
	if want := []string{"https://b.example/feed", two, "https://d.example/6", "https://d.example/3"}; err != nil || !reflect.DeepEqual(addressesOf(got), want) {
		t.Errorf("due are %q, want %q: %v", addressesOf(got), want, err)
	}
}

// keepingChecks checks what a check changes, and that it gives back no lease but its own.
func keepingChecks(t *testing.T, lib Scheduled) {
	ctx, at := t.Context(), Clock.Add(time.Minute)
	one, untitled := "https://d.example/1", "https://b.example/feed"
	check := model.Subscription{
		Address: one, Title: "learned", Page: "https://d.example/", Folder: "not kept", ETag: "2", At: "https://at.example/",
		Schedule: model.Schedule{Checked: at, Next: at.Add(time.Hour), Interval: time.Hour},
	}
	check.Login = true
	named := check
	named.Address = untitled
	follow(t, lib, model.Subscription{Address: one, Title: "mine", Folder: "mine"})
	if err := lib.KeepChecks(ctx, "ada", []model.Subscription{check, named, {Address: "https://removed.example/", Title: "x"}}); err != nil {
		t.Fatal(err)
	}
	want := check
	want.Title, want.Folder = "mine", "mine"
	if got := followed(t, lib, one); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := followed(t, lib, untitled); got.Title != "learned" || got.Folder != "" {
		t.Errorf("got %+v", got)
	}
	if got := followed(t, lib, "https://removed.example/"); got.Address != "" {
		t.Errorf("it is followed again: %+v", got)
	}
	for i, who := range []string{"ada", "bob"} { // bob has it from before
		if err := lib.KeepChecks(ctx, who, []model.Subscription{check}); err != nil {
			t.Fatal(err)
		}
		if got, err := lib.Claim(ctx, []string{one}, "eve", at, time.Second); err != nil || len(got) != i {
			t.Errorf("given back by %q: %d claimed, %v", who, len(got), err)
		}
	}
}

// pausingHosts checks until when hosts are left alone.
func pausingHosts(t *testing.T, lib Scheduled) {
	ctx, later := t.Context(), Clock.Add(time.Hour)
	for _, until := range []time.Time{Clock.Add(time.Minute), later, Clock.Add(2 * time.Minute)} {
		if err := lib.PauseHost(ctx, "a.example", until, Clock); err != nil {
			t.Fatal(err)
		}
	}
	for at, want := range map[time.Time]map[string]time.Time{Clock: {"a.example": later}, later: {}} {
		if got, err := lib.HostPauses(ctx, at); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("at %v got %v, want %v: %v", at, got, want, err)
		}
	}
}

// changingFeeds checks that a reader's changes of feeds are acts that can be undone.
func changingFeeds(t *testing.T, lib Scheduled) {
	ctx := t.Context()
	a, b := someFeed("https://a.example/feed"), model.Subscription{Address: "https://b.example/feed", Title: "Beta"}
	b.Schedule = model.Schedule{Checked: Clock, Next: Clock.Add(time.Hour), Interval: time.Hour}
	follow(t, lib, a, b)
	save(t, lib, []model.Article{{ID: model.NewID("b", "", "", "t", model.Date{}), Title: "T", Source: "Beta", Home: b.Address}})
	moved, fast := a, b
	moved.Folder, moved.Paused, moved.Tags = "world", false, nil
	fast.Title, fast.Interval = "Beta again", 10*time.Minute
	fastNow := fast
	fastNow.Schedule.Next = Clock.Add(10 * time.Minute)
	do := func(name string, act model.Act, err error, kind model.ActionKind, n int, want ...model.Subscription) {
		t.Helper()
		if err != nil || act.Mark.Do != kind || act.N != n {
			t.Errorf("%s: %+v, %v", name, act, err)
		}
		for _, w := range want {
			if got := followed(t, lib, w.Address); !reflect.DeepEqual(got, w) {
				t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, w)
			}
		}
	}
	act, err := lib.ChangeSubscriptions(ctx, []model.SubscriptionChange{{Address: a.Address, To: &moved}, {Address: b.Address, To: &fast}}, Clock)
	do("changed", act, err, model.SetSubscription, 2, moved, fastNow)
	if all, err := lib.Sources(ctx); err != nil || len(all) != 1 || all[0].Title != "Beta again" {
		t.Errorf("the sources are %+v, %v", all, err)
	}
	act, err = lib.ChangeSubscriptions(ctx, []model.SubscriptionChange{{Address: a.Address, To: &moved}}, Clock)
	do("nothing changed", act, err, 0, 0)
	act, err = lib.ChangeSubscriptions(ctx, []model.SubscriptionChange{{Address: a.Address}, {Address: b.Address}}, Clock)
	do("removed", act, err, model.UnsetSubscription, 2)
	if all, err := lib.Subscriptions(ctx); err != nil || len(all) != 0 {
		t.Errorf("followed are %+v, %v", all, err)
	}
	if _, err := lib.ChangeSubscriptions(ctx, []model.SubscriptionChange{{Address: a.Address, To: &moved}}, Clock); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("changing what is removed: %v", err)
	}
	act, err = lib.Undo(ctx)
	do("back", act, err, model.UnsetSubscription, 2, moved, fastNow)
	act, err = lib.Undo(ctx)
	do("as it was", act, err, model.SetSubscription, 2, a, b)
	if all, err := lib.Sources(ctx); err != nil || len(all) != 1 || all[0].Title != "Beta" {
		t.Errorf("the sources are %+v, %v", all, err)
	}
	if err := lib.Unsubscribe(ctx, a.Address); err != nil {
		t.Fatal(err)
	}
	act, err = lib.Redo(ctx)
	do("again, without one", act, err, model.SetSubscription, 2, fastNow)
	if got := followed(t, lib, a.Address); got.Address != "" {
		t.Errorf("followed again: %+v", got)
	}
}

// mergingFeeds checks that the articles of two feeds are of one afterwards, with what was
// done to them.
func mergingFeeds(t *testing.T, lib model.Store) {
	ref := NewReference(nil)
	ctx, keep, drop := t.Context(), "https://a.example/feed", "https://b.example/feed"
	articles := func(home, source string, n int) (batch []model.Article) {
		for i := range n {
			a := model.Article{ID: model.NewID(home, fmt.Sprint(i), "", "", model.Date{}), Title: fmt.Sprintf("Harbour %d of %s", i, source), Source: source, Home: home, Path: home, Tags: []string{"town"}}
			if i > 0 {
				a.Published = model.AtInstant(Clock.Add(-time.Duration(17*i)*time.Hour), model.FromStated)
			}
			batch = append(batch, a)
		}
		return batch
	}
	for _, l := range []Scheduled{lib, ref} {
		follow(t, l, model.Subscription{Address: keep, Title: "Alpha"}, model.Subscription{Address: drop, Title: "Beta", HideFromAll: true})
		if err := l.MergeSources(ctx, keep, "https://c.example/feed"); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("with a feed that nobody follows: %v", err)
		}
		kept := save(t, l, articles(keep, "Alpha", 30))
		moved := save(t, l, articles(drop, "Beta", 40))
		doMark(t, l, model.Mark{Do: model.MarkRead}, append(kept[5:9], moved[:20]...)...)
		doMark(t, l, model.Mark{Do: model.Hide}, moved[15:25]...)
		doMark(t, l, model.Mark{Do: model.AddTag, Tag: "mine"}, moved[3])
		if err := l.MergeSources(ctx, keep, drop); err != nil {
			t.Fatal(err)
		}
		if all, err := l.Subscriptions(ctx); err != nil || len(all) != 1 || all[0].Address != keep {
			t.Errorf("followed are %+v, %v", all, err)
		}
	}
	for _, x := range []model.Expr{
		nil,
		model.Is{State: model.IsUnread},
		model.Match{Text: "alpha"},
		model.Match{Text: "beta"},
		model.Match{Field: model.FromSource, Text: "alpha"},
		model.Match{Field: model.FromSource, Text: "beta"},
		model.And{model.Match{Text: "harbour"}, model.Match{Field: model.FromSource, Text: "alpha"}},
		model.Tagged{Name: "mine"},
		model.And{model.Match{Field: model.FromSource, Text: "alpha"}, model.Is{State: model.IsUnread}},
	} {
		compareAll(t, lib, ref, model.Query{Now: Clock, Where: x}, fmt.Sprintf("merged: %#v", x))
	}
	got, err := lib.Sources(ctx)
	want, _ := ref.Sources(ctx)
	if len(got) != 1 || err != nil || got[0].Total != want[0].Total || got[0].Unread != want[0].Unread || got[0].Title != "Alpha" {
		t.Errorf("the sources are %+v, want %+v: %v", got, want, err)
	}
	Sound(t, lib)

	// One that has brought nothing yet takes the other's source.
	fresh := model.Subscription{Address: "https://new.example/feed", Title: "New"}
	follow(t, lib, fresh)
	if err := lib.MergeSources(ctx, fresh.Address, keep); err != nil {
		t.Fatal(err)
	}
	if all, err := lib.Sources(ctx); err != nil || len(all) != 1 || all[0].Path != fresh.Address || all[0].Title != "New" || all[0].Total != want[0].Total {
		t.Errorf("the sources are %+v, %v", all, err)
	}
	Sound(t, lib)
}
