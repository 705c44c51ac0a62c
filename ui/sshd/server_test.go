package sshd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
	"dateline/model/store"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// door lets in whom a test says.
type door struct {
	catalog model.Catalog

	mu       sync.Mutex
	visitors map[string]access.Visitor // by fingerprint
	guest    bool
	keyless  bool
	changed  chan struct{}
}

func (d *door) Key(_ context.Context, key gossh.PublicKey, _ netip.Addr) (access.Visitor, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v, ok := d.visitors[gossh.FingerprintSHA256(key)]
	if !ok {
		return access.Visitor{}, errors.New("unknown key")
	}
	return v, nil
}

func (d *door) Anonymous() (access.Visitor, bool) {
	return access.Visitor{Name: "guest", Guest: true}, d.guest
}

func (d *door) KeysPossible() bool { return !d.keyless }

func (d *door) Still(_ context.Context, v access.Visitor) (access.Visitor, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v.Guest {
		return v, d.guest
	}
	now, ok := d.visitors[v.Fingerprint]
	return now, ok
}

func (d *door) Library(ctx context.Context, v access.Visitor) (*access.Library, error) {
	lib, err := d.catalog.Reader(ctx, model.LocalReader)
	if err != nil {
		return nil, err
	}
	return access.Limit(lib, v.Role), nil
}

func (d *door) Changed() <-chan struct{} { return d.changed }

// admit gives a visitor a key.
func (d *door) admit(t testing.TB, v access.Visitor) gossh.Signer {
	t.Helper()
	key := sshtest.Key(t)
	v.Fingerprint = gossh.FingerprintSHA256(key.PublicKey())
	d.mu.Lock()
	defer d.mu.Unlock()
	d.visitors[v.Fingerprint] = v
	return key
}

// change replaces what is known of a key, or takes it away, and says so.
func (d *door) change(key gossh.Signer, v *access.Visitor) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := gossh.FingerprintSHA256(key.PublicKey())
	if v == nil {
		delete(d.visitors, f)
	} else {
		v.Fingerprint = f
		d.visitors[f] = *v
	}
	d.changed <- struct{}{}
}

// site is a server of a test.
type site struct {
	*sshd.Server
	door *door
	addr string
	log  *logged
}

// logged is a log that can be read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// until waits for something to happen.
func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for late := time.Now().Add(sshtest.Timeout); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// serve starts a server with a library of some articles. set may change what it is given.
func serve(t testing.TB, set func(*sshd.Options, *door)) *site {
	t.Helper()
	catalog, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "library.db"), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = catalog.Close() })
	var articles []model.Article
	for i := range 30 {
		articles = append(articles, model.Article{
			ID: model.ID(fmt.Sprint("a", i)), Title: fmt.Sprint("Headline ", i), Source: "Wire", Body: "Text.",
			Published: model.Date{At: time.Date(2026, 11, 1+i%28, 9, 0, 0, 0, time.UTC), Precision: model.ToInstant},
		})
	}
	if _, err := catalog.Save(t.Context(), articles, time.Now()); err != nil {
		t.Fatal(err)
	}
	x := &site{door: &door{catalog: catalog, visitors: map[string]access.Visitor{}, changed: make(chan struct{}, 1)}, log: new(logged)}
	o := sshd.Options{
		Access:   x.door,
		HostKeys: []gossh.Signer{sshtest.Key(t)},
		Log:      slog.New(slog.NewTextHandler(x.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Session: func(_ context.Context, v access.Visitor, lib *access.Library, _ sshd.Terminal) (sshd.Screen, error) {
			return sshd.Screen{Session: host.Session{Library: lib, Host: host.Funcs{}, Now: time.Now, Title: "News for " + v.Name}, Config: config.Config{}}, nil
		},
		Offer: func(access.Visitor) string { return "you may ask for: echo, cat" },
		Exec:  exec,
	}
	if set != nil {
		set(&o, x.door)
	}
	if x.Server, err = sshd.New(o); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	x.addr = l.Addr().String()
	served := make(chan error, 1)
	go func() { served <- x.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = x.Shutdown(ctx)
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
		if t.Failed() {
			t.Log(x.log)
		}
	})
	return x
}

// exec runs the commands of tests.
func exec(ctx context.Context, c sshd.Command) int {
	switch c.Args[0] {
	case "echo":
		fmt.Fprintf(c.Stdout, "%q\n", c.Args[1:])
	case "environ":
		fmt.Fprintf(c.Stdout, "%q %v %d\n", c.Environ, c.Terminal, c.Width)
	case "cat":
		_, _ = io.Copy(c.Stdout, c.Stdin)
	case "wait":
		fmt.Fprintln(c.Stdout, "waiting")
		<-ctx.Done()
	case "panic":
		panic("of a command")
	case "flood":
		for ctx.Err() == nil {
			if _, err := fmt.Fprintln(c.Stdout, strings.Repeat("x", 1000)); err != nil {
				return 1
			}
		}
	default:
		fmt.Fprintln(c.Stderr, "no such command")
		return 2
	}
	return 0
}

func TestScreen(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	screen := sshtest.Open(t, c, sshtest.Terminal{})
	screen.See("News for ada", "Headline")
	screen.Press("q")
	if code, stderr := screen.Ended(); code != 0 || stderr != "" {
		t.Errorf("exit %d, %q", code, stderr)
	}
	screen.Restored()
	for _, want := range []string{"login", "reader=ada", "session ended"} {
		if !strings.Contains(x.log.String(), want) {
			t.Errorf("the log has no %q", want)
		}
	}
	if strings.Contains(x.log.String(), `=""`) || strings.Contains(x.log.String(), "nil") {
		t.Error("the log has what says nothing")
	}
	if strings.Contains(x.log.String(), "Headline") {
		t.Error("the log has what is read")
	}
}
