package fetch

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// Credentials returns the name and the password with which to ask for an
// address, or nil for none. Where they cannot be had it returns why; the address
// is then asked for without, and if the server refuses, that is the reason.
type Credentials func(ctx context.Context, address *url.URL) (*url.Userinfo, error)

// InScope reports whether what a reader is known by at one address counts for
// another: the same server, in the same folder or below (RFC 7617, 2.2).
func InScope(known, asked *url.URL) bool {
	folder := known.EscapedPath()
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	path := asked.EscapedPath()
	return sameOrigin(known, asked) && !strings.Contains(asked.Path, "/..") && (strings.HasPrefix(path, folder) || folder == "/" && path == "")
}

// sameOrigin reports whether two addresses are of one server. A server that
// leads from http to https, at their usual ports, is the same one.
func sameOrigin(a, b *url.URL) bool {
	if !strings.EqualFold(a.Hostname(), b.Hostname()) {
		return false
	}
	return a.Scheme == b.Scheme && port(a) == port(b) || a.Scheme == "http" && port(a) == "80" && b.Scheme == "https" && port(b) == "443"
}

// SameServer reports whether two addresses are of one server, so that who has the
// name and the password of one may be asked for the other.
func SameServer(a, b string) bool {
	x, err := url.Parse(a)
	y, e := url.Parse(b)
	return err == nil && e == nil && sameOrigin(x, y)
}

func port(u *url.URL) string {
	switch p := u.Port(); {
	case p != "":
		return p
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// known are the names and passwords that stood in the addresses asked for. They
// last as long as the client.
type known struct {
	mu   sync.Mutex
	list []login
}

// login is who a reader is at an address.
type login struct {
	address *url.URL
	user    *url.Userinfo
}

// learn takes the name and password out of an address and keeps them.
func (k *known) learn(u *url.URL) {
	if u.User == nil {
		return
	}
	user := u.User
	u.User = nil
	address := *u
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list = append(k.list, login{&address, user})
}

// find returns what was learned last for an address, or nil.
func (k *known) find(u *url.URL) *url.Userinfo {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, l := range slices.Backward(k.list) {
		if InScope(l.address, u) {
			return l.user
		}
	}
	return nil
}

// authorize adds to a request the name and password for its address. The error
// says why there are none.
func (c *Client) authorize(r *http.Request) error {
	user, err := c.login(r.Context(), r.URL)
	if err != nil {
		return err
	}
	if user != nil {
		password, _ := user.Password()
		r.SetBasicAuth(user.Username(), password)
	}
	return nil
}

// login returns the name and password for an address, or nil.
func (c *Client) login(ctx context.Context, u *url.URL) (*url.Userinfo, error) {
	if user := c.known.find(u); user != nil || c.o.Credentials == nil {
		return user, nil
	}
	return c.o.Credentials(ctx, u)
}

// authorizeRedirect lets the name and password of the first request go on to its
// own server only, and takes no others from an answer.
func authorizeRedirect(r, first *http.Request) {
	r.URL.User = nil
	r.Header.Del("Authorization")
	if a := first.Header.Get("Authorization"); a != "" && sameOrigin(first.URL, r.URL) {
		r.Header.Set("Authorization", a)
	}
}
