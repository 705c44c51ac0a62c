package modeltest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"dateline/model"
)

// peopled is what of a Catalog concerns readers and articles.
type peopled interface {
	model.Saver
	model.ReaderStore
	Reader(ctx context.Context, id model.ReaderID) (model.Library, error)
}

// pair is a catalogue under test and the one that says what is right, whose readers do
// the same.
type pair struct {
	r        *rand.Rand
	lib      peopled
	ref      *catalog
	readers  []model.ReaderID
	minutes  *atomic.Int64 // that have passed since Clock
	articles int
	rules    []string
}

// now is the time on both catalogues' clock.
func (p *pair) now() time.Time { return Clock.Add(time.Duration(p.minutes.Load()) * time.Minute) }

// ofReader returns the libraries of a reader.
func (p *pair) ofReader(t *testing.T, id model.ReaderID) (lib model.Library, ref *Reference) {
	t.Helper()
	lib, err := p.lib.Reader(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return lib, p.ref.viewOf(id)
}

// eachTheirOwn: whatever readers do at random, among articles that arrive, change and are
// corrected, each has what he would have alone but for what all share. What one owns no
// other sees.
func eachTheirOwn(t *testing.T, open func(*testing.T, model.OpenOptions) peopled) {
	const rounds, acts = 8, 8
	for seed := range uint64(libraries) {
		p := newPair(t, open, rand.New(rand.NewPCG(seed, 15)))
		for round := range rounds {
			for act := range acts {
				p.step(t, fmt.Sprintf("catalogue %d, round %d, act %d", seed, round, act))
			}
			p.compare(t, fmt.Sprintf("catalogue %d, round %d", seed, round))
		}
		for _, id := range p.readers {
			p.undoAll(t, id)
		}
		p.compare(t, fmt.Sprintf("catalogue %d, all undone", seed))
		gone := p.readers[1+p.r.IntN(len(p.readers)-1)]
		for _, c := range []model.ReaderStore{p.lib, p.ref} {
			if err := c.RemoveReader(t.Context(), gone); err != nil {
				t.Fatal(err)
			}
		}
		p.readers = slices.DeleteFunc(p.readers, func(id model.ReaderID) bool { return id == gone })
		p.compare(t, fmt.Sprintf("catalogue %d, without %s", seed, gone))
		if t.Failed() {
			return
		}
	}
}

// newPair makes two catalogues with the same readers.
func newPair(t *testing.T, open func(*testing.T, model.OpenOptions) peopled, r *rand.Rand) *pair {
	t.Helper()
	p := &pair{r: r, minutes: new(atomic.Int64), readers: []model.ReaderID{model.LocalReader}}
	exprs := make(map[string]model.Expr)
	for i := range 4 {
		q := model.Query{Where: expr(r, 2)}
		for q.AsksHidden() || asks(q.Where, model.IsDuplicate) { // as in ruling
			q.Where = expr(r, 2)
		}
		p.rules = append(p.rules, fmt.Sprintf("rule %d", i))
		exprs[p.rules[i]] = q.Where
	}
	read := func(text string, _ time.Time) (model.Expr, error) {
		if x, ok := exprs[text]; ok {
			return x, nil
		}
		return nil, errors.New("not understood")
	}
	o := model.OpenOptions{Rules: read, Clock: p.now}
	p.lib, p.ref = open(t, o), newCatalog(o)
	for i := range 3 {
		who := model.Reader{ID: model.ReaderID(fmt.Sprintf("reader-%d", i)), Name: fmt.Sprintf("Reader %d", i), Role: model.Role(i), Keys: []string{fmt.Sprint("key ", i)}}
		for _, c := range []model.ReaderStore{p.lib, p.ref} {
			if _, err := c.AddReader(t.Context(), who, Clock); err != nil {
				t.Fatal(err)
			}
		}
		p.readers = append(p.readers, who.ID)
	}
	for range 3 {
		p.save(t, "first")
	}
	return p
}

// same fails where two answers are not the same.
func same[T any](t *testing.T, what string, got, want T, gotErr, wantErr error) {
	t.Helper()
	for _, known := range []error{model.ErrNotFound, model.ErrExists, model.ErrOwner, model.ErrNothingToUndo} {
		if errors.Is(gotErr, known) != errors.Is(wantErr, known) {
			t.Fatalf("%s: %v, want %v", what, gotErr, wantErr)
		}
	}
	if (gotErr == nil) != (wantErr == nil) || gotErr == nil && !reflect.DeepEqual(got, want) && !(isNone(got) && isNone(want)) {
		t.Fatalf("%s:\ngot  %+v, %v\nwant %+v, %v", what, got, gotErr, want, wantErr)
	}
}

// isNone reports whether x is a list of nothing.
func isNone(x any) bool {
	v := reflect.ValueOf(x)
	return v.Kind() == reflect.Slice && v.Len() == 0
}

// save lets the same articles arrive in both: new ones, of nobody or of a reader, and
// such as are known.
func (p *pair) save(t *testing.T, what string) {
	t.Helper()
	var batch []model.Article
	for range 1 + p.r.IntN(12) {
		a := article(p.r, p.articles)
		if p.r.IntN(3) == 0 {
			a.Owner = p.readers[p.r.IntN(len(p.readers))]
			a.ID = model.NewID(string(a.Owner), fmt.Sprint(p.articles), "", "", model.Date{})
		}
		batch = append(batch, a)
		p.articles++
	}
	for range p.r.IntN(3) {
		if len(p.ref.inOrder) > 0 {
			d := p.ref.inOrder[p.r.IntN(len(p.ref.inOrder))]
			a := article(p.r, p.r.IntN(p.articles))
			a.ID, a.Owner = d.ID, d.Owner
			batch = append(batch, a)
			if p.r.IntN(8) == 0 { // as if it were another's
				batch[len(batch)-1].Owner = p.readers[p.r.IntN(len(p.readers))]
			}
		}
	}
	got, gotErr := p.lib.Save(t.Context(), slices.Clone(batch), p.now())
	want, wantErr := p.ref.Save(t.Context(), batch, p.now())
	same(t, what+", saving", got, want, gotErr, wantErr)
}

// someIDs returns a few articles of any owner, and one that nobody knows.
func (p *pair) someIDs() []model.ID {
	ids := []model.ID{randomID(-1)}
	for range 1 + p.r.IntN(8) {
		if id := p.ref.inOrder[p.r.IntN(len(p.ref.inOrder))].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// step lets a reader do something, the same in both.
func (p *pair) step(t *testing.T, what string) {
	t.Helper()
	ctx, r := t.Context(), p.r
	p.minutes.Add(int64(r.IntN(50)))
	kind := r.IntN(16)
	if kind < 3 {
		p.save(t, what)
		return
	}
	id := p.readers[r.IntN(len(p.readers))]
	lib, ref := p.ofReader(t, id)
	what = fmt.Sprintf("%s, %s does %d", what, id, kind)
	at := p.now().Add(time.Duration(r.IntN(5)-3) * time.Hour) // some are ahead of the clock
	ids, m, where := p.someIDs(), mark(r), expr(r, 2)
	view := model.View{Name: []string{"Élan", "elan", "two", "On-This-Day"}[r.IntN(4)], Query: []string{"a", "b"}[r.IntN(2)], Shared: r.IntN(2) == 0}
	rule, changes := someRule(r, p.rules), p.someChanges(ids)
	if kind == 6 && (m.Do == model.SetDate || m.Do == model.ResetDate) { // which of a date is first is left open
		m = model.Mark{Do: model.Star}
	}
	do := func(l model.Library) (any, error) {
		act := func(a model.Act, err error) (any, error) {
			a.At, a.First, a.Mark.Date = a.At.UTC(), "", plainDate(a.Mark.Date)
			return a, err
		}
		switch kind {
		case 3, 4, 5:
			return act(l.Mark(ctx, ids, m, at))
		case 6:
			return act(l.MarkWhere(ctx, model.Query{Now: p.now(), Where: where}, m, at))
		case 7, 8:
			return act(l.Undo(ctx))
		case 9:
			return act(l.Redo(ctx))
		case 10:
			return act(l.SaveView(ctx, view, at))
		case 11:
			return act(l.DropView(ctx, view.Name, at))
		case 12:
			return act(l.SaveRule(ctx, rule, at))
		case 13:
			return act(l.DropRule(ctx, rule, at))
		case 14:
			return l.Apply(ctx, changes)
		}
		visited, err := l.Visit(ctx, p.now())
		err = errors.Join(err, l.SetPosition(ctx, ids[len(ids)-1], len(rule.Query)*len(ids)), l.SetSetting(ctx, view.Name, map[bool]string{true: view.Query}[view.Shared]))
		return visited.UTC(), err
	}
	got, gotErr := do(lib)
	want, wantErr := do(ref)
	same(t, what, got, want, gotErr, wantErr)
}

// someChanges makes random changes of articles' state, as a server tells of them.
func (p *pair) someChanges(ids []model.ID) []model.Change {
	var out []model.Change
	for range 1 + p.r.IntN(6) {
		c := model.Change{
			ID: ids[p.r.IntN(len(ids))], At: p.now().Add(time.Duration(p.r.IntN(200)-150) * time.Minute), Origin: model.ChangeOrigin(p.r.IntN(4)),
			Do: []model.ActionKind{model.MarkRead, model.MarkUnread, model.Star, model.Unstar, model.Hide, model.Unhide, model.AddTag, model.DropTag}[p.r.IntN(8)],
		}
		if c.Do == model.AddTag || c.Do == model.DropTag {
			c.Tag = vocabulary[p.r.IntN(4)]
		}
		out = append(out, c)
	}
	return out
}

// undoAll takes back all that a reader did, and does some of it again.
func (p *pair) undoAll(t *testing.T, id model.ReaderID) {
	t.Helper()
	lib, ref := p.ofReader(t, id)
	for n := 0; ; n++ {
		undo, undoRef := lib.Undo, ref.Undo
		if n%5 == 4 {
			undo, undoRef = lib.Redo, ref.Redo
		}
		got, gotErr := undo(t.Context())
		want, wantErr := undoRef(t.Context())
		if same(t, fmt.Sprintf("%s undoes, step %d", id, n), got.N, want.N, gotErr, wantErr); gotErr != nil && n%5 < 4 {
			return
		}
	}
}

// compare asks both catalogues everything, for each reader.
func (p *pair) compare(t *testing.T, what string) {
	t.Helper()
	ctx := t.Context()
	if m, ok := p.lib.(model.Maintainer); ok {
		Sound(t, m)
	}
	gotAll, gotErr := p.lib.Readers(ctx)
	wantAll, wantErr := p.ref.Readers(ctx)
	same(t, what+", readers", gotAll, wantAll, gotErr, wantErr)
	for _, id := range p.readers {
		what := fmt.Sprintf("%s, of %s", what, id)
		lib, ref := p.ofReader(t, id)
		SameRecords(t, Records(t, lib), Records(t, ref))
		for i := range 2 {
			q := model.Query{Now: p.now().In(clockIn(t, zones[p.r.IntN(len(zones))]).Location()), FoldStories: i > 0}
			if q.Sort = model.Sort(p.r.IntN(3)); p.r.IntN(6) > 0 {
				q.Where = expr(p.r, 2)
			}
			compareAll(t, lib, ref, q, fmt.Sprintf("%s: %#v", what, q.Where))
		}
		for name, ask := range ownAnswers(ctx, p.someIDs()) {
			got, gotErr := ask(lib)
			want, wantErr := ask(ref)
			same(t, what+", "+name, got, want, gotErr, wantErr)
		}
		got, gotErr := p.lib.Usage(ctx, id)
		want, wantErr := p.ref.Usage(ctx, id)
		same(t, what+", usage", got, want, gotErr, wantErr)
	}
}

// ownAnswers are what a library says of its reader, beside lists.
func ownAnswers(ctx context.Context, ids []model.ID) map[string]func(model.Library) (any, error) {
	return map[string]func(model.Library) (any, error){
		"tags": func(l model.Library) (any, error) {
			tags, err := l.Tags(ctx)
			for i := range tags {
				tags[i].Name = Fold(tags[i].Name) // any of its spellings
			}
			return tags, err
		},
		"sources": func(l model.Library) (any, error) {
			sources, err := l.Sources(ctx)
			for i := range sources {
				sources[i].ID = 0
			}
			return sources, err
		},
		"views":    func(l model.Library) (any, error) { return l.Views(ctx) },
		"rules":    func(l model.Library) (any, error) { return l.Rules(ctx) },
		"settings": func(l model.Library) (any, error) { return l.Settings(ctx) },
		"empty":    func(l model.Library) (any, error) { return l.Empty(ctx) },
		"articles": func(l model.Library) (any, error) {
			var known []model.ID
			for _, id := range ids {
				a, err := l.Article(ctx, id[:10])
				rs, err2 := l.Revisions(ctx, id)
				if errors.Is(err, model.ErrNotFound) != errors.Is(err2, model.ErrNotFound) {
					return nil, fmt.Errorf("%s is there and is not: %w, %w", id, err, err2)
				}
				known = append(known, a.ID, model.ID(fmt.Sprint(len(rs))))
			}
			return known, nil
		},
		"changes": func(l model.Library) (any, error) {
			changes, _, err := l.Changes(ctx, 0, 100_000)
			for i := range changes {
				changes[i].At = changes[i].At.UTC()
			}
			slices.SortStableFunc(changes, func(a, b model.Change) int { // those of one part of a state in their order
				return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Do/2, b.Do/2), cmp.Compare(a.Tag, b.Tag))
			})
			return changes, err
		},
	}
}
