package feed

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/transfer/opml"
)

// read reads d as f: its articles are finalized and emitted, or the sources that it
// lists.
func (p *pipeline) read(ctx context.Context, c candidate, f format, d *document.Document) {
	var err error
	if f.list != nil {
		err = p.readList(f, d)
	} else {
		err = p.readArticles(ctx, c, f, d)
	}
	if err != nil {
		p.out.fail(c.path, err)
	}
}

// readList hands on the places that a list of sources holds.
func (p *pipeline) readList(f format, d *document.Document) error {
	text, short := d.ReadAll()
	d.Body = bufio.NewReader(bytes.NewReader(text))
	places, err := f.list(d)
	if len(places) > 0 {
		_ = p.out.put(event{path: d.Path, list: places})
	}
	if short != nil {
		return short
	}
	return err
}

// readArticles hands on the articles of d, finalized.
func (p *pipeline) readArticles(ctx context.Context, c candidate, f format, d *document.Document) error {
	inTime, cancel := f.withTimeout(ctx, d)
	defer cancel()
	read := f.read
	if f.nested != nil {
		read = f.nested(readNested)
	}
	fin, err := p.newFinalizer(ctx, c, f, d)
	if err != nil {
		return err
	}
	err = read(inTime, d, func(a *model.Article) error {
		if !fin.finalize(a) {
			return nil
		}
		if d.Limits.Entries > 0 && fin.n > d.Limits.Entries {
			return &document.LimitError{What: "the number of articles", Limit: fmt.Sprint(d.Limits.Entries)}
		}
		return p.out.put(event{path: d.Path, article: a, other: fin.other})
	})
	switch {
	case err == nil, ctx.Err() != nil:
		return nil
	case inTime.Err() != nil:
		return context.Cause(inTime)
	case errors.Is(err, document.ErrNothing) && !strings.Contains(f.kind, "text"):
		return fmt.Errorf("read as %s: %w", f.kind, err)
	}
	return plainError(err)
}

// readNested reads a document that lies in another.
func readNested(ctx context.Context, d *document.Document, emit document.Emit) error {
	s, err := newSample(d)
	if err != nil {
		return err
	}
	f, err := detectFormat(s)
	if err != nil {
		return err
	}
	if f.read == nil {
		return errors.New("of a kind that is not read within another document")
	}
	inTime, cancel := f.withTimeout(ctx, d)
	defer cancel()
	err = f.read(inTime, d, emit)
	if ctx.Err() == nil && inTime.Err() != nil {
		return context.Cause(inTime)
	}
	return err
}

// withTimeout returns a context that ends when the reading of d takes too long.
func (f format) withTimeout(ctx context.Context, d *document.Document) (context.Context, context.CancelFunc) {
	limit := d.Limits.Time
	if !f.inMemory || limit <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, limit, &document.LimitError{What: "the time it takes to read", Limit: limit.String()})
}

func readOPML(d *document.Document) ([]place, error) {
	subscriptions, skipped, err := opml.Read(d.Body, document.ToUTF8)
	if errors.Is(err, opml.ErrNone) {
		err = document.ErrNothing
	}
	return placesOf(d, subscriptions, skipped), err
}

func readURLs(d *document.Document) ([]place, error) {
	subscriptions, skipped, err := opml.ReadURLs(d.Body, document.ToUTF8)
	return placesOf(d, subscriptions, skipped), err
}

// placesOf returns the places of subscriptions, those that cannot be read with the
// reason. Only addresses count: a list from elsewhere has no say over the files of
// this machine.
func placesOf(d *document.Document, subscriptions []model.Subscription, skipped []opml.Skipped) []place {
	for _, s := range skipped {
		d.Note(s.Line, "dropped", "%s: %s", s.Text, s.Why)
	}
	var places []place
	for _, s := range subscriptions {
		p := place{name: s.Address, title: s.Title}
		switch u, ok := addressOf(s.Address); {
		case !ok:
			p.err = errors.New("is no address: a list must name its sources by addresses that begin with https://")
		case u.Scheme == "file":
			p.err = errors.New("is a file: a list has no say over the files of this machine; name it yourself")
		}
		places = append(places, p)
	}
	return places
}

// errList is why a list within a list is not followed.
var errList = errors.New("a list of sources within a list of sources is not followed")
