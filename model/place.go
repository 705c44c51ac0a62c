package model

import (
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A place says where a document or a source is: the normal form of the address
// that it was fetched from (AddressPlace), or the absolute path of a file, clean
// and without symbolic links among its folders, on which the names follow that lie
// in an archive. Two spellings of one place are one place. "-" is standard input.

// AddressPlace returns the place that an http(s) address is: scheme and host in
// lower case, without user and password, the port that is the scheme's own, dot
// segments and fragment (RFC 3986, 6.2.2 and 6.2.3).
func AddressPlace(address string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return "", false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	port := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	if port == "" || u.Opaque != "" {
		return "", false
	}
	u.Host = strings.ToLower(u.Host)
	if u.Port() == port || u.Port() == "" {
		u.Host = strings.TrimSuffix(u.Host[:len(u.Host)-len(u.Port())], ":")
	}
	// Blanks before a fragment end the address, as those at its end do.
	u.RawPath, u.RawQuery = normalEscapes(u.EscapedPath()), normalEscapes(strings.TrimSpace(u.RawQuery))
	if u.Path, err = url.PathUnescape(u.RawPath); err != nil {
		return "", false
	}
	if u = (&url.URL{}).ResolveReference(u); u.Path == "" {
		u.Path = "/"
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u.String(), true
}

// normalEscapes writes escapes with capital letters, and no letter, digit, hyphen,
// dot, underscore or tilde as one.
func normalEscapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		var code, c string
		var err error
		if s[i] == '%' && i+2 < len(s) {
			code = s[i : i+3]
			c, err = url.PathUnescape(code)
		}
		if code == "" || err != nil { // no escape
			b.WriteByte(s[i])
			continue
		}
		if i += 2; c[0]|0x20 >= 'a' && c[0]|0x20 <= 'z' || c[0] >= '0' && c[0] <= '9' || strings.Contains("-._~", c) {
			b.WriteString(c)
		} else {
			b.WriteString(strings.ToUpper(code))
		}
	}
	return b.String()
}

// SamePlace reports whether a path that was recorded, maybe by an earlier version, is
// that of a place.
func SamePlace(recorded, place string) bool {
	if recorded == place {
		return true
	}
	if IsAddress(recorded) || IsAddress(place) {
		return IsAddress(recorded) && SpellingKey(recorded) == SpellingKey(place)
	}
	key := SpellingKey(recorded)
	return key != "" && !filepath.IsAbs(recorded) && slices.Contains(PlaceKeys(place), key)
}

// WebAddress returns s clean (CleanLine) where it is written as an http or https
// address is, or "".
func WebAddress(s string) string {
	s = CleanLine(s)
	for _, scheme := range []string{"http://", "https://"} {
		if n := len(scheme); len(s) > n && strings.EqualFold(s[:n], scheme) {
			return s
		}
	}
	return ""
}

// IsAddress reports whether a place is an address, not a path.
func IsAddress(place string) bool { return strings.Contains(place, "://") }

// Above returns the places of the files and folders in which a place lies, the
// nearest first; of an address none.
func Above(place string) []string {
	var above []string
	if IsAddress(place) || !filepath.IsAbs(place) {
		return nil
	}
	for {
		up := filepath.Dir(place)
		if up == place {
			return above
		}
		above, place = append(above, up), up
	}
}

// compressions are the endings of names that only say how a file is stored.
var compressions = []string{".gz", ".gzip", ".zst", ".zstd", ".bz2"}

// BareName returns a name without the ending of a compressed file, so that
// compressing a file changes no ID.
func BareName(name string) string {
	for _, ending := range compressions {
		if n := len(name) - len(ending); n > 0 && strings.EqualFold(name[n:], ending) {
			return name[:n]
		}
	}
	if n := len(name) - len(".tgz"); n > 0 && strings.EqualFold(name[n:], ".tgz") {
		return name[:n] + ".tar"
	}
	return name
}

// FormerSource is what may have stood in the IDs of a document's articles for its
// place, before that itself did.
type FormerSource struct {
	Name string
	Path string // as it was recorded then
	// Root is the place of the folder that was named then, or of the one that the
	// file which was named lies in; "" for an address.
	Root string
	// Doubtful says that the path, seen from here, is that of another file: only an
	// article whose text is the same is taken for the one that was recorded.
	Doubtful bool
}

// Former is an ID that an article may have had then.
type Former struct {
	ID ID
	FormerSource
	// WithoutTime says that the ID is of the day alone, which is all that was read of the
	// date where its zone was not known: only an article that is the same but for the
	// time is taken for the one that was recorded.
	WithoutTime bool
}

// SpellingKey returns the key under which a path of an earlier version is looked for:
// PlaceKeys of its place has it.
func SpellingKey(recorded string) string {
	if IsAddress(recorded) {
		if place, ok := AddressPlace(recorded); ok {
			return place
		}
		return recorded
	}
	if filepath.IsAbs(recorded) {
		return filepath.Clean(recorded)
	}
	return strings.Join(parts(recorded), "/")
}

// PlaceKeys returns the keys that a path may have that was recorded of a place:
// itself, and the ends of it that begin with a name.
func PlaceKeys(place string) []string {
	keys := []string{place}
	if IsAddress(place) {
		return keys
	}
	names := parts(place)
	for i := range names {
		keys = append(keys, strings.Join(names[i:], "/"))
	}
	return keys
}

// parts returns the names that a path is made of, without those that only lead up
// at its beginning.
func parts(p string) []string {
	p = path.Clean(filepath.ToSlash(p))
	for strings.HasPrefix(p, "../") {
		p = p[3:]
	}
	if p = strings.Trim(p, "/"); p == "" || p == "." || p == ".." {
		return nil
	}
	return strings.Split(p, "/")
}

// FormerSources returns what the first argument of NewID may have been for what was
// read at a place and recorded as a path, when that argument was the address, the
// name of the file, or its path within the folder that was named; that of the
// outermost folder comes first. The last inner names of the path are those of the file
// and of what lies in it.
func FormerSources(recorded, place string, inner int) []FormerSource {
	if IsAddress(recorded) {
		u, err := url.Parse(recorded)
		if err != nil {
			return nil
		}
		u.Fragment, u.User = "", nil
		return []FormerSource{{Name: u.String(), Path: recorded}}
	}
	names := parts(recorded)
	last := len(names) - 1
	for i := range names {
		if i == last || i == last+1-inner {
			names[i] = BareName(names[i])
		}
	}
	var out []FormerSource
	root := place
	for i := last; i >= 0; i-- {
		root = filepath.Dir(root)
		out = append(out, FormerSource{Name: strings.Join(names[i:], "/"), Path: recorded, Root: root})
	}
	slices.Reverse(out)
	return out
}

// commandScheme begins the addresses of commands. What lies behind it says nothing of the
// command: that is in a file of the reader who may run it.
const commandScheme = "command:"

// CommandAddress returns the address by which a library knows a command of a name.
func CommandAddress(name string) string { return commandScheme + name }

// CommandName returns the name of the command of an address, "" where it is none of a
// command.
func CommandName(address string) string {
	name, ok := strings.CutPrefix(address, commandScheme)
	if !ok {
		return ""
	}
	return name
}
