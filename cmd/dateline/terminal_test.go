package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"dateline/ui"
	"dateline/ui/handoff"
	"dateline/ui/host"
)

var updateScreens = flag.Bool("update-screens", false, "write the golden screens of the terminal tests afresh")

// noon is the clock of the program under test.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// runAtNoon is the program with its clock stopped.
func runAtNoon() {
	p := &program{
		started: os.Args[0], args: os.Args[1:], now: func() time.Time { return noon },
		console:         console{os.Stdin, os.Stdout, os.Stderr, true, os.Getenv, 0},
		privatePictures: os.Getenv("DATELINE_TEST_SERVER") != "", // on this machine
	}
	os.Exit(p.run(handoff.Signals(context.Background(), p.interrupted)))
}

// runPanicking is the screen over a loader that panics as soon as it runs.
func runPanicking() {
	p := &program{console: console{stderr: os.Stderr, getenv: os.Getenv}, now: time.Now}
	lib, err := p.memory(context.Background())
	if err != nil {
		panic(err)
	}
	err = ui.Run(context.Background(), ui.Options{Session: host.Session{
		Library: lib, Host: host.Funcs{}, Now: time.Now,
		Load: func(context.Context, func(host.Progress)) error {
			time.Sleep(200 * time.Millisecond)
			panic("the loader fell over")
		},
	}})
	os.Exit(p.exitCode(context.Background(), err))
}

// terminal is a program running in a pseudo-terminal, with an emulator that
// shows what a reader would see.
type terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	pty  *os.File
	vt   vt10x.Terminal
	done chan struct{}

	mu   sync.Mutex
	raw  bytes.Buffer
	last time.Time // when something came last
}

// start runs one of TestMain's commands, or a program, in a terminal of w by h cells.
func start(t testing.TB, command string, w, h int, args ...string) *terminal {
	t.Helper()
	return startWith(t, nil, command, w, h, args...)
}

// startWith is start with more in the environment.
func startWith(t testing.TB, env []string, command string, w, h int, args ...string) *terminal {
	t.Helper()
	home := t.TempDir()
	path := command // a program, or one of TestMain's
	if !strings.ContainsRune(command, filepath.Separator) {
		path = os.Args[0]
	}
	cmd := exec.Command(path, args...)
	cmd.Args[0] = command
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=UTC",
		"XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home, "XDG_CACHE_HOME=" + home,
		endAtOnce,
	}
	cmd.Env = append(cmd.Env, env...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{t: t, cmd: cmd, pty: f, vt: vt10x.New(vt10x.WithSize(w, h)), done: make(chan struct{})}
	go x.read()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = f.Close()
		<-x.done
	})
	return x
}

func (x *terminal) read() {
	defer close(x.done)
	buf := make([]byte, 32<<10)
	for {
		n, err := x.pty.Read(buf)
		x.mu.Lock()
		x.raw.Write(buf[:n])
		x.last = time.Now()
		_, _ = x.vt.Write(buf[:n])
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// press sends keys as a terminal does.
func (x *terminal) press(keys string) {
	x.t.Helper()
	if _, err := io.WriteString(x.pty, keys); err != nil {
		x.t.Fatal(err)
	}
}

// screen returns every cell of the screen, row by row.
func (x *terminal) screen() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return strings.Split(strings.TrimSuffix(x.vt.String(), "\n"), "\n")
}

func (x *terminal) output() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.raw.String()
}

// until waits for something to be seen. Its limit is no measure of speed.
func (x *terminal) until(what string, ok func(screen string) bool) {
	x.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		s := strings.Join(x.screen(), "\n")
		if ok(s) {
			return
		}
		if time.Now().After(deadline) {
			x.t.Fatalf("waited in vain for %s; the screen shows:\n%s", what, s)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (x *terminal) see(texts ...string) {
	x.t.Helper()
	for _, text := range texts {
		x.until("«"+text+"»", func(s string) bool { return strings.Contains(s, text) })
	}
}

func (x *terminal) gone(text string) {
	x.t.Helper()
	x.until("«"+text+"» to go", func(s string) bool { return !strings.Contains(s, text) })
}

// still waits until the program has sent nothing for a while.
func (x *terminal) still() {
	x.t.Helper()
	last, since := -1, time.Now()
	for time.Since(since) < 400*time.Millisecond {
		if n := len(x.output()); n != last {
			last, since = n, time.Now()
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (x *terminal) resize(w, h int) {
	x.t.Helper()
	x.mu.Lock()
	x.vt.Resize(w, h)
	x.mu.Unlock()
	if err := pty.Setsize(x.pty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		x.t.Fatal(err)
	}
}

// ended waits for the program to end and returns its exit code.
func (x *terminal) ended() int {
	x.t.Helper()
	end := make(chan error, 1)
	go func() { end <- x.cmd.Wait() }()
	select {
	case err := <-end:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			x.t.Fatal(err)
		}
		<-x.done
		return x.cmd.ProcessState.ExitCode()
	case <-time.After(30 * time.Second):
		x.t.Fatalf("the program does not end; the screen shows:\n%s", strings.Join(x.screen(), "\n"))
		return -1
	}
}

// restored checks that the terminal is as it was: main screen, cursor shown,
// nothing reported, its line discipline cooked.
func (x *terminal) restored() {
	x.t.Helper()
	out := x.output()
	for _, m := range []struct{ name, on, off string }{
		{"the alternate screen", "\x1b[?1049h", "\x1b[?1049l"},
		{"the hidden cursor", "\x1b[?25l", "\x1b[?25h"},
		{"bracketed paste", "\x1b[?2004h", "\x1b[?2004l"},
	} {
		if strings.LastIndex(out, m.on) > strings.LastIndex(out, m.off) {
			x.t.Errorf("%s is left on", m.name)
		}
	}
	if !strings.Contains(out, "\x1b[?1049h") {
		x.t.Error("the alternate screen was never used")
	}
}

// golden waits for the screen to be as it is kept.
func (x *terminal) golden(name string) {
	x.t.Helper()
	path := filepath.Join("testdata", "terminal", name+".golden")
	if *updateScreens {
		x.still()
		if err := os.WriteFile(path, []byte(strings.Join(x.screen(), "\n")+"\n"), 0o644); err != nil {
			x.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		x.t.Fatal(err)
	}
	x.until("this screen, "+name+":\n"+string(want), func(s string) bool { return s+"\n" == string(want) })
}

const fixture = "testdata/terminal/fixture.txt"

// TestTerminal reads a document as a reader does, in a real pseudo-terminal,
// and checks the screen cell by cell.
func TestTerminal(t *testing.T) {
	for _, size := range []struct {
		name string
		w, h int
	}{{"120x40", 120, 40}, {"80x24", 80, 24}} {
		t.Run(size.name, func(t *testing.T) {
			x := start(t, "dateline-at-noon", size.w, size.h, fixture)
			x.see("Lighthouse keeper", "7 articles", "The document holds only this headline")
			x.golden("opened-" + size.name)

			x.press("jj")
			x.see("The document holds only this headline")
			x.press("/since:2018-11 until:2018-12")
			x.see("4 of 7", "Lighthouse keeper", "clouds over the strait")
			x.gone("Why the ferry")
			x.press("\r")
			x.golden("filtered-" + size.name)

			x.resize(100, 30)
			x.see("clouds over the strait")
			x.resize(50, 20)
			x.see("Lighthouse keeper")
			x.resize(size.w, size.h)
			x.see("4 of 7", "Lighthouse keeper")
			x.gone("Why the ferry")

			x.press("c")
			x.see("7 unread")
			x.press("G")
			x.see("nine to four")
			x.press("\r")
			x.see("%")
			x.golden("article-" + size.name)

			x.press("Q")
			if code := x.ended(); code != exitOK {
				t.Errorf("exit code %d", code)
			}
			x.restored()
		})
	}
}

func TestTerminalRestoredAfterSignal(t *testing.T) {
	x := start(t, "dateline-at-noon", 80, 24, fixture)
	x.see("Lighthouse keeper")
	if err := x.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	x.ended()
	x.restored()
}

// TestTerminalRestoredAfterPanic: the reason of a panic and the whole stack follow on the
// restored screen, however soon the program ends.
func TestTerminalRestoredAfterPanic(t *testing.T) {
	const times = 5
	for range times { // at once, so that they wait for a core
		t.Run("", func(t *testing.T) {
			t.Parallel()
			x := start(t, "dateline-panics", 80, 24)
			if code := x.ended(); code != exitFailed {
				t.Errorf("a panic ends with %d", code)
			}
			x.restored()
			out := x.output()
			_, last, _ := strings.Cut(out, "\x1b[?1049l")
			for _, want := range []string{"dateline: the program has failed: the loader fell over", "goroutine ", "runPanicking", "created by "} {
				if !strings.Contains(last, want) {
					t.Errorf("nothing says %q after the screen:\n%q", want, out)
				}
			}
		})
	}
}

// obeyed are the sequences the program itself may send: SGR, movement, erasing,
// modes, queries, hyperlinks, its own window title. All else would be a
// document's.
var obeyed = regexp.MustCompile(`\x1b\[[0-9;:?>=<$ ]*[A-Za-z@` + "`" + `]|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\](?:0|2);(?:dateline[^\x07\x1b]*)?(?:\x07|\x1b\\)|\x1b\]1[0-2];\?(?:\x07|\x1b\\)|\x1b\]11[0-2](?:\x07|\x1b\\)?|\x1b[=>78HMc]|\x1b\([0B]|\x1bP\+q[0-9A-F;]*\x1b\\`)

// TestTerminalHostile: no byte of a hostile document is obeyed, wherever it
// is shown.
func TestTerminalHostile(t *testing.T) {
	x := start(t, "dateline-at-noon", 120, 40, "testdata/terminal/hostile.md", "testdata/terminal/hostile.txt", "no\x1b]0;such\x07file")
	x.see("Pwned", "Raw")
	x.see("such")
	x.press("gg\r")
	x.see("%")
	x.press("q/\x1b[200~nonsense:\x1b]0;typed\x07\x1b[201~")
	x.still()
	x.press("\x1b")
	x.still()
	x.press("jz\r")
	x.still()
	x.press("Q")
	x.ended()
	out := x.output()
	rest := obeyed.ReplaceAllString(out, "")
	for _, bad := range []string{"\x1b", "\u009b", "\u0090", "\u009d", "\x07", "\u202e", "\x9b2J"} {
		if i := strings.Index(rest, bad); i >= 0 {
			t.Errorf("%q reaches the terminal: %q", bad, rest[max(0, i-40):min(len(rest), i+40)])
		}
	}
	if strings.Contains(out, "\x1b]52") {
		t.Error("a document writes the clipboard")
	}
	for _, m := range regexp.MustCompile(`\x1b\](?:0|2);([^\x07\x1b]*)`).FindAllStringSubmatch(out, -1) {
		if !strings.HasPrefix(m[1], "dateline") && m[1] != "" {
			t.Errorf("a document sets the title: %q", m[1])
		}
	}
}

// TestEscTwice: Esc that is pressed twice, and comes as one over a slow line, is
// Esc.
func TestEscTwice(t *testing.T) {
	x := start(t, "dateline-at-noon", 80, 24, fixture)
	x.see("Lighthouse keeper")
	x.press(":nothing")
	x.see(": nothing")
	x.press("\x1b\x1b")
	x.see("? help")
	x.press("Q")
	x.ended()
}
