package remote

import (
	"errors"
	"net/url"
)

// NoLogins are the names and passwords that a server keeps for those who ask over SSH:
// none. It implements subscribe.Logins.
type NoLogins struct{}

// Keep returns an error where there are any: they stay with whoever has them.
func (NoLogins) Keep(logins map[string]*url.Userinfo, _ bool) (undo func() error, err error) {
	if len(logins) == 0 {
		return func() error { return nil }, nil
	}
	return nil, errors.New("names and passwords in addresses are not taken over SSH")
}

// Has reports that there are none.
func (NoLogins) Has(string) bool { return false }

// Forget reports that there was none.
func (NoLogins) Forget(string) (removed bool, err error) { return false, nil }
