package listing

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"slices"
	"time"

	"dateline/model"
)

// sorterMemory is how many bytes of finished rows are kept in memory before
// they go to a temporary file.
const sorterMemory = 8 << 20

// Sorter brings articles that arrive in the order of their documents into the
// order of a list: it writes their rows as they come, in memory and then in a
// file, and sorts where they stand. What it holds for each is a few words,
// however long the text is.
type Sorter struct {
	f      Format
	zone   *time.Location
	ahead  time.Time
	limit  int
	room   int // bytes to keep in memory
	keys   []sortKey
	seen   map[uint64]int32 // hash of the ID to the index in keys
	seed   maphash.Seed
	row    []byte
	memory []byte
	file   *os.File
	offset int64 // of the end of the file
}

// sortKey is where an article stands in the list and where its row is.
type sortKey struct {
	model.DateKey
	row     int64 // offset, from the first byte kept
	length  int32
	section model.Section
}

// NewSorter returns a Sorter for rows in a format, in the order that q, which must be
// for the newest first, asks for. Close must end it.
func NewSorter(f Format, q model.Query) *Sorter {
	return &Sorter{
		f: f, zone: q.Zone(), ahead: q.AheadFrom(), limit: q.Limit, room: sorterMemory,
		seen: make(map[uint64]int32), seed: maphash.MakeSeed(),
	}
}

// Add takes an article. One that was there already takes the new text, as in
// a library.
func (s *Sorter) Add(a *model.Article) error {
	k := sortKey{section: a.Published.Section(s.ahead), DateKey: a.Published.Key(s.zone)}
	s.row = s.f.Row(s.row[:0], a, k.section)
	k.length = int32(min(len(s.row), 1<<31-1))
	k.row = s.offset + int64(len(s.memory))
	if len(s.memory)+len(s.row) > s.room && len(s.memory) > 0 {
		if err := s.flush(); err != nil {
			return err
		}
	}
	s.memory = append(s.memory, s.row...)
	hash := maphash.String(s.seed, string(a.ID))
	if i, ok := s.seen[hash]; ok {
		s.keys[i] = k
		return nil
	}
	s.seen[hash] = int32(len(s.keys))
	s.keys = append(s.keys, k)
	return nil
}

// flush moves what is in memory to the file, which has no name and goes with
// the program.
func (s *Sorter) flush() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "dateline-list-*")
		if err != nil {
			return fmt.Errorf("make room for a long list: %w", err)
		}
		_ = os.Remove(f.Name())
		s.file = f
	}
	if _, err := s.file.Write(s.memory); err != nil {
		return fmt.Errorf("make room for a long list: %w", err)
	}
	s.offset += int64(len(s.memory))
	s.memory = s.memory[:0]
	return nil
}

// compare orders keys: by section, the newest first.
func (k sortKey) compare(l sortKey) int {
	return cmp.Or(cmp.Compare(k.section, l.section), k.DateKey.Compare(l.DateKey))
}

// Print writes the rows in order, under the headings of their days.
func (s *Sorter) Print(out io.Writer) error {
	slices.SortStableFunc(s.keys, sortKey.compare)
	if s.limit > 0 && s.limit < len(s.keys) {
		s.keys = s.keys[:s.limit]
	}
	var last Heading
	for i, k := range s.keys {
		h := headingOn(k.section, k.DateKey)
		if s.f.Heading != nil && (i == 0 || h != last) {
			s.row = s.f.Heading(s.row[:0], h, i == 0)
			if _, err := out.Write(s.row); err != nil {
				return err
			}
			last = h
		}
		row, err := s.read(k)
		if err != nil {
			return err
		}
		if _, err := out.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// read returns a row. The slice is valid until the next call.
func (s *Sorter) read(k sortKey) ([]byte, error) {
	if k.row >= s.offset {
		from := k.row - s.offset
		return s.memory[from : from+int64(k.length)], nil
	}
	s.row = slices.Grow(s.row[:0], int(k.length))[:k.length]
	if _, err := s.file.ReadAt(s.row, k.row); err != nil {
		return nil, fmt.Errorf("read a long list back: %w", err)
	}
	return s.row, nil
}

// Close gives back the file.
func (s *Sorter) Close() {
	if s.file != nil {
		_ = s.file.Close()
	}
}

// Periods are those of publication, all of which an article must lie in.
type Periods []model.Span

// PeriodsOf returns the periods that whatever q finds lies in, and whether a Sorter can
// list it, without a library: where q asks for nothing else, the newest first.
func PeriodsOf(q model.Query) (p Periods, sortable bool) {
	var terms []model.Expr
	switch x := q.Where.(type) {
	case nil:
	case model.And:
		terms = x
	default:
		terms = []model.Expr{x}
	}
	for _, t := range terms {
		if w, ok := t.(model.Within); ok && w.Axis == model.Published {
			p = append(p, w.Span)
		}
	}
	return p, len(p) == len(terms) && q.Sort == model.Newest && !q.AsOf
}

// Pass returns what hands on to emit the articles that lie in all of the periods, as no
// undated one does.
func (p Periods) Pass(emit func(*model.Article) error) func(*model.Article) error {
	return func(a *model.Article) error {
		for _, span := range p {
			if !a.Published.Dated() || !span.Contains(a.Published) {
				return nil
			}
		}
		return emit(a)
	}
}
