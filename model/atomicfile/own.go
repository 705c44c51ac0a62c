package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Own is a file that only its owner may read or change.
type Own struct {
	Path  string // "": there is no place for it
	Holds string // what it holds, "passwords" say
}

// ErrNoPlace: the file has no path.
var ErrNoPlace = errors.New("neither HOME nor XDG_CONFIG_HOME says where to keep it")

// Read returns the text of the file, nil where there is none. It is an error that others
// can read or change it.
func (o Own) Read() ([]byte, error) {
	file, err := os.Open(o.Path)
	if o.Path == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("others can read or change %s, which holds %s: 'chmod 600 %s' mends that", o.Path, o.Holds, o.Path)
	}
	return io.ReadAll(file)
}

// Change lets edit make another text of the file, which is then whole or as it was.
// Programs that change files of one folder take turns. Where edit fails nothing changes.
func (o Own) Change(edit func(text []byte) ([]byte, error)) error {
	if o.Path == "" {
		return ErrNoPlace
	}
	folder := filepath.Dir(o.Path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	lock, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", folder, err)
	}
	text, err := o.Read()
	if err != nil {
		return err
	}
	if text, err = edit(text); err != nil {
		return err
	}
	return Write(o.Path, true, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
