package lines

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"dateline/ui/theme"
	"dateline/ui/uitest"
)

// raw is a raw terminal under test.
type raw struct {
	uitest.Output
	*Terminal
	keys        *io.PipeWriter
	interrupted chan struct{}
}

func rawTerminal(t *testing.T, w int) *raw {
	t.Helper()
	in, keys := io.Pipe()
	r := &raw{keys: keys, interrupted: make(chan struct{}, 8)}
	r.Terminal = New(Options{
		Input: in, Output: r, Raw: true, Size: func() (int, int) { return w, 24 },
		Interrupt: func() { r.interrupted <- struct{}{} },
	}, theme.New(theme.Options{Profile: theme.Mono, Lines: true}))
	t.Cleanup(func() { _ = keys.Close() })
	return r
}

// TestEditor: a raw terminal has the keys of a line discipline, and nothing that is sent
// to it moves the cursor but BS, CR and LF.
func TestEditor(t *testing.T) {
	for _, c := range []struct{ name, typed, want, shown string }{
		{"plain", "star 3\r", "star 3", "> star 3\r\n"},
		{"line feed", "star\n", "star", "> star\r\n"},
		{"backspace", "stat\x7fr\x08r\r", "star", "> stat\b \br\b \br\r\n"},
		{"nothing to take back", "\x7f\x15\x17a\r", "a", "> a\r\n"},
		{"wide", "京都\x7f\r", "京", "> 京都\b \b\b \b\r\n"},
		{"combining", "cafe\u0301\x7f\r", "caf", "> cafe\u0301\b \b\r\n"},
		{"line", "one two\x15x\r", "x", "> one two" + strings.Repeat("\b \b", 7) + "x\r\n"},
		{"word", "one two  \x17x\r", "one x", "> one two  " + strings.Repeat("\b \b", 5) + "x\r\n"},
		{"arrows", "a\x1b[A\x1b[1;5Db\x1bOBc\x1b\x1b[3~d\r", "abcd", "> abcd\r\n"},
		{"a broken sequence", "a\x1b[\rb", "a", "> a\r\n"},
		{"controls", "a\x00\x07\tb\u009bc\xffd\u202ee\r", "a bcde", "> a bcde\r\n"},
		{"the end", "\x04", "EOF", "> \r\n"},
		{"no end within a line", "a\x04b\r", "ab", "> ab\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rawTerminal(t, 80)
			got := make(chan string)
			go func() {
				line, err := r.Prompt(t.Context(), "> ")
				if err != nil {
					line = err.Error()
				}
				got <- line
			}()
			for !strings.HasSuffix(r.String(), "> ") {
				time.Sleep(time.Millisecond)
			}
			_, _ = io.WriteString(r.keys, c.typed)
			if line := <-got; line != c.want {
				t.Errorf("got %q, want %q", line, c.want)
			}
			shown, _, _ := strings.Cut(r.String(), "\n")
			if shown+"\n" != c.shown {
				t.Errorf("shown %q, want %q", shown+"\n", c.shown)
			}
		})
	}
}

// TestTypedAhead: what is typed while something is written stands behind the prompts that
// take it.
func TestTypedAhead(t *testing.T) {
	r := rawTerminal(t, 80)
	_, _ = io.WriteString(r.keys, "one\r\ntwo\rthr")
	r.Lines("a line")
	for _, want := range []string{"one", "two"} {
		if line, err := r.Prompt(t.Context(), "> "); err != nil || line != want {
			t.Errorf("got %q, %v, want %q", line, err, want)
		}
	}
	go func() {
		for !strings.HasSuffix(r.String(), "thr") {
			time.Sleep(time.Millisecond)
		}
		r.Interject("The server is stopping")
		_, _ = io.WriteString(r.keys, "ee\r")
	}()
	if line, err := r.Prompt(t.Context(), "> "); err != nil || line != "three" {
		t.Errorf("got %q, %v", line, err)
	}
	want := "a line\r\n> one\r\n> two\r\n> thr\r\nThe server is stopping\r\n> three\r\n"
	if got := r.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWrappedLine: what has come to the next row is written anew, as BS does not go back.
func TestWrappedLine(t *testing.T) {
	r := rawTerminal(t, 8)
	_, _ = io.WriteString(r.keys, "123456789\x7f")
	go func() { _, _ = io.WriteString(r.keys, "0\r") }()
	if line, err := r.Prompt(t.Context(), "> "); err != nil || line != "123456780" {
		t.Errorf("got %q, %v", line, err)
	}
}

// TestRawInterrupt: ^C counts also while no prompt waits, and ends a prompt by its context.
func TestRawInterrupt(t *testing.T) {
	r := rawTerminal(t, 80)
	_, _ = io.WriteString(r.keys, "half\x03")
	<-r.interrupted
	ctx, end := context.WithCancel(t.Context())
	go func() {
		for r.String() != "> " {
			time.Sleep(time.Millisecond)
		}
		_, _ = io.WriteString(r.keys, "ab\x03")
		<-r.interrupted
		end()
	}()
	if _, err := r.Prompt(ctx, "> "); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got, want := r.String(), "> ab^C\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzEditor: whatever a client types, nothing but text, BS, CR and LF comes back.
func FuzzEditor(f *testing.F) {
	f.Add("star\x7f\x15\x1b[A\x03\x04\r")
	f.Add("京\xe4\xba\x17\r\n\x1bO")
	f.Fuzz(func(t *testing.T, typed string) {
		var out bytes.Buffer
		e := &editor{out: &out, width: func() int { return 20 }, waiting: true}
		for i := range len(typed) {
			e.take(typed[i])
			e.waiting = true
		}
		for _, r := range out.String() {
			if r < ' ' && !strings.ContainsRune("\b\r\n", r) || '\x7f' <= r && r < '\xa0' || '\u202a' <= r && r <= '\u202e' {
				t.Fatalf("%q sends %q", typed, out.String())
			}
		}
	})
}
