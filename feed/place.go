package feed

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"dateline/model"
)

// addressOf reads a place as an address with a scheme that is understood.
// feed:// and feed:https:// are what old subscribe buttons give.
func addressOf(name string) (*url.URL, bool) {
	lower := strings.ToLower(name)
	if rest, ok := strings.CutPrefix(lower, "feed:"); ok {
		name = name[len("feed:"):]
		if strings.HasPrefix(rest, "//") {
			name = "http:" + name
		}
		lower = strings.ToLower(name)
	}
	for _, scheme := range []string{"http://", "https://", "file:///"} {
		if strings.HasPrefix(lower, scheme) {
			u, err := url.Parse(strings.TrimSpace(name))
			return u, err == nil
		}
	}
	return nil, false
}

// Place returns the place that a name is for.
func Place(name string) string {
	if name == "-" {
		return name
	}
	if u, ok := addressOf(name); ok {
		if u.Scheme != "file" {
			place, _ := model.AddressPlace(u.String())
			return place
		}
		name = filepath.FromSlash(u.Path)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		if real, err := withoutLinks(name); err == nil {
			return real
		}
	}
	return filePlace(name)
}

// filePlace returns the place of a file: its absolute path, without the symbolic
// links among its folders where they can be followed.
func filePlace(name string) string {
	if dir, base := filepath.Split(name); base != "" {
		if real, err := withoutLinks(dir); err == nil {
			return filepath.Join(real, base)
		}
	}
	return absolute(name)
}

// withoutLinks returns the absolute path of a folder without symbolic links. Those in
// its name are followed first: ".." leads out of the folder that a link is for. The
// path of the working folder can have some, too.
func withoutLinks(dir string) (string, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || filepath.IsAbs(real) {
		return real, err
	}
	working, err := os.Getwd()
	if err == nil {
		working, err = filepath.EvalSymlinks(working)
	}
	return filepath.Join(working, real), err
}

// absolute returns the path of a file from the root.
func absolute(name string) string {
	if path, err := filepath.Abs(name); err == nil {
		return path
	}
	return filepath.Clean(name)
}

// Address returns the http(s) address that a place is, as it should be kept: in the
// form of model.AddressPlace, without the name and the password in it, which Login
// returns.
func Address(place string) (string, bool) {
	u, ok := addressOf(strings.TrimSpace(place))
	if !ok || u.Scheme == "file" {
		return "", false
	}
	return model.AddressPlace(u.String())
}

// Login returns the name and the password that stand in an address, or nil.
func Login(place string) *url.Userinfo {
	if u, ok := addressOf(strings.TrimSpace(place)); ok {
		return u.User
	}
	return nil
}

// place is what somebody named: a reader, or a list of subscriptions.
type place struct {
	name  string
	title string // as the list calls it, or ""
	err   error  // why it cannot be read, or nil
	// conditional is of an address that may be followed, or nil.
	conditional *conditionalRequest
}

// Title names places that are opened, for a title line.
func Title(places []string) string {
	name := filepath.Base(places[0])
	switch {
	case places[0] == "-":
		name = "standard input"
	case strings.Contains(places[0], "://"):
		name = model.WithoutLogin(places[0])
	}
	if n := len(places) - 1; n > 0 {
		name += fmt.Sprintf(" and %d more", n)
	}
	return model.CleanLine(name)
}
