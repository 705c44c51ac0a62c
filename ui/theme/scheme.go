package theme

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
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

// id tells schemes apart that look different.
func (s *Scheme) id() string {
	h := fnv.New32a()
	h.Write([]byte(s.dark.text() + "|" + s.light.text()))
	return fmt.Sprintf("%s-%08x", s.name, h.Sum32())
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
}

// Error implements error.
func (e *SpecError) Error() string { return e.Msg }

// Parse reads a scheme. An error is a *SpecError.
func Parse(name string, spec Spec) (*Scheme, error) {
	base := Shipped(DefaultScheme)
	if v, ok := spec["base"]; ok {
		b, ok := v.(string)
		if base = Shipped(b); !ok || base == nil {
			return nil, &SpecError{[]string{"base"}, fmt.Sprintf("%v is no scheme that the program has: %v", v, Names())}
		}
	}
	s := &Scheme{name: name, dark: maps.Clone(base.dark), light: maps.Clone(base.light), ground: base.ground}
	// What holds for both comes first, what is said for one wins.
	if err := s.take(spec, nil, s.dark, s.light); err != nil {
		return nil, err
	}
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
			return nil, &SpecError{[]string{half.key}, "is a table of roles"}
		}
		if err := s.take(table, []string{half.key}, half.into); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// take reads the roles of a table into palettes.
func (s *Scheme) take(table map[string]any, at []string, into ...palette) error {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if len(at) == 0 && (key == "base" || key == "dark" || key == "light") {
			continue
		}
		path := append(slices.Clone(at), key)
		if !slices.Contains(roleNames, key) {
			return &SpecError{path, fmt.Sprintf("there is no role %q", key)}
		}
		text, ok := table[key].(string)
		if n, isInt := table[key].(int64); isInt {
			text, ok = fmt.Sprint(n), true
		}
		if !ok {
			return &SpecError{path, "is a text such as \"#88c0d0 bold\""}
		}
		r, err := parseRole(text)
		if err != nil {
			return &SpecError{path, err.Error()}
		}
		for _, p := range into {
			p[key] = r
		}
	}
	return nil
}

// Roles returns the names of what a scheme says the look of.
func Roles() []string { return slices.Clone(roleNames) }
