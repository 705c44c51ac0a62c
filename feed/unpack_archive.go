package feed

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"sync/atomic"

	"dateline/feed/document"
	"dateline/model"
)

const (
	// maxSpool is the size of a zip archive that does not come from a file and
	// so must be kept in one for a while.
	maxSpool = 1 << 30
	// maxDirectory is the size of a zip archive's list of contents.
	maxDirectory = 64 << 20
)

// tar reads the members of a tar archive.
func (p *pipeline) tar(ctx context.Context, c candidate, o *opened, br *bufio.Reader) error {
	members, found := tar.NewReader(br), false
	for {
		h, err := members.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("read tar archive: %w", err)
		}
		if h.Typeflag != tar.TypeReg || !isWanted(h.Name) {
			continue
		}
		found = true
		p.unpack(ctx, memberCandidate(c, h.Name), o.inner(&guardedReader{members, &p.expansion}, h.Size))
	}
	return nothingIn(found)
}

// zip reads the members of a zip archive, which must lie in a file.
func (p *pipeline) zip(ctx context.Context, c candidate, o *opened, br *bufio.Reader) error {
	at, size := o.at, o.size
	if at == nil {
		f, n, err := spoolZip(br)
		if f != nil {
			defer func() {
				_ = f.Close()
				_ = os.Remove(f.Name())
			}()
		}
		if err != nil {
			return err
		}
		at, size = f, n
	}
	guard := &zipDirectory{r: at, left: maxDirectory, all: &p.bytes}
	archive, err := zip.NewReader(guard, size)
	if err != nil {
		return fmt.Errorf("read zip archive: %w", err)
	}
	guard.left = -1
	if kind := wrappedFile(archive); kind != "" {
		return fmt.Errorf("is %s, not a document that can be read", kind)
	}
	if o.layers == 0 { // what is read through at passes no counter
		p.expansion.in = func() int64 { return size }
	}
	found := false
	for _, f := range archive.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !f.Mode().IsRegular() || !isWanted(f.Name) {
			continue
		}
		found = true
		p.zipMember(ctx, memberCandidate(c, f.Name), o, f)
	}
	return nothingIn(found)
}

func (p *pipeline) zipMember(ctx context.Context, c candidate, o *opened, f *zip.File) {
	if f.Flags&1 != 0 {
		p.out.fail(c.path, errors.New("is encrypted"))
		return
	}
	r, err := f.Open()
	if err != nil {
		p.out.fail(c.path, fmt.Errorf("read zip archive: %w", err))
		return
	}
	defer func() { _ = r.Close() }()
	guarded := &guardedReader{&countingReader{r: r, ctx: ctx}, &p.expansion}
	p.unpack(ctx, c, o.inner(guarded, int64(min(f.UncompressedSize64, 1<<62))))
}

// wrappedFile says what a zip archive is that is the wrapping of one file.
func wrappedFile(archive *zip.Reader) string {
	for _, f := range archive.File[:min(len(archive.File), 16)] {
		switch {
		case f.Name == "mimetype":
			return "an e-book or an office document"
		case f.Name == "[Content_Types].xml":
			return "an office document"
		case f.Name == "AndroidManifest.xml", strings.HasPrefix(f.Name, "META-INF/"):
			return "a program"
		}
	}
	return ""
}

// memberCandidate returns the candidate of what lies in the archive c under name.
func memberCandidate(c candidate, name string) candidate {
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	c.path, c.place, c.identity = c.path+"/"+name, c.place+"/"+name, c.identity+"/"+model.BareName(name)
	c.inner += 1 + strings.Count(name, "/")
	c.inFolder = true
	return c
}

// isWanted reports whether the member of an archive is neither hidden nor what a
// Macintosh keeps beside files.
func isWanted(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if isHidden(part) || part == "__MACOSX" {
			return false
		}
	}
	return true
}

func nothingIn(found bool) error {
	if found {
		return nil
	}
	return fmt.Errorf("the archive holds no files: %w", document.ErrNothing)
}

// spoolZip writes r to a temporary file.
func spoolZip(r io.Reader) (*os.File, int64, error) {
	f, err := os.CreateTemp("", "dateline-*.zip")
	if err != nil {
		return nil, 0, fmt.Errorf("keep zip archive: %w", err)
	}
	n, err := io.Copy(f, io.LimitReader(r, maxSpool+1))
	if err != nil {
		return f, n, fmt.Errorf("keep zip archive: %w", err)
	}
	if n > maxSpool {
		return f, n, &document.LimitError{What: "the size of a zip archive that is no file", Limit: document.Size(maxSpool)}
	}
	return f, n, nil
}

// zipDirectory bounds how much is read to find out what an archive holds, and
// counts what is read.
type zipDirectory struct {
	r    io.ReaderAt
	left int64 // -1: no bound
	all  *atomic.Int64
}

// ReadAt fails with a *document.LimitError when the bound is reached.
func (d *zipDirectory) ReadAt(p []byte, off int64) (int, error) {
	if d.left >= 0 {
		if d.left -= int64(len(p)); d.left < 0 {
			d.left = 0
			return 0, &document.LimitError{What: "the list of contents of the zip archive", Limit: document.Size(maxDirectory)}
		}
	}
	n, err := d.r.ReadAt(p, off)
	d.all.Add(int64(n))
	return n, err
}
