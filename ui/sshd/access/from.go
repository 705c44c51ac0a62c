package access

import (
	"errors"
	"fmt"
	"net/netip"
	"path"
	"strings"
)

// addressPattern is a pattern of from= (PATTERNS in ssh_config(5)): a network, or an
// address with * and ?.
type addressPattern struct {
	not     bool
	network netip.Prefix
	glob    string // where network is not valid
}

// parsePatterns reads the value of from=. Names of hosts are an error: they are not looked
// up, and one that is excluded would come in.
func parsePatterns(s string) ([]addressPattern, error) {
	var all []addressPattern
	for field := range strings.SplitSeq(s, ",") {
		field = strings.ToLower(strings.Trim(field, blanks))
		var p addressPattern
		field, p.not = strings.CutPrefix(field, "!")
		digits := "0123456789.*?"
		if strings.Contains(field, ":") {
			digits += "abcdef:"
		}
		switch {
		case field == "":
			return nil, errors.New("from= has an empty pattern")
		case strings.Contains(field, "/"):
			network, err := netip.ParsePrefix(field)
			if err != nil || network != network.Masked() || network.Addr().Is4In6() {
				return nil, fmt.Errorf("from= has %q, which is no network", clip(field))
			}
			p.network = network
		case strings.Trim(field, digits) != "", strings.Contains(field, ":") && strings.Contains(field, "."):
			return nil, fmt.Errorf("from= has %q: only addresses count, names of hosts are not looked up", clip(field))
		default:
			p.glob = field
		}
		all = append(all, p)
	}
	return all, nil
}

// matchesAny reports whether an address matches a pattern, and none that excludes it.
func matchesAny(all []addressPattern, a netip.Addr) bool {
	if !a.IsValid() {
		return false
	}
	a = a.Unmap().WithZone("")
	found := false
	for _, p := range all {
		if p.matches(a) {
			if p.not {
				return false
			}
			found = true
		}
	}
	return found
}

func (p addressPattern) matches(a netip.Addr) bool {
	if p.network.IsValid() {
		return p.network.Contains(a)
	}
	ok, _ := path.Match(p.glob, a.String()) // it holds neither brackets nor slashes
	return ok
}
