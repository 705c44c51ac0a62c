package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"

	"golang.org/x/net/http/httpproxy"
	"golang.org/x/net/idna"
)

// Direct is the Proxy of a Request that uses none, whatever the environment says.
const Direct = "direct"

// maxProxies is for how many proxies connections are kept.
const maxProxies = 16

// environment returns what chooses the proxies that the environment names: HTTPS_PROXY,
// HTTP_PROXY and, for both, ALL_PROXY, which other programs know; but for NO_PROXY.
func environment() func(*url.URL) (*url.URL, error) {
	c := httpproxy.FromEnvironment()
	all := cmp.Or(os.Getenv("ALL_PROXY"), os.Getenv("all_proxy"))
	c.HTTPSProxy = cmp.Or(c.HTTPSProxy, all)
	if !c.CGI {
		c.HTTPProxy = cmp.Or(c.HTTPProxy, all)
	}
	return c.ProxyFunc()
}

// parseProxy reads the address of a proxy.
func parseProxy(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("a proxy is an address as socks5://host:port or http://host:port")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return &url.URL{Scheme: u.Scheme, Host: u.Host, User: u.User}, nil
	}
	return nil, fmt.Errorf("addresses of proxies begin with http, https, socks5 or socks5h, not with %q", u.Scheme)
}

// proxy returns the proxy that a request names, with the name and password for it, or
// nil for none. Who fetches for others asks no proxy of theirs.
func (c *Client) proxy(ctx context.Context, text string) (*url.URL, error) {
	if text == "" || text == Direct || c.o.PublicOnly {
		return nil, nil
	}
	u, err := parseProxy(text)
	if err != nil {
		return nil, err
	}
	if u.User == nil && c.o.Credentials != nil {
		u.User, err = c.o.Credentials(ctx, u)
	}
	return u, err
}

// proxyFor returns the proxy for an address: the request's own, or what the environment
// says.
func (x *exchange) proxyFor(u *url.URL) (*url.URL, error) {
	if x.proxy != nil || x.direct {
		return x.proxy, nil
	}
	return x.c.environment(u)
}

// transport returns what connects through a proxy; nil: without one.
func (c *Client) transport(proxy *url.URL) *http.Transport {
	key := ""
	if proxy != nil {
		key = proxy.String()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.transports[key]
	if t == nil {
		c.forgetProxy()
		t = c.newTransport(proxy)
		c.transports[key] = t
	}
	return t
}

// forgetProxy makes room for a proxy.
func (c *Client) forgetProxy() {
	for key, t := range c.transports {
		if key != "" && len(c.transports) > maxProxies {
			t.CloseIdleConnections()
			delete(c.transports, key)
		}
	}
}

// closeIdle closes the connections that nobody uses.
func (c *Client) closeIdle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.transports {
		t.CloseIdleConnections()
	}
}

// local are endings of names that only a private network knows (RFC 6761, 6762, 8375).
var local = []string{".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet"}

// namesPrivate reports whether a host as it is written is none of the public network. A
// proxy looks names up itself; what it finds is its administrator's matter.
func namesPrivate(host string) bool {
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return !Public(a)
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == host || last == "" || last[0] >= '0' && last[0] <= '9' { // 127.1 and 0x7f.1 are addresses, too
		return true
	}
	return slices.ContainsFunc(local, func(ending string) bool { return strings.HasSuffix("."+host, ending) })
}
