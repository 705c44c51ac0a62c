package transfer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"dateline/model"
	"dateline/model/transfer/jsonlines"
	"dateline/model/transfer/newsboat"
	"dateline/model/transfer/opml"
)

// Destination is the library that Import fills.
type Destination interface {
	model.Saver
	model.RecordStore
	model.SubscriptionStore
	model.ViewStore
	model.RuleStore
	Empty(ctx context.Context) (bool, error)
}

// File is what is imported.
type File struct {
	io.ReadCloser
	Path string // of the file that it reads as it is; "" where there is none
	Size int64  // in bytes; 0 where it is not known
}

// Open opens a file to be imported, which Close must end. The error does not name it.
func Open(name string) (File, error) {
	f, err := os.Open(name)
	var info fs.FileInfo
	if err == nil {
		info, err = f.Stat()
	}
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return File{}, errors.New("no such file")
	case errors.As(err, &pathError):
		return File{}, pathError.Err
	case err != nil:
		return File{}, err
	case info.IsDir():
		_ = f.Close()
		return File{}, errors.New("this is a folder; name the files in it")
	case !info.Mode().IsRegular():
		name = ""
	}
	return File{f, name, info.Size()}, nil
}

// ImportOptions hand in what an import needs of others. Only Fault and Progress may be
// nil.
type ImportOptions struct {
	Now func() time.Time
	// Follow subscribes to feeds and returns how many are new; those that are followed
	// take only what they lack.
	Follow func(ctx context.Context, feeds []model.Subscription) (added int, err error)
	// KeepLogins keeps names and passwords for addresses. Where it fails, these are not
	// followed.
	KeepLogins func(map[string]*url.Userinfo) error
	ToUTF8     opml.ToUTF8
	Markdown   func(html string, base *url.URL) (string, error)
	Fault      func(Fault)       // hears what cannot be imported
	Progress   func(percent int) // hears how far it is; -1 where that is not known
}

// Fault is something that cannot be imported, though the rest can.
type Fault struct {
	Line int // 1-based; 0 where it has none of its own
	Err  error
}

// Imported counts what an import did.
type Imported struct {
	Saved               model.Saved
	Feeds, Views, Rules int // that are new
	Faults              int
}

var (
	// ErrUnknown: a file that is of no kind that is imported.
	ErrUnknown = errors.New("this is not an export, a list of feeds or newsboat's cache")
	// ErrForeign: JSON Lines of another program.
	ErrForeign = errors.New("dateline did not export this")
)

const (
	sniff        = 64 << 10 // bytes that a file is recognised by
	maxList      = 64 << 20 // bytes of a list of feeds
	maxLine      = 64 << 20 // bytes of a line of an export
	restoreBatch = 500      // articles restored at once,
	restoreBytes = 8 << 20  // or bytes of text
	reportEvery  = 64       // articles or lines
)

// Import takes what f holds into lib: an export, a list of feeds, or newsboat's cache,
// recognised by its content, also compressed with gzip. What the library has stays:
// nothing that is read, starred or tagged becomes less so. The error is ctx's or one of
// the library; those of the file are faults.
func Import(ctx context.Context, lib Destination, f File, o ImportOptions) (Imported, error) {
	if o.Fault == nil {
		o.Fault = func(Fault) {}
	}
	if o.Progress == nil {
		o.Progress = func(int) {}
	}
	i := &importer{lib: lib, ImportOptions: o}
	passed := &counter{r: f}
	i.progress = func() {
		percent := -1
		if f.Size > 0 {
			percent = int(min(100, 100*passed.n/f.Size))
		}
		i.Progress(percent)
	}
	r := bufio.NewReaderSize(passed, sniff)
	if head, _ := r.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r)
		if err != nil {
			i.fault(0, err)
			return i.done, nil
		}
		r, f.Path = bufio.NewReaderSize(z, sniff), ""
	}
	i.progress()
	err := i.recognise(ctx, r, f.Path)
	return i.done, err
}

// importer takes one file into a library.
type importer struct {
	ImportOptions
	lib      Destination
	done     Imported
	progress func() // by what has been read of the file

	seen    []string // the rules of the export
	waiting []model.Subscription
	logins  map[string]*url.Userinfo // of those that wait, by address
	hosts   map[string]bool          // whose addresses had a name and a password
	batch   []model.Record
	from    []int // their lines; 0 is none
	bytes   int   // of text in batch
}

func (i *importer) fault(line int, err error) {
	i.done.Faults++
	i.Fault(Fault{line, err})
}

// recognise takes in what r holds, of whatever kind it is. path is that of the file
// that r reads as it is, or "".
func (i *importer) recognise(ctx context.Context, r *bufio.Reader, path string) error {
	head, err := r.Peek(sniff)
	if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
		i.fault(0, err)
		return nil
	}
	text, _ := i.ToUTF8(head, "")
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		i.fault(0, errors.New("it is empty"))
	case newsboat.Looks(head):
		return i.newsboat(ctx, r, path)
	case bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n\ufeff"), []byte("{")):
		return i.lines(ctx, r)
	case opml.Looks(text):
		return i.list(ctx, r, opml.Read)
	case opml.LooksURLs(text, len(text) >= sniff):
		return i.list(ctx, r, opml.ReadURLs)
	default:
		i.fault(0, ErrUnknown)
	}
	return nil
}

// lines takes in an export.
func (i *importer) lines(ctx context.Context, r *bufio.Reader) error {
	found := false
	for n := 1; ; n++ {
		text, err := readLine(r, maxLine)
		if len(text) > 0 && (err == nil || errors.Is(err, io.EOF)) {
			if len(i.hosts) > 0 { // what links to them has them, too
				text = []byte(model.StripUserinfo(string(text), func(host string) bool { return i.hosts[host] }))
			}
			l, bad := jsonlines.Decode(text)
			switch {
			case errors.Is(bad, jsonlines.ErrForeign) && !found:
				i.fault(0, ErrForeign)
				return nil
			case errors.Is(bad, jsonlines.ErrNewer):
				i.fault(0, bad)
				return nil
			case bad != nil:
				i.fault(n, bad)
			default:
				if err := i.take(ctx, n, l); err != nil {
					return err
				}
			}
			found = true
			if n%reportEvery == 0 {
				i.progress()
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			i.fault(n, err)
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return i.flush(ctx)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// errLongLine: a line is longer than maxLine. The words are those of all limits.
var errLongLine = errors.New("the length of a line is over the limit of 64 MiB")

// readLine returns the next line without blanks around it. One that is too long
// is passed over, with errLongLine.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for long := false; ; {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > limit; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && err == nil:
			return nil, errLongLine
		case long:
			return nil, err
		}
		return bytes.Trim(line, " \t\r\n\ufeff"), err
	}
}

// take takes in what a line holds.
func (i *importer) take(ctx context.Context, line int, l jsonlines.Line) error {
	switch {
	case l.Head != nil && len(l.Head.Dropped) > 0:
		return i.dropViews(ctx, l.Head.Dropped)
	case l.Article != nil:
		return i.article(ctx, line, l.Article)
	case l.Subscription != nil:
		i.wait(*l.Subscription, l.Login)
	case l.View != nil:
		return i.view(ctx, line, *l.View)
	case l.Rule != nil:
		return i.rule(ctx, line, *l.Rule)
	}
	return nil
}

// list takes in a list of feeds, and says what it skips and what is wrong with it.
func (i *importer) list(ctx context.Context, r io.Reader, read func(io.Reader, opml.ToUTF8) ([]model.Subscription, []opml.Skipped, error)) error {
	feeds, skipped, err := read(io.LimitReader(r, maxList), i.ToUTF8)
	for _, s := range skipped {
		i.fault(s.Line, fmt.Errorf("%s: %s", s.Text, s.Why))
	}
	if err != nil {
		i.fault(0, err)
	}
	for _, f := range feeds {
		f, login, err := jsonlines.Subscription(f)
		if err != nil {
			i.fault(0, err)
			continue
		}
		i.wait(f, login)
	}
	return i.flush(ctx)
}

// wait lets a feed wait to be followed, and the name and the password of its address,
// if not nil, to be kept.
func (i *importer) wait(f model.Subscription, login *url.Userinfo) {
	i.waiting = append(i.waiting, f)
	if login == nil {
		return
	}
	if i.logins == nil {
		i.logins, i.hosts = make(map[string]*url.Userinfo), make(map[string]bool)
	}
	i.logins[f.Address] = login
	if u, err := url.Parse(f.Address); err == nil {
		i.hosts[strings.ToLower(u.Host)] = true
	}
}

// follow follows the feeds that wait, but for those whose names and passwords cannot be
// kept.
func (i *importer) follow(ctx context.Context) error {
	if len(i.waiting) == 0 {
		return nil
	}
	if err := i.KeepLogins(i.logins); err != nil {
		i.fault(0, fmt.Errorf("%w; it is not followed", err))
		i.waiting = slices.DeleteFunc(i.waiting, func(f model.Subscription) bool { return i.logins[f.Address] != nil })
	}
	clear(i.logins)
	added, err := i.Follow(ctx, i.waiting)
	i.waiting = nil
	i.done.Feeds += added
	return err
}

// newsboat takes in the cache of newsboat, which r is the content of: that of the file
// at path, unless this is "".
func (i *importer) newsboat(ctx context.Context, r io.Reader, path string) error {
	open := newsboat.Open
	if path == "" {
		open = func(ctx context.Context, _ string) (*newsboat.Cache, error) { return newsboat.OpenStream(ctx, r) }
	}
	cache, err := open(ctx, path)
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
	n := 0
	for r, err := range cache.Records(ctx, newsboat.Options{Now: i.Now(), Titles: titles, Markdown: i.Markdown}) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			i.fault(0, err)
			break
		}
		if n++; n%reportEvery == 0 {
			i.Progress(100 * n / max(1, total))
		}
		if err := i.article(ctx, 0, r); err != nil {
			return err
		}
	}
	return i.flush(ctx)
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n int64
}

// Read reads and counts.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
