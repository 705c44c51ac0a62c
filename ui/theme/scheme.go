package theme

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// Scheme is a set of colours with a name, for a dark and for a light
// background. It leaves text and background as the terminal has them.
type Scheme struct {
	name        string
	dark, light palette
	ground      [2]string // the backgrounds, dark and light, it was made for
}

// Name returns the name of s.
func (s *Scheme) Name() string { return s.name }

// Named returns s under another name.
func (s *Scheme) Named(name string) *Scheme {
	named := *s
	named.name = name
	return &named
}

// id tells schemes apart that look different.
func (s *Scheme) id() string {
	h := fnv.New64a()
	h.Write([]byte(s.dark.text() + "|" + s.light.text()))
	return fmt.Sprintf("%s-%016x", s.name, h.Sum64())
}

func (s *Scheme) of(dark bool) palette {
	if dark {
		return s.dark
	}
	return s.light
}

// Spec is a scheme as it is written in the configuration: roles by their
// names, "dark" and "light" with roles for that background, "base" the name of
// the scheme that says the rest.
type Spec map[string]any

// SpecError says what is wrong with a Spec and where in it.
type SpecError struct {
	Path []string // "dark", "accent"
	Msg  string
	// Unknown is the word that is not known, of those in Known; "" when it is
	// something else.
	Unknown string
	Known   []string
}

// Error implements error.
func (e *SpecError) Error() string { return e.Msg }

// SpecErrors are all that is wrong with a Spec.
type SpecErrors []*SpecError

// Error implements error.
func (es SpecErrors) Error() string {
	words := make([]string, len(es))
	for i, e := range es {
		words[i] = e.Msg
	}
	return strings.Join(words, "; ")
}

// Parse reads a scheme. An error is SpecErrors.
func Parse(name string, spec Spec) (*Scheme, error) {
	var wrong SpecErrors
	base := Shipped(DefaultScheme)
	if v, ok := spec["base"]; ok {
		b, _ := v.(string)
		if s := Shipped(b); s != nil {
			base = s
		} else {
			wrong = append(wrong, &SpecError{
				Path: []string{"base"}, Msg: fmt.Sprintf("%q is no theme of the program's own", fmt.Sprint(v)),
				Unknown: fmt.Sprint(v), Known: Names(),
			})
		}
	}
	s := &Scheme{name: name, dark: maps.Clone(base.dark), light: maps.Clone(base.light), ground: base.ground}
	// What holds for both comes first, what is said for one wins.
	wrong = append(wrong, s.take(spec, nil, s.dark, s.light)...)
	for _, half := range []struct {
		key  string
		into palette
	}{{"dark", s.dark}, {"light", s.light}} {
		v, ok := spec[half.key]
		if !ok {
			continue
		}
		table, ok := v.(map[string]any)
		if !ok {
			wrong = append(wrong, &SpecError{Path: []string{half.key}, Msg: "it wants a table of roles"})
			continue
		}
		wrong = append(wrong, s.take(table, []string{half.key}, half.into)...)
	}
	if wrong != nil {
		return nil, wrong
	}
	return s, nil
}

// take reads the roles of a table into palettes.
func (s *Scheme) take(table map[string]any, at []string, into ...palette) SpecErrors {
	var wrong SpecErrors
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if len(at) == 0 && (key == "base" || key == "dark" || key == "light") {
			continue
		}
		path := append(slices.Clone(at), key)
		if !slices.Contains(roleNames, key) {
			wrong = append(wrong, &SpecError{
				Path: path, Msg: fmt.Sprintf("there is no role %q", key), Unknown: key, Known: Roles(),
			})
			continue
		}
		text, ok := table[key].(string)
		if n, isInt := table[key].(int64); isInt {
			text, ok = fmt.Sprint(n), true
		}
		if !ok {
			wrong = append(wrong, &SpecError{Path: path, Msg: "it wants a text such as \"#88c0d0 bold\""})
			continue
		}
		r, err := parseRole(text)
		if err != nil {
			wrong = append(wrong, &SpecError{Path: path, Msg: err.Error()})
			continue
		}
		for _, p := range into {
			p[key] = r
		}
	}
	return wrong
}

// Roles returns the names of what a scheme says the look of.
func Roles() []string { return slices.Clone(roleNames) }
