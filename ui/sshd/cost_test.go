package sshd_test

import (
	"bytes"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// What a screen of 120x40 with an article may take, beyond its connection. A bare list of
// Bubble Tea takes 1.23 MiB, most of it in two buffers of cells.
const (
	mostHeap       = 1.75 * (1 << 20)
	mostGoroutines = 16
)

// light is a screen whose output is not kept: clients of thousands of screens are to weigh
// little beside them.
type light struct {
	gossh.Channel
	mu   sync.Mutex
	n    int
	tail []byte
}

// openLight opens a screen on a connection.
func openLight(t testing.TB, c *gossh.Client) *light {
	t.Helper()
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	x := &light{Channel: ch}
	go x.read()
	pty := struct {
		Term                  string
		Width, Height, XW, XH uint32
		Modes                 string
	}{"xterm-256color", 120, 40, 0, 0, "\x00"}
	if ok, err := ch.SendRequest("pty-req", true, gossh.Marshal(pty)); err != nil || !ok {
		t.Fatalf("pty-req: %v, %v", ok, err)
	}
	if ok, err := ch.SendRequest("shell", true, nil); err != nil || !ok {
		t.Fatalf("shell: %v, %v", ok, err)
	}
	return x
}

func (x *light) read() {
	var buf [1024]byte
	for {
		n, err := x.Read(buf[:])
		x.mu.Lock()
		x.n += n
		x.tail = append(x.tail, buf[:n]...)
		x.tail = slices.Delete(x.tail, 0, max(0, len(x.tail)-8192))
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// shows reports whether a text is in what came lately.
func (x *light) shows(text string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return bytes.Contains(x.tail, []byte(text))
}

// received returns how many bytes have come.
func (x *light) received() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.n
}

// settled returns the live heap and the goroutines, when both have come to rest.
func settled() (heap, goroutines int) {
	for last := -1; ; time.Sleep(50 * time.Millisecond) {
		runtime.GC()
		if goroutines = runtime.NumGoroutine(); goroutines == last {
			break
		}
		last = goroutines
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc), goroutines
}

// crowd opens n screens, each on a connection of its own, and returns what each takes
// beyond the connection. The clients' part of it is small, and in it.
func crowd(t testing.TB, n int) (screens []*light, heap, goroutines int) {
	t.Helper()
	x := serve(t, func(o *sshd.Options, _ *door) {
		o.Limits = sshd.Limits{
			Connections: -1, ConnectionsPerAddress: -1, HandshakesPerSecond: -1, HandshakeBurst: -1,
			Sessions: -1, SessionsPerReader: -1, SessionsPerAddress: -1, Memory: -1,
		}
	})
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	clients := make([]*gossh.Client, n)
	for i := range clients {
		clients[i] = sshtest.Connect(t, x.addr, key)
	}
	heapBefore, goroutinesBefore := settled()
	for _, c := range clients {
		screens = append(screens, openLight(t, c))
	}
	for _, s := range screens {
		until(t, "an article", func() bool { return s.shows("Enter") && s.shows("Text.") })
	}
	time.Sleep(200 * time.Millisecond)
	heapNow, goroutinesNow := settled()
	return screens, (heapNow - heapBefore) / n, (goroutinesNow - goroutinesBefore) / n
}

// TestScreenCosts: a screen takes little memory, and gives all back.
func TestScreenCosts(t *testing.T) {
	_, before := settled()
	t.Run("screens", func(t *testing.T) {
		screens, heap, goroutines := crowd(t, 10)
		goroutines -= 2 // of the client
		t.Logf("%d KiB and %d goroutines each", heap>>10, goroutines)
		if heap > mostHeap {
			t.Errorf("%d bytes each, want at most %.0f", heap, float64(mostHeap))
		}
		if goroutines > mostGoroutines {
			t.Errorf("%d goroutines each, want at most %d", goroutines, mostGoroutines)
		}
		for i, s := range screens {
			keys := []string{"q", "qqqq\x1b", strings.Repeat("j", 50), "\x1b[200~never ends"}[i%4]
			if _, err := io.WriteString(s, keys); err != nil {
				t.Error(err)
			}
			if i%2 == 0 {
				_ = s.Close()
			}
		}
	})
	until(t, "all goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}

// BenchmarkScreens measures what screens take and send: of a hundred of them the live heap
// and the goroutines, and the bytes of a movement at the median, first those of the list
// and then with those of the article that follows it.
func BenchmarkScreens(b *testing.B) {
	screens, heap, goroutines := crowd(b, 100)
	var list, all []int
	for i := 0; b.Loop(); i++ {
		s := screens[i%len(screens)]
		before := s.received()
		if _, err := io.WriteString(s, "j"); err != nil {
			b.Fatal(err)
		}
		time.Sleep(40 * time.Millisecond)
		list = append(list, s.received()-before)
		time.Sleep(260 * time.Millisecond)
		all = append(all, s.received()-before)
	}
	slices.Sort(list)
	slices.Sort(all)
	b.ReportMetric(float64(heap)/(1<<20), "MiB/screen")
	b.ReportMetric(float64(goroutines), "goroutines/screen")
	b.ReportMetric(float64(list[len(list)/2]), "B/j")
	b.ReportMetric(float64(all[len(all)/2]), "B/j+article")
}
