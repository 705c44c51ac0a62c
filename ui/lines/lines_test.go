package lines

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"dateline/ui/theme"
)

// terminal returns one of w by h cells to which text is typed, and what it writes.
func terminal(w, h int, text string) (*Terminal, *bytes.Buffer) {
	var out bytes.Buffer
	o := Options{Input: strings.NewReader(text), Output: &out, Echo: true}
	if h > 0 {
		o.Size = func() (int, int) { return w, h }
	}
	return New(o, theme.New(theme.Options{Profile: theme.Mono, Lines: true})), &out
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, lead, indent, text string
		w                        int
		want                     string
	}{
		{"short", "1  ", "   ", "one two", 40, "1  one two"},
		{"long", "1  ", "   ", "one two three four", 12, "1  one two\n   three\n   four"},
		{"hard space", "", "", "one two\u00a0three", 10, "one\ntwo three"},
		{"indent wider than half", "12345  ", "       ", "one two", 10, "12345  one\ntwo"},
		{"a column", "", "", "ab", 1, "a\nb"},
	} {
		tt, _ := terminal(c.w, 24, "")
		if got := strings.Join(tt.Hang(c.lead, c.indent, c.text), "\n"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		tt.Close()
	}
}

// TestSheet: what is long comes a page at a time on a terminal, else at once.
func TestSheet(t *testing.T) {
	sheet := strings.Split("a b c d e f g h", " ")
	tt, out := terminal(40, 8, "")
	defer tt.Close()
	tt.Sheet(sheet)
	if got, want := out.String(), "a\nb\nc\nd\n50%. Enter reads on.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if out.Reset(); !tt.More() || out.String() != "e\nf\ng\nh\n" {
		t.Errorf("then %q", out)
	}
	if tt.More() {
		t.Error("there is more behind the end")
	}
	tt.Sheet(sheet)
	if tt.DropSheet(); tt.More() {
		t.Error("there is more of what was put away")
	}
	pipe, out := terminal(0, 0, "")
	defer pipe.Close()
	if pipe.Sheet(sheet); strings.Count(out.String(), "\n") != len(sheet) {
		t.Errorf("a pipe has %q", out)
	}
}

// TestPrompt: lines are read without their ends and echoed; the last needs none; what is
// too long is cut.
func TestPrompt(t *testing.T) {
	tt, out := terminal(0, 0, "one\r\n\n"+strings.Repeat("x", maxLine+10)+"\nlast")
	defer tt.Close()
	for _, want := range []string{"one", "", strings.Repeat("x", maxLine), "last"} {
		if got, err := tt.Prompt(t.Context(), "> "); got != want || err != nil {
			t.Fatalf("read %.20q, %v, want %.20q", got, err, want)
		}
	}
	if _, err := tt.Question(t.Context(), "more"); !errors.Is(err, io.EOF) {
		t.Errorf("behind the end: %v", err)
	}
	if got := out.String(); !strings.HasPrefix(got, "> one\n> \n> xxx") || !strings.HasSuffix(got, "> last\nmore: \n") {
		t.Errorf("wrote %.40q ... %q", got, got[len(got)-20:])
	}
}

// TestPromptEnds: a question ends with its context, and the line that was asked for is
// that of the next.
func TestPromptEnds(t *testing.T) {
	in, typed := io.Pipe()
	tt := New(Options{Input: in, Output: io.Discard}, theme.New(theme.Options{}))
	defer tt.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tt.Prompt(ctx, "> "); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	go func() { _, _ = io.WriteString(typed, "line\n") }()
	if got, err := tt.Prompt(t.Context(), "> "); got != "line" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

// TestClean: nothing but text is written, and styles only where there are some.
func TestClean(t *testing.T) {
	tt, out := terminal(0, 0, "")
	defer tt.Close()
	tt.Lines("a\x1b]0;x\x07b \x1b[1mbold\x1b[m  ")
	tt.Flush()
	if got := out.String(); strings.Contains(got, "\x1b") || strings.HasSuffix(got, " \n") || !strings.Contains(got, "bold") {
		t.Errorf("wrote %q", got)
	}
	if tt.Err() != nil {
		t.Error(tt.Err())
	}
}
