package remote

import (
	"context"
	"errors"
	"io"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/spf13/cobra"

	"dateline/model"
)

var (
	guest  = Asker{Guest: true}
	reader = Asker{Role: model.RoleReader}
	editor = Asker{Role: model.RoleEditor}
	admin  = Asker{Role: model.RoleAdmin}
)

// TestSource: what a SOURCE may be, of each kind of argument.
func TestSource(t *testing.T) {
	const private = "refused"
	for _, c := range []struct{ arg, reader, editor string }{
		{"Coast Daily", "named", "named"},
		{"", "named", "named"},
		{"/etc/passwd", "named", "named"},
		{"../../etc/passwd", "named", "named"},
		{"~/.ssh/id_ed25519", "named", "named"},
		{"file:///etc/passwd", "named", "named"},
		{"FILE:/etc/passwd", "named", "named"},
		{"*.md", "named", "named"},
		{"$(id)", "named", "named"},
		{"`id`", "named", "named"},
		{"; id", "named", "named"},
		{"gopher://example.org/", "named", "named"},
		{"ssh://example.org/", "named", "named"},
		{"http://", "named", "named"},
		{"http:///etc/passwd", "named", "named"},
		{"-", private, "input"},
		{"https://example.org/feed", "named", "address"},
		{"HTTPS://EXAMPLE.org/feed", "named", "address"},
		{"feed://example.org/feed", "named", "address"},
		{"feed:https://example.org/feed", "named", "address"},
		{" https://example.org/feed ", "named", "address"},
		{"http://93.184.216.34/feed", "named", "address"},
		{"http://[2606:2800:220:1:248:1893:25c8:1946]/feed", "named", "address"},
		{"https://ada:secret@example.org/feed", private, private},
		{"https://ada@example.org/feed", private, private},
		{"feed:https://ada:secret@example.org/feed", private, private},
		{"http://localhost/feed", "named", private},
		{"http://LOCALHOST./feed", "named", private},
		{"http://a.localhost:8080/feed", "named", private},
		{"http://127.0.0.1/feed", "named", private},
		{"http://127.0.0.1:9090/metrics", "named", private},
		{"http://127.1/feed", "named", private},
		{"http://2130706433/feed", "named", private},
		{"http://0x7f000001/feed", "named", private},
		{"http://0x7f.0.0.1/feed", "named", private},
		{"http://017700000001/feed", "named", private},
		{"http://0/feed", "named", private},
		{"http://0.0.0.0/feed", "named", private},
		{"http://10.0.0.1/feed", "named", private},
		{"http://172.16.0.1/feed", "named", private},
		{"http://192.168.1.1/feed", "named", private},
		{"http://169.254.169.254/latest/meta-data/", "named", private},
		{"http://100.64.0.1/feed", "named", private},
		{"http://[::1]/feed", "named", private},
		{"http://[::]/feed", "named", private},
		{"http://[::ffff:127.0.0.1]/feed", "named", private},
		{"http://[::ffff:7f00:1]/feed", "named", private},
		{"http://[fe80::1%25eth0]/feed", "named", private},
		{"http://[fd00::1]/feed", "named", private},
		{"http://[64:ff9b::7f00:1]/feed", "named", private},
		{"http://99999999999999999999/feed", "named", private},
	} {
		for _, who := range []struct {
			name string
			Asker
			want string
		}{{"guest", guest, c.reader}, {"reader", reader, c.reader}, {"editor", editor, c.editor}, {"admin", admin, c.editor}} {
			kind, err := who.Source(c.arg)
			got := []string{"named", "address", "input"}[kind]
			if err != nil {
				got = private
				if refusal := new(Refusal); !errors.As(err, &refusal) || strings.Contains(err.Error(), "secret") {
					t.Errorf("%s: %q: the error is %q", who.name, c.arg, err)
				}
			}
			if got != who.want {
				t.Errorf("%s: %q is %s, want %s", who.name, c.arg, got, who.want)
			}
		}
	}
}

// program is a tree of commands like dateline's.
func program(ran *[]string) *cobra.Command {
	run := func(cmd *cobra.Command, args []string) error {
		*ran = append([]string{cmd.Name()}, args...)
		return nil
	}
	root := &cobra.Command{Use: "dateline [SOURCE...]", RunE: run, Version: "1", SilenceErrors: true, SilenceUsage: true}
	root.PersistentFlags().String("config", "", "")
	root.PersistentFlags().String("library", "", "")
	list := &cobra.Command{Use: "list", RunE: run, Aliases: []string{"ls"}}
	list.Flags().StringP("query", "q", "", "")
	list.Flags().StringP("output", "o", "", "")
	views := &cobra.Command{Use: "views", RunE: run}
	views.AddCommand(&cobra.Command{Use: "add", RunE: run}, &cobra.Command{Use: "burn", RunE: run})
	readers := &cobra.Command{Use: "readers", RunE: run}
	add := &cobra.Command{Use: "add", RunE: run}
	add.Flags().String("role", "", "")
	add.Flags().Bool("admin", false, "")
	readers.AddCommand(add, &cobra.Command{Use: "role", RunE: run})
	serve := &cobra.Command{Use: "serve", RunE: run}
	serve.AddCommand(readers)
	sources := &cobra.Command{Use: "sources", RunE: run}
	sources.AddCommand(&cobra.Command{Use: "set", RunE: run})
	root.AddCommand(list, views, serve, sources, &cobra.Command{Use: "config", RunE: run}, &cobra.Command{Use: "import", RunE: run},
		&cobra.Command{Use: "export", RunE: run}, &cobra.Command{Use: "mark", RunE: run}, &cobra.Command{Use: "refresh", RunE: run})
	root.SetOut(io.Discard)
	root.SetErr(io.Discard)
	return root
}

// TestBind: which command lines run, by role; all else is an error, and nothing runs.
func TestBind(t *testing.T) {
	key := "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGsb"
	for _, c := range []struct {
		args  []string
		least int // of guest, reader, editor, admin; 4: nobody
	}{
		{[]string{"list"}, 0},
		{[]string{"list", "-q", "x", "Coast"}, 0},
		{[]string{"list", "-qx"}, 0},
		{[]string{"list", "--", "--config"}, 0},
		{[]string{"list", "-"}, 2},
		{[]string{"list", "Coast", "https://example.org/"}, 0},
		{[]string{"list", "https://ada:pw@example.org/"}, 4},
		{[]string{"list", "--config", "/etc/passwd"}, 4},
		{[]string{"list", "--config=/etc/passwd"}, 4},
		{[]string{"--config=/etc/passwd", "list"}, 4},
		{[]string{"--library", "x", "list"}, 4},
		{[]string{"list", "--output", "x"}, 4},
		{[]string{"list", "-ox"}, 4},
		{[]string{"list", "-qx", "-ox"}, 4},
		{[]string{"ls"}, 4},
		{[]string{"lis"}, 4},
		{[]string{"LIST"}, 4},
		{[]string{" list"}, 4},
		{[]string{"list\n"}, 4},
		{[]string{"list", "a\x00b"}, 4},
		{[]string{"list", "\xff\xfe"}, 4},
		{nil, 4},
		{[]string{""}, 4},
		{[]string{"-"}, 4},
		{[]string{"--"}, 4},
		{[]string{"--", "list"}, 4},
		{[]string{"news.txt"}, 4},
		{[]string{"--version"}, 4},
		{[]string{"-v"}, 4},
		{[]string{"--help", "__complete", "list", ""}, 4},
		{[]string{"__complete", "list", ""}, 4},
		{[]string{"__completeNoDesc", "list", ""}, 4},
		{[]string{"completion", "bash"}, 4},
		{[]string{"config"}, 4},
		{[]string{"sh", "-c", "id"}, 4},
		{[]string{"views", "add"}, 1},
		{[]string{"views", "burn"}, 4},
		{[]string{"mark", "star"}, 1},
		{[]string{"mark", "date", "none"}, 2},
		{[]string{"refresh"}, 1},
		{[]string{"refresh", "Coast"}, 2},
		{[]string{"sources", "set", "Coast", "interval=2h"}, 2},
		{[]string{"sources", "set", "Coast", "keep=10"}, 3},
		{[]string{"sources", "set", "Coast", "interval=2h", "credentials=a:b"}, 4},
		{[]string{"import", "-"}, 3},
		{[]string{"import", "-", "x"}, 4},
		{[]string{"import", "/dev/stdin"}, 4},
		{[]string{"export"}, 0},
		{[]string{"export", "-"}, 0},
		{[]string{"export", "news.jsonl"}, 4},
		{[]string{"export", "/dev/stdout"}, 4},
		{[]string{"serve"}, 4},
		{[]string{"serve", "readers"}, 4},
		{[]string{"serve", "readers", "add", "ada", key}, 3},
		{append([]string{"serve", "readers", "add", "ada"}, strings.Fields(key+" ada@laptop")...), 3},
		{[]string{"serve", "readers", "add", "ada", key, "--role", "editor"}, 3},
		{[]string{"serve", "readers", "add", "ada", key, "--role", "admin"}, 4},
		{[]string{"serve", "readers", "add", "ada", key, "--role=Admin "}, 4},
		{[]string{"serve", "readers", "add", "ada", key, "--admin"}, 4},
		{[]string{"serve", "readers", "add", "ada", "/root/.ssh/id_ed25519.pub"}, 4},
		{[]string{"serve", "readers", "add", "ada", "ssh-keys.pub"}, 4},
		{[]string{"serve", "readers", "add", "ada", "ssh-rsa /etc/passwd"}, 4},
		{[]string{"serve", "readers", "add", "ada", "-"}, 4},
		{[]string{"serve", "readers", "role", "ada", "editor"}, 3},
		{[]string{"serve", "readers", "role", "ada", "admin"}, 4},
	} {
		for i, who := range []Asker{guest, reader, editor, admin} {
			var ran []string
			root := program(&ran)
			err := who.Bind(root, c.args)
			if err == nil {
				root.SetArgs(c.args)
				err = root.ExecuteContext(t.Context())
			}
			if want := i >= c.least; want != (err == nil && ran != nil) || !want && (err == nil || ran != nil) {
				t.Errorf("%+v %q: ran %q, %v", who, c.args, ran, err)
			}
		}
	}
}

// TestBounds: a command line has its bounds, whatever is in it.
func TestBounds(t *testing.T) {
	for name, args := range map[string][]string{
		"an argument of 200 kB": {"list", "-q", strings.Repeat("x", 200_000)},
		"50,000 arguments":      append([]string{"list"}, make([]string, 50_000)...),
	} {
		var ran []string
		err := reader.Bind(program(&ran), args)
		if err == nil || len(err.Error()) > 100 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOffer: what may be asked for follows from the role.
func TestOffer(t *testing.T) {
	for _, c := range []struct {
		Asker
		want string
	}{
		{guest, "list, show, export, sources, views, guide, help"},
		{reader, "list, show, export, mark, sources, views, guide, refresh, help"},
		{editor, "list, show, export, mark, sources, views, guide, refresh, add, rename, remove, help"},
		{admin, "list, show, export, mark, sources, views, guide, refresh, add, rename, remove, import, library, serve, help"},
	} {
		if got := c.Offer(); got != "Over SSH you may ask for: "+c.want+"." {
			t.Errorf("%+v: %s", c.Asker, got)
		}
	}
}

// TestEnvironment: what names a file, a program or a setting never comes through, and a
// zone only by its name.
func TestEnvironment(t *testing.T) {
	c := &Call{Environ: []string{"LANG=de_DE.UTF-8", "LC_TIME=C", "TERM=xterm", "NO_COLOR=1", "DATELINE_LOG=/tmp/log", "HOME=/root", "EDITOR=vi", "LC_=x", "TZ=Asia/Tokyo"}}
	for name, want := range map[string]string{
		"LANG": "de_DE.UTF-8", "LC_TIME": "C", "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "",
		"DATELINE_LOG": "", "HOME": "", "EDITOR": "", "PATH": "", "XDG_CONFIG_HOME": "",
	} {
		if got := c.Getenv(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for tz, want := range map[string]string{
		"Asia/Tokyo": "Asia/Tokyo", "America/Argentina/Ushuaia": "America/Argentina/Ushuaia", "UTC": "UTC", "Etc/GMT+3": "Etc/GMT+3",
		"": "server", "Local": "server", "../../etc/passwd": "server", "/etc/localtime": "server", ":/etc/localtime": "server",
		"Europe/../../../etc/passwd": "server", "Nowhere/City": "server", "posix/UTC\x00": "server", "CET-1CEST": "server", "A/B/C/D": "server",
	} {
		c := &Call{Environ: []string{"TZ=" + tz}}
		if got := c.Zone(time.FixedZone("server", 3600)).String(); got != want {
			t.Errorf("TZ=%q: %s, want %s", tz, got, want)
		}
	}
}

// endless gives bytes, or nothing at all, for ever.
type endless struct{ silent bool }

func (e endless) Read(p []byte) (int, error) {
	if e.silent {
		select {}
	}
	return len(p), nil
}

// TestInput: what is piped in is bounded in bytes and in time, and ends with the call.
func TestInput(t *testing.T) {
	t.Run("whole", func(t *testing.T) {
		c := &Call{Stdin: strings.NewReader(strings.Repeat("news ", 50_000))}
		_, in, _, _, stop := c.Streams(t.Context())
		defer stop()
		if b, err := io.ReadAll(in); len(b) != 250_000 || err != nil {
			t.Errorf("%d bytes, %v", len(b), err)
		}
	})
	t.Run("too much", func(t *testing.T) {
		c := &Call{Stdin: endless{}}
		_, in, _, _, stop := c.Streams(t.Context())
		defer stop()
		if n, err := io.Copy(io.Discard, in); n > documentBounds.bytes || err == nil || !strings.Contains(err.Error(), "64 MiB") {
			t.Errorf("%d bytes, %v", n, err)
		}
	})
	t.Run("too slow", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			r, w := io.Pipe()
			c := &Call{Stdin: r}
			_, in, _, _, stop := c.Streams(t.Context())
			began := time.Now()
			if _, err := io.ReadAll(in); err == nil || !strings.Contains(err.Error(), "within 5m0s") || time.Since(began) != documentBounds.time {
				t.Errorf("%v after %s", err, time.Since(began))
			}
			stop()
			_ = w.Close()
		})
	})
	t.Run("interrupted", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			r, w := io.Pipe()
			c := &Call{Stdin: r}
			ctx, cancel := context.WithCancel(t.Context())
			_, in, _, _, stop := c.Streams(ctx)
			defer stop()
			time.AfterFunc(time.Second, cancel)
			if _, err := io.ReadAll(in); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			_ = w.Close()
		})
	})
}

// closed is a channel that its client has closed.
type closed struct{ n int }

func (c *closed) Write([]byte) (int, error) { c.n++; return 0, io.EOF }

// TestClosed: a client that reads no more is a closed pipe, and is written to once.
func TestClosed(t *testing.T) {
	w := &closed{}
	c := &Call{Stdout: w, Stderr: io.Discard}
	_, _, out, _, stop := c.Streams(t.Context())
	defer stop()
	for range 3 {
		if _, err := io.WriteString(out, "x"); !errors.Is(err, syscall.EPIPE) {
			t.Error(err)
		}
	}
	if w.n != 1 {
		t.Errorf("written to %d times", w.n)
	}
}

// FuzzBind: whatever is asked for, nothing runs that has no permit of the asker's, and what
// is refused is said in one line.
func FuzzBind(f *testing.F) {
	for _, line := range []string{
		"list\x00-q\x00x", "list\x00--config=/etc/passwd", "__complete\x00list\x00", "serve\x00readers\x00add\x00ada\x00ssh-rsa AAAA\x00--role=admin",
		"--help\x00__complete", "list\x00https://ada:pw@127.0.0.1/", "views\x00--\x00burn", "mark\x00date\x00none", "export\x00-\x00--\x00x", "import\x00-",
	} {
		f.Add(line, uint8(0))
	}
	f.Fuzz(func(t *testing.T, line string, who uint8) {
		a := []Asker{guest, reader, editor, admin}[who%4]
		args := strings.Split(line, "\x00")
		var ran []string
		root := program(&ran)
		err := a.Bind(root, args)
		if err == nil {
			root.SetArgs(args)
			var cmd *cobra.Command
			if cmd, err = root.ExecuteC(); ran != nil {
				if p, ok := find(pathOf(cmd)); !ok || !a.may(p) {
					t.Errorf("%+v: %q ran %q", a, args, pathOf(cmd))
				}
			}
		}
		if refusal := new(Refusal); errors.As(err, &refusal) && strings.ContainsAny(err.Error(), "\n\r\x1b") {
			t.Errorf("%q: %q is no line", args, err)
		}
		for _, arg := range args {
			kind, err := a.Source(arg)
			if err == nil && kind != Named && !a.editor() {
				t.Errorf("%+v: %q is read", a, arg)
			}
			if err == nil && kind == Address && strings.Contains(arg, "@127.") {
				t.Errorf("%q is fetched", arg)
			}
		}
	})
}
