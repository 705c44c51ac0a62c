package ui_test

import (
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// TestBytes: at the median a movement in the list sends at most 300 bytes to a terminal of
// 120 by 40 elsewhere, and 4 KiB with the article that follows.
func TestBytes(t *testing.T) {
	lib := modeltest.NewReference(uitest.ReadRule)
	as := many(100)
	for i := range as { // no text is like the one before
		r := rand.New(rand.NewPCG(uint64(i), 1))
		words := strings.Fields(long("harbour", 12))
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for at := 60; at < len(words); at += 60 {
			words[at] = "\n\n" + words[at]
		}
		as[i].Body = strings.Join(words, " ")
	}
	if _, err := lib.Save(t.Context(), as, noon); err != nil {
		t.Fatal(err)
	}
	o := ui.Options{Session: host.Session{Library: lib, Host: host.Funcs{}, Now: func() time.Time { return noon }}}
	o.WeekStart = time.Monday
	in, keys := io.Pipe()
	r := &remote{keys: keys}
	o.Terminal = ui.RemoteTerminal(in, r, []string{"TERM=xterm-256color"}, host.NewEvents(host.Size{Width: 120, Height: 40}))
	runOn(t, r, o)
	r.until(t, "harbour")
	r.still()
	var moved, followed []int
	for range 9 {
		from := len(r.String())
		_, _ = io.WriteString(keys, "j")
		time.Sleep(50 * time.Millisecond)
		moved = append(moved, len(r.String())-from)
		r.still()
		followed = append(followed, len(r.String())-from)
	}
	slices.Sort(moved)
	slices.Sort(followed)
	t.Logf("%d bytes, %d with the article", moved[4], followed[4])
	if moved[4] > 300 || followed[4] > 4<<10 {
		t.Errorf("%d bytes, %d with the article", moved[4], followed[4])
	}
}
