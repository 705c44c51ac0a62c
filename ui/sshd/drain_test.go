package sshd_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// TestShutdown: screens have a notice and end by themselves, commands may come to their
// end, and nobody comes in.
func TestShutdown(t *testing.T) {
	work := make(chan struct{})
	x := serve(t, func(o *sshd.Options, _ *door) {
		o.Exec = func(ctx context.Context, c sshd.Command) int {
			_, _ = io.WriteString(c.Stdout, "begun\n")
			if c.Args[0] == "forever" {
				<-ctx.Done()
				return 1
			}
			<-work
			fmt.Fprintln(c.Stdout, "done")
			return 0
		}
	})
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	c := sshtest.Connect(t, x.addr, key)
	screen := sshtest.Open(t, c, sshtest.Terminal{})
	screen.See("Headline")
	results := make(map[string]chan error)
	for _, line := range []string{"soon", "forever"} {
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		stdout, _ := s.StdoutPipe()
		if err := s.Start(line); err != nil {
			t.Fatal(err)
		}
		_, _ = io.ReadFull(stdout, make([]byte, len("begun\n")))
		result := make(chan error, 1)
		results[line] = result
		go func() { result <- s.Wait() }()
	}
	drained := make(chan error, 1)
	begun := time.Now()
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
		defer cancel()
		drained <- x.Shutdown(ctx)
	}()
	screen.See("The server is stopping")
	if code, stderr := screen.Ended(); code == 0 || !strings.Contains(stderr, "the server is stopping") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	screen.Restored()
	if _, err := sshtest.Dial(x.addr, "ada", gossh.PublicKeys(key)); err == nil {
		t.Error("somebody comes in")
	}
	close(work)
	if err := <-results["soon"]; err != nil {
		t.Errorf("a command that was about to end: %v", err)
	}
	exit, _ := (<-results["forever"]).(*gossh.ExitError)
	if exit == nil || exit.ExitStatus() != 130 {
		t.Errorf("a command that does not end: %v", exit)
	}
	if err := <-drained; err != nil || time.Since(begun) > 4*time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
}
