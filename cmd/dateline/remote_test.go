package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/cmd/remote"
	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/store"
	"dateline/ui/config"
)

// team is a server's library with readers, and a web of one server that answers for every
// name.
type team struct {
	t       *testing.T
	home    string // of the local reader
	file    string
	catalog model.Catalog
	client  *fetch.Client
	config  config.Config // of readers

	mu    sync.Mutex
	pages map[string]string
	asked []string // of the web
}

// newTeam returns a team whose library holds two feeds and a document.
func newTeam(t *testing.T) *team {
	t.Helper()
	m := &team{t: t, home: t.TempDir(), pages: map[string]string{
		"coast.test/feed": teamFeed("Coast Daily", "Harbour opens", "Ferry late"),
		"hill.test/feed":  teamFeed("Hill News", "Rain on the hill"),
		"new.test/feed":   teamFeed("New", "Something new"),
		"new.test/page":   `<html><head><link rel=alternate type="application/rss+xml" href="http://127.0.0.1/feed"></head><body><p>page</p></body></html>`,
	}}
	web := httptest.NewServer(http.HandlerFunc(m.answer))
	t.Cleanup(web.Close)
	m.client = fetch.New(fetch.Options{NoLogins: true, PublicOnly: true, MaxBytes: 1 << 20, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, web.Listener.Addr().String())
	}})
	m.file = filepath.Join(m.home, "team.db")
	notes := filepath.Join(m.home, "notes.md")
	if err := os.WriteFile(notes, []byte("---\ntitle: Notes of the team\ndate: 2026-11-20\n---\n\nWhat was said.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := m.local("add", notes); code != exitOK {
		t.Fatal(errs)
	}
	c, err := store.Open(t.Context(), m.file, model.OpenOptions{Existing: true, Rules: (&program{}).ruleReader()})
	if err != nil {
		t.Fatal(err)
	}
	m.catalog = c
	if m.config, err = config.Read(config.Sources{Getenv: func(string) string { return "" }, Flag: func(string) string { return "" }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	for _, host := range []string{"coast", "hill"} {
		if code, _, errs := m.ask(model.LocalReader, model.RoleEditor, "add", "http://"+host+".test/feed"); code != exitOK {
			t.Fatal(errs)
		}
	}
	return m
}

// teamFeed is a feed of a day an entry.
func teamFeed(title string, entries ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title>`, title)
	for i, e := range entries {
		fmt.Fprintf(&b, `<item><title>%s</title><guid>%[1]s</guid><pubDate>%s</pubDate><description>About: %[1]s.</description></item>`, e, noon.AddDate(0, 0, -i).Format(time.RFC1123Z))
	}
	return b.String() + "</channel></rss>"
}

func (m *team) answer(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked = append(m.asked, r.Host+r.URL.Path)
	page, ok := m.pages[r.Host+r.URL.Path]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if to, ok := strings.CutPrefix(page, "-> "); ok {
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	_, _ = io.WriteString(w, page)
}

// log returns what the web was asked for since the last call.
func (m *team) log() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	asked := m.asked
	m.asked = nil
	return asked
}

// local runs the program as the local reader of the library.
func (m *team) local(args ...string) (code int, out, errs string) {
	var stdout, stderr bytes.Buffer
	p := &program{
		started: "dateline", args: args, now: func() time.Time { return noon },
		console: console{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(name string) string {
			return map[string]string{"HOME": m.home, "DATELINE_LIBRARY": m.file}[name]
		}},
	}
	code = p.run(context.Background())
	return code, stdout.String(), stderr.String()
}

// apart gives the local reader a library of his own, as the team's is now.
func (m *team) apart() {
	m.t.Helper()
	file := filepath.Join(m.home, "apart.db")
	if code, _, errs := m.local("library", "backup", file); code != exitOK {
		m.t.Fatal(errs)
	}
	m.file = file
}

// call is what a reader may use.
func (m *team) call(who model.ReaderID, role model.Role, stdin io.Reader, stdout, stderr io.Writer, args ...string) remote.Call {
	m.t.Helper()
	lib, err := m.catalog.Reader(context.Background(), who)
	if err != nil {
		m.t.Fatal(err)
	}
	s := &subscribe.Service{Logins: remote.NoLogins{}, Feeds: feed.Options{Client: m.client}}
	call := remote.Call{
		Asker: remote.Asker{Role: role}, Args: args, Stdin: stdin, Stdout: stdout, Stderr: stderr,
		Store: model.Join(m.catalog, lib), Config: m.config, Subscriber: s,
	}
	call.Refresh = func(ctx context.Context, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error) {
		all := *s
		all.Library, all.Now = call.Store, func() time.Time { return noon }
		return all.Refresh(ctx, which, hear)
	}
	return call
}

// ask runs a command line over SSH.
func (m *team) ask(who model.ReaderID, role model.Role, args ...string) (code int, out, errs string) {
	m.t.Helper()
	var stdout, stderr bytes.Buffer
	code = m.run(m.call(who, role, strings.NewReader(""), &stdout, &stderr, args...))
	return code, stdout.String(), stderr.String()
}

// askAs runs a command line of somebody over SSH, in the library of the local reader.
func (m *team) askAs(who remote.Asker, args ...string) (code int, out, errs string) {
	m.t.Helper()
	var stdout, stderr bytes.Buffer
	c := m.call(model.LocalReader, who.Role, strings.NewReader(""), &stdout, &stderr, args...)
	c.Asker = who
	code = m.run(c)
	return code, stdout.String(), stderr.String()
}

func (m *team) run(c remote.Call) int {
	host := &program{now: func() time.Time { return noon }}
	return host.remoteCommand(context.Background(), c)
}

// TestRemoteSame: what is asked for over SSH has the words, the output and the exit code
// of the command.
func TestRemoteSame(t *testing.T) {
	m := newTeam(t)
	m.apart()
	for _, args := range [][]string{
		{"list"},
		{"list", "--query", "title:ferry", "--format", "json"},
		{"list", "-q", "since:2026-11-21", "-n", "1", "-f", "tsv"},
		{"list", "--format", "markdown"},
		{"list", "--query", "nonsense:x"},
		{"list", "--limit", "-1"},
		{"list", "--limit", "many"},
		{"sources"},
		{"views"},
		{"views", "add", "weekly", "since:7d"},
		{"views", "add", "weekly", "since:8d"},
		{"views", "add", "a b", "since:8d"},
		{"views"},
		{"views", "remove", "weekly"},
		{"views", "remove", "weekly"},
		{"mark", "--query", "ferry", "star"},
		{"mark", "--query", "ferry", "nonsense"},
		{"mark", "star"},
		{"list", "--query", "is:starred", "--format", "json"},
		{"export", "--query", "is:starred"},
		{"export", "--format", "opml"},
		{"export", "--format", "urls", "-"},
		{"export", "--format", "nonsense"},
		{"guide"},
		{"guide", "query"},
		{"guide", "nonsense"},
		{"rename", "Hill News", "Hills"},
		{"rename", "nothing", "Hills"},
		{"remove", "nothing"},
		{"library", "retain"},
		{"list", "--nonsense"},
		{"list", "--help"},
		{"help", "mark"},
		{"show", "nothing-of-this-name", "--format", "nonsense"},
		{"show"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			code, out, errs := m.local(args...)
			again, same, said := m.ask(model.LocalReader, model.RoleAdmin, args...)
			out, _, _ = strings.Cut(out, "\nGlobal Flags:\n      --config")
			if code != again || out != same {
				t.Errorf("the command: %d, %q, %q\nover SSH: %d, %q, %q", code, out, errs, again, same, said)
			}
		})
	}
}
