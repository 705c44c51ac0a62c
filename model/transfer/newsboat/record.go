package newsboat

import (
	"cmp"
	"context"
	"iter"
	"net/url"
	"strings"
	"time"

	"dateline/model"
)

// Options say how Records reads.
type Options struct {
	Now      time.Time                                        // the latest that a date counts as one of fetching
	Titles   map[string]string                                // of feeds, by address, where others than newsboat's are wanted
	Markdown func(html string, base *url.URL) (string, error) // makes Markdown of HTML
}

// Records gives the articles, but for those that were deleted or of which there is
// nothing to show: the newest first. All text in them is clean. An error ends it.
func (c *Cache) Records(ctx context.Context, o Options) iter.Seq2[*model.Record, error] {
	return func(yield func(*model.Record, error) bool) {
		dates, err := inferMadeUp(c.dates(ctx), o.Now)
		if err != nil {
			yield(nil, err)
			return
		}
		for i, err := range c.items(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			i.Feed = model.StripUserinfo(i.Feed, nil)
			i.FeedTitle = cmp.Or(o.Titles[i.Feed], i.FeedTitle)
			// newsboat shows nothing of what has no title either.
			if r := o.record(&i, dates); r.Title != "" && !yield(r, nil) {
				return
			}
		}
	}
}

// starFlag is the flag that stars an article, as in the examples of newsboat's
// manual.
const starFlag = 's'

// record makes a record of an article of newsboat, under the ID that it
// has when dateline reads the same feed.
func (o *Options) record(i *item, dates madeUp) *model.Record {
	base, _ := url.Parse(i.Feed) // as the reader of feeds has it
	place, ok := model.AddressPlace(i.Feed)
	if !ok {
		place = model.CleanLine(i.Feed)
	}
	a := model.Article{
		Title: o.plainLine(i.Title), URL: model.WebAddress(i.URL), Authors: model.CleanLines([]string{i.Author}),
		Source: o.plainLine(cmp.Or(i.FeedTitle, i.Feed)), Home: place, Path: place,
	}
	if e := (model.Enclosure{URL: model.WebAddress(i.EnclosureURL), Type: model.CleanLine(i.EnclosureType)}); e.URL != "" {
		a.Enclosures = []model.Enclosure{e}
	}
	dates.identify(i, &a)
	if text, err := o.Markdown(strings.ToValidUTF8(i.Content, ""), base); err == nil {
		a.Body = model.CleanText(text)
	}
	a.State.Read = !i.Unread
	for _, f := range i.Flags {
		if 'a' <= f|0x20 && f|0x20 <= 'z' {
			a.State.Tags = append(a.State.Tags, "flag-"+string(f))
			a.State.Starred = a.State.Starred || f == starFlag
		}
	}
	r := &model.Record{Article: a}
	if r.Title == "" {
		r.Title = r.FallbackTitle()
	}
	stated := r.Published
	if stated.From == model.FromSeen {
		stated = model.Date{} // an id knows of no other dates than stated ones
	}
	r.ID = model.NewID(r.Home, r.EntryID, r.URL, r.Title, stated)
	return r
}

// plainLine returns a line that may hold HTML as text.
func (o *Options) plainLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		if text, err := o.Markdown(strings.ToValidUTF8(s, ""), nil); err == nil {
			s = model.PlainText(text)
		}
	}
	return model.CleanLine(s)
}
