package newsboat

import (
	"hash/maphash"
	"iter"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when/printed"
)

// newsboat's idea of an entry's id (rssparser.cpp, get_guid): where the feed
// states none it takes the link with the text of the date after it, the link
// alone, or the title.
type guidKind uint8

const (
	statedGUID   guidKind = iota
	linkAndDate           // there is no id, and this is the date
	linkAndNoise          // there is no id, and what stands for the date is none
	linkGUID              // the link: there is no id and no date, or the link is the id
	titleGUID             // there is no id and no link
)

// longestDate bounds the text of a date, in bytes.
const longestDate = 100

// guidKindOf says what the guid of i is, and the date that stands in it.
func guidKindOf(i *item) (guidKind, model.Date) {
	switch {
	case i.URL == "" && i.GUID == i.Title:
		return titleGUID, model.Date{}
	case i.URL == "":
		return statedGUID, model.Date{}
	case linkWithin(i.GUID, i.URL):
		return linkGUID, model.Date{}
	}
	// The link of the feed may be relative, the article's is not.
	for n := len(i.GUID) - 1; n > max(0, len(i.GUID)-longestDate); n-- {
		if !linkWithin(i.GUID[:n], i.URL) {
			continue
		}
		text := i.GUID[n:]
		if d, ok := printed.Feed(text); ok {
			return linkAndDate, d
		}
		if strings.Contains(text, " ") || isWords(text) && isWords(i.GUID[n-1:n]) {
			return linkAndNoise, model.Date{}
		}
	}
	return statedGUID, model.Date{}
}

// isWords reports whether s has no sign that parts an address, so that what follows a
// link does not go on with it.
func isWords(s string) bool { return !strings.ContainsAny(s, "/?#&=-_.:~+") }

// linkWithin reports whether link is an address as a feed wrote it, given what it
// became when newsboat resolved it.
func linkWithin(link, address string) bool {
	if link == address {
		return true
	}
	return len(link) > 1 && link[0] == '/' && strings.HasSuffix(address, link) && !strings.HasPrefix(link, "//")
}

// madeUp says which dates of a cache newsboat has made up. It gives an
// entry whose date is absent or unreadable the time of fetching (rssparser.cpp,
// fill_feed_items and parse_date) and keeps nothing that tells such a date from
// one that is stated. It can only be inferred:
//
//   - A guid of link and date shows what the feed states, or that it is no date.
//     A guid that is the link, in a feed that has such ones, shows that there
//     was none.
//   - The time of fetching is not earlier than any date fetched before, and all
//     entries fetched at once have it within seconds, whatever feed they are of.
//     Stated dates may be so, too; but seldom to an odd second.
//
// What is taken for made up though it was stated takes the stated date again when
// the feed is refreshed. What is taken for stated though it was made up stays so.
type madeUp map[int64]bool // by the ID of the article

// datedItem is what the inference takes of an article.
type datedItem struct {
	id, at  int64
	feed    int
	title   uint64
	kind    guidKind
	latest  bool // no date that was fetched before is later
	odd     bool // it is not on a quarter of an hour, as many stated dates are
	made    bool
	checked bool // by its guid
}

// datedFeed is what the articles of a feed have in common.
type datedFeed struct {
	items, made   int
	stated, dates bool // some have an id of their own; some have a date in their guid
	earlier       bool // some that may be made up are earlier than what was fetched before
}

const (
	fetchedTogether = 5  // seconds within which what is fetched at once is read
	fetchedSlack    = 60 // seconds by which feeds that are fetched at once may overtake each other
)

// inferMadeUp finds out which dates of a cache are made up, of its articles as dates
// gives them. now is the latest that a date counts as one of fetching.
func inferMadeUp(all iter.Seq2[item, error], now time.Time) (madeUp, error) {
	var items []datedItem
	var feeds []datedFeed
	numbers, seed, latest := make(map[string]int), maphash.MakeSeed(), int64(0)
	for i, err := range all {
		if err != nil {
			return nil, err
		}
		n, ok := numbers[i.Feed]
		if !ok {
			n = len(feeds)
			numbers[i.Feed], feeds = n, append(feeds, datedFeed{})
		}
		kind, _ := guidKindOf(&i)
		f := &feeds[n]
		f.items++
		f.stated = f.stated || kind == statedGUID
		f.dates = f.dates || kind == linkAndDate || kind == linkAndNoise
		if i.Published.IsZero() {
			continue
		}
		d := datedItem{id: i.ID, at: i.Published.Unix(), feed: n, title: maphash.String(seed, i.Title), kind: kind}
		d.latest, d.odd = d.at+fetchedSlack >= latest && d.at <= now.Unix(), d.at%(15*60) != 0
		if d.latest {
			latest = max(latest, d.at)
		}
		f.earlier = f.earlier || !d.latest && kind != linkAndDate && kind != linkAndNoise
		items = append(items, d)
	}
	byGUID(items, feeds)
	byNeighbours(items, feeds)
	byFeed(items, feeds)
	made := make(madeUp)
	for _, d := range items {
		if d.made {
			made[d.id] = true
		}
	}
	return made, nil
}

// byGUID finds what the guids show.
func byGUID(items []datedItem, feeds []datedFeed) {
	for n := range items {
		switch d := &items[n]; {
		case d.kind == linkAndDate:
			d.checked = true
		case d.kind == linkAndNoise, d.kind == linkGUID && feeds[d.feed].dates:
			d.make(feeds)
		}
	}
}

// byNeighbours finds articles that were fetched one after the other and have the
// time of that moment.
func byNeighbours(items []datedItem, feeds []datedFeed) {
	var before *datedItem
	for n := range items {
		d := &items[n]
		if d.checked || !d.latest || !d.odd {
			continue
		}
		// One article that two feeds have shares its date with itself.
		if before != nil && before.title != d.title && max(d.at-before.at, before.at-d.at) <= fetchedTogether {
			before.make(feeds)
			d.make(feeds)
		}
		before = d
	}
}

// byFeed finds what came alone, in feeds whose other articles tell of it.
func byFeed(items []datedItem, feeds []datedFeed) {
	for n := range items {
		d := &items[n]
		f := &feeds[d.feed]
		own := d.kind == linkGUID || d.kind == titleGUID
		switch {
		case d.checked || d.made || !d.latest:
		case f.made > 1 && !f.earlier, own && d.odd && (f.stated || f.items == 1):
			d.made = true
		}
	}
}

func (d *datedItem) make(feeds []datedFeed) {
	if !d.made {
		d.made = true
		feeds[d.feed].made++
	}
}

// identify gives a the id and the date that the feed states of it.
func (m madeUp) identify(i *item, a *model.Article) {
	kind, date := guidKindOf(i)
	if kind == statedGUID || kind == linkGUID && !m[i.ID] {
		a.EntryID = model.CleanLine(i.GUID)
	}
	switch {
	case date.Dated():
		a.Published = date
	case i.Published.IsZero():
	case m[i.ID]:
		a.Published = model.AtInstant(i.Published, model.FromSeen)
	default:
		a.Published = model.AtInstant(i.Published, model.FromStated)
	}
}
