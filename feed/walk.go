package feed

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// folder walks one folder that was named. It follows links, but reads each
// folder and each linked file once, so that loops and meshes of links end.
type folder struct {
	ctx   context.Context
	root  string // as named
	real  string // root without links
	title string
	seen  map[string]bool // real paths of folders, and of files reached by links
	yield func(candidate) bool
	found bool // a document, or why there is none, was yielded
	// mail is the place of the maildir that is walked, or "". Its messages are known by it:
	// their files change their names and their folder when they are read.
	mail string
}

// discoverInFolder finds the documents of a folder and of those within it, in the
// order of their names.
func discoverInFolder(ctx context.Context, root string, yield func(candidate) bool) bool {
	real, err := withoutLinks(root)
	if err != nil {
		return yield(failedCandidate(root, plainError(err)))
	}
	f := &folder{ctx: ctx, root: root, real: real, title: filepath.Base(real), seen: map[string]bool{real: true}, yield: yield}
	if !f.walk("", real) {
		return false
	}
	if !f.found {
		return yield(failedCandidate(root, errors.New("no documents in this folder")))
	}
	return true
}

// walk reads the folder at rel, whose path without links is real. It returns
// false when nobody wants more.
func (f *folder) walk(rel, real string) bool {
	children, err := os.ReadDir(real)
	if err != nil {
		f.found = true
		return f.yield(failedCandidate(f.named(rel), plainError(err)))
	}
	around, mail := f.mail, isMaildir(children)
	defer func() { f.mail = around }()
	for _, child := range children {
		if f.ctx.Err() != nil {
			return false
		}
		name := child.Name()
		if f.mail = around; mail && (name == "cur" || name == "new") {
			f.mail = real
		}
		unwanted := isHidden(name) || mail && name == "tmp"
		if !unwanted && !f.visit(path.Join(rel, name), filepath.Join(real, name), child) {
			return false
		}
	}
	return true
}

// isMaildir reports whether what is in a folder makes it one of mail
// (https://cr.yp.to/proto/maildir.html).
func isMaildir(children []fs.DirEntry) bool {
	n := 0
	for _, c := range children {
		if name := c.Name(); c.IsDir() && (name == "cur" || name == "new" || name == "tmp") {
			n++
		}
	}
	return n == 3
}

func (f *folder) visit(rel, real string, child fs.DirEntry) bool {
	info, err := child.Info()
	place := real
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		var skip bool
		if real, info, skip, err = f.follow(real); skip {
			return true
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && child.Type()&fs.ModeSymlink != 0:
		err = errors.New("is a link to a file that does not exist")
	case errors.Is(err, fs.ErrNotExist):
		return true // gone while we looked
	case err != nil && child.Type()&fs.ModeSymlink != 0 && !errors.Is(err, fs.ErrPermission):
		err = errors.New("is a link that leads back to itself")
	case err == nil && info.IsDir():
		if f.seen[real] {
			return true
		}
		f.seen[real] = true
		return f.walk(rel, real)
	}
	f.found = true
	if err != nil {
		return f.yield(failedCandidate(f.named(rel), plainError(err)))
	}
	e := fileCandidate(f.named(rel), place, f.real, f.title, info)
	if e.inFolder = true; f.mail != "" {
		e.identity = f.mail
	}
	return f.yield(e)
}

// follow follows a link; skip says that what it leads to is read elsewhere.
func (f *folder) follow(link string) (real string, info fs.FileInfo, skip bool, err error) {
	real, err = filepath.EvalSymlinks(link)
	if err != nil {
		return link, nil, false, err
	}
	if f.seen[real] || f.reaches(real) {
		return real, nil, true, nil
	}
	if info, err = os.Stat(real); err != nil {
		return real, nil, false, err
	}
	if !info.IsDir() {
		f.seen[real] = true
	}
	return real, info, false, nil
}

// reaches reports whether the walk comes to real without any link.
func (f *folder) reaches(real string) bool {
	rel, err := filepath.Rel(f.real, real)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return false
	}
	for _, part := range strings.Split(rel, string(filepath.Separator)) {
		if isHidden(part) {
			return false
		}
	}
	return true
}

func (f *folder) named(rel string) string { return filepath.Join(f.root, filepath.FromSlash(rel)) }
