package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// built returns the program as it ships, not as the tests run it.
func built(b *testing.B) string {
	b.Helper()
	bin := filepath.Join(b.TempDir(), "dateline")
	cmd := exec.Command("go", "build", "-o", bin, ".")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
	}
	return bin
}

// BenchmarkStart measures from exec to the first headlines on the screen of a
// real pseudo-terminal, and for comparison what it takes the same program to
// say its version and end: the floor that linking sets.
func BenchmarkStart(b *testing.B) {
	bin := built(b)
	b.Run("version", func(b *testing.B) {
		for b.Loop() {
			if err := exec.Command(bin, "--version").Run(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("screen", func(b *testing.B) {
		for b.Loop() {
			x := start(b, bin, 120, 40, fixture)
			x.await("Lighthouse keeper")
			b.StopTimer()
			x.press("Q")
			x.ended()
			b.StartTimer()
		}
	})
}

// BenchmarkKey measures from a key press to the frame that answers it, through
// the terminal.
func BenchmarkKey(b *testing.B) {
	x := start(b, built(b), 120, 40, fixture)
	x.await("Lighthouse keeper")
	x.still()
	titles := []string{"the detour", "Lighthouse keeper"}
	for i := 0; b.Loop(); i++ {
		x.press([]string{"j", "k"}[i%2])
		for !strings.Contains(x.cursorRow(), titles[i%2]) {
			time.Sleep(100 * time.Microsecond)
		}
	}
	b.StopTimer()
	x.press("Q")
	x.ended()
}

// await waits for a text without the pauses that until makes.
func (x *terminal) await(text string) {
	for deadline := time.Now().Add(30 * time.Second); !strings.Contains(strings.Join(x.screen(), "\n"), text); {
		if time.Now().After(deadline) {
			x.t.Fatalf("waited in vain for %q; the screen shows:\n%s", text, strings.Join(x.screen(), "\n"))
		}
		time.Sleep(200 * time.Microsecond)
	}
}

// cursorRow returns the row on which the cursor stands.
func (x *terminal) cursorRow() string {
	x.mu.Lock()
	y := x.vt.Cursor().Y
	x.mu.Unlock()
	if rows := x.screen(); y < len(rows) {
		return rows[y]
	}
	return ""
}
