package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
)

// ErrSilent means that a server stopped answering.
var ErrSilent = errors.New("the server fell silent")

// ErrSlow means that a server sends less than a kilobyte a second, for too long.
var ErrSlow = errors.New("the server is too slow")

// ErrPrivate means that an address lies on a private network.
var ErrPrivate = errors.New("addresses on private networks are refused")

// ErrLogin means that a name and a password stand in an address.
var ErrLogin = errors.New("a name and a password in an address are not taken here")

// Kinds of failures whose errors say more, for errors.Is.
var (
	ErrNoHost      = errors.New("the host is not found")
	ErrUnreachable = errors.New("the server is not reached")
	ErrTimeout     = errors.New("the server does not answer in time")
	ErrTLS         = errors.New("the connection cannot be trusted")
	ErrBroken      = errors.New("the connection broke off")
	ErrTooLarge    = errors.New("the content is too large")
	ErrCoding      = errors.New("the content is not encoded as it should be")
)

// failure is an error of a kind, in its own words.
type failure struct {
	kind error
	text string
}

// Error returns the words.
func (f failure) Error() string { return f.text }

// Unwrap returns the kind.
func (f failure) Unwrap() error { return f.kind }

func checkScheme(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("addresses begin with http:// or https://, not with %q", u.Scheme)
	}
	if u.Hostname() == "" {
		return errors.New("the address names no host")
	}
	return nil
}

func tooLarge(limit int64) error {
	return failure{ErrTooLarge, fmt.Sprintf("the content is over the limit of %d MiB", limit>>20)}
}

// plain puts errors of the network into plain words.
func plain(ctx context.Context, err error, o Options) error {
	var (
		dns       *net.DNSError
		host      x509.HostnameError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		request   *url.Error
		through   *net.OpError
		timeout   net.Error
	)
	if cause := context.Cause(ctx); errors.Is(cause, ErrSilent) {
		return fmt.Errorf("%w for %s", ErrSilent, o.Timeout)
	} else if cause != nil {
		return cause
	}
	switch {
	case errors.As(err, &through) && (through.Op == "proxyconnect" || through.Op == "socks connect"):
		why := plain(ctx, through.Err, o)
		return failure{cmp.Or(errors.Unwrap(why), ErrUnreachable), "the proxy: " + strings.TrimPrefix(why.Error(), "fetch: ")}
	case errors.Is(err, ErrPrivate):
		return ErrPrivate
	case errors.Is(err, ErrSlow), errors.Is(err, ErrTooLarge):
		return err
	case errors.As(err, &dns) && dns.IsNotFound:
		return failure{ErrNoHost, fmt.Sprintf("there is no host %q", dns.Name)}
	case errors.As(err, &dns):
		return failure{ErrUnreachable, fmt.Sprintf("the host %q could not be looked up", dns.Name)}
	case errors.Is(err, syscall.ECONNREFUSED):
		return failure{ErrUnreachable, "the server refused the connection"}
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return failure{ErrUnreachable, "the network or the server cannot be reached"}
	case errors.As(err, &host):
		return failure{ErrTLS, "the server's certificate is for another host"}
	case errors.As(err, &authority):
		return failure{ErrTLS, "the server's certificate is signed by nobody that is trusted"}
	case errors.As(err, &invalid):
		return failure{ErrTLS, "the server's certificate is not valid"}
	case errors.As(err, &record), err != nil && strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return failure{ErrTLS, "the server does not speak TLS"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return failure{ErrTimeout, fmt.Sprintf("no answer within %s", o.Timeout)}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return ErrBroken
	case errors.As(err, &request):
		return request.Err // without the address, which stands before it anyway
	}
	return fmt.Errorf("fetch: %w", err)
}

// refusePrivate is called with the address that is about to be connected to,
// after names have been resolved, so that no name can lead past it.
func refusePrivate(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !Public(at.Addr()) || isOwn(at.Addr()) {
		return ErrPrivate
	}
	return nil
}

// isOwn reports whether an address is one of this machine's: what listens there may be
// kept from the network by a firewall that does not stand between us and it.
func isOwn(a netip.Addr) bool {
	own, err := net.InterfaceAddrs()
	if err != nil {
		return false // none can be told
	}
	return slices.ContainsFunc(own, func(n net.Addr) bool {
		prefix, err := netip.ParsePrefix(n.String())
		return err == nil && prefix.Addr().Unmap() == a.Unmap().WithZone("")
	})
}

// reserved are networks beyond those that netip knows as private: shared
// (RFC 6598), protocol assignments (RFC 6890), documentation (RFC 5737, RFC
// 3849), benchmarks (RFC 2544), reserved (RFC 1112) and the translations that
// reach IPv4 through IPv6 (RFC 6052, RFC 3056, RFC 4380).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/32"),
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

// Public reports whether a lies on the public internet: not on a loopback,
// private, link-local, multicast, shared or reserved network.
func Public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
