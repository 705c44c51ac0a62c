package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dateline/feed/fetch"
	"dateline/model"
)

// candidate is a document that was found and can be opened.
type candidate struct {
	path        string    // as the reader would name it
	place       string    // see model.AddressPlace; Article.Path
	home        string    // the place of what was named; Article.Home
	inner       int       // names at the end of place that are those of the file and of what lies in it
	identity    string    // place, as model.NewID takes it
	source      string    // title of the source where the document states none
	size        int64     // bytes as stored; -1: not known
	modified    time.Time // zero: not known
	remote      bool
	inFolder    bool // found in a folder, not named
	conditional *conditionalRequest
	open        func(ctx context.Context) (*opened, error)
}

// failedCandidate returns a candidate that only says what is wrong with a place.
func failedCandidate(path string, err error) candidate {
	return candidate{path: path, open: func(context.Context) (*opened, error) { return nil, err }}
}

// discoverAll finds the documents of places, in order, and passes them to yield until
// that returns false. What cannot be read becomes a candidate that fails.
func discoverAll(ctx context.Context, places []place, o Options, yield func(candidate) bool) {
	for _, p := range places {
		if ctx.Err() != nil || !discoverOne(ctx, p, o, yield) {
			return
		}
	}
}

func discoverOne(ctx context.Context, p place, o Options, yield func(candidate) bool) bool {
	if p.err != nil {
		return yield(failedCandidate(model.WithoutLogin(p.name), p.err))
	}
	if p.name == "-" {
		return yield(standardInput(o.Stdin))
	}
	if p.conditional != nil && model.CommandName(p.name) != "" {
		return yield(commandCandidate(p, o))
	}
	bare := model.WithoutLogin(p.name)
	if address, ok := addressOf(p.name); ok && address.Scheme != "file" {
		p.name = bare
		return yield(remoteCandidate(address, p, o.Client))
	} else if ok {
		p.name = filepath.FromSlash(address.Path)
	} else if bare != p.name {
		return yield(failedCandidate(bare, errors.New("this is no address; in a name or a password write / as %2F, # as %23 and ? as %3F")))
	}
	if o.NoFiles {
		return yield(failedCandidate(p.name, errors.New("no file can be named here")))
	}
	info, err := os.Stat(p.name)
	switch {
	case err == nil && info.IsDir():
		return discoverInFolder(ctx, p.name, yield)
	case err == nil:
		place := filePlace(p.name)
		return yield(fileCandidate(p.name, place, place, filepath.Base(p.name), info))
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(p.name, "*?["):
		return discoverMatches(ctx, p, o, yield)
	}
	return yield(failedCandidate(p.name, missingError(p.name, err)))
}

// discoverMatches finds the documents that a glob pattern stands for.
func discoverMatches(ctx context.Context, p place, o Options, yield func(candidate) bool) bool {
	names, err := filepath.Glob(p.name)
	if err != nil {
		return yield(failedCandidate(p.name, errors.New("no such file, and no pattern of names either: a bracket is left open")))
	}
	if len(names) == 0 {
		return yield(failedCandidate(p.name, errors.New("no file has such a name")))
	}
	slices.Sort(names)
	for _, name := range names {
		if isHidden(filepath.Base(name)) && !isHidden(filepath.Base(p.name)) {
			continue
		}
		if !discoverOne(ctx, place{name: name}, o, yield) {
			return false
		}
	}
	return true
}

// missingError explains why a place could not be looked at.
func missingError(name string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return plainError(err)
	}
	if i := strings.IndexByte(name, '.'); i > 0 && !strings.ContainsAny(name, " \\") && strings.Contains(name[i:], "/") {
		return errors.New("no such file (an address begins with https://)")
	}
	return errors.New("no such file or folder")
}

// plainError puts errors of the file system into plain words, without the path,
// which stands before them anyway.
func plainError(err error) error {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file or folder")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied")
	case errors.As(err, &pathError):
		return fmt.Errorf("%s: %w", pathError.Op, pathError.Err)
	}
	return err
}

// irregular says what a file is when it is no regular file, or nil.
func irregular(mode fs.FileMode) error {
	kind := ""
	switch {
	case mode.IsRegular():
		return nil
	case mode&fs.ModeNamedPipe != 0:
		return errors.New("is a named pipe, not a document (use - to read from a pipe)")
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	case mode&fs.ModeDevice != 0:
		kind = "a device"
	case mode.IsDir():
		kind = "a folder"
	default:
		kind = "no regular file"
	}
	return fmt.Errorf("is %s, not a document", kind)
}

func isHidden(base string) bool { return strings.HasPrefix(base, ".") && base != "." && base != ".." }

// fileCandidate returns the candidate of a file at name. A compressed file has the
// identity of what it holds, so that compressing an archive changes no ID.
func fileCandidate(name, place, home, source string, info fs.FileInfo) candidate {
	if err := irregular(info.Mode()); err != nil {
		return failedCandidate(name, err)
	}
	return candidate{
		path: name, place: place, home: home, inner: 1,
		identity: model.BareName(place), source: source, size: info.Size(), modified: info.ModTime(),
		open: func(context.Context) (*opened, error) {
			f, err := os.Open(name)
			if err != nil {
				return nil, plainError(err)
			}
			// The file may have been exchanged since it was found.
			now, err := f.Stat()
			if err == nil {
				err = irregular(now.Mode())
			}
			if err != nil {
				_ = f.Close()
				return nil, plainError(err)
			}
			return &opened{body: f, at: f, size: now.Size()}, nil
		},
	}
}

// standardInput returns the candidate for what is piped in.
func standardInput(r io.Reader) candidate {
	e := candidate{path: "-", place: "-", home: "-", identity: "-", source: "standard input", size: -1}
	e.open = func(ctx context.Context) (*opened, error) {
		if r == nil {
			return nil, errors.New("there is no standard input to read from")
		}
		return &opened{body: newPump(ctx, r), size: -1}, nil
	}
	return e
}

// commandCandidate returns the candidate for what a command writes.
func commandCandidate(p place, o Options) candidate {
	return candidate{
		path: p.name, place: p.name, home: p.name, identity: p.name, source: p.title, size: -1, remote: true, conditional: p.conditional,
		open: func(ctx context.Context) (*opened, error) {
			if o.Command == nil {
				return nil, errors.New("commands are not run here")
			}
			out, err := o.Command(ctx, p.name)
			if err != nil {
				return nil, err
			}
			return &opened{body: out, size: -1}, nil
		},
	}
}

// remoteCandidate returns the candidate of an address.
func remoteCandidate(u *url.URL, p place, client *fetch.Client) candidate {
	title := p.title
	if title == "" {
		title = strings.TrimPrefix(u.Hostname(), "www.")
	}
	place, _ := model.AddressPlace(u.String())
	return candidate{
		path: p.name, place: place, home: place, identity: place, source: title, size: -1, remote: true, conditional: p.conditional,
		open: func(ctx context.Context) (*opened, error) {
			r, err := client.Get(ctx, p.conditional.request(u.String()))
			if err != nil {
				return nil, err
			}
			body := r.Body
			err = p.conditional.answered(r)
			if err == nil {
				body, err = p.conditional.begin(ctx, body)
			}
			if err != nil {
				return nil, errors.Join(err, r.Body.Close())
			}
			return &opened{body: body, size: r.Size, url: r.URL, location: r.Location, mediaType: r.Type, charset: r.Charset}, nil
		},
	}
}
