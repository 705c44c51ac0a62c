package theme

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// Scheme is a named set of colours for a dark and a light background. It leaves
// the terminal's own text and background colours unchanged.
type Scheme struct {
	name        string
	dark, light palette
	backgrounds [2]string // the backgrounds, dark and light, it was made for
}

// Name returns the name of s.
func (s *Scheme) Name() string { return s.name }

// Named returns s under another name.
func (s *Scheme) Named(name string) *Scheme {
	named := *s
	named.name = name
	return &named
}

// id differs between schemes that look different.
func (s *Scheme) id() string {
	h := fnv.New64a()
	h.Write([]byte(s.dark.key() + "|" + s.light.key()))
	return fmt.Sprintf("%s-%016x", s.name, h.Sum64())
}

func (s *Scheme) forBackground(dark bool) palette {
	if dark {
		return s.dark
	}
	return s.light
}

// Spec is a scheme in the configuration: roles by name, "dark" and "light" with
// roles for that background, and "base", the scheme of all other roles.
type Spec map[string]any

// SpecError says what is wrong with a Spec and where in it.
type SpecError struct {
	Path []string // "dark", "accent"
	Msg  string
	// Unknown is a word that is not among Known; "" for any other error.
	Unknown string
	Known   []string
}

// Error implements error.
func (e *SpecError) Error() string { return e.Msg }

// SpecErrors holds all errors of a Spec.
type SpecErrors []*SpecError

// Error implements error.
func (es SpecErrors) Error() string {
	words := make([]string, len(es))
	for i, e := range es {
		words[i] = e.Msg
	}
	return strings.Join(words, "; ")
}

// Parse reads a scheme. An error is of type SpecErrors.
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
	s := &Scheme{name: name, dark: maps.Clone(base.dark), light: maps.Clone(base.light), backgrounds: base.backgrounds}
	// Roles for one background win over those for both.
	wrong = append(wrong, s.readRoles(spec, nil, s.dark, s.light)...)
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
		wrong = append(wrong, s.readRoles(table, []string{half.key}, half.into)...)
	}
	if wrong != nil {
		return nil, wrong
	}
	return s, nil
}

// readRoles reads the roles of a table into palettes.
func (s *Scheme) readRoles(table map[string]any, at []string, into ...palette) SpecErrors {
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

// Roles returns the names of the roles in a scheme.
func Roles() []string { return slices.Clone(roleNames) }
