package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// maxCompared is how many articles before and behind one are compared with it at
// most, and wide how far around it these are looked for: a list stands by days of
// the reader's zone, and within a day whole days behind instants.
const (
	maxCompared = 3000
	maxDistance = model.StorySpan + 48*time.Hour
)

// byStory answers in the orders by date where stories are folded.
func (f *finder) byStory(win model.Window) (model.Page, error) {
	sections := f.sections()
	at, err := f.cursorAt(sections, win.At)
	if err != nil {
		return model.Page{}, err
	}
	n := [2]int{2*win.Before + maxCompared/3, 2*win.After + maxCompared/3} // rows before and behind the place
	for {
		var side [2][]row
		for i, on := range []bool{false, true} {
			if side[i], err = f.read(sections, at, n[i], on); err != nil {
				return model.Page{}, err
			}
		}
		before, after, enough := f.foldStories(side, [2]bool{len(side[0]) < n[0], len(side[1]) < n[1]}, win)
		if enough[0] && enough[1] {
			return f.page(before, after, win)
		}
		for i := range n {
			if !enough[i] {
				n[i] *= 2
			}
		}
	}
}

// foldStories returns the first articles of stories among rows before a place,
// nearest first, and from it on. whole says that the list has no more on a side;
// enough that what is wanted of it is there, with all that it is compared with.
func (f *finder) foldStories(side [2][]row, whole [2]bool, win model.Window) (before, after []row, enough [2]bool) {
	here := len(side[0])
	rows := append(slices.Clone(side[0]), side[1]...)
	slices.Reverse(rows[:here])
	from, to := 0, len(rows)
	if !whole[0] {
		for from = min(here, maxCompared); from > 0 && tooFar(&rows[0], &rows[from-1]); {
			from--
		}
	}
	if !whole[1] {
		for to = max(here, len(rows)-maxCompared); to < len(rows) && tooFar(&rows[to], &rows[len(rows)-1]); {
			to++
		}
	}
	heads := f.cluster(rows, from)
	for i := from; i < here; i++ {
		if heads[i] == i {
			before = append(before, rows[i])
		}
	}
	slices.Reverse(before)
	for i := here; i < to; i++ {
		if heads[i] == i {
			after = append(after, rows[i])
		}
	}
	enough[0] = whole[0] || from < here && len(before) > win.Before
	enough[1] = whole[1] || to > here && len(after) > win.After
	return before, after, enough
}

// tooFar reports whether a and b are too far from one another to be related, and
// so is all that lies beyond them.
func tooFar(a, b *row) bool {
	return !a.Published.Dated() || !b.Published.Dated() || a.Published.At.Sub(b.Published.At).Abs() > maxDistance
}

// cluster returns for each of rows the first of its story, itself where it is or
// where it stays, and gives those from an index on what is folded under them.
func (f *finder) cluster(rows []row, from int) []int {
	heads := make([]int, len(rows))
	told := newClusterer(len(rows))
	for i := range rows {
		heads[i] = i
		t := model.NewStoryKey(strconv.FormatInt(rows[i].source, 10), rows[i].Title, rows[i].Published)
		if first := told.first(&t); first >= 0 && f.keptByID[rows[i].ID] == nil {
			heads[i] = heads[first]
		}
		told.add(t)
		if h := heads[i]; h != i && h >= from && rows[h].Published.At.Sub(t.At).Abs() <= model.StorySpan {
			rows[h].Folded = append(rows[h].Folded, rows[i].ID)
			rows[h].Copies++
		}
	}
	return heads
}

// clusterer finds the first of a list of articles that is related to another.
type clusterer struct {
	all     []model.StoryKey
	with    map[string][]int32 // by word, ascending
	from    int                // those before are too far away from what comes
	shared  []int16            // words with the article that is looked at
	touched []int32
}

func newClusterer(n int) *clusterer {
	return &clusterer{all: make([]model.StoryKey, 0, n), with: make(map[string][]int32), shared: make([]int16, n)}
}

func (o *clusterer) add(t model.StoryKey) {
	for _, w := range t.Words {
		o.with[w] = append(o.with[w], int32(len(o.all)))
	}
	o.all = append(o.all, t)
}

// first returns the first of those added that is related to t, which stands behind
// them in a list by date; or -1.
func (o *clusterer) first(t *model.StoryKey) int {
	if t.At.IsZero() {
		return -1
	}
	for o.from < len(o.all) && (o.from < len(o.all)-maxCompared || o.all[o.from].At.Sub(t.At).Abs() > maxDistance) {
		o.from++
	}
	for _, w := range t.Words {
		in := o.with[w]
		for n := len(in) - 1; n >= 0 && int(in[n]) >= o.from; n-- {
			if o.shared[in[n]]++; o.shared[in[n]] == 1 {
				o.touched = append(o.touched, in[n])
			}
		}
	}
	first := -1
	for _, i := range o.touched {
		u := &o.all[i]
		if (first < 0 || int(i) < first) && u.Enough(t, int(o.shared[i])) && u.Near(t) {
			first = int(i)
		}
		o.shared[i] = 0
	}
	o.touched = o.touched[:0]
	return first
}

// story returns the items of the story of an article; none where there is no such
// article.
func (s *Library) story(ctx context.Context, id model.ID) ([]int64, error) {
	seed, err := s.itemOf(ctx, id)
	if errors.Is(err, model.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b := &clusterBuilder{ctx: ctx, s: s, days: make(map[model.Day][]*clusterMember)}
	if b.overflow, err = rowid.Overflow(ctx, s.read); err != nil {
		return nil, err
	}
	ts, err := b.query("SELECT i.id, i.title, i.source, i.published FROM item i WHERE i.id = ? AND i.id < ? AND i.published IS NOT NULL", seed, rowid.Months.Bounds().Lo)
	if err != nil || len(ts) == 0 {
		return []int64{seed}, err
	}
	return b.build(ts[0])
}

// clusterMember is an article that may be of a story.
type clusterMember struct {
	model.StoryKey
	id    int64
	words map[string]bool
}

// clusterBuilder gathers a story.
type clusterBuilder struct {
	ctx      context.Context
	s        *Library
	overflow int64
	days     map[model.Day][]*clusterMember // those that may be of it yet
}

// mostDays and mostOfDay bound what a story is gathered from.
const (
	mostDays  = 90
	mostOfDay = 5000
)

// build returns the story of a seed: what is related to it, what is related to
// that, and so on, the nearest in time of what may come next first.
func (b *clusterBuilder) build(seed *clusterMember) ([]int64, error) {
	items, next := []int64{seed.id}, []*clusterMember{seed}
	for len(next) > 0 && len(items) < model.MaxStory {
		slices.SortFunc(next, func(x, y *clusterMember) int {
			return int(x.At.Sub(seed.At).Abs()/time.Second - y.At.Sub(seed.At).Abs()/time.Second)
		})
		t := next[0]
		next = next[1:]
		for d := model.DayOf(t.At.Add(-model.StorySpan)); d <= model.DayOf(t.At.Add(model.StorySpan)); d++ {
			of, err := b.day(d)
			if err != nil {
				return nil, err
			}
			rest := of[:0]
			for _, u := range of {
				switch {
				case u.id == seed.id:
				case len(items) < model.MaxStory && t.Near(&u.StoryKey) && t.Enough(&u.StoryKey, t.shares(u)):
					items, next = append(items, u.id), append(next, u)
				default:
					rest = append(rest, u)
				}
			}
			b.days[d] = rest
		}
	}
	slices.Sort(items)
	return items, nil
}

// shares counts the words that two articles have in common.
func (t *clusterMember) shares(u *clusterMember) int {
	n := 0
	for _, w := range u.Words {
		if t.words[w] {
			n++
		}
	}
	return n
}

// day returns what was published on a day in UTC and is not of the story yet.
func (b *clusterBuilder) day(d model.Day) ([]*clusterMember, error) {
	if of, ok := b.days[d]; ok || len(b.days) >= mostDays {
		return of, nil
	}
	from := d.In(time.UTC).Unix()
	var of []*clusterMember
	for _, r := range []rowid.Bounds{{Lo: rowid.From(from, b.overflow), Hi: rowid.Instant(from+86399) + b.overflow}, rowid.Period(rowid.Days, d)} {
		ts, err := b.query(fmt.Sprintf(`SELECT i.id, i.title, i.source, i.published FROM item i WHERE i.id BETWEEN ? AND ? AND i.published BETWEEN ? AND ?
			AND NOT EXISTS (SELECT 1 FROM state h WHERE h.reader = ?1 AND h.item = i.id AND h.hidden = 1) AND NOT `+fmt.Sprintf(foreignSource, "i.source")+` ORDER BY i.id LIMIT %d`, mostOfDay), r.Lo, r.Hi, from, from+86399)
		if err != nil {
			return nil, err
		}
		of = append(of, ts...)
	}
	b.days[d] = of
	return of, nil
}

func (b *clusterBuilder) query(q string, args ...any) ([]*clusterMember, error) {
	return collect(b.ctx, b.s.read, q, func(rs *sql.Rows, to **clusterMember) error {
		var title string
		var source, published int64
		t := &clusterMember{words: make(map[string]bool)}
		err := rs.Scan(&t.id, &title, &source, &published)
		t.StoryKey = model.StoryKey{Source: fmt.Sprint(source), At: time.Unix(published, 0).UTC(), Words: model.StoryWords(title)}
		for _, w := range t.Words {
			t.words[w] = true
		}
		*to = t
		return err
	}, args...)
}
