package main

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

// spoolMemory is how many bytes of finished rows are kept in memory before
// they go to a temporary file.
const spoolMemory = 8 << 20

// spool brings articles that arrive in the order of their documents into the
// order of a list: it writes their rows as they come, in memory and then in a
// file, and sorts where they stand. What it holds for each is a few words,
// however long the text is.
type spool struct {
	w      writer
	zone   *time.Location
	ahead  time.Time
	limit  int
	room   int // bytes to keep in memory
	keys   []spoolKey
	seen   map[uint64]int32 // hash of the ID to the index in keys
	seed   maphash.Seed
	row    []byte
	memory []byte
	file   *os.File
	offset int64 // of the end of the file
}

// spoolKey is where an article stands in the list and where its row is.
type spoolKey struct {
	second  int64 // of an instant
	row     int64 // offset, from the first byte spooled
	length  int32
	day     model.Day // the last
	section model.Section
	known   model.Precision
}

// newSpool returns a spool for rows written by w, in the order that q, which
// must be for the newest first, asks for.
func newSpool(w writer, q model.Query) *spool {
	return &spool{
		w: w, zone: q.Zone(), ahead: q.AheadFrom(), limit: q.Limit, room: spoolMemory,
		seen: make(map[uint64]int32), seed: maphash.MakeSeed(),
	}
}

// add takes an article. One that was there already takes the new text, as in
// a library.
func (s *spool) add(a *model.Article) error {
	k := spoolKey{section: a.Published.Section(s.ahead)}
	if a.Published.Dated() {
		k.day = a.Published.Day(s.zone)
		k.known = a.Published.Precision
		k.second = a.Published.At.Unix()
	}
	s.row = s.w.row(s.row[:0], a, k.section)
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
func (s *spool) flush() error {
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

// compare orders keys: by section; then the later day first; on a day what is
// known to the second, the later first, before what is known to the day.
func (k spoolKey) compare(l spoolKey) int {
	return cmp.Or(
		cmp.Compare(k.section, l.section),
		cmp.Compare(l.day, k.day),
		cmp.Compare(k.known.Rank(), l.known.Rank()),
		cmp.Compare(l.second, k.second),
	)
}

// print writes the rows in order, under the headings of their days.
func (s *spool) print(out io.Writer) error {
	slices.SortStableFunc(s.keys, spoolKey.compare)
	if s.limit > 0 && s.limit < len(s.keys) {
		s.keys = s.keys[:s.limit]
	}
	var last group
	for i, k := range s.keys {
		g := groupOn(k.section, k.day, k.known)
		if s.w.heading != nil && (i == 0 || g != last) {
			s.row = s.w.heading(s.row[:0], g, i == 0)
			if _, err := out.Write(s.row); err != nil {
				return err
			}
			last = g
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
func (s *spool) read(k spoolKey) ([]byte, error) {
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

// close gives back the file.
func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
	}
}
