package modeltest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
)

// Reference is one reader's view of a catalogue that keeps its articles in a slice and
// answers every question by looking at all of them, in plain Go. It is slow and simple:
// what it says is what every other Library must say. It has the methods of a Catalog that
// concern articles, feeds and readers, too.
type Reference struct {
	*catalog
	reader    model.Reader
	gone      bool    // the reader was removed
	rows      []*item // what he may see
	undo      []change
	redo      []change
	views     []model.View
	rules     []rule
	settings  map[string]string
	changes   []model.Change
	lastVisit time.Time // end of the last visit
	lastSeen  time.Time // of the last call of Visit
}

// item is an article and what is known of it beside to one reader.
type item struct {
	*doc
	State       model.State
	set         [3]stamp         // of what is read, starred and hidden
	tagSet      map[string]stamp // of tags, also those that were taken away
	kept        bool             // it is a row that a window keeps
	readAt      time.Time
	isNew       bool               // it arrived after the last visit; set when it is asked for
	copy        bool               // likewise: of another article
	copies      int                // likewise: that there are of it
	stories     map[model.ID]bool  // likewise: that it is of
	feed        model.Subscription // likewise: that its source is followed as
	actedBy     []string           // rules that have acted on it, which State.Rules tells of
	highlighted bool               // by a rule
}

// article returns the article as its reader sees it.
func (e *item) article() model.Article {
	a := e.Article
	a.State = e.State
	return a
}

// change is an act and the articles it changed, with the date that each had by
// hand and what became of its tags; or a saved view before and after.
type change struct {
	act         model.Act
	ids         []model.ID
	dates       []*model.Date
	tags        [][]model.TagChange // that were some
	was, became *model.View
	// Of feeds; nil is one that is not followed.
	feedsWere, feeds []*model.Subscription
}

// NewReference returns the view of the local reader of an empty catalogue. rules reads
// its rules; without it none can be made.
func NewReference(rules model.RuleReader) *Reference {
	return newCatalog(model.OpenOptions{Rules: rules}).readers[0]
}

// found returns the articles of q in list order.
func (r *Reference) found(q model.Query) []*item {
	var es []*item
	r.clusterStories(q.Where)
	r.findFeeds()
	about, hidden := asks(q.Where, model.IsDuplicate), q.AsksHidden()
	for i := range r.rows {
		e := r.rows[i]
		if e.State.Hidden && !hidden || e.leftOut(q) {
			continue
		}
		if about {
			e.copies, e.copy = r.copies(e, q)
		}
		e.isNew = !r.lastVisit.IsZero() && e.arrived.After(r.lastVisit)
		if q.AsOf && (!e.Published.Dated() || e.Published.Start(q.Zone()).After(q.Now)) {
			continue
		}
		if q.Where == nil || eval(q.Where, e, q) == yes {
			es = append(es, e)
		}
	}
	slices.SortStableFunc(es, func(a, b *item) int { return compare(a, b, q) })
	if q.Limit > 0 && len(es) > q.Limit {
		es = es[:q.Limit]
	}
	return es
}

// asks reports whether a state stands anywhere in x.
func asks(x model.Expr, s model.StateWord) bool {
	in := func(x model.Expr) bool { return asks(x, s) }
	switch x := x.(type) {
	case model.And:
		return slices.ContainsFunc(x, in)
	case model.Or:
		return slices.ContainsFunc(x, in)
	case model.Not:
		return in(x.X)
	case model.Is:
		return x.State == s
	}
	return false
}

// copies returns how many copies there are of e, and whether it is one.
func (r *Reference) copies(e *item, q model.Query) (n int, copied bool) {
	title := Fold(e.Title)
	if !e.Published.Dated() || len(title) < model.CopyLength {
		return 0, false
	}
	// of reports whether b is a copy of a.
	of := func(b, a *item) bool {
		days := b.Published.Day(time.UTC) - a.Published.Day(time.UTC)
		before := a.Published.At.Before(b.Published.At) || a.Published.At.Equal(b.Published.At) && a.ID < b.ID
		return before && (days == 0 || days == 1 && a.source != b.source)
	}
	for i := range r.rows {
		o := r.rows[i]
		if o.ID == e.ID || o.State.Hidden || o.leftOut(q) || !o.Published.Dated() || Fold(o.Title) != title {
			continue
		}
		if of(o, e) {
			n++
		}
		copied = copied || of(e, o)
	}
	return n, copied
}

// section returns the section of an article at q's clock.
func section(e *item, q model.Query) model.Section {
	switch p := e.Published; {
	case !p.Dated():
		return model.NoDate
	case p.Precision == model.ToDay && p.Day(time.UTC) > model.DayOf(q.AheadFrom()):
		return model.Ahead
	case p.Precision == model.ToInstant && p.At.After(q.AheadFrom()):
		return model.Ahead
	case p.Precision.Wide() && model.DayOf(p.Start(time.UTC)) > model.DayOf(q.AheadFrom()): // it has not begun
		return model.Ahead
	}
	return model.ByDate
}

// sectionOrder is where a section stands in a list.
func sectionOrder(s model.Section, q model.Query) int {
	switch {
	case s == model.NoDate:
		return 3
	case s == model.Ahead && q.Sort == model.Oldest:
		return 2
	case s == model.Ahead:
		return 0
	}
	return 1
}

// compare is the order of a list. A day stands after all instants of that day,
// newest first, a month before all of its days, a year before all of its months.
func compare(a, b *item, q model.Query) int {
	c := 0
	switch q.Sort {
	case model.BySource:
		c = cmp.Compare(Fold(a.Source), Fold(b.Source))
	case model.ByTitle:
		c = cmp.Compare(Fold(a.Title), Fold(b.Title))
	case model.ByRelevance:
		c = cmp.Compare(relevance(a, q.Where), relevance(b, q.Where))
	}
	if c == 0 && q.Sort == model.ByTitle {
		return cmp.Or(byTime(a.Published, b.Published), cmp.Compare(a.order, b.order))
	}
	if c == 0 {
		c = cmp.Compare(sectionOrder(section(a, q), q), sectionOrder(section(b, q), q))
	}
	if c == 0 {
		if c = byDate(a, b, q.Zone()); q.Sort == model.Oldest {
			c = -c
		}
	}
	return cmp.Or(c, cmp.Compare(a.order, b.order))
}

// relevance is 1 when all words that must hold are in the title, 2 when some
// are, else 3.
func relevance(e *item, x model.Expr) int {
	all, some, n := true, false, 0
	for _, x := range allOf(x) {
		m, ok := x.(model.Match)
		if !ok || m.How == model.Regexp || m.Field > model.Text {
			continue
		}
		words := Words(m.Text)
		if len(words) == 0 {
			continue
		}
		n++
		in := true
		for i, w := range words {
			prefix := m.How == model.Prefix && i == len(words)-1
			in = in && wordsIn([]string{w}, e.Title, prefix)
		}
		all, some = all && in, some || in
	}
	switch {
	case n > 0 && all:
		return 1
	case some:
		return 2
	}
	return 3
}

// allOf returns the conditions all of which must hold.
func allOf(x model.Expr) []model.Expr {
	and, ok := x.(model.And)
	if !ok {
		return []model.Expr{x}
	}
	var all []model.Expr
	for _, p := range and {
		all = append(all, allOf(p)...)
	}
	return all
}

// byTime compares dates by their instant, a day counting as its midnight in
// UTC, a month or a year as its last second: newest first, undated last; of equal
// ones the longest first, and instants last.
func byTime(a, b model.Date) int {
	rank := func(d model.Date) int {
		return map[model.Precision]int{model.ToYear: 0, model.ToMonth: 1, model.ToDay: 2, model.ToInstant: 3, model.Undated: 4}[d.Precision]
	}
	if a.Dated() && b.Dated() && !a.At.Equal(b.At) {
		return b.At.Compare(a.At)
	}
	return cmp.Compare(rank(a), rank(b))
}

// byDate compares dates, newest first.
func byDate(a, b *item, zone *time.Location) int {
	if !a.Published.Dated() || !b.Published.Dated() {
		return 0
	}
	if c := cmp.Compare(b.Published.Day(zone), a.Published.Day(zone)); c != 0 {
		return c
	}
	rank := map[model.Precision]int{model.ToYear: 0, model.ToMonth: 1, model.ToInstant: 2, model.ToDay: 3}
	c := cmp.Compare(rank[a.Published.Precision], rank[b.Published.Precision])
	if c == 0 {
		c = b.Published.At.Compare(a.Published.At)
	}
	return c
}

func headline(e *item, q model.Query) model.Headline {
	h := model.Headline{
		ID: e.ID, Place: model.Place{Key: e.order, Text: string(e.ID)}, Kept: e.kept, Title: e.Title, SourceAt: e.source.path, URL: e.URL, Source: e.Source,
		Published: e.Published, Section: section(e, q), HeadlineOnly: e.HeadlineOnly(), Highlighted: e.highlighted, State: e.State,
	}
	if q.Folds() {
		h.Copies = e.copies
	}
	return h
}

// Find implements model.Finder.
func (r *Reference) Find(ctx context.Context, q model.Query, w model.Window) (model.Page, error) {
	if err := ctx.Err(); err != nil {
		return model.Page{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	es := r.withKept(r.found(q), q, w.Keep)
	at := r.place(es, q, w.At)
	folded := make(map[*item][]model.ID)
	if q.FoldStories && (q.Sort == model.Newest || q.Sort == model.Oldest) {
		es, folded, at = foldStories(es, at, w.Keep)
	}
	from, to := max(0, at-w.Before), min(len(es), at+w.After)
	p := model.Page{Here: at - from, First: from == 0, Last: to == len(es)}
	for _, e := range es[from:to] {
		h := headline(e, q)
		if q.FoldStories {
			h.Folded, h.Copies = folded[e], len(folded[e])
		}
		p.Headlines = append(p.Headlines, h)
	}
	return p, nil
}

// withKept adds the headlines that stay to a list, as they were but for their state.
func (r *Reference) withKept(es []*item, q model.Query, keep []model.Headline) []*item {
	for _, h := range keep {
		if slices.ContainsFunc(es, func(e *item) bool { return e.ID == h.ID }) {
			continue
		}
		k := &item{kept: true, State: h.State, doc: &doc{
			order: h.Place.Key, source: &source{title: h.Source, path: h.SourceAt}, Article: model.Article{ID: h.ID, Title: h.Title, Source: h.Source, Published: h.Published},
		}}
		if !h.HeadlineOnly {
			k.Body = "There was some."
		}
		if e := r.byID(h.ID); e != nil {
			k.State, k.source, k.highlighted = e.State, e.source, e.highlighted
			k.Summary, k.Body = e.Summary, e.Body
			k.copies, _ = r.copies(e, q)
		}
		es = append(es, k)
	}
	slices.SortStableFunc(es, func(a, b *item) int { return compare(a, b, q) })
	return es
}

// place returns the index in es that a window is about.
func (r *Reference) place(es []*item, q model.Query, at model.At) int {
	switch {
	case at.Place != nil:
		here := r.byID(model.ID(at.Place.Text))
		if i := slices.IndexFunc(es, func(e *item) bool { return string(e.ID) == at.Place.Text }); i >= 0 {
			here = es[i]
		}
		for i, e := range es {
			if here != nil && compare(e, here, q) >= 0 {
				return i
			}
		}
		return len(es)
	case at.ID != "":
		return max(0, slices.IndexFunc(es, func(e *item) bool { return e.ID == at.ID }))
	case at.Date != nil:
		for i, e := range es {
			s := section(e, q)
			if s == model.NoDate || s == model.Ahead && q.Sort == model.Oldest || s == model.ByDate && !before(e, *at.Date, q) {
				return i
			}
		}
		return len(es)
	case at.Bottom:
		return len(es)
	}
	return 0
}

// before reports whether e stands before a date in list order.
func before(e *item, d model.Date, q model.Query) bool {
	c := 0
	if d.Precision == model.ToDay {
		c = cmp.Compare(d.Day(time.UTC), e.Published.Day(q.Zone()))
		if c == 0 && e.Published.Precision.Wide() {
			c = -1 // it stands at the end of that day
		}
	} else {
		c = byDate(e, &item{doc: &doc{Article: model.Article{Published: d}}}, q.Zone())
	}
	if q.Sort == model.Oldest {
		c = -c
	}
	return c < 0
}

// Count implements model.Finder.
func (r *Reference) Count(ctx context.Context, q model.Query) (model.Tally, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var t model.Tally
	for _, e := range r.found(q) {
		t.Total++
		if !e.State.Read {
			t.Unread++
		}
		switch section(e, q) {
		case model.NoDate:
			t.Undated++
		case model.Ahead:
			t.Ahead++
		}
	}
	return t, ctx.Err()
}

// CountSources implements model.Finder.
func (r *Reference) CountSources(ctx context.Context, q model.Query) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := make(map[*source]bool)
	for _, e := range r.found(q) {
		seen[e.source] = true
	}
	return len(seen), ctx.Err()
}

// Histogram implements model.Finder.
func (r *Reference) Histogram(ctx context.Context, q model.Query, unit model.Unit, span model.Span) ([]model.Bucket, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []model.Bucket
	for _, e := range r.found(q) {
		if !e.Published.Dated() || !span.Contains(e.Published) {
			continue
		}
		b := bucket(e, q, unit)
		i := slices.IndexFunc(out, func(o model.Bucket) bool { return o.Start == b.Start && o.Hour == b.Hour && o.Known == b.Known })
		if i < 0 {
			i, out = len(out), append(out, b)
		}
		out[i].Total++
		if !e.State.Read {
			out[i].Unread++
		}
	}
	slices.SortFunc(out, func(a, b model.Bucket) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Known, b.Known))
	})
	return out, ctx.Err()
}

// bucket returns the empty bucket of an article.
func bucket(e *item, q model.Query, unit model.Unit) model.Bucket {
	b := model.Bucket{Start: e.Published.Day(q.Zone())}
	y, m, _ := b.Start.Date()
	switch p := e.Published.Precision; {
	case p == model.ToYear && unit != model.ByYear:
		return model.Bucket{Start: model.NewDay(y, 1, 1), Known: p}
	case p == model.ToMonth && unit != model.ByYear && unit != model.ByMonth:
		return model.Bucket{Start: model.NewDay(y, m, 1), Known: p}
	}
	switch unit {
	case model.ByWeek:
		b.Start -= model.Day((int(b.Start.Weekday()) + 6) % 7)
	case model.ByMonth:
		b.Start = model.NewDay(y, m, 1)
	case model.ByYear:
		b.Start = model.NewDay(y, 1, 1)
	case model.ByHour:
		if e.Published.Precision == model.ToInstant {
			b.Hour = e.Published.At.In(q.Zone()).Hour()
		}
	}
	return b
}

// Article implements model.Finder.
func (r *Reference) Article(ctx context.Context, id model.ID) (model.Article, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.byID(id); e != nil {
		return e.article(), ctx.Err()
	}
	var hits []*item
	for i := range r.rows {
		if len(id) >= 4 && strings.HasPrefix(string(r.rows[i].ID), string(id)) {
			hits = append(hits, r.rows[i])
		}
	}
	if len(hits) != 1 {
		return model.Article{}, fmt.Errorf("article %s: %w", id, model.ErrNotFound)
	}
	return hits[0].article(), ctx.Err()
}

// Sources implements model.Finder.
func (r *Reference) Sources(ctx context.Context) ([]model.Source, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := make(map[*source]int)
	var out []model.Source
	for _, e := range r.rows {
		if e.State.Hidden {
			continue
		}
		i, ok := at[e.source]
		if !ok {
			i = len(out)
			at[e.source] = i
			out = append(out, model.Source{ID: e.source.id, Title: e.Source, Path: e.source.path})
		}
		out[i].Total++
		if !e.State.Read {
			out[i].Unread++
		}
	}
	slices.SortFunc(out, func(a, b model.Source) int {
		return cmp.Or(cmp.Compare(Fold(a.Title), Fold(b.Title)), cmp.Compare(a.ID, b.ID))
	})
	return out, ctx.Err()
}

// Empty implements model.Finder.
func (r *Reference) Empty(ctx context.Context) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.rows) == 0, ctx.Err()
}
