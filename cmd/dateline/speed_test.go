package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkScreen measures what a reader feels, in a real pseudo-terminal: the
// table in the handbook's page on performance. The library holds 50,000 articles
// of 500 feeds, or is that of DATELINE_BENCH_LIBRARY, which is copied. Where
// newsboat is installed it reads the same feeds and is measured in the same run.
//
//	go test ./cmd/dateline -run '^$' -bench Screen -benchtime 60x
func BenchmarkScreen(b *testing.B) {
	bin := built(b)
	feeds, stop := benchFeeds(b)
	defer stop()
	b.Run("dateline", func(b *testing.B) {
		measure(b, benchLibrary(b, bin, feeds), benched{
			ready: "● ", down: "j", page: "\x1b[6~", back: "k", open: "\rz", scroll: "j", close: "zh",
			day: "}", mark: "m", filter: "/", text: "harbour", clear: "\x15",
		})
	})
	b.Run("newsboat", func(b *testing.B) {
		if _, err := exec.LookPath("newsboat"); err != nil {
			b.Skip("newsboat is not installed")
		}
		measure(b, benchNewsboat(b, feeds), benched{
			ready: "Your feeds", list: "\x1bOF\r", listed: "50000 total", down: "\x1bOB", page: "\x1b[6~", back: "\x1bOA", open: "\r", scroll: "\x1bOB", close: "q", mark: "N",
		})
	})
}

// benched is a program as the benchmark uses it.
type benched struct {
	ready        string // seen when it can be used
	list, listed string // keys to a list of all articles, seen when it is there
	down, page, back, open, scroll, close,
	day, mark string
	filter, text, clear string
}

const (
	benchFeedsN    = 500
	benchArticlesN = 100 // of each feed
)

// benchFeeds serves feeds of made articles and returns a folder with the file of
// their addresses, urls.
func benchFeeds(b *testing.B) (folder string, stop func()) {
	b.Helper()
	folder = b.TempDir()
	if os.Getenv("DATELINE_BENCH_LIBRARY") != "" {
		return folder, func() {}
	}
	address, stop := serveSite(b, folder, "")
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(`the a of to in and harbour council ferry storm island winter light tower vote paper
		minister market river bridge school gull tide engine letter garden museum election harvest census train
		signal quarry lantern orchard ballot schema theatre protein copper glacier violin archive sparrow canal`)
	sentence := func(n int) string {
		s := make([]string, n)
		for i := range s {
			s[i] = words[int(float64(len(words))*random.Float64()*random.Float64())]
		}
		return strings.Join(s, " ")
	}
	var urls strings.Builder
	for f := range benchFeedsN {
		var text strings.Builder
		fmt.Fprintf(&text, "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Courier %d</title><link>%s/%d</link>", f, address, f)
		for i := range benchArticlesN {
			at := noon.Add(-time.Duration(random.Int64N(20 * 365 * 24 * int64(time.Hour))))
			fmt.Fprintf(&text, "<item><title>%s</title><guid>%d-%d</guid><link>%s/%d/%d</link><pubDate>%s</pubDate><description>&lt;p&gt;%s.&lt;/p&gt;&lt;p&gt;%s.&lt;/p&gt;</description></item>",
				sentence(7), f, i, address, f, i, at.Format(time.RFC1123Z), sentence(150), sentence(150))
		}
		text.WriteString("</channel></rss>")
		name := fmt.Sprintf("feed%d.xml", f)
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		fmt.Fprintf(&urls, "%s/%s\n", address, name)
	}
	if err := os.WriteFile(filepath.Join(folder, "urls"), []byte(urls.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return folder, stop
}

// ran runs a program that prepares a measurement.
func ran(b *testing.B, home, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "LC_ALL=C.UTF-8", "TZ=UTC"}
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// benchLibrary returns how to start dateline over the articles of the feeds.
func benchLibrary(b *testing.B, bin, feeds string) []string {
	b.Helper()
	db := filepath.Join(b.TempDir(), "library.db")
	if from := os.Getenv("DATELINE_BENCH_LIBRARY"); from != "" {
		ran(b, "", "cp", from, db)
	} else {
		ran(b, b.TempDir(), bin, "--library", db, "import", filepath.Join(feeds, "urls"))
		ran(b, b.TempDir(), bin, "--library", db, "refresh")
	}
	return []string{bin, "--library", db}
}

// benchNewsboat returns how to start newsboat over the articles of the feeds,
// with the statistics in its database without which it starts much slower.
func benchNewsboat(b *testing.B, feeds string) []string {
	b.Helper()
	if os.Getenv("DATELINE_BENCH_LIBRARY") != "" {
		b.Skip("that library is not newsboat's")
	}
	home := b.TempDir()
	text, err := os.ReadFile(filepath.Join(feeds, "urls"))
	if err != nil {
		b.Fatal(err)
	}
	urls, cache, config := filepath.Join(home, "urls"), filepath.Join(home, "cache.db"), filepath.Join(home, "config")
	for name, text := range map[string]string{
		urls: string(text) + "\"query:All articles:age >= 0\"\n", config: "auto-reload no\nrefresh-on-startup no\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	args := []string{"newsboat", "-C", config, "-u", urls, "-c", cache}
	ran(b, home, "newsboat", append(args[1:], "-x", "reload")...)
	if _, err := exec.LookPath("sqlite3"); err == nil {
		ran(b, home, "sqlite3", cache, "analyze")
	}
	return args
}

// measure measures a program, b.N times each key.
func measure(b *testing.B, args []string, p benched) {
	path, err := exec.LookPath(args[0])
	if err != nil {
		b.Fatal(err)
	}
	open := func(b *testing.B) *terminal {
		x := start(b, path, 120, 40, args[1:]...)
		x.await(p.ready)
		if p.list != "" {
			x.press(p.list)
			x.await(p.listed)
		}
		x.still()
		return x
	}
	b.Run("start", func(b *testing.B) {
		var times []time.Duration
		for range min(b.N, 20) {
			began := time.Now()
			x := start(b, path, 120, 40, args[1:]...)
			x.await(p.ready)
			if p.list != "" {
				x.press(p.list)
				x.await(p.listed)
			}
			times = append(times, time.Since(began))
			_ = x.cmd.Process.Kill()
			<-x.done
		}
		report(b, times, nil)
	})
	x := open(b)
	step := func(name string, keys ...string) {
		if len(keys) == 0 || keys[0] == "" {
			return
		}
		b.Run(name, func(b *testing.B) {
			var frames, all []time.Duration
			var sizes []int
			for i := range b.N {
				if frame, whole, n := x.repaint(keys[i%len(keys)]); n > 0 {
					frames, all, sizes = append(frames, frame), append(all, whole), append(sizes, n)
				}
			}
			reportAll(b, all)
			report(b, frames, sizes)
		})
		x.still()
	}
	step("move", p.down)
	step("page", p.page)
	step("day", p.day)
	step("mark", p.mark)
	x.press(p.open)
	x.still()
	x.resize(120, 20) // so that there is something to scroll
	x.still()
	step("scroll", p.scroll, p.scroll, p.back)
	x.press(p.close)
	x.still()
	x.resize(120, 40)
	x.still()
	if p.filter != "" {
		b.Run("filter", func(b *testing.B) {
			var frames, all []time.Duration
			for range max(1, b.N/len(p.text)) {
				x.press(p.filter + p.clear)
				x.still()
				for _, r := range p.text {
					frame, whole, _ := x.repaint(string(r))
					frames, all = append(frames, frame), append(all, whole)
				}
			}
			reportAll(b, all)
			report(b, frames, nil)
		})
		x.press("\x1b")
		x.still()
	}
	b.Run("held", func(b *testing.B) { // 200 steps in one write
		_, _, n := x.repaint(strings.Repeat(p.down, 200))
		b.ReportMetric(float64(n), "bytes")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("idle", func(b *testing.B) {
		x.still()
		cpu, bytes := processorTime(b, x.cmd.Process.Pid), len(x.output())
		const idle = 5 * time.Second
		time.Sleep(idle)
		b.ReportMetric(float64(len(x.output())-bytes), "bytes")
		b.ReportMetric(100*float64(processorTime(b, x.cmd.Process.Pid)-cpu)/float64(idle), "%-of-a-core")
		b.ReportMetric(float64(memory(b, x.cmd.Process.Pid, "VmHWM"))/1024, "peak-MiB")
		b.ReportMetric(0, "ns/op")
	})
}

// report reports the quantiles of times and the median size.
func report(b *testing.B, times []time.Duration, sizes []int) {
	b.ReportMetric(0, "ns/op")
	if len(times) == 0 {
		return
	}
	slices.Sort(times)
	for _, q := range []int{50, 95, 99} {
		b.ReportMetric(float64(times[(len(times)-1)*q/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", q))
	}
	if len(sizes) > 0 {
		slices.Sort(sizes)
		b.ReportMetric(float64(sizes[len(sizes)/2]), "bytes")
	}
}

// reportAll reports the median of the times until all had come.
func reportAll(b *testing.B, times []time.Duration) {
	if slices.Sort(times); len(times) > 0 {
		b.ReportMetric(float64(times[(len(times)-1)/2].Microseconds())/1000, "all-ms")
	}
}

// repaint presses keys and returns how long their first answer took to be whole and
// its size, and how long all took that follows a rest of the keys: the article, the
// counts. Nothing at all for a second is no answer.
func (x *terminal) repaint(keys string) (frame, all time.Duration, size int) {
	const (
		gap     = 50 * time.Millisecond  // after it an answer is whole; what follows a rest waits longer
		silence = 250 * time.Millisecond // after it nothing more is to come
	)
	before := len(x.output())
	began := time.Now()
	x.press(keys)
	for {
		time.Sleep(time.Millisecond)
		x.mu.Lock()
		n, last := x.raw.Len()-before, x.last
		x.mu.Unlock()
		quiet := time.Since(last)
		switch {
		case n == 0 && time.Since(began) > time.Second:
			return 0, 0, 0
		case n == 0:
		case quiet > silence:
			return frame, last.Sub(began), size
		case quiet > gap && size == 0:
			frame, size = last.Sub(began), n
		}
	}
}

// processorTime returns what a process has used of the processor.
func processorTime(b *testing.B, pid int) time.Duration {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Skip("only where there is /proc")
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var ticks int
	for _, f := range fields[11:13] { // utime and stime, in hundredths of a second
		n, err := strconv.Atoi(f)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// memory returns the resident memory of a process, in KiB: VmRSS is that of now,
// VmHWM the most there was.
func memory(b *testing.B, pid int, which string) int {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), which+":")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// soakKeys are the keys of a soak: all that move, filter, show and mark, and
// none that leaves the screen or begins a program.
var soakKeys = strings.Fields(`j k j k j k ^D ^U ^F ^B } { gg G J K n p m f \r \r h l L \t z T + - 0 [ ] D c u ^R ? i S U w
	/harbour\r /-ferry\r /is:unread\r d2018\r dt\r dw\r d\t\r gd2015\r :sort\x20oldest\r :sort\x20newest\r V jj t \e \e \e \e tsoak\r ; A M gv H ' X C`)

// soakLines are lines of a soak of line mode.
var soakLines = []string{
	"", "", "n", "p", "1", "3", "9", "next-article", "previous-article", "next-unread", "star", "toggle-read", "tag soak", "hide", "undo", "redo",
	"/harbour", "/-ferry", "is:unread", "date 2018", "date w", "drop-date", "later", "earlier", "goto-date 2015", "sort oldest", "sort newest", "show unread",
	"clear-filter", "filter-back", "story", "fold", "next-source", "timeline", "sources", "info", "links", "top", "bottom", "?", "mark day\ry", "nonsense", "選挙",
}

// BenchmarkSoak presses 20,000 random keys at two sizes, and types as many random
// lines in line mode, and reports the resident memory in the middle and at the end.
// A program that ends or does not answer fails it.
//
//	go test ./cmd/dateline -run '^$' -bench Soak -benchtime 1x -timeout 1h
func BenchmarkSoak(b *testing.B) {
	const keys = 20_000
	bin := built(b)
	feeds, stop := benchFeeds(b)
	defer stop()
	args := benchLibrary(b, bin, feeds)
	b.Chdir(b.TempDir()) // for what the keys may save
	unescape := strings.NewReplacer(`\r`, "\r", `\t`, "\t", `\e`, "\x1b", `\x20`, " ", "^D", "\x04", "^U", "\x15", "^F", "\x06", "^B", "\x02", "^R", "\x12")
	// Keys that a prompt has eaten the first of may begin a program.
	env := []string{"PAGER=true", "VISUAL=true", "EDITOR=true", "BROWSER=true"}
	b.Run("screen", func(b *testing.B) {
		random, left := rand.New(rand.NewPCG(3, 4)), 30
		x := startWith(b, env, bin, 80, 24, args[1:]...)
		x.await("● ")
		for i := range keys {
			x.press(unescape.Replace(soakKeys[random.IntN(len(soakKeys))]))
			time.Sleep(8 * time.Millisecond)
			switch i {
			case keys / 4:
				x.resize(200, 60)
			case keys / 2:
				x.resize(80, 24)
				b.ReportMetric(float64(memory(b, x.cmd.Process.Pid, "VmRSS"))/1024, "middle-MiB")
			case keys * 3 / 4:
				x.resize(200, 60)
			}
		}
		// So many keys in so little time are typed ahead of the lists they mean; then
		// out of whatever it is in.
		for x.still(); !strings.HasPrefix(strings.TrimSpace(x.screen()[0]), "Keys"); x.still() {
			if left--; left == 0 {
				b.Fatalf("it does not answer; the screen shows:\n%s", strings.Join(x.screen(), "\n"))
			}
			x.press([]string{"\x1b", "\x1b", "?"}[left%3])
		}
		reportMemory(b, x)
	})
	b.Run("lines", func(b *testing.B) {
		random := rand.New(rand.NewPCG(5, 6))
		x := startWith(b, env, bin, 80, 24, append(args[1:], "--plain")...)
		x.await("> ")
		for i := range keys {
			before := x.written()
			x.press(soakLines[random.IntN(len(soakLines))] + "\r")
			for began := time.Now(); x.written() == before || !x.prompts(); time.Sleep(time.Millisecond) {
				if time.Since(began) > time.Minute {
					b.Fatalf("it does not answer; the screen shows:\n%s", strings.Join(x.screen(), "\n"))
				}
			}
			if i == keys/2 {
				b.ReportMetric(float64(memory(b, x.cmd.Process.Pid, "VmRSS"))/1024, "middle-MiB")
			}
		}
		x.press("soaked it\r")
		x.await("there is no command \"soaked\"")
		reportMemory(b, x)
	})
}

// written is how many bytes the program has written.
func (x *terminal) written() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.raw.Len()
}

// prompts reports whether the program has answered and waits for a line: what is typed
// is echoed behind its prompt.
func (x *terminal) prompts() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	out := x.raw.Bytes()
	return bytes.HasSuffix(out, []byte("> ")) || bytes.HasSuffix(out, []byte(": "))
}

// reportMemory reports the resident memory of a program now and at most.
func reportMemory(b *testing.B, x *terminal) {
	b.ReportMetric(float64(memory(b, x.cmd.Process.Pid, "VmRSS"))/1024, "end-MiB")
	b.ReportMetric(float64(memory(b, x.cmd.Process.Pid, "VmHWM"))/1024, "peak-MiB")
	b.ReportMetric(0, "ns/op")
}
