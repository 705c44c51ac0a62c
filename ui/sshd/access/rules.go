package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// state is all by which it is decided who comes in. It does not change: another takes
// its place.
type state struct {
	Settings
	readers readerSet
	text    string // of the file
	keys    keyList
}

// readerSet are the readers of the catalogue.
type readerSet struct {
	all   []model.Reader
	byKey map[string]*model.Reader
	byID  map[model.ReaderID]*model.Reader
	// byName is by the name without case and accents.
	byName map[string]*model.Reader
}

func newReaderSet(all []model.Reader) readerSet {
	s := readerSet{all, make(map[string]*model.Reader), make(map[model.ReaderID]*model.Reader), make(map[string]*model.Reader)}
	for i := range all {
		r := &all[i]
		s.byID[r.ID], s.byName[tokenize.Key(r.Name)] = r, r
		for _, key := range r.Keys {
			s.byKey[key] = r
		}
	}
	return s
}

// fingerprintPrefix begins the ID and the name of a reader whom nobody has named: the
// fingerprint of his key.
const fingerprintPrefix = "SHA256:"

// identity is whom a key stands for, whether there is such a reader or not: one of an ID,
// or else of a name, without case and accents.
type identity struct {
	id   model.ReaderID
	name string
}

// identityOf returns who has a name that stands in the file, or a fingerprint.
func identityOf(name string) identity {
	who := identity{name: tokenize.Key(name)}
	if strings.HasPrefix(name, fingerprintPrefix) {
		who.id = model.ReaderID(name)
	}
	return who
}

// find returns the reader whom an identity stands for; nil is none.
func (s *readerSet) find(who identity) *model.Reader {
	if r := s.byID[who.id]; r != nil {
		return r
	}
	return s.byName[who.name]
}

// errUnknownKey: nothing says that the key may come in.
var errUnknownKey = errors.New("nobody has this key")

// decide completes a visitor, of whom it knows the key and the address: who he is, and
// with which role. The error says why he is not let in. These rules count, the first that
// fits:
//
//   - A key in the catalogue is of that reader. The file can only lower his role.
//   - A key in the file is of the reader it names there, or of one named by the
//     fingerprint. Whom the catalogue keeps keys of, admins and the local reader cannot be
//     named so. The role is the lower of what file and catalogue say; what only one of
//     them says counts; an editor's is the highest.
//   - Where the server is open, any other key is of a reader named by its fingerprint.
func (s *state) decide(v Visitor, now time.Time) (Visitor, error) {
	lines := s.keys[v.key]
	if len(lines) > 0 {
		v.Comment = lines[0].comment
	}
	if r := s.readers.byKey[v.key]; r != nil {
		v.Name, v.ID, v.Role, v.who = r.Name, r.ID, r.Role, identity{id: r.ID}
		for _, l := range lines {
			v.lower(l)
		}
		return v, nil
	}
	if len(lines) > 0 {
		return s.decideByFile(v, lines, now)
	}
	if !s.Open {
		return v, errUnknownKey
	}
	v.stranger, v.who, v.Name = true, identityOf(v.Fingerprint), v.Fingerprint
	if r := s.readers.find(v.who); r != nil {
		return v.as(r)
	}
	return v, nil
}

// lower lets a line of the file take from what a visitor may do.
func (v *Visitor) lower(l *line) {
	if l.hasRole {
		v.Role = min(v.Role, l.role)
	}
	v.NoTerminal = v.NoTerminal || l.noTerminal
}

// decideByFile is decide for a key of the file: the first line that admits it counts.
func (s *state) decideByFile(v Visitor, lines []*line, now time.Time) (Visitor, error) {
	var why []error
	for _, l := range lines {
		if err := l.admits(v.from, now); err != nil {
			why = append(why, err)
			continue
		}
		v.Comment = l.comment
		if v.Name = l.name; v.Name == "" {
			v.Name = v.Fingerprint
		}
		v.who = identityOf(v.Name)
		r := s.readers.find(v.who)
		if r == nil {
			if isReserved(v.Name) {
				return v, fmt.Errorf("line %d: nobody can have the name %q", l.number, v.Name)
			}
			v.Role = min(l.role, model.RoleEditor)
			v.NoTerminal = l.noTerminal
			return v, nil
		}
		now, err := v.as(r)
		if err != nil {
			return v, fmt.Errorf("line %d: %w", l.number, err)
		}
		now.lower(l)
		return now, nil
	}
	return v, errors.Join(why...)
}

// isReserved reports whether a name would be taken for somebody who needs no key.
func isReserved(name string) bool {
	return slices.Contains([]string{string(model.LocalReader), string(model.GuestReader)}, tokenize.Key(name))
}

// as returns a visitor as the reader whom a file or his own fingerprint names, or why he
// cannot be that.
func (v Visitor) as(r *model.Reader) (Visitor, error) {
	switch {
	case r.ID == model.LocalReader:
		return v, fmt.Errorf("%q is the name of the local reader", v.Name)
	case r.Role == model.RoleAdmin && r.ID != model.ReaderID(v.Fingerprint):
		return v, fmt.Errorf("%q is the name of an admin, who comes in with a key of the library", v.Name)
	case v.Name == v.Fingerprint && r.Name != v.Name: // he was given a name, and this key taken from him
		return v, fmt.Errorf("the key was taken from %q", clip(r.Name))
	case len(r.Keys) > 0:
		return v, fmt.Errorf("%q is the name of a reader who comes in with a key of the library", v.Name)
	}
	v.Name, v.ID, v.Role = r.Name, r.ID, min(r.Role, model.RoleEditor)
	return v, nil
}

// keysPossible is that of Control.
func (s *state) keysPossible() bool {
	return s.Open || s.AuthorizedKeys != "" || len(s.readers.byKey) > 0
}

// nextExpiry returns when the next key of the file expires after a time; zero is never.
func (s *state) nextExpiry(now time.Time) time.Time {
	var next time.Time
	for _, lines := range s.keys {
		for _, l := range lines {
			if l.until.After(now) && (next.IsZero() || l.until.Before(next)) {
				next = l.until
			}
		}
	}
	return next
}
