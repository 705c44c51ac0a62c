package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/cmd/remote"
	"dateline/feed/fetch"
	"dateline/model"
)

// TestRemoteSources: what a SOURCE is, by role, and what is said where it is none.
func TestRemoteSources(t *testing.T) {
	const list = "http://new.test/list"
	m := newTeam(t)
	m.pages["new.test/list"] = `<opml version="2.0"><body><outline text="New" xmlUrl="http://new.test/feed"/><outline text="x" xmlUrl="file:///etc/passwd"/>` +
		`<outline text="y" xmlUrl="/etc/passwd"/><outline text="z" xmlUrl="http://ada:pw@coast.test/feed"/></body></opml>`
	m.pages["new.test/away"] = "-> http://127.0.0.1:9090/metrics"
	m.pages["new.test/home"] = `<html><head><link rel=alternate type="application/rss+xml" href="file:///etc/passwd"></head><body><p>` + strings.Repeat("A page that says something. ", 20) + "</p></body></html>"
	for _, c := range []struct {
		who       string
		args      string
		code      int
		out, errs string // what is in them; "": nothing
	}{
		{"guest", "list|Coast Daily", exitOK, "Harbour opens", ""},
		{"guest", "list|coast daily", exitOK, "Ferry late", ""},
		{"guest", "list|http://coast.test/feed", exitOK, "Harbour opens", ""},
		{"guest", "list|HTTP://Coast.Test:80/feed", exitOK, "Harbour opens", ""},
		{"guest", "list|Coast Daily|Hill News|--format|tsv", exitOK, "Rain on the hill", ""},
		{"guest", "list|Coast Daily|--query|rain", exitOK, "", ""},
		{"guest", "list|Coast Daily|--query|ferry OR rain", exitOK, "Ferry late", ""},
		{"guest", "list|Coast Dayly", exitFailed, "", `did you mean "Coast Daily"?`},
		{"guest", "list|nothing", exitFailed, "", "the library has no such source; 'sources' lists them"},
		{"guest", "list|./news.txt", exitUsage, "", "over SSH no file can be named"},
		{"guest", "list|/etc/passwd", exitUsage, "", "over SSH no file can be named"},
		{"guest", "list|file:///etc/passwd", exitUsage, "", "over SSH no file can be named"},
		{"guest", "list|*.md", exitUsage, "", "over SSH no file can be named"},
		{"guest", "list|-", exitUsage, "", "only an editor"},
		{"guest", "list|http://new.test/feed", exitUsage, "", "only an editor may have it fetched"},
		{"guest", "show|Coast Daily", exitOK, "Harbour opens", "There are several articles in it"},
		{"guest", "show|Hill News", exitOK, "Rain on the hill", ""},
		{"guest", "show|http://new.test/feed", exitUsage, "", "only an editor"},
		{"guest", "show|zzzzzzzz", exitFailed, "", "the library has no such source"},
		{"guest", "show|--explain|Coast Daily", exitUsage, "", "only what an editor has read is explained"},
		{"guest", "show|--explain|http://new.test/feed", exitUsage, "", "only what an editor has read is explained"},
		{"guest", "show|--revisions|Coast Daily", exitUsage, "", "give its ID"},
		{"guest", "mark|--query||star", exitUsage, "", "a guest reads, and changes nothing"},
		{"guest", "views|add|a|b", exitUsage, "", "a guest reads, and changes nothing"},
		{"guest", "refresh", exitUsage, "", "a guest reads, and changes nothing"},
		{"reader", "mark|--query|ferry|star", exitOK, "1 changed", ""},
		{"reader", "mark|--query|ferry|date|2020-01-01", exitUsage, "", "only an editor may change dates"},
		{"reader", "refresh", exitOK, "nothing new", ""},
		{"reader", "refresh|Coast Daily", exitUsage, "", "only an editor"},
		{"reader", "add|http://new.test/feed", exitUsage, "", "only an editor"},
		{"reader", "rename|Coast Daily|x", exitUsage, "", "only an editor"},
		{"reader", "library|retain", exitUsage, "", "only an admin"},
		{"reader", "import|-", exitUsage, "", "only an admin"},
		{"editor", "refresh|Coast Daily", exitOK, "nothing new", ""},
		{"editor", "refresh|Coast Dayly", exitFailed, "", `you follow no such feed; did you mean "Coast Daily"?`},
		{"editor", "refresh|/etc/passwd", exitFailed, "", "you follow no such feed"},
		{"editor", "list|http://new.test/feed", exitOK, "Something new", ""},
		{"editor", "list|http://coast.test/feed|-f|tsv", exitOK, "Harbour opens", ""},
		{"editor", "list|http://gone.test/feed", exitFailed, "", "the server answered 404"},
		{"editor", "list|http://127.0.0.1/feed", exitUsage, "", "private networks are refused"},
		{"editor", "list|http://new.test/away", exitFailed, "", "private networks are refused"},
		{"editor", "add|http://new.test/away", exitFailed, "", "private networks are refused"},
		{"editor", "add|http://new.test/home", exitOK, "nothing is followed: there is no feed", ""},
		{"editor", "show|--format|json|http://new.test/away", exitFailed, "", "private networks are refused"},
		{"editor", "list|Coast Daily|http://new.test/feed", exitUsage, "", "not both"},
		{"editor", "list|" + list, exitFailed, "Something new", "a list has no say over the files of this machine"},
		{"editor", "list|" + list, exitFailed, "Something new", "http://coast.test/feed: a name and a password in an address are not taken here"},
		{"editor", "show|http://new.test/feed", exitOK, "Something new", ""},
		{"editor", "show|--explain|http://new.test/feed", exitOK, "read as a feed", ""},
		{"editor", "add|Coast Daily", exitUsage, "", "a SOURCE to add is a public http or https address, or -"},
		{"editor", "add|feeds.opml", exitUsage, "", "a SOURCE to add is a public http or https address, or -"},
		{"editor", "add|http://ada:secret@new.test/feed", exitUsage, "", "http://new.test/feed: a name and a password are not taken over SSH"},
		{"editor", "add|http://new.test/page", exitFailed, "", "http://127.0.0.1/feed: addresses on private networks are refused"},
		{"editor", "add|--tag|news|http://new.test/feed", exitOK, "http://new.test/feed: 1 added, followed", ""},
		{"editor", "sources", exitOK, "New\thttp://new.test/feed\tfollowed", ""},
		{"editor", "rename|http://new.test/feed|Newer", exitOK, "", ""},
		{"editor", "rename|notes.md|Minutes", exitOK, "", ""},
		{"editor", "remove|Newer", exitOK, "http://new.test/feed: no longer followed", ""},
		{"editor", "library|retain", exitUsage, "", "only an admin"},
		{"editor", "serve|readers|list", exitUsage, "", "only an admin"},
		{"admin", "library|retain|--source|Coast Daily|--keep|5", exitOK, "Coast Daily: articles", ""},
		{"admin", "library|retain|--source|/etc/passwd|--keep|5", exitFailed, "", "the library has no such source"},
		{"admin", "library|check", exitUsage, "", "library check: this cannot be asked for over SSH"},
		{"admin", "import|/etc/passwd", exitUsage, "", "comes from standard input"},
		{"admin", "rules", exitUsage, "", "rules: this cannot be asked for over SSH"},
		{"admin", "config|edit", exitUsage, "", "this cannot be asked for over SSH"},
		{"admin", "nonsense", exitUsage, "", "Over SSH you may ask for: list, show, export"},
		{"admin", "export|news.jsonl", exitUsage, "", "'ssh HOST export > FILE'"},
		{"admin", "list|--library|x", exitUsage, "", "--library cannot be given over SSH"},
		{"admin", "list|--config=/etc/passwd", exitUsage, "", "--config cannot be given over SSH"},
		{"admin", "list|--log=x", exitUsage, "", "--log cannot be given over SSH"},
		{"admin", "list|--querry=x", exitUsage, "", "did you mean --query?"},
	} {
		for _, who := range askers {
			if who.name != c.who {
				continue
			}
			code, out, errs := m.askAs(who.Asker, strings.Split(c.args, "|")...)
			if code != c.code || !strings.Contains(out, c.out) || (c.out == "") != (out == "") || !strings.Contains(errs, c.errs) || (c.errs == "") != (errs == "") {
				t.Errorf("%s: %s: %d, %q, %q; want %d, %q, %q", c.who, c.args, code, out, errs, c.code, c.out, c.errs)
			}
		}
	}
}

// TestRemoteInput: what is piped in is read for editors, and imported for admins.
func TestRemoteInput(t *testing.T) {
	m := newTeam(t)
	_, export, _ := m.ask(model.LocalReader, model.RoleAdmin, "export")
	for _, c := range []struct {
		args, input string
		role        model.Role
		code        int
		out, errs   string
	}{
		{"list -", teamFeed("Piped", "A piped headline"), model.RoleEditor, exitOK, "A piped headline", ""},
		{"show -", teamFeed("Piped", "A piped headline"), model.RoleEditor, exitOK, "About: A piped headline.", ""},
		{"add -", teamFeed("Piped", "A piped headline"), model.RoleEditor, exitOK, "-: 1 added", ""},
		{"import -", export, model.RoleAdmin, exitOK, "-: nothing new", ""},
		{"import -", "http://ada:secret@coast.test/private\nhttp://hill.test/feed\nhttp://fourth.test/feed\n", model.RoleAdmin, exitFailed, "-: 1 feed", "not taken over SSH"},
		{"import -", "", model.RoleAdmin, exitFailed, "", "it is empty"},
	} {
		var out, errs bytes.Buffer
		code := m.run(m.call(model.LocalReader, c.role, strings.NewReader(c.input), &out, &errs, strings.Fields(c.args)...))
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.errs) || strings.Contains(out.String()+errs.String(), "secret") {
			t.Errorf("%s: %d, %q, %q", c.args, code, out.String(), errs.String())
		}
	}
	if _, out, _ := m.ask(model.LocalReader, model.RoleAdmin, "export", "-f", "urls"); strings.Contains(out, "private") || strings.Contains(out, "ada") {
		t.Errorf("a login is followed: %q", out)
	}
}

// TestRemoteJSON: scripts get JSON, and nothing else on standard output.
func TestRemoteJSON(t *testing.T) {
	m := newTeam(t)
	for _, args := range [][]string{
		{"list", "--format", "json"},
		{"list", "--query", "since:30d", "--format", "json"},
		{"list", "Coast Daily", "-f", "json"},
		{"show", "Coast Daily", "-f", "json"},
		{"export"},
		{"serve", "readers", "list", "--format", "json"},
	} {
		code, out, _ := m.ask(model.LocalReader, model.RoleAdmin, args...)
		d, n := json.NewDecoder(strings.NewReader(out)), 0
		for {
			var v map[string]any
			err := d.Decode(&v)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v in %q", args, err, out)
			}
			n++
		}
		if code != exitOK || n == 0 {
			t.Errorf("%q: %d, %d objects", args, code, n)
		}
	}
}

// TestRemoteInterrupted: a command that waits for input ends with its channel, or with ^C
// on a terminal.
func TestRemoteInterrupted(t *testing.T) {
	m := newTeam(t)
	for _, args := range []string{"list -", "show -", "add -", "import -"} {
		r, w := io.Pipe()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		host := &program{now: func() time.Time { return noon }}
		if code := host.remoteCommand(ctx, m.call(model.LocalReader, model.RoleAdmin, r, io.Discard, io.Discard, strings.Fields(args)...)); code != exitInterrupted {
			t.Errorf("%s: exit code %d", args, code)
		}
		_ = w.Close()
	}
}

// TestRemoteTerminal: on a terminal of the client lines are as wide as that, in colours
// that its side allows.
func TestRemoteTerminal(t *testing.T) {
	m := newTeam(t)
	for _, c := range []struct {
		environ []string
		styled  bool
	}{{[]string{"TERM=xterm-256color"}, true}, {[]string{"TERM=dumb"}, false}, {[]string{"TERM=xterm", "NO_COLOR=1"}, false}} {
		var out bytes.Buffer
		call := m.call(model.LocalReader, model.RoleReader, nil, &out, io.Discard, "list")
		call.Terminal, call.Width, call.Environ = true, 20, c.environ
		if code := m.run(call); code != exitOK || strings.Contains(out.String(), "\x1b[") != c.styled || !strings.Contains(out.String(), "…") {
			t.Errorf("%q: %d, %q", c.environ, code, out.String())
		}
	}
}

// TestRemoteClosed: a client that reads no more is no error.
func TestRemoteClosed(t *testing.T) {
	m := newTeam(t)
	for _, args := range []string{"list", "export", "guide query", "sources", "list --help", "views"} {
		var errs bytes.Buffer
		if code := m.run(m.call(model.LocalReader, model.RoleReader, nil, broken{io.EOF}, &errs, strings.Fields(args)...)); code != exitOK || errs.Len() > 0 {
			t.Errorf("%s: %d, %q", args, code, errs.String())
		}
	}
}

// TestRemoteZone: days are those of the zone that the client names, where it names one.
func TestRemoteZone(t *testing.T) {
	m := newTeam(t)
	for tz, want := range map[string]string{"": "23 November", "Pacific/Kiritimati": "24 November", "/etc/localtime": "23 November"} {
		var out bytes.Buffer
		c := m.call(model.LocalReader, model.RoleReader, nil, &out, io.Discard, "list", "-q", "harbour")
		c.Environ = []string{"TZ=" + tz}
		if m.run(c); !strings.Contains(out.String(), want) {
			t.Errorf("TZ=%s: %q, want %s", tz, out.String(), want)
		}
	}
}

// TestRemoteAtOnce: many command lines run at once, each for its own reader.
func TestRemoteAtOnce(t *testing.T) {
	m := newTeam(t)
	var all sync.WaitGroup
	for i := range 50 {
		r, err := m.catalog.AddReader(t.Context(), model.Reader{Name: fmt.Sprintf("reader %d", i)}, noon)
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			tag := fmt.Sprintf("tag%d", i)
			for _, c := range []struct {
				args, want string
			}{
				{"mark --query ferry tag " + tag, "1 changed\n"},
				{"views add " + tag + " tag:" + tag, ""},
				{"list --query view:" + tag + " --format tsv", "Ferry late"},
				{"list --query tag:tag" + fmt.Sprint((i+1)%50), ""},
				{"views", tag + "\ttag:" + tag},
				{"list --help", "Print headlines"},
				{"guide", "query"},
				{"list --nonsense", ""},
			} {
				_, out, _ := m.ask(r.ID, model.RoleReader, strings.Fields(c.args)...)
				if !strings.Contains(out, c.want) || c.want == "" && out != "" {
					t.Errorf("reader %d: %s: %q", i, c.args, out)
				}
			}
		})
	}
	all.Wait()
}

// TestRemotePrivate: the client of the server, not only the words, refuses what leads to a
// private network: by a name, a redirect, or what a page offers.
func TestRemotePrivate(t *testing.T) {
	m := newTeam(t)
	m.client = fetch.New(fetch.Options{NoLogins: true, PublicOnly: true})
	for _, address := range []string{"http://ip6-localhost/", "http://localtest/"} {
		code, out, errs := m.ask(model.LocalReader, model.RoleEditor, "add", address)
		if code != exitFailed || out != "" || errs == "" {
			t.Errorf("%s: %d, %q, %q", address, code, out, errs)
		}
	}
}

// TestRemoteHint: what is wrong is said with what to type over SSH.
func TestRemoteHint(t *testing.T) {
	m := newTeam(t)
	for _, c := range []struct{ args, want string }{
		{"list --limit x", "Try 'list --help'."},
		{"views add", "Try 'views add --help'."},
		{"nonsense", remote.Asker{}.Offer()},
		{"list --library x", remote.Asker{}.Offer()},
		{"guide nonsense", "Try 'guide --help'."},
	} {
		if code, _, errs := m.ask(model.LocalReader, model.RoleReader, strings.Fields(c.args)...); code != exitUsage || !strings.HasSuffix(errs, "\n"+c.want+"\n") {
			t.Errorf("%s: %d, %q", c.args, code, errs)
		}
	}
}
