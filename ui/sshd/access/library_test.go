package access

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
)

// How it was decided who may call a method of a Library.
const (
	reads  = "reads"  // anybody
	visits = "visits" // not a guest; makes nobody a reader
	acts   = "acts"   // not a guest; makes a reader of who is none
	undoes = "undoes" // not a guest; there is nothing to undo for who is no reader
	drops  = "drops"  // not a guest; there is nothing to drop for who is no reader
	admins = "admins" // an admin
)

// call is a call of a method of a Library, and what was decided of it.
type call struct {
	who    string
	shared bool // an editor is needed, or an admin
	do     func(ctx context.Context, l model.Library, ids []model.ID) error
}

func drop[T any](_ T, err error) error { return err }

// calls are the decisions: each method has at least one.
var calls = map[string][]call{
	"Find": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		return drop(l.Find(ctx, model.Query{Now: clock}, model.Window{After: 3}))
	}}},
	"Count": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		return drop(l.Count(ctx, model.Query{Now: clock}))
	}}},
	"CountSources": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		return drop(l.CountSources(ctx, model.Query{Now: clock}))
	}}},
	"Histogram": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		return drop(l.Histogram(ctx, model.Query{Now: clock}, model.ByDay, model.Span{}))
	}}},
	"Article": {{reads, false, func(ctx context.Context, l model.Library, ids []model.ID) error { return drop(l.Article(ctx, ids[0])) }}},
	"Sources": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Sources(ctx)) }}},
	"Tags":    {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Tags(ctx)) }}},
	"Empty":   {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Empty(ctx)) }}},
	"Record":  {{reads, false, func(ctx context.Context, l model.Library, ids []model.ID) error { return drop(l.Record(ctx, ids[0])) }}},
	"Revisions": {{reads, false, func(ctx context.Context, l model.Library, ids []model.ID) error {
		return drop(l.Revisions(ctx, ids[0]))
	}}},
	"Views":         {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Views(ctx)) }}},
	"Rules":         {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Rules(ctx)) }}},
	"Settings":      {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Settings(ctx)) }}},
	"Subscriptions": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Subscriptions(ctx)) }}},
	"Changes": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		_, _, err := l.Changes(ctx, 0, 10)
		return err
	}}},
	"Who": {{reads, false, func(_ context.Context, l model.Library, _ []model.ID) error { _ = l.Who(); return nil }}},
	"Watch": {{reads, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		ctx, cancel := context.WithCancel(ctx)
		watch := l.Watch(ctx)
		cancel()
		for range watch { // until it is closed
		}
		return nil
	}}},
	"ReadOnly": {{reads, false, func(_ context.Context, l model.Library, _ []model.ID) error { _ = l.ReadOnly(); return nil }}},
	"Guarded": {
		{reads, false, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Guarded(func(model.Mark) error { return nil }).Article(ctx, ids[0]))
		}},
		{acts, true, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Guarded(func(model.Mark) error { return nil }).Mark(ctx, ids[:1], setDate(time.Now().UnixNano()), clock))
		}},
	},

	"Mark": {
		{acts, false, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Mark(ctx, ids, model.Mark{Do: model.Star}, clock))
		}},
		{acts, false, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Mark(ctx, ids, model.Mark{Opened: true}, clock))
		}},
		{visits, false, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Mark(ctx, ids, model.Mark{Do: model.Unstar}, clock))
		}},
		{visits, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.Mark(ctx, nil, model.Mark{Do: model.Star}, clock))
		}},
		{acts, true, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Mark(ctx, ids[:1], setDate(1), clock))
		}},
		{acts, true, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Mark(ctx, ids[:1], model.Mark{Do: model.ResetDate}, clock))
		}},
	},
	"MarkWhere": {
		{acts, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.MarkWhere(ctx, model.Query{Now: clock}, model.Mark{Do: model.Hide}, clock))
		}},
		{visits, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.MarkWhere(ctx, model.Query{Now: clock}, model.Mark{Do: model.Unhide}, clock))
		}},
		{acts, true, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.MarkWhere(ctx, model.Query{Now: clock}, setDate(2), clock))
		}},
	},
	"Undo": {{undoes, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Undo(ctx)) }}},
	"Redo": {{undoes, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Redo(ctx)) }}},
	"Apply": {
		{acts, false, func(ctx context.Context, l model.Library, ids []model.ID) error {
			return drop(l.Apply(ctx, []model.Change{{ID: ids[0], Do: model.Star, At: clock}}))
		}},
		{visits, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Apply(ctx, nil)) }},
	},
	"Restore": {{admins, true, func(ctx context.Context, l model.Library, ids []model.ID) error {
		r, err := l.Record(ctx, ids[0])
		if err != nil {
			return err
		}
		return drop(l.Restore(ctx, []model.Record{r}, clock))
	}}},
	"SaveView": {
		{acts, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.SaveView(ctx, model.View{Name: "mine", Query: "q"}, clock))
		}},
		{acts, true, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.SaveView(ctx, model.View{Name: "new", Query: "q", Shared: true}, clock))
		}},
	},
	"DropView": {
		{acts, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.DropView(ctx, model.FirstViews[0].Name, clock))
		}},
		{acts, true, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.DropView(ctx, "ALL", clock))
		}},
		{drops, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return drop(l.DropView(ctx, "none", clock))
		}},
	},
	"ChangeSubscriptions": {{acts, true, func(ctx context.Context, l model.Library, _ []model.ID) error {
		all, err := l.Subscriptions(ctx)
		if err != nil {
			return err
		}
		all[0].Paused = true
		return drop(l.ChangeSubscriptions(ctx, []model.SubscriptionChange{{Address: all[0].Address, To: &all[0]}}, clock))
	}}},
	"SaveRule": {{acts, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		return drop(l.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, clock))
	}}},
	"DropRule": {{drops, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
		return drop(l.DropRule(ctx, model.Rule{Do: model.Hide, Query: "is:undated"}, clock))
	}}},
	"Visit": {{visits, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return drop(l.Visit(ctx, clock)) }}},
	"SetPosition": {
		{acts, false, func(ctx context.Context, l model.Library, ids []model.ID) error { return l.SetPosition(ctx, ids[0], 3) }},
		{visits, false, func(ctx context.Context, l model.Library, ids []model.ID) error { return l.SetPosition(ctx, ids[0], 0) }},
	},
	"SetSetting": {
		{acts, false, func(ctx context.Context, l model.Library, _ []model.ID) error {
			return l.SetSetting(ctx, "theme", "nord")
		}},
		{visits, false, func(ctx context.Context, l model.Library, _ []model.ID) error { return l.SetSetting(ctx, "theme", "") }},
	},
}

// setDate returns a mark that sets a date.
func setDate(n int64) model.Mark {
	return model.Mark{Do: model.SetDate, Date: model.OnDay(model.Day(10_000+n%7_000), model.FromHand)}
}

// TestEveryMethodIsDecided: a method that model.Library gets has a decision, too.
func TestEveryMethodIsDecided(t *testing.T) {
	lib := reflect.TypeFor[model.Library]()
	for i := range lib.NumMethod() {
		if name := lib.Method(i).Name; len(calls[name]) == 0 {
			t.Errorf("nothing says who may call %s", name)
		}
	}
	for name := range calls {
		if _, ok := lib.MethodByName(name); !ok {
			t.Errorf("model.Library has no %s", name)
		}
	}
	if reflect.TypeFor[Library]().Field(0).Type == lib {
		t.Error("a Library has methods without a decision: it embeds one")
	}
}

// wantCall fails the test unless a call ended as was decided for a guest, for who is a
// reader or not, and for a role.
func wantCall(t *testing.T, what string, c call, err error, guest, known bool, role model.Role) {
	t.Helper()
	needs := model.RoleReader
	switch {
	case c.who == admins:
		needs = model.RoleAdmin
	case c.shared:
		needs = model.RoleEditor
	}
	var want error
	switch {
	case c.who == reads:
	case guest:
		want = model.ErrReadOnly
	case role < needs:
		want = model.ErrNotAllowed
	case c.who == undoes && !known:
		want = model.ErrNothingToUndo
	case c.who == drops:
		want = model.ErrNotFound
	}
	if c.who == undoes && known && errors.Is(err, model.ErrNothingToUndo) {
		return // it is not about that
	}
	if want == nil && err != nil || !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// TestRoles: every method, by a guest, by readers of every role whom the catalogue knows,
// and by ones whom it does not: who is refused, and who leaves a row.
func TestRoles(t *testing.T) {
	t.Parallel()
	s := openSite(t, Settings{Open: true, Guest: true, NewPerHour: -1})
	ids := saveArticles(t, s.catalog, 3)
	ctx := t.Context()
	local, err := s.catalog.Reader(ctx, model.LocalReader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.catalog.Subscribe(ctx, []model.Subscription{{Address: "https://a.example/feed"}}, clock); err != nil {
		t.Fatal(err)
	}
	shared := func() {
		t.Helper()
		if _, err := local.SaveView(ctx, model.View{Name: "all", Query: "q", Shared: true}, clock); err != nil {
			t.Fatal(err)
		}
	}
	known := func(role model.Role) *Library {
		key := newKey(t)
		if _, err := s.catalog.AddReader(ctx, model.Reader{Name: KeyLine(key), Role: role, Keys: []string{KeyLine(key)}}, clock); err != nil {
			t.Fatal(err)
		}
		return s.library(t, s.comeIn(t, key))
	}
	readers := func() int {
		all, err := s.catalog.Readers(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	shared()
	for name, all := range calls {
		for i, c := range all {
			for role := range model.RoleAdmin + 1 {
				if name == "DropView" {
					shared()
				}
				what := fmt.Sprintf("%s %d as %s", name, i, roleName(role))
				l := known(role)
				wantCall(t, what+", known", c, c.do(ctx, l, ids), false, true, role)
				if c.shared && role == model.RoleAdmin {
					shared()
					l = known(role)
					l.SetRole(model.RoleReader)
					wantCall(t, what+", now a reader", c, c.do(ctx, l, ids), false, true, model.RoleReader)
				}

				before := readers()
				if name == "DropView" {
					shared()
				}
				l = s.library(t, s.comeIn(t, newKey(t)))
				l.SetRole(role)
				if l.Who() != model.GuestReader || l.ReadOnly() {
					t.Errorf("%s: a new one is %s, read-only %v", what, l.Who(), l.ReadOnly())
				}
				err := c.do(ctx, l, ids)
				wantCall(t, what+", new", c, err, false, false, role)
				if made, want := readers()-before, c.who == acts && err == nil || c.who == admins && err == nil; made != map[bool]int{true: 1}[want] || (l.Who() != model.GuestReader) != want {
					t.Errorf("%s, new: %d readers are made, he is %s", what, made, l.Who())
				}
			}
			guest, _ := s.Anonymous()
			l := s.library(t, guest)
			l.SetRole(model.RoleAdmin)
			before := readers()
			wantCall(t, name+" as a guest", c, c.do(ctx, l, ids), true, false, 0)
			if readers() != before || l.Who() != model.GuestReader || !l.ReadOnly() {
				t.Errorf("%s: a guest is %s", name, l.Who())
			}
		}
	}
}

// TestUndoByRole: who was an editor takes back no date and no shared view any more, and
// does none again; what is his own he does.
func TestUndoByRole(t *testing.T) {
	t.Parallel()
	s := openSite(t, Settings{})
	ids := saveArticles(t, s.catalog, 2)
	ctx := t.Context()
	for what, act := range map[string]func(*Library) (model.Act, error){
		"a date": func(l *Library) (model.Act, error) { return l.Mark(ctx, ids[:1], setDate(3), clock) },
		"a view": func(l *Library) (model.Act, error) {
			return l.SaveView(ctx, model.View{Name: "v", Query: "q", Shared: true}, clock)
		},
		"a lost view": func(l *Library) (model.Act, error) { return l.DropView(ctx, "v", clock) },
	} {
		t.Run(what, func(t *testing.T) {
			key := newKey(t)
			if _, err := s.catalog.AddReader(ctx, model.Reader{Name: what, Role: model.RoleEditor, Keys: []string{KeyLine(key)}}, clock); err != nil {
				t.Fatal(err)
			}
			l := s.library(t, s.comeIn(t, key))
			if what == "a lost view" {
				if _, err := l.SaveView(ctx, model.View{Name: "v", Query: "q", Shared: true}, clock); err != nil {
					t.Fatal(err)
				}
			}
			do := func(act model.Act, err error) {
				t.Helper()
				if err != nil || act.N != 1 {
					t.Fatalf("%+v, %v", act, err)
				}
			}
			do(act(l))
			for range 2 {
				l.SetRole(model.RoleReader)
				if act, err := l.Undo(ctx); !errors.Is(err, model.ErrNotAllowed) {
					t.Errorf("he takes back %+v, %v", act, err)
				}
				if act, err := l.Guarded(func(model.Mark) error { return nil }).Undo(ctx); !errors.Is(err, model.ErrNotAllowed) {
					t.Errorf("he takes back %+v, %v", act, err)
				}
				l.SetRole(model.RoleEditor)
				do(l.Undo(ctx))
				l.SetRole(model.RoleReader)
				if act, err := l.Redo(ctx); !errors.Is(err, model.ErrNotAllowed) {
					t.Errorf("he does again %+v, %v", act, err)
				}
				l.SetRole(model.RoleAdmin)
				do(l.Redo(ctx))
			}
			l.SetRole(model.RoleReader)
			do(l.Mark(ctx, ids[1:], model.Mark{Do: model.Star}, clock))
			do(l.Undo(ctx))
			do(l.Redo(ctx))
		})
	}
}

// TestSharedIsLogged: what all readers see is in the log when it is changed, taken back or
// done again, and nothing of what is a reader's own.
func TestSharedIsLogged(t *testing.T) {
	t.Parallel()
	s := openSite(t, Settings{})
	ids := saveArticles(t, s.catalog, 2)
	key, ctx := newKey(t), t.Context()
	if _, err := s.catalog.AddReader(ctx, model.Reader{Name: "ada", Role: model.RoleEditor, Keys: []string{KeyLine(key)}}, clock); err != nil {
		t.Fatal(err)
	}
	l := s.library(t, s.comeIn(t, key))
	for _, c := range []struct {
		do   func() error
		said string // "": nothing
	}{
		{func() error { return drop(l.Mark(ctx, ids, setDate(3), clock)) }, `msg="dates changed" reader=ada articles=2`},
		{func() error { return drop(l.Undo(ctx)) }, `msg="dates changed" reader=ada articles=2`},
		{func() error { return drop(l.Redo(ctx)) }, `msg="dates changed" reader=ada articles=2`},
		{func() error {
			return drop(l.SaveView(ctx, model.View{Name: "ours", Query: "secret", Shared: true}, clock))
		}, `msg="shared view changed" reader=ada view=ours`},
		{func() error { return drop(l.DropView(ctx, "ours", clock)) }, `msg="shared view changed" reader=ada view=ours`},
		{func() error { return drop(l.Mark(ctx, ids, model.Mark{Do: model.Star}, clock)) }, ""},
		{func() error { return drop(l.SaveView(ctx, model.View{Name: "mine", Query: "secret"}, clock)) }, ""},
		{func() error { return l.SetPosition(ctx, ids[0], 7) }, ""},
	} {
		before := s.logged()
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		said := strings.TrimPrefix(s.logged(), before)
		if c.said == "" && (strings.Contains(said, "changed") || strings.Contains(said, "mine")) || !strings.Contains(said, c.said) || strings.Contains(said, "secret") {
			t.Errorf("the log has %q, want %q", said, c.said)
		}
	}
}

// TestFirstActsAtOnce: whoever acts first, in however many sessions and with however many
// keys of his name, is one reader, and each session goes on as that.
func TestFirstActsAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "authorized_keys")
	one, two := newKey(t), newKey(t)
	writeFile(t, path, `environment="DATELINE_NAME=Ada" `+KeyLine(one)+"\n"+`environment="DATELINE_NAME=ada",environment="DATELINE_ROLE=editor" `+KeyLine(two)+"\n")
	s := openSite(t, Settings{AuthorizedKeys: path})
	ids := saveArticles(t, s.catalog, 20)
	ctx := t.Context()
	watching := s.library(t, s.comeIn(t, one))
	watch := watching.Watch(ctx)
	var wg sync.WaitGroup
	libs := make([]*Library, len(ids))
	for i, id := range ids {
		libs[i] = s.library(t, s.comeIn(t, []gossh.PublicKey{one, two}[i%2]))
		wg.Go(func() {
			if act, err := libs[i].Mark(ctx, []model.ID{id}, model.Mark{Do: model.Star}, clock); err != nil || act.N != 1 {
				t.Errorf("%+v, %v", act, err)
			}
		})
	}
	wg.Wait()
	all, err := s.catalog.Readers(ctx)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, l := range append(libs, watching) {
		if l.Who() == model.GuestReader || l.Who() != libs[0].Who() {
			t.Fatalf("%s and %s", l.Who(), libs[0].Who())
		}
		if n, err := l.Count(ctx, model.Query{Now: clock, Where: model.Is{State: model.IsStarred}}); err != nil || n.Total != len(ids) {
			t.Errorf("%d, %v", n.Total, err)
		}
	}
	told(t, watch, "what the others did")
	quiet(watch)
	if _, err := libs[3].Undo(ctx); err != nil {
		t.Fatal(err)
	}
	told(t, watch, "an act after he became a reader")
}

// told waits for a signal.
func told(t *testing.T, watch <-chan struct{}, what string) {
	t.Helper()
	select {
	case _, open := <-watch:
		if !open {
			t.Fatalf("%s: the channel is closed", what)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("not told: %s", what)
	}
}

// quiet waits until no signals come.
func quiet(watch <-chan struct{}) {
	for {
		select {
		case <-watch:
		case <-time.After(400 * time.Millisecond):
			return
		}
	}
}

// TestWatchAcrossMaking: who is no reader is told of what all share, of no state of
// others, and once he is a reader of his own, whichever program changes it.
func TestWatchAcrossMaking(t *testing.T) {
	t.Parallel()
	s := openSite(t, Settings{Open: true})
	ids := saveArticles(t, s.catalog, 3)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	key := newKey(t)
	l := s.library(t, s.comeIn(t, key))
	watch := l.Watch(ctx)
	saveArticles(t, s.catalog, 4)
	told(t, watch, "an article")
	quiet(watch)
	local, err := s.catalog.Reader(ctx, model.LocalReader)
	if err != nil {
		t.Fatal(err)
	}
	star := func(l model.Library, id model.ID) {
		t.Helper()
		if act, err := l.Mark(ctx, []model.ID{id}, model.Mark{Do: model.Star}, clock); err != nil || act.N != 1 {
			t.Fatalf("%+v, %v", act, err)
		}
	}
	star(local, ids[0])
	select {
	case <-watch:
		t.Error("he is told of another's state")
	case <-time.After(400 * time.Millisecond):
	}
	if at, err := l.Visit(ctx, clock); err != nil || !at.IsZero() || l.Who() != model.GuestReader {
		t.Errorf("the last visit ended %v, %v", at, err)
	}
	star(l, ids[0])
	told(t, watch, "his first act")
	quiet(watch)
	star(l, ids[1])
	told(t, watch, "his next act")
	quiet(watch)
	elsewhere, err := openCatalog(t, s.file).Reader(ctx, l.Who())
	if err != nil {
		t.Fatal(err)
	}
	star(elsewhere, ids[2])
	told(t, watch, "an act in another program")
	quiet(watch)
	star(local, ids[1])
	select {
	case <-watch:
		t.Error("he is told of another's state")
	case <-time.After(400 * time.Millisecond):
	}
	cancel()
	for range watch { // until it is closed
	}
}

// TestNewReaders: how many are made of keys that only an open server lets in, in an hour
// and in all; those of the file are not among them.
func TestNewReaders(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "authorized_keys")
	named := newKey(t)
	writeFile(t, path, `environment="DATELINE_NAME=Ada" `+KeyLine(named))
	s := openSite(t, Settings{AuthorizedKeys: path, Open: true, NewPerHour: 2, MaxReaders: 4})
	ids := saveArticles(t, s.catalog, 1)
	ctx := t.Context()
	act := func(key gossh.PublicKey) error {
		_, err := s.library(t, s.comeIn(t, key)).Mark(ctx, ids, model.Mark{Opened: true}, clock)
		return err
	}
	first := newKey(t)
	for i, want := range []error{nil, nil, errTooOften, errTooOften} {
		key := newKey(t)
		if i == 0 {
			key = first
		}
		if err := act(key); !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("reader %d: %v, want %v", i, err, want)
		}
	}
	if err := act(first); err != nil {
		t.Errorf("one who was made: %v", err)
	}
	if err := act(named); err != nil {
		t.Errorf("one of the file: %v", err)
	}
	s.later.Store(int64(time.Hour))
	if err := act(newKey(t)); !errors.Is(err, errTooMany) {
		t.Errorf("one too many: %v", err)
	}
	if err := s.Reload(ctx, Settings{AuthorizedKeys: path, Open: true, NewPerHour: -1, MaxReaders: -1}); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := act(newKey(t)); err != nil {
			t.Errorf("without bounds: %v", err)
		}
	}
}

// TestOutBeforeTheFirstAct: who is taken out before he has done anything leaves nothing.
func TestOutBeforeTheFirstAct(t *testing.T) {
	path := filepath.Join(t.TempDir(), "authorized_keys")
	key := newKey(t)
	writeFile(t, path, `environment="DATELINE_NAME=Ada" `+KeyLine(key))
	s := openSite(t, Settings{AuthorizedKeys: path})
	l := s.library(t, s.comeIn(t, key))
	if err := s.Reload(t.Context(), Settings{}); err != nil {
		t.Fatal(err)
	}
	if err := l.SetSetting(t.Context(), "theme", "nord"); !errors.Is(err, errOut) {
		t.Errorf("he acts: %v", err)
	}
	// Nor is he somebody who has his name now, and a key of the library.
	if err := s.Reload(t.Context(), Settings{AuthorizedKeys: path}); err != nil {
		t.Fatal(err)
	}
	l = s.library(t, s.comeIn(t, key))
	if _, err := s.catalog.AddReader(t.Context(), model.Reader{Name: "ADA", Role: model.RoleAdmin, Keys: []string{KeyLine(newKey(t))}}, clock); err != nil {
		t.Fatal(err)
	}
	if err := l.SetSetting(t.Context(), "theme", "nord"); err == nil || l.Who() != model.GuestReader {
		t.Errorf("he acts as %s: %v", l.Who(), err)
	}
}

// TestMadeElsewhere: a reader whom another program makes of the same key just now is the
// same.
func TestMadeElsewhere(t *testing.T) {
	s := openSite(t, Settings{Open: true})
	key := newKey(t)
	l := s.library(t, s.comeIn(t, key))
	f := gossh.FingerprintSHA256(key)
	if _, err := openCatalog(t, s.file).AddReader(t.Context(), model.Reader{ID: model.ReaderID(f), Name: f}, clock); err != nil {
		t.Fatal(err)
	}
	if err := l.SetSetting(t.Context(), "theme", "nord"); err != nil || l.Who() != model.ReaderID(f) {
		t.Errorf("he is %s, %v", l.Who(), err)
	}
}

// TestReadOnlyCatalog: it is said that nothing can be changed, and not where the library
// is.
func TestReadOnlyCatalog(t *testing.T) {
	if err := outward(fmt.Errorf("/srv/library.db: %w", model.ErrReadOnly)); !errors.Is(err, model.ErrReadOnly) || err.Error() != errReadOnly.Error() {
		t.Error(err)
	}
}
