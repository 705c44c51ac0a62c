package modeltest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/model"
)

// catalog is what the readers of a Reference share. mu is of all of them.
type catalog struct {
	mu       sync.Mutex
	docs     map[model.ID]*doc
	inOrder  []*doc // as they were added
	sources  []*source
	made     int64 // sources
	arrived  int64
	feeds    []model.Subscription
	leases   map[string]lease     // by address
	pauses   map[string]time.Time // by host
	shared   []model.View
	readers  []*Reference // the local one first
	guests   []*Reference // views of nobody
	added    int          // readers
	readRule model.RuleReader
	clock    func() time.Time
	watchers []watcher
}

// doc is an article without anybody's state, and what is known of it beside.
type doc struct {
	model.Article
	stated    model.Article // as its document has it
	full      string        // of its page; "" none
	order     int64         // of arrival, for ties
	arrived   time.Time
	edited    bool
	source    *source
	revisions []model.Revision
}

// source is where articles come from.
type source struct {
	id                      int64
	owner                   model.ReaderID
	home, part, title, path string
}

// watcher is told of what concerns all and one reader, or without one all readers.
type watcher struct {
	ch     chan struct{}
	reader model.ReaderID
}

func newCatalog(o model.OpenOptions) *catalog {
	c := &catalog{docs: make(map[model.ID]*doc), leases: make(map[string]lease), pauses: make(map[string]time.Time), readRule: o.Rules, clock: o.Clock}
	if c.clock == nil {
		c.clock = time.Now
	}
	c.join(model.Reader{ID: model.LocalReader, Name: string(model.LocalReader), Role: model.RoleAdmin})
	return c
}

// join makes the view of a new reader.
func (c *catalog) join(r model.Reader) { c.readers = append(c.readers, c.newView(r)) }

// newView makes the view of somebody who has done nothing.
func (c *catalog) newView(r model.Reader) *Reference {
	v := &Reference{catalog: c, reader: r, views: slices.Clone(model.FirstViews), settings: make(map[string]string)}
	for _, d := range c.inOrder {
		v.see(d)
	}
	return v
}

// see gives a reader an article, if he may see it.
func (r *Reference) see(d *doc) {
	if d.Owner == "" || d.Owner == r.reader.ID {
		r.rows = append(r.rows, &item{doc: d})
	}
}

// view returns the view of a reader, nil when there is none.
func (c *catalog) viewOf(id model.ReaderID) *Reference {
	for _, r := range c.readers {
		if r.reader.ID == id {
			return r
		}
	}
	return nil
}

// Reader implements model.Catalog.
func (c *catalog) Reader(ctx context.Context, id model.ReaderID) (model.Library, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if id == model.GuestReader {
		v := c.newView(model.Reader{ID: id})
		c.guests = append(c.guests, v)
		return guest{v}, ctx.Err()
	}
	if v := c.viewOf(id); v != nil {
		return v, ctx.Err()
	}
	return nil, fmt.Errorf("reader %s: %w", id, model.ErrNotFound)
}

// Readers implements model.ReaderStore.
func (c *catalog) Readers(ctx context.Context) ([]model.Reader, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []model.Reader
	for _, v := range c.readers {
		out = append(out, v.reader)
	}
	slices.SortFunc(out, func(a, b model.Reader) int { return cmp.Compare(Fold(a.Name), Fold(b.Name)) })
	return out, ctx.Err()
}

// ReaderOfKey implements model.ReaderStore.
func (c *catalog) ReaderOfKey(ctx context.Context, key string) (model.Reader, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range c.readers {
		if slices.Contains(v.reader.Keys, key) {
			return v.reader, ctx.Err()
		}
	}
	return model.Reader{}, model.ErrNotFound
}

// AddReader implements model.ReaderStore.
func (c *catalog) AddReader(ctx context.Context, r model.Reader, at time.Time) (model.Reader, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.added++; r.ID == "" {
		r.ID = model.ReaderID(fmt.Sprintf("reader-%d", c.added))
	}
	if r.ID == model.GuestReader || c.viewOf(r.ID) != nil {
		return model.Reader{}, model.ErrExists
	}
	r.Added = at.UTC().Truncate(time.Second)
	r, err := c.checked(r)
	if err != nil {
		return model.Reader{}, err
	}
	c.join(r)
	c.signal(aboutReaders)
	return r, ctx.Err()
}

// SetReader implements model.ReaderStore.
func (c *catalog) SetReader(ctx context.Context, r model.Reader) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.viewOf(r.ID)
	if v == nil {
		return model.ErrNotFound
	}
	r.Added = v.reader.Added
	r, err := c.checked(r)
	if err != nil {
		return err
	}
	v.reader = r
	c.signal(aboutReaders)
	return ctx.Err()
}

// checked returns r with its keys in order, or why there cannot be such a reader.
func (c *catalog) checked(r model.Reader) (model.Reader, error) {
	for _, s := range append([]string{r.Name}, r.Keys...) {
		if s == "" || strings.ContainsAny(s, "\r\n") {
			return r, errors.New("a name or key is one line")
		}
	}
	r.Keys = slices.Compact(slices.Sorted(slices.Values(r.Keys)))
	for _, v := range c.readers {
		has := func(key string) bool { return slices.Contains(v.reader.Keys, key) }
		if v.reader.ID != r.ID && (Fold(v.reader.Name) == Fold(r.Name) || slices.ContainsFunc(r.Keys, has)) {
			return r, model.ErrExists
		}
	}
	return r, nil
}

// Usage implements model.ReaderStore.
func (c *catalog) Usage(ctx context.Context, id model.ReaderID) (model.Usage, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.viewOf(id)
	if v == nil {
		return model.Usage{}, model.ErrNotFound
	}
	u := model.Usage{Views: len(v.views), Keys: len(v.reader.Keys)}
	for _, e := range v.rows {
		for n, is := range map[*int]bool{&u.Read: e.State.Read, &u.Starred: e.State.Starred, &u.Hidden: e.State.Hidden, &u.Tagged: len(e.State.Tags) > 0} {
			if is {
				*n++
			}
		}
	}
	for _, rule := range v.rules {
		if !rule.dropped {
			u.Rules++
		}
	}
	for _, s := range c.sources {
		if s.owner == id {
			u.Sources++
		}
	}
	return u, ctx.Err()
}

// RemoveReader implements model.ReaderStore.
func (c *catalog) RemoveReader(ctx context.Context, id model.ReaderID) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.viewOf(id)
	switch {
	case id == model.LocalReader:
		return model.ErrLocalReader
	case v == nil:
		return model.ErrNotFound
	}
	v.gone, v.rows = true, nil
	c.readers = slices.DeleteFunc(c.readers, func(o *Reference) bool { return o == v })
	c.sources = slices.DeleteFunc(c.sources, func(s *source) bool { return s.owner == id })
	c.inOrder = slices.DeleteFunc(c.inOrder, func(d *doc) bool { return d.Owner == id })
	maps.DeleteFunc(c.docs, func(_ model.ID, d *doc) bool { return d.Owner == id })
	c.signal(aboutReaders)
	return ctx.Err()
}

// Save implements model.Saver.
func (c *catalog) Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error) {
	each, err := c.SaveEach(ctx, [][]model.Article{batch}, at)
	if err != nil {
		return model.Saved{}, err
	}
	return each[0], nil
}

// SaveEach implements model.Saver.
func (c *catalog) SaveEach(ctx context.Context, batches [][]model.Article, at time.Time) ([]model.Saved, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.mayOwn(slices.Concat(batches...)); err != nil {
		return nil, err
	}
	each := make([]model.Saved, len(batches))
	var ids []model.ID
	for i, batch := range batches {
		for _, a := range batch {
			same := each[i].Same
			if c.save(a, at, &each[i], false); each[i].Same == same {
				ids = append(ids, a.ID)
			}
		}
	}
	for _, r := range c.readers {
		r.applyRules(ids, nil, at)
	}
	c.signal("")
	return each, nil
}

// mayOwn checks the owners of a batch.
func (c *catalog) mayOwn(batch []model.Article) error {
	owners := make(map[model.ID]model.ReaderID)
	for _, a := range batch {
		if d := c.docs[a.ID]; d != nil {
			owners[a.ID] = d.Owner
		}
		owner, known := owners[a.ID]
		switch {
		case a.Owner != "" && c.viewOf(a.Owner) == nil:
			return fmt.Errorf("reader %s: %w", a.Owner, model.ErrNotFound)
		case known && owner != a.Owner:
			return fmt.Errorf("article %s: %w", a.ID, model.ErrOwner)
		}
		owners[a.ID] = a.Owner
	}
	return nil
}

// Spellings implements model.Saver.
func (c *catalog) Spellings(ctx context.Context, _ string) ([]string, error) { return nil, ctx.Err() }

// Places implements model.Saver.
func (c *catalog) Places(ctx context.Context, ids []model.ID) (map[model.ID]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	places := make(map[model.ID]string)
	for _, id := range ids {
		if d := c.docs[id]; d != nil {
			places[id] = d.Path
		}
	}
	return places, ctx.Err()
}

// sourceOf returns the source that a new article belongs to.
func (c *catalog) sourceOf(a *model.Article, restored bool) *source {
	s := source{owner: a.Owner, home: a.Home, part: a.Part, title: a.Source, path: a.Home}
	if s.home == "" {
		s.part, s.path = a.Source, a.Path
	} else if !restored && !strings.Contains(s.home, "://") {
		nearest := ""
		for _, k := range c.sources {
			if k.owner == s.owner && (a.Path == k.home || strings.HasPrefix(a.Path, k.home+"/")) && len(k.home) > len(nearest) {
				nearest = k.home
			}
		}
		if nearest != "" && nearest != s.home {
			s.home = nearest
			s.title, s.path = cmp.Or(a.Part, path.Base(s.home)), s.home
		}
	}
	for _, k := range c.sources {
		if k.owner == s.owner && k.home == s.home && k.part == s.part {
			return k
		}
	}
	c.made++
	s.id = c.made
	c.sources = append(c.sources, &s)
	return &s
}

// save puts in one article, or its new text.
func (c *catalog) save(a model.Article, at time.Time, s *model.Saved, restored bool) {
	a.State, a.Former = model.State{}, nil
	full := ""
	if a.FullText {
		full = a.Body
		a.SetFullText("")
	}
	d := c.docs[a.ID]
	src := (*source)(nil)
	if d == nil {
		src = c.sourceOf(&a, restored)
	} else {
		src = d.source
	}
	if a.Source, a.Home, a.Part, a.Owner = src.title, src.home, src.part, src.owner; a.Home == "" {
		a.Part = ""
	}
	if d == nil {
		c.arrived++
		d = &doc{Article: a, stated: a, full: full, order: c.arrived, arrived: at, source: src}
		c.show(d, a.Published)
		c.docs[a.ID], c.inOrder = d, append(c.inOrder, d)
		for _, r := range slices.Concat(c.readers, c.guests) {
			r.see(d)
		}
		s.Added++
		return
	}
	if restored {
		a.Path = d.Path
	}
	d.Path, d.stated.Path = a.Path, a.Path
	if a.Published.From == model.FromSeen {
		a.Published = d.stated.Published
	}
	if reflect.DeepEqual(a, d.stated) && (full == "" || d.full != "") {
		s.Same++
		return
	}
	s.Changed++
	d.full = cmp.Or(full, d.full)
	if was := d.stated; a.Title != was.Title || a.Summary != was.Summary || a.Body != was.Body {
		d.edited = true
		d.revisions = slices.Insert(d.revisions, 0, model.Revision{
			Replaced: at, Title: was.Title, Summary: was.Summary, Body: was.Body, Published: was.Published, Updated: was.Updated,
		})
		d.revisions = d.revisions[:min(len(d.revisions), model.MaxRevisions)]
	}
	d.stated = a
	if d.Published.From == model.FromHand {
		c.show(d, d.Published)
	} else {
		c.show(d, a.Published)
	}
}

// show makes of d what readers see of it, under a date.
func (c *catalog) show(d *doc, date model.Date) {
	if !date.Equal(d.Published) { // it joins those of its new date
		c.arrived++
		d.order = c.arrived
	}
	d.Article = d.stated
	d.SetFullText(d.full)
	d.Published = date
	if date.From == model.FromHand && d.stated.Published.Dated() {
		d.Candidates = slices.Insert(slices.Clone(d.Candidates), 0, d.stated.Published)
	}
}

// KeepFullTexts implements model.FullTextStore.
func (c *catalog) KeepFullTexts(ctx context.Context, texts map[model.ID]string, at time.Time) (n int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var changed []model.ID
	for id, text := range texts {
		if d := c.docs[id]; d != nil && d.full != text {
			d.full = text
			c.show(d, d.Published)
			changed = append(changed, id)
		}
	}
	for _, v := range c.readers {
		v.applyRules(changed, nil, at)
	}
	if len(changed) > 0 {
		c.signal("")
	}
	return len(changed), ctx.Err()
}

// Subscriptions implements model.SubscriptionLister.
func (c *catalog) Subscriptions(ctx context.Context) ([]model.Subscription, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.Clone(c.feeds)
	slices.SortFunc(out, func(a, b model.Subscription) int {
		return cmp.Or(cmp.Compare(Fold(a.Title), Fold(b.Title)), cmp.Compare(a.Address, b.Address))
	})
	return out, ctx.Err()
}

func (c *catalog) feed(address string) int {
	return slices.IndexFunc(c.feeds, func(s model.Subscription) bool { return s.Address == address })
}

// Subscribe implements model.SubscriptionStore.
func (c *catalog) Subscribe(ctx context.Context, feeds []model.Subscription, _ time.Time) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, f := range feeds {
		if c.follow(f) {
			n++
		}
	}
	c.signal("")
	return n, ctx.Err()
}

// follow follows a feed, and reports whether it is new.
func (c *catalog) follow(f model.Subscription) bool {
	i := c.feed(f.Address)
	if i < 0 {
		c.feeds = append(c.feeds, f)
		return true
	}
	f.Schedule = c.feeds[i].Schedule
	c.feeds[i] = f
	return false
}

// Unsubscribe implements model.SubscriptionStore.
func (c *catalog) Unsubscribe(ctx context.Context, address string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := c.feed(address)
	if i < 0 {
		return fmt.Errorf("feed %s: %w", address, model.ErrNotFound)
	}
	c.unfollow(i)
	c.signal("")
	return ctx.Err()
}

// Watch implements model.Catalog.
func (c *catalog) Watch(ctx context.Context) <-chan struct{} { return c.watch(ctx, "") }

func (c *catalog) watch(ctx context.Context, reader model.ReaderID) <-chan struct{} {
	ch := make(chan struct{}, 1)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watchers = append(c.watchers, watcher{ch, reader})
	context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.watchers = slices.DeleteFunc(c.watchers, func(w watcher) bool { return w.ch == ch })
		close(ch)
	})
	return ch
}

// aboutReaders stands for those who watch who the readers are.
const aboutReaders = model.ReaderID("\x00")

// WatchReaders implements model.ReaderStore.
func (c *catalog) WatchReaders(ctx context.Context) <-chan struct{} {
	return c.watch(ctx, aboutReaders)
}

// signal tells of a change of one reader's state or, without one, of what all share.
func (c *catalog) signal(reader model.ReaderID) {
	for _, w := range c.watchers {
		if w.reader != reader && w.reader != "" && (reader != "" || w.reader == aboutReaders) {
			continue
		}
		select {
		case w.ch <- struct{}{}:
		default:
		}
	}
}

// ReadOnly implements model.Catalog.
func (c *catalog) ReadOnly() bool { return false }

// Close implements model.Catalog.
func (c *catalog) Close() error { return nil }
