package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"dateline/feed/document"
	"dateline/feed/html2md"
	"dateline/model"
	"dateline/model/store/sqlite"
)

// maxSpooled bounds a cache of newsboat that comes through a pipe.
const maxSpooled = 4 << 30

// newsboat takes in the cache of newsboat, which r is the content of.
func (i *importer) newsboat(ctx context.Context, r io.Reader) error {
	path, done, err := i.spooled(r)
	if err != nil {
		i.fault(0, err)
		return nil
	}
	defer done()
	cache, err := sqlite.OpenNewsboat(ctx, path)
	if errors.Is(err, sqlite.ErrNotNewsboat) {
		err = fmt.Errorf("%w (--library opens a library of dateline)", err)
	}
	if err != nil {
		i.fault(0, err)
		return nil
	}
	defer func() { _ = cache.Close() }()
	total, err := cache.Len(ctx)
	if err != nil {
		i.fault(0, err)
		return nil
	}
	feeds, err := i.lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	titles := make(map[string]string) // as the reader calls the feeds
	for _, f := range feeds {
		titles[f.Address] = f.Title
	}
	made, err := madeUp(cache.Dates(ctx), i.now())
	if err != nil {
		i.fault(0, err)
		return ctx.Err()
	}
	n := 0
	for item, err := range cache.Items(ctx) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			i.fault(0, err)
			break
		}
		item.Feed = model.StripUserinfo(item.Feed, nil)
		if n++; n%64 == 0 {
			i.report("importing", 100*n/max(1, total))
		}
		if title := titles[item.Feed]; title != "" {
			item.FeedTitle = title
		}
		r := recordOfItem(&item, made)
		if r.Title == "" {
			continue // newsboat shows nothing of it either
		}
		if err := i.article(ctx, 0, r); err != nil {
			return err
		}
	}
	return i.flush(ctx)
}

// spooled returns the path of a database: of the file itself, or of a copy of
// what comes through a pipe.
func (i *importer) spooled(r io.Reader) (path string, done func(), err error) {
	if f, err := os.Open(i.name); i.name != "-" && err == nil {
		defer f.Close()
		head := make([]byte, 2)
		if _, err := io.ReadFull(f, head); err == nil && string(head) == "SQ" {
			return i.name, func() {}, nil
		}
	}
	f, err := os.CreateTemp("", "dateline-*.db")
	if err != nil {
		return "", nil, err
	}
	done = func() { _ = os.Remove(f.Name()) }
	n, err := io.Copy(f, io.LimitReader(r, maxSpooled+1))
	if err == nil && n > maxSpooled {
		err = &document.LimitError{What: "the size", Limit: document.Size(maxSpooled)}
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		done()
		return "", nil, err
	}
	return f.Name(), done, nil
}

// starFlag is the flag that stars an article, as in the examples of newsboat's
// manual.
const starFlag = 's'

// recordOfItem makes a record of an article of newsboat, under the ID that it
// has when dateline reads the same feed.
func recordOfItem(i *sqlite.NewsboatItem, made newsboatDates) *model.Record {
	base, _ := url.Parse(i.Feed) // as the reader of feeds has it
	place, ok := model.AddressPlace(i.Feed)
	if !ok {
		place = model.CleanLine(i.Feed)
	}
	a := model.Article{
		Title: plainLine(i.Title), URL: model.WebAddress(i.URL), Authors: model.CleanLines([]string{i.Author}),
		Source: plainLine(cmp.Or(i.FeedTitle, i.Feed)), Home: place, Path: place,
	}
	if e := (model.Enclosure{URL: model.WebAddress(i.EnclosureURL), Type: model.CleanLine(i.EnclosureType)}); e.URL != "" {
		a.Enclosures = []model.Enclosure{e}
	}
	made.identify(i, &a)
	if text, err := html2md.Convert(strings.ToValidUTF8(i.Content, ""), base); err == nil {
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
func plainLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		if text, err := html2md.Convert(strings.ToValidUTF8(s, ""), nil); err == nil {
			s = model.PlainText(text)
		}
	}
	return model.CleanLine(s)
}
