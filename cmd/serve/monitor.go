package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"dateline/ui/sshd"
)

// monitor answers whoever watches over the server, on this machine: whether it works, and
// its numbers in the text format of Prometheus (version 0.0.4).
type monitor struct {
	healthy func(context.Context) error
	numbers func() []sshd.Metric
	debug   bool
}

// monitorTime bounds a request and its answer.
const monitorTime = 10 * time.Second

// serve answers what comes to l until ctx ends.
func (m *monitor) serve(ctx context.Context, l net.Listener, log *slog.Logger) {
	srv := &http.Server{
		Handler: m.handler(), ReadTimeout: monitorTime, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer stop()
	if err := srv.Serve(l); ctx.Err() == nil {
		log.Error("the monitor has ended", "error", err.Error())
	}
}

func (m *monitor) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", m.health)
	mux.HandleFunc("GET /metrics", m.metrics)
	if m.debug {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	// A page of the web that somebody reads on this machine can send requests here under
	// a name of its own (DNS rebinding).
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip := net.ParseIP(strings.Trim(host, "[]")); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this answers 127.0.0.1, [::1] and localhost alone", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// healthTime is how long the library may take to answer.
const healthTime = 2 * time.Second

func (m *monitor) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), healthTime)
	defer cancel()
	if err := m.healthy(ctx); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

func (m *monitor) metrics(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	out := bufio.NewWriter(w)
	writeMetrics(out, append(m.numbers(), process()...))
	_ = out.Flush() // whoever asked has gone
}

// writeMetrics writes numbers, those of one name together.
func writeMetrics(w io.Writer, all []sshd.Metric) {
	last := ""
	for _, n := range all {
		if n.Name != last {
			fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", n.Name, escapeMetric(n.Help, false), n.Name, n.Kind)
			last = n.Name
		}
		label := ""
		if n.Label != "" {
			label = fmt.Sprintf(`{%s="%s"}`, n.Label, escapeMetric(n.LabelValue, true))
		}
		fmt.Fprintf(w, "%s%s %s\n", n.Name, label, strconv.FormatFloat(n.Value, 'g', -1, 64))
	}
}

// escapeMetric escapes a help or the value of a label.
func escapeMetric(text string, label bool) string {
	text = strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(text)
	if label {
		text = strings.ReplaceAll(text, `"`, `\"`)
	}
	return text
}

// process returns the numbers of the process, named as Prometheus' own clients do.
func process() []sshd.Metric {
	samples := []metrics.Sample{{Name: "/sched/goroutines:goroutines"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(samples)
	all := []sshd.Metric{
		{Name: "go_goroutines", Help: "Goroutines that there are.", Kind: "gauge", Value: float64(samples[0].Value.Uint64())},
		{Name: "go_memstats_heap_alloc_bytes", Help: "Bytes of the heap in use.", Kind: "gauge", Value: float64(samples[1].Value.Uint64())},
	}
	if n, ok := resident(); ok {
		all = append(all, sshd.Metric{Name: "process_resident_memory_bytes", Help: "Memory of the process.", Kind: "gauge", Value: n})
	}
	if files, err := os.ReadDir("/proc/self/fd"); err == nil {
		all = append(all, sshd.Metric{Name: "process_open_fds", Help: "Open files and connections.", Kind: "gauge", Value: float64(len(files) - 1)})
	}
	return all
}

// resident returns the memory of the process as Linux tells it.
func resident() (float64, bool) {
	text, err := os.ReadFile("/proc/self/statm")
	if fields := strings.Fields(string(text)); err == nil && len(fields) > 1 {
		pages, err := strconv.ParseFloat(fields[1], 64)
		return pages * float64(os.Getpagesize()), err == nil
	}
	return 0, false
}
