package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
)

// addReader returns the library of a new reader.
func addReader(t *testing.T, c *Catalog, name string) *Library {
	t.Helper()
	r, err := c.AddReader(t.Context(), model.Reader{Name: name, Keys: []string{"key of " + name}}, started)
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.library(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// fewArticles saves n articles of an owner, and returns their IDs.
func fewArticles(t *testing.T, c *Catalog, owner model.ReaderID, n int) []model.ID {
	t.Helper()
	var batch []model.Article
	var ids []model.ID
	for i := range n {
		title := fmt.Sprintf("article %d of %q", i, owner)
		a := model.Article{
			ID: model.NewID(title, "", "", title, model.Date{}), Title: title, Source: "source", Home: "/home/" + string(owner), Owner: owner,
			Tags: []string{"news"}, Body: "text", Published: model.AtInstant(started.Add(-time.Duration(i)*time.Hour), model.FromStated),
		}
		batch, ids = append(batch, a), append(ids, a.ID)
	}
	if _, err := c.Save(t.Context(), batch, started); err != nil {
		t.Fatal(err)
	}
	return ids
}

func mustMark(t *testing.T, l *Library, ids []model.ID, m model.Mark) {
	t.Helper()
	if act, err := l.Mark(t.Context(), ids, m, started); err != nil || act.N == 0 {
		t.Fatalf("%+v: %+v, %v", m, act, err)
	}
}

func stateOf(t *testing.T, l *Library, id model.ID) model.State {
	t.Helper()
	a, err := l.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a.State
}

// TestUndoIsOfOneReader: what one reader takes back another keeps.
func TestUndoIsOfOneReader(t *testing.T) {
	ctx := t.Context()
	one := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	one.Catalog.rules = readRule
	two := addReader(t, one.Catalog, "two")
	ids := fewArticles(t, one.Catalog, "", bulkFrom+1)
	marks := []model.Mark{
		{Do: model.MarkRead}, {Do: model.Star}, {Do: model.AddTag, Tag: "t"}, {Do: model.Retag, Tag: "-t\n+u"}, {Do: model.Hide},
	}
	for _, m := range marks {
		mustMark(t, one, ids, m)
		mustMark(t, two, ids, m)
	}
	for _, l := range []*Library{one, two} {
		if _, err := l.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, started); err != nil {
			t.Fatal(err)
		}
	}
	want := stateOf(t, two, ids[0])
	for range len(marks) + 1 {
		if _, err := one.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := one.Undo(ctx); err == nil {
		t.Error("the first reader has undone what another did")
	}
	if got := stateOf(t, one, ids[0]); !reflect.DeepEqual(got, model.State{}) {
		t.Errorf("of the first is left %+v", got)
	}
	if got := stateOf(t, two, ids[0]); !reflect.DeepEqual(got, want) || !got.Read || !got.Starred || !got.Hidden {
		t.Errorf("of the second is left %+v, want %+v", got, want)
	}
	modeltest.Sound(t, one)
}

// TestApplyConverges: changes come to the same in whatever order they are applied, one
// by one or together.
func TestApplyConverges(t *testing.T) {
	ctx := t.Context()
	r := rand.New(rand.NewPCG(15, 1))
	c := openOrFail(t, filepath.Join(t.TempDir(), "library.db")).Catalog
	ids := fewArticles(t, c, "", 3)
	dos := []model.ActionKind{model.MarkRead, model.MarkUnread, model.Star, model.Unstar, model.Hide, model.Unhide, model.AddTag, model.DropTag}
	for round := range 40 {
		var changes []model.Change
		for range 1 + r.IntN(12) {
			change := model.Change{
				ID: ids[r.IntN(len(ids))], Do: dos[r.IntN(len(dos))], At: started.Add(time.Duration(r.IntN(3)) * time.Second),
				Origin: model.ChangeOrigin(r.IntN(4)),
			}
			if change.Do == model.AddTag || change.Do == model.DropTag {
				change.Tag = []string{"a", "b"}[r.IntN(2)]
			}
			changes = append(changes, change)
		}
		var want []any
		for try := range 3 {
			l := addReader(t, c, fmt.Sprintf("reader %d.%d", round, try))
			for part := range slices.Chunk(changes, 1+try*len(changes)) {
				if _, err := l.Apply(ctx, part); err != nil {
					t.Fatal(err)
				}
			}
			got := rowsFound(t, c, `SELECT item, read, starred, hidden, read_at, coalesce(read_set, read_at << 2), starred_set, hidden_set, '' FROM state WHERE reader = ?1
				UNION ALL SELECT item, dropped, changed, 0, 0, 0, 0, 0, name FROM own_tag WHERE reader = ?1 ORDER BY 1, 9`, l.reader)
			if try == 0 {
				want = got
			} else if !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v came to\n%v, before to\n%v", changes, got, want)
			}
			wantReplayed(t, c, l, fmt.Sprintf("replay %d.%d", round, try))
			r.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		}
	}
	modeltest.Sound(t, c)
}

// wantReplayed fails unless what a library says of its changes, applied to another, comes
// to the same.
func wantReplayed(t *testing.T, c *Catalog, l *Library, name string) {
	t.Helper()
	other := addReader(t, c, name)
	for since := int64(0); ; {
		changes, next, err := l.Changes(t.Context(), since, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		if n, err := other.Apply(t.Context(), changes); err != nil || n != len(changes) {
			t.Fatalf("%d of %+v, %v", n, changes, err)
		}
		since = next
	}
	const q = "SELECT item, read, starred, hidden, read_at, read_set, starred_set, hidden_set FROM state WHERE reader = ? ORDER BY item"
	if got, want := rowsFound(t, c, q, other.reader), rowsFound(t, c, q, l.reader); !reflect.DeepEqual(got, want) {
		t.Fatalf("applied again: %v, want %v", got, want)
	}
}

// rowsFound returns all that a question finds.
func rowsFound(t *testing.T, c *Catalog, q string, args ...any) []any {
	t.Helper()
	rs, err := c.read.QueryContext(t.Context(), q, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rs.Close() }()
	columns, err := rs.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []any
	for rs.Next() {
		row, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rs.Scan(to...); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := rs.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestApplyAheadOfClock: a time ahead of the clock is the clock's, and an unknown change
// changes nothing at all.
func TestApplyAheadOfClock(t *testing.T) {
	ctx := t.Context()
	l := inMemory(t)
	l.clock = func() time.Time { return started }
	ids := fewArticles(t, l.Catalog, "", 2)
	if n, err := l.Apply(ctx, []model.Change{{ID: ids[0], Do: model.Star, At: started.AddDate(1, 0, 0)}, {ID: "unknown", Do: model.Star, At: started}}); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	changes, next, err := l.Changes(ctx, 0, 10)
	want := []model.Change{{ID: ids[0], Do: model.Star, At: started.Truncate(time.Second).UTC()}}
	if err != nil || !reflect.DeepEqual(changes, want) {
		t.Fatalf("%+v, %v", changes, err)
	}
	if changes, again, err := l.Changes(ctx, next, 10); err != nil || len(changes) > 0 || again != next {
		t.Fatalf("%+v, %d, %v", changes, again, err)
	}
	if n, err := l.Apply(ctx, []model.Change{{ID: ids[1], Do: model.Star, At: started}, {ID: ids[1], Do: model.SetDate, At: started}}); err == nil || n != 0 || stateOf(t, l, ids[1]).Starred {
		t.Errorf("%d, %v, %+v", n, err, stateOf(t, l, ids[1]))
	}
	// The clock goes back, and the reader's hand counts all the same.
	l.clock = func() time.Time { return started.Add(-time.Hour) }
	mustMark(t, l, ids[:1], model.Mark{Do: model.Unstar})
	if stateOf(t, l, ids[0]).Starred {
		t.Error("it is still starred")
	}
}

// TestChangesOfManyMarks: a mark of many articles takes a row for each 500 of them, and
// Changes can stop in the middle of one.
func TestChangesOfManyMarks(t *testing.T) {
	ctx := t.Context()
	l := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	ids := fewArticles(t, l.Catalog, "", 2*changesInRow+10)
	mustMark(t, l, ids, model.Mark{Do: model.MarkRead})
	mustMark(t, l, ids[:3], model.Mark{Do: model.MarkUnread})
	if n := len(rowsFound(t, l.Catalog, "SELECT 1 FROM change")); n != 4 {
		t.Errorf("%d rows, want 4", n)
	}
	var got []model.ID
	for since := int64(0); ; {
		changes, next, err := l.Changes(ctx, since, 77)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			got = append(got, c.ID)
		}
		since = next
	}
	if n := len(ids); len(got) != n+3 || !slices.Equal(got[n:], ids[:3]) {
		t.Fatalf("%d changes", len(got))
	}
	slices.Sort(got[:len(ids)])
	slices.Sort(ids)
	if !slices.Equal(got[:len(ids)], ids) {
		t.Error("not each article is once among the changes")
	}
}

// TestRemoveReader: removing a reader leaves nothing of him in any table, nothing of what
// he owned, and all of what others did.
func TestRemoveReader(t *testing.T) {
	ctx := t.Context()
	one := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	one.Catalog.rules = readRule
	shared := fewArticles(t, one.Catalog, "", 20)
	mustMark(t, one, shared[:5], model.Mark{Do: model.AddTag, Tag: "own"})
	before := contents(t, one.Catalog)
	two := addReader(t, one.Catalog, "two")
	number := two.reader
	owned := fewArticles(t, one.Catalog, two.id, 20)
	if _, err := one.Article(ctx, owned[0]); err == nil {
		t.Fatal("another reader sees what is owned")
	}
	for _, m := range []model.Mark{{Do: model.MarkRead}, {Do: model.Star}, {Do: model.Hide}, {Do: model.AddTag, Tag: "mine"}, {Do: model.AddTag, Tag: "news"}} {
		mustMark(t, two, append(shared[:9:9], owned...), m)
	}
	mustMark(t, two, owned[:2], model.Mark{Do: model.SetDate, Date: model.OnDay(17000, model.FromHand)})
	changed := model.Article{ID: owned[3], Title: "changed", Source: "source", Home: "/home/" + string(two.id), Owner: two.id, Body: "another text"}
	if _, err := one.Save(ctx, []model.Article{changed}, started); err != nil {
		t.Fatal(err)
	}
	if _, err := two.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, started); err != nil {
		t.Fatal(err)
	}
	if err := two.SetSetting(ctx, "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	modeltest.Sound(t, one)
	if u, err := one.Usage(ctx, two.id); err != nil || u != (model.Usage{Read: 29, Starred: 29, Hidden: 40, Tagged: 29, Views: len(model.FirstViews), Rules: 1, Keys: 1, Sources: 1}) {
		t.Errorf("the usage is %+v, %v", u, err)
	}
	if err := one.RemoveReader(ctx, two.id); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, one.Catalog); !reflect.DeepEqual(got, before) {
		for table := range got {
			if !reflect.DeepEqual(got[table], before[table]) {
				t.Errorf("%s has %v, had %v", table, got[table], before[table])
			}
		}
	}
	if _, err := two.Mark(ctx, shared[:1], model.Mark{Do: model.Star}, started); err == nil {
		t.Error("the removed reader marks articles")
	}
	if err := two.SetPosition(ctx, shared[0], 4); err != nil {
		t.Error(err)
	}
	if n := len(rowsFound(t, one.Catalog, "SELECT 1 FROM state WHERE reader = ?", number)); n > 0 {
		t.Errorf("he has %d states", n)
	}
	if three := addReader(t, one.Catalog, "three"); three.reader == number {
		t.Error("another reader has his number")
	}
	if err := one.RemoveReader(ctx, model.LocalReader); err == nil {
		t.Error("the local reader can be removed")
	}
	modeltest.Sound(t, one)
}

// contents returns all that the tables hold, but for those of SQLite's own, the words,
// which stay, and versions.
func contents(t *testing.T, c *Catalog) map[string][]any {
	t.Helper()
	all := make(map[string][]any)
	tables, err := column[string](t.Context(), c.read, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fts%' AND name NOT IN ('meta', 'word', 'reader')")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		all[table] = rowsFound(t, c, "SELECT * FROM "+table)
	}
	all["reader"] = rowsFound(t, c, "SELECT id, uid, name FROM reader")
	return all
}

// TestStatesFollow: the states, tags and rules' hits of a thousand readers follow an
// article to another date, with their counts.
func TestStatesFollow(t *testing.T) {
	ctx := t.Context()
	local := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	c := local.Catalog
	ids := fewArticles(t, c, "", 2)
	var readers []*Library
	for i := range 1000 {
		l := addReader(t, c, fmt.Sprint("reader ", i))
		readers = append(readers, l)
		m := model.Mark{Do: []model.ActionKind{model.MarkRead, model.Hide, model.Star, model.AddTag}[i%4], Tag: "mine"}
		mustMark(t, l, ids[:1], m)
	}
	day := model.NewDay(2001, 2, 3)
	mustMark(t, local, ids[:1], model.Mark{Do: model.SetDate, Date: model.OnDay(day, model.FromHand)})
	for i := range 4 {
		st := stateOf(t, readers[i], ids[0])
		if st.Read != (i == 0) || st.Hidden != (i == 1) || st.Starred != (i == 2) || len(st.Tags) != i/3 {
			t.Errorf("reader %d has %+v", i, st)
		}
	}
	if n := len(rowsFound(t, c, "SELECT 1 FROM state WHERE item = (SELECT id FROM item WHERE uid = ?)", string(ids[0]))); n != 750 {
		t.Errorf("%d states have followed", n)
	}
	q := model.Query{Now: started, Where: model.Within{Axis: model.Published, Span: model.NewSpan(day.In(time.UTC), (day + 1).In(time.UTC))}}
	for i, want := range []model.Tally{{Total: 1}, {}, {Total: 1, Unread: 1}} {
		if got, err := readers[i].Count(ctx, q); err != nil || got.Total != want.Total || got.Unread != want.Unread {
			t.Errorf("reader %d counts %+v, %v", i, got, err)
		}
	}
	modeltest.Sound(t, c)
}

// TestRulesAreAReaders: a rule hides for its reader alone, also what arrives, and never
// what another owns.
func TestRulesAreAReaders(t *testing.T) {
	ctx := t.Context()
	one := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	one.Catalog.rules = readRule
	two := addReader(t, one.Catalog, "two")
	fewArticles(t, one.Catalog, "", 3)
	fewArticles(t, one.Catalog, two.id, 4)
	if act, err := one.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, started); err != nil || act.N != 3 {
		t.Fatal(act, err)
	}
	fewArticles(t, one.Catalog, "", 8)
	fewArticles(t, one.Catalog, two.id, 9)
	hidden := "SELECT reader, count(*) FROM state WHERE hidden = 1 GROUP BY 1"
	if got := rowsFound(t, one.Catalog, hidden); !reflect.DeepEqual(got, []any{[]any{int64(1), int64(8)}}) {
		t.Errorf("hidden are %v", got)
	}
	if act, err := two.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, started); err != nil || act.N != 17 {
		t.Fatal(act, err)
	}
	if act, err := one.DropRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, started); err != nil || act.N != 8 {
		t.Fatal(act, err)
	}
	if got := rowsFound(t, one.Catalog, hidden); !reflect.DeepEqual(got, []any{[]any{two.reader, int64(17)}}) {
		t.Errorf("hidden are %v", got)
	}
	if rules, err := two.Rules(ctx); err != nil || len(rules) != 1 || rules[0].Hits != 17 {
		t.Error(rules, err)
	}
	modeltest.Sound(t, one)
}

// TestSharedViews: a shared view is all readers', but for those who have one of that name.
func TestSharedViews(t *testing.T) {
	ctx := t.Context()
	one := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	two := addReader(t, one.Catalog, "two")
	put := func(l *Library, v model.View) {
		t.Helper()
		if act, err := l.SaveView(ctx, v, started); err != nil || act.N != 1 {
			t.Fatal(act, err)
		}
	}
	want := func(l *Library, more ...model.View) {
		t.Helper()
		if got, err := l.Views(ctx); err != nil || !slices.Equal(got, append(slices.Clone(model.FirstViews), more...)) {
			t.Fatalf("%+v, %v; want %+v", got, err, more)
		}
	}
	shared, own := model.View{Name: "Desk", Query: "storm", Shared: true}, model.View{Name: "desk", Query: "mine"}
	put(one, shared)
	want(one, shared)
	want(two, shared)
	put(two, own)
	want(one, shared)
	want(two, own)
	if act, err := two.DropView(ctx, "DESK", started); err != nil || act.N != 1 {
		t.Fatal(act, err)
	}
	want(two, shared)
	if act, err := two.DropView(ctx, "DESK", started); err != nil || act.N != 1 {
		t.Fatal(act, err)
	}
	want(one)
	watch := one.Watch(ctx)
	if _, err := two.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	<-watch // all are told
	want(one, shared)
	if _, err := two.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	want(two, own)
}
