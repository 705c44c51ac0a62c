package rss

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"

	"dateline/feed/document"
	"dateline/model"
)

// frame is an open element.
type frame struct {
	name int // where its name begins in reader.open
	elem elem
	base *url.URL // that relative addresses are resolved against, or nil
	lang string
	mark int  // in a capture: how much had been captured before it
	mute bool // in a capture: its tags are left out
}

// errCut is what is wrong with a feed of which the end is missing.
var errCut = errors.New("the feed ends in the middle of an entry")

// reader reads the XML formats: it follows which elements are open and hands
// on an article at the end of each entry.
type reader struct {
	ctx  context.Context
	d    *document.Document
	emit document.Emit

	s      *scanner
	names  names
	frames []frame
	open   []byte // the names of all frames, one after the other
	skip   int    // depth of an element whose inside is passed over, or 0

	cap     capture
	scratch []byte

	root  bool // a feed's root has been seen
	atom  bool
	feed  feed
	entry *feedEntry
	count int

	held    []*model.Article // read before the feed's title was
	stopped bool             // emit or ctx ended the reading
}

// maxHeld is how many articles wait for the title of their feed, which most
// documents state first.
const maxHeld = 32

// run reads the whole document.
func (r *reader) run() error {
	for {
		k, err := r.s.next()
		if err == nil {
			switch k {
			case startToken:
				err = r.start()
			case endToken:
				err = r.end(r.s.name)
			default:
				if r.cap.on {
					r.cap.text(r, k)
				}
			}
		}
		if err != nil {
			return r.finish(err)
		}
	}
}

// finish hands on what is left when err ended the reading.
func (r *reader) finish(err error) error {
	if r.stopped {
		return err
	}
	cut := r.entry != nil
	if stop := r.leaveTo(0); stop != nil {
		return stop
	}
	if stop := r.flush(); stop != nil {
		return stop
	}
	switch {
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("read feed: %w", err)
	case !r.root && r.count == 0:
		return document.ErrNothing
	case cut:
		return errCut
	}
	return nil
}

// start takes the tag that the scanner has just read.
func (r *reader) start() error {
	if r.cap.on {
		closed, err := r.startInside()
		if !closed || err != nil {
			return err
		}
	}
	if limit := r.d.Limits.Nesting; limit > 0 && len(r.frames) >= limit {
		return &document.LimitError{What: "the nesting of elements", Limit: fmt.Sprint(limit)}
	}
	if len(r.s.attrs) > 0 {
		r.names.declare(r.s, len(r.frames))
	}
	e := r.names.elem(r.s.name)
	if e == itemElem {
		// An entry within an entry, or within an image: an end tag is missing.
		if err := r.leaveEntry(); err != nil {
			return err
		}
	}
	if r.skip > 0 {
		e = unknown
	}
	r.push(e)
	r.begin(e)
	if r.s.empty {
		return r.leaveTo(len(r.frames) - 1)
	}
	return nil
}

// push opens an element with the tag that the scanner has just read.
func (r *reader) push(e elem) *frame {
	f := frame{name: len(r.open), elem: e}
	if n := len(r.frames); n > 0 {
		f.base, f.lang = r.frames[n-1].base, r.frames[n-1].lang
	} else {
		f.base = r.d.URL
		if r.d.Location != nil {
			f.base = r.d.Location
		}
	}
	if len(r.s.attrs) > 0 {
		if v := r.s.attr("xml:base", "base"); v != "" {
			if u := parseBase(f.base, v); u != nil {
				f.base = u
			}
		}
		if v, ok := r.s.lookup("xml:lang", "lang"); ok {
			f.lang = language(v)
		}
	}
	r.open = append(r.open, r.s.name...)
	r.frames = append(r.frames, f)
	return &r.frames[len(r.frames)-1]
}

// nameOf returns the name of frame i as written.
func (r *reader) nameOf(i int) []byte {
	if i+1 < len(r.frames) {
		return r.open[r.frames[i].name:r.frames[i+1].name]
	}
	return r.open[r.frames[i].name:]
}

// find returns the innermost open element called name, or -1.
func (r *reader) find(name []byte) int {
	for i := len(r.frames) - 1; i >= 0; i-- {
		if open := r.nameOf(i); bytes.Equal(open, name) || len(open) == len(name) && hasPrefixFold(open, string(name)) {
			return i
		}
	}
	return -1
}

// end closes the innermost open element called name and all that is open in
// it. An end tag without a beginning is passed over.
func (r *reader) end(name []byte) error {
	if r.cap.on && r.cap.deep > 0 {
		r.cap.deep--
		return nil
	}
	i := r.find(name)
	if i < 0 {
		return nil
	}
	return r.leaveTo(i)
}

// leaveTo closes all elements but the outer n.
func (r *reader) leaveTo(n int) error {
	for len(r.frames) > n {
		if err := r.leave(); err != nil {
			return err
		}
	}
	return nil
}

// leave closes the innermost element.
func (r *reader) leave() error {
	i := len(r.frames) - 1
	f := &r.frames[i]
	if r.cap.on {
		if i > r.cap.depth {
			r.cap.endInside(r, f, r.nameOf(i))
		} else {
			r.cap.on = false
			r.captured(f)
		}
	}
	item := f.elem == itemElem && r.entry != nil && i == r.entry.depth
	if r.skip == i+1 {
		r.skip = 0
	}
	r.open = r.open[:f.name]
	r.frames = r.frames[:i]
	r.names.leave(i)
	if item {
		return r.finishEntry()
	}
	return nil
}

// leaveEntry closes the entry that is open, if one is, and whatever is passed
// over.
func (r *reader) leaveEntry() error {
	if r.entry != nil {
		return r.leaveTo(r.entry.depth)
	}
	if r.skip > 0 {
		return r.leaveTo(r.skip - 1)
	}
	return nil
}

// finishEntry makes an article of the entry and hands it on, or keeps it until
// the title of its feed is known.
func (r *reader) finishEntry() error {
	e := r.entry
	r.entry = nil
	r.count++
	if err := r.ctx.Err(); err != nil {
		r.stopped = true
		return err
	}
	r.held = append(r.held, e.article(r))
	if r.feed.title.s == "" && len(r.held) < maxHeld {
		return nil
	}
	return r.flush()
}

// flush hands on all articles that are kept.
func (r *reader) flush() error {
	held := r.held
	r.held = r.held[:0]
	source := r.feed.title.s
	for i, a := range held {
		held[i] = nil
		a.Source = source
		if err := r.emit(a); err != nil {
			r.stopped = true
			return err
		}
	}
	return nil
}
