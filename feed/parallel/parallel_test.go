package parallel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/feed/document"
)

var errOdd = errors.New("odd")

// read reads the numbers below n. Those that are divisible by 7 are no number, and 11
// brings its reader down.
func read(ctx context.Context, n int, cutErr error, emit func(int) error) (notes []string, err error) {
	d := document.New("x", strings.NewReader(""))
	d.Explain = func(n document.Note) { notes = append(notes, n.Text) }
	err = Read(ctx, d, func(put func(int) error) error {
		for i := range n {
			if err := put(i); err != nil {
				return err
			}
		}
		return cutErr
	}, func(d *document.Document, i int, out *Outcome[int]) {
		d.Note(0, "number", "%d", i)
		switch {
		case i == 11:
			panic("eleven")
		case i%7 == 3:
			out.Err = fmt.Errorf("%d is %w", i, errOdd)
		default:
			out.Found = append(out.Found, i)
		}
	}, emit)
	return notes, err
}

func TestRead(t *testing.T) {
	var got []int
	notes, err := read(t.Context(), 40, nil, func(i int) error { got = append(got, i); return nil })
	if len(got) != 33 || !slices.IsSorted(got) || slices.Contains(got, 11) {
		t.Errorf("got %v", got)
	}
	if len(notes) != 40 || notes[12] != "12" {
		t.Errorf("noted %v", notes)
	}
	if !errors.Is(err, errOdd) || !strings.Contains(err.Error(), "3 is odd (and 6 more such errors)") {
		t.Errorf("got %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("broken")
	if _, err := read(t.Context(), 3, broken, func(int) error { return nil }); !errors.Is(err, broken) {
		t.Errorf("of the document: got %v", err)
	}
	if _, err := read(t.Context(), 100, nil, func(int) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("of emit: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := read(ctx, 1000, nil, func(i int) error {
		if i == 20 {
			cancel()
		}
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}
