package keystream

import (
	"context"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// packets is what comes, a packet at a time, each after a while.
type packets struct {
	all   []string
	after time.Duration
	clock *time.Time
}

// Read implements io.Reader.
func (p *packets) Read(b []byte) (int, error) {
	if len(p.all) == 0 {
		return 0, io.EOF
	}
	*p.clock = p.clock.Add(p.after)
	n := copy(b, p.all[0])
	if p.all[0] = p.all[0][n:]; p.all[0] == "" {
		p.all = p.all[1:]
	}
	return n, nil
}

// reader returns a Reader of packets, and a clock that sleeping moves.
func reader(after time.Duration, all ...string) (*Reader, *time.Time) {
	clock := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	r := New(&packets{all, after, &clock})
	r.now = func() time.Time { return clock }
	r.sleep = func(d time.Duration) { clock = clock.Add(d) }
	return r, &clock
}

// read returns what comes through, and how long that waits.
func read(t *testing.T, r *Reader, clock *time.Time) (string, time.Duration) {
	t.Helper()
	begun := *clock
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(out), clock.Sub(begun)
}

func TestPasses(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"text", "j/harbour é 日本 👩‍👩‍👧‍👦\r\x7f\x03\x00"},
		{"arrows", "\x1b[A\x1b[1;5B\x1bOC"},
		{"function keys", "\x1bOP\x1b[15~\x1b[24;2~\x1b[[A"},
		{"escape", "\x1b"},
		{"alt", "\x1bx"},
		{"kitty's keys", "\x1b[97;5u\x1b[57399;1:3u\x1b[97:65;2;65u"},
		{"the mouse", "\x1b[<0;10;20M\x1b[<64;1;1m\x1b[M !!"},
		{"focus", "\x1b[I\x1b[O"},
		{"a paste", "\x1b[200~harbour\r\n\t日本\x1b[201~j"},
		{"answers", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b[?2026;2$y\x1b[?62;22c\x1bP1+r5463=\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[24;80R"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, clock := reader(0, c.in)
			if got, _ := read(t, r, clock); got != c.in {
				t.Errorf("in one packet: %q", got)
			}
			r, clock = reader(time.Millisecond, strings.Split(c.in, "")...)
			if got, _ := read(t, r, clock); got != c.in {
				t.Errorf("in many packets: %q", got)
			}
			if err := iotest.TestReader(New(iotest.OneByteReader(strings.NewReader(c.in))), []byte(c.in)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestDrops(t *testing.T) {
	many := strings.Repeat("1;", 40)
	for _, c := range []struct{ name, in, want string }{
		{"many parameters", "a\x1b[" + many + "Ab", "ab"},
		{"many parameters of a string", "a\x1bP" + many + "q\x1b\\b", "ab"},
		{"many parameters of SS3", "a\x1bO" + many + "Ab", "ab"},
		{"long parameters", "a\x1b[12345678901Ab", "ab"},
		{"a long sequence", "a\x1b[" + strings.Repeat("1", 1000) + "Ab", "ab"},
		{"a long string", "a\x1b]52;c;" + strings.Repeat("A", 10_000) + "\x07b", "ab"},
		{"a string without an end", "a\x1b]52;c;" + strings.Repeat("A", 100_000), "a"},
		{"a sequence that another interrupts", "a\x1b[1;\x1b[Ab", "a\x1b[Ab"},
		{"a string that a sequence interrupts", "a\x1b]52;\x1b[Ab", "a\x1b[Ab"},
		{"a cancelled string", "a\x1b]52;\x18b", "ab"},
		{"C1", "a\x9b1;1A\u009b2Jb\x90\x9d", "a1;1A2Jb"},
		{"half a character", "a\xe2\x9bb\xffc\xc3", "abc"},
		{"keys as Windows has them", "a\x1b[65;30;97;1;0;4000000000_b\x1b[65;30;97;1;0;99_", "ab"},
		{"sequences in a paste", "\x1b[200~a\x1b[Ab\x1b\x1b]0;x\x07c\x1b[201~", "\x1b[200~abc\x1b[201~"},
		{"a long paste", "\x1b[200~" + strings.Repeat("a", 1<<20) + "\x1b[201~b", "\x1b[200~" + strings.Repeat("a", maxPaste) + "\x1b[201~b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, clock := reader(0, c.in)
			if got, _ := read(t, r, clock); got != c.want {
				t.Errorf("%.80q, want %.80q", got, c.want)
			}
		})
	}
}

// TestSettles: the decoder, which keeps what it waits for, never gets more than it needs
// to go on.
func TestSettles(t *testing.T) {
	const n = 20
	for _, c := range []struct{ name, in string }{
		{"escapes", "\x1b"}, {"alt", "\x1ba"},
	} {
		r, clock := reader(0, strings.Repeat(c.in, n))
		if _, took := read(t, r, clock); took < (n-2)*settled {
			t.Errorf("%s pass in %v", c.name, took)
		}
	}
	for _, c := range []struct {
		name, in string
		most     time.Duration
	}{{"text", "a", 0}, {"arrows", "\x1b[A", 0}, {"the mouse", "\x1b[<0;1;1M", 0}} {
		r, clock := reader(0, strings.Repeat(c.in, n))
		if _, took := read(t, r, clock); took > c.most {
			t.Errorf("%s wait for %v", c.name, took)
		}
	}
}

// TestRate: keys that come faster than anybody presses them wait; a paste does not.
func TestRate(t *testing.T) {
	r, clock := reader(0, strings.Repeat("j", burst+3*rate))
	if _, took := read(t, r, clock); took < 2*time.Second || took > 4*time.Second {
		t.Errorf("keys take %v", took)
	}
	r, clock = reader(time.Second/rate, strings.Split(strings.Repeat("j", 5*rate), "")...)
	if _, took := read(t, r, clock); took > 6*time.Second {
		t.Errorf("keys that come in time take %v", took)
	}
	r, clock = reader(0, "\x1b[200~"+strings.Repeat("a", maxPaste)+"\x1b[201~")
	if _, took := read(t, r, clock); took > 0 {
		t.Errorf("a paste takes %v", took)
	}
}

// TestLate: what comes too late is another key.
func TestLate(t *testing.T) {
	for _, c := range []struct {
		name  string
		after time.Duration
		in    []string
		want  string
	}{
		{"a sequence in two packets", 20 * time.Millisecond, []string{"\x1b", "[A"}, "\x1b[A"},
		{"alt in two packets", 20 * time.Millisecond, []string{"\x1b", "x"}, "\x1bx"},
		{"a sequence in three packets", 20 * time.Millisecond, []string{"\x1b[", "1;5", "A"}, "\x1b[1;5A"},
		{"escape and a key", 500 * time.Millisecond, []string{"\x1b", "[", "A"}, "\x1b" + barrier + "[A"},
		{"what never ends", 2 * time.Second, []string{"\x1b[1;", "A"}, "A"},
	} {
		r, clock := reader(c.after, c.in...)
		if got, _ := read(t, r, clock); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzReader: whatever comes, the decoder behind does not panic, and gets no long sequence.
func FuzzReader(f *testing.F) {
	f.Add([]byte("\x1b["+strings.Repeat("1;", 40)+"A"), uint8(7))
	f.Add([]byte("\x1b\x1b\x1b[\x1bO\x1bP1;1q\x1b\\\x1b]0;\x07\x1b_G\x1b\\\x1b[200~\x1b[1;1_\x1b[201~"), uint8(1))
	f.Add([]byte("\xe2\x9b\x9b1;1;1\xc2\x9b\xff\x1b[M\x1b[[A\x1b[<1;2;3M\x1b[97;5u"), uint8(3))
	f.Fuzz(func(t *testing.T, in []byte, size uint8) {
		var all []string
		for n := max(1, int(size)); len(in) > 0; in = in[min(n, len(in)):] {
			all = append(all, string(in[:min(n, len(in))]))
		}
		r, _ := reader(time.Duration(size)*time.Millisecond, all...)
		events := make(chan uv.Event)
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range events {
			}
		}()
		if err := uv.NewTerminalReader(r, "xterm-256color").StreamEvents(context.Background(), events); err != nil {
			t.Error(err)
		}
		close(events)
		<-done
	})
}
