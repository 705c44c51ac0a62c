package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestRefreshKilled: a program that is killed while it refreshes leaves a library that is
// sound, in which all is that it has said to be; the next refresh fetches the rest at once,
// and nothing is there twice. DATELINE_KILLS is how often it is killed.
func TestRefreshKilled(t *testing.T) {
	t.Parallel()
	kills := 5
	if n, err := strconv.Atoi(os.Getenv("DATELINE_KILLS")); err == nil {
		kills = n
	}
	const feeds, news = 20, 4
	var round atomic.Int64
	round.Store(1)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "<rss version='2.0'><channel><title>Coast %s</title>", r.URL.Path[1:])
		for i := range round.Load() * news {
			fmt.Fprintf(w, "<item><guid>%d</guid><title>Harbour %[1]d</title><description>%s</description></item>", i, strings.Repeat("pier ", 200))
		}
		fmt.Fprint(w, "</channel></rss>")
	}))
	defer site.Close()
	dir := t.TempDir()
	db, list := filepath.Join(dir, "library.db"), filepath.Join(dir, "urls")
	var urls strings.Builder
	for i := range feeds {
		fmt.Fprintf(&urls, "%s/%02d\n", site.URL, i)
	}
	if err := os.WriteFile(list, []byte(urls.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		out, err := child(t, append([]string{"--library", db}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	run("import", list)
	said := make(map[string]int) // added, by feed
	for range kills {
		refreshKilled(t, db, said)
		for feed, n := range said {
			got := strings.Count(run("list", "--query", "from:\""+feed+"\"", "--format", "tsv"), "\n")
			if got < n {
				t.Fatalf("%s: %d articles are there, %d were said to be", feed, got, n)
			}
		}
		if got := run("library", "check"); !strings.Contains(got, "no faults") {
			t.Fatal(got)
		}
		round.Add(1)
	}
	if got := run("refresh", "--all"); strings.Contains(got, "left out") {
		t.Errorf("after the last: %s", got)
	}
	if got, want := strings.Count(run("list", "--format", "tsv"), "\n"), feeds*news*int(round.Load()); got != want {
		t.Errorf("%d articles in the end, want %d", got, want)
	}
	if got := run("library", "check"); !strings.Contains(got, "no faults") {
		t.Error(got)
	}
}

var addedLine = regexp.MustCompile(`^(.*): (\d+) added`)

// refreshKilled refreshes and kills that at some time, and counts what was said to be added.
func refreshKilled(t *testing.T, db string, said map[string]int) {
	t.Helper()
	cmd := child(t, "--library", db, "refresh", "--all")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(time.Duration(rand.IntN(600))*time.Millisecond, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if m := addedLine.FindStringSubmatch(lines.Text()); m != nil {
			n, _ := strconv.Atoi(m[2])
			said[m[1]] += n
		}
	}
	_ = cmd.Wait()
}
