package ui_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/linemode"
	"dateline/ui/message"
	"dateline/ui/uitest"
)

// acts are what both modes can be asked for by name, with the same words. A
// question that follows is answered by yes.
var (
	movingActs  = []string{"next-article", "previous-article", "next-unread", "previous-unread"}
	markingActs = []string{
		"star", "toggle-read", "tag one", "tag -one two", "mark-read day", "mark-read above", "mark-read below",
		"save-view soak", "drop-view soak",
	}
	listActs = []string{
		"hide", "undo", "redo",
		"filter harbour", "filter from:coast", "filter is:unread", "filter -is:starred", "filter since:2018", "clear-filter", "filter-back",
		"show unread", "show all", "sort oldest", "sort newest", "sort title", "date 2018-11", "date w", "drop-date", "later", "earlier",
		"next-source", "previous-source", "view soak", "view starred",
	}
)

// lineMode is a session of line mode that is told one line at a time.
type lineMode struct {
	in   *io.PipeWriter
	mu   sync.Mutex
	out  bytes.Buffer
	idle chan struct{} // it asks for a line
}

func (l *lineMode) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out.Write(p)
	if b := l.out.Bytes(); bytes.HasSuffix(b, []byte("\n> ")) || bytes.HasSuffix(b, []byte(": ")) || bytes.HasSuffix(b, []byte("y/n: ")) {
		l.idle <- struct{}{}
	}
	return len(p), nil
}

// tell types a line and returns what came of it.
func (l *lineMode) tell(t testing.TB, line string) string {
	t.Helper()
	l.mu.Lock()
	l.out.Reset()
	l.mu.Unlock()
	_, _ = io.WriteString(l.in, line+"\n")
	l.wait(t)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}

func (l *lineMode) wait(t testing.TB) {
	t.Helper()
	select {
	case <-l.idle:
	case <-time.After(20 * time.Second):
		l.mu.Lock()
		t.Fatalf("line mode does not ask for more:\n%s", l.out.String())
	}
}

// TestSameInBothModes: random actions, asked for by name, leave the same filter,
// selection and marks on the screen and in line mode.
func TestSameInBothModes(t *testing.T) {
	sameInBothModes(t, 400)
}

// BenchmarkSameInBothModes is TestSameInBothModes with as many actions as are asked
// for.
//
//	go test ./ui -run '^$' -bench SameInBothModes -benchtime 20000x
func BenchmarkSameInBothModes(b *testing.B) { sameInBothModes(b, b.N) }

func library(t testing.TB) *modeltest.Reference {
	lib := modeltest.NewReference(uitest.ReadRule)
	// Of what is dated ahead the screen has a row to open, line mode a sentence.
	as := slices.DeleteFunc(uitest.News(), func(a model.Article) bool { return a.Title == "Moon base opens" })
	if _, err := lib.Save(t.Context(), as, noon); err != nil {
		t.Fatal(err)
	}
	return lib
}

func sameInBothModes(t testing.TB, n int) {
	a, b := library(t), library(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	at := host.Session{Host: host.Funcs{}, Now: func() time.Time { return noon }, Title: "fixture.txt"}
	so, lo := ui.Options{Session: at}, linemode.Options{Session: at}
	so.Library, lo.Library = unwatched{a}, b
	so.WeekStart, lo.WeekStart = time.Monday, time.Monday
	d := uitest.New(t, ui.New(ctx, so), 120, 40)
	d.Settle()
	in, out := io.Pipe()
	l := &lineMode{in: out, idle: make(chan struct{}, 16)}
	lo.Input, lo.Output = in, l
	go func() { _ = linemode.New(lo).Run(ctx) }()
	l.wait(t)
	// Line mode has nothing selected before it is read: both read the first. In an empty
	// list it still means what it read last, and the screen nothing.
	both := func(act string) string {
		command(d, act)
		d.Settle()
		return l.tell(t, act)
	}
	// Where all are hidden, only the screen still has the one that is being read.
	none := func(screen string) bool {
		return strings.Contains(screen, message.NothingMatches) || strings.Contains(screen, message.Empty) || strings.Contains(screen, " 0 articles")
	}
	first := func() (said string) {
		for _, act := range []string{"clear-filter", "undo", "undo", "undo"} {
			if none(d.Screen()) {
				said += both(act)
			}
		}
		command(d, "1")
		d.Settle()
		command(d, "open")
		d.Settle()
		return said + l.tell(t, "top") + l.tell(t, "1") // numbers are those of what was printed last
	}
	first()
	random := rand.New(rand.NewPCG(5, 6))
	var done, heard []string
	for range n {
		acts := [][]string{movingActs, movingActs, markingActs, listActs}[random.IntN(4)]
		act := acts[random.IntN(len(acts))]
		done = append(done, act)
		command(d, act)
		d.Settle()
		if strings.HasPrefix(d.Rows()[d.Height-1], ":") { // it is refused
			d.Press("esc")
		}
		if strings.Contains(d.Screen(), " y/n") {
			d.Press("y")
			d.Settle()
		}
		said := l.tell(t, act)
		if strings.HasSuffix(said, "y/n: ") {
			said += l.tell(t, "y")
		}
		if slices.Contains(listActs, act) {
			said += first()
		}
		heard = append(heard, said)
		if x, y := state(t, a), state(t, b); x != y {
			t.Fatalf("after %s:\nscreen:\n%s\nline mode:\n%s\n%s\n%s", strings.Join(done[max(0, len(done)-12):], "\n"), x, y, d.Screen(), strings.Join(heard[max(0, len(heard)-3):], ""))
		}
	}
}

// unwatched is a library that tells nobody of its changes. The screen would ask again
// for what it shows, at a time that no test knows, beside what is asked of it here.
type unwatched struct{ *modeltest.Reference }

func (unwatched) Watch(context.Context) <-chan struct{} { return make(chan struct{}) }

// state is all that a reader has done in a library.
func state(t testing.TB, lib *modeltest.Reference) string {
	t.Helper()
	var s strings.Builder
	var all []model.Headline
	for _, q := range []model.Query{{}, {Where: model.Is{State: model.IsHidden}}} {
		page, err := lib.Find(t.Context(), q, model.Window{After: 1000})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Headlines...)
	}
	for _, h := range all {
		fmt.Fprintln(&s, h.Title, h.State.Read, h.State.Starred, h.State.Hidden, h.State.Tags)
	}
	views, err := lib.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&s, views)
	return s.String()
}
