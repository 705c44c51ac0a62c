package serve

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"dateline/ui/sshd"
)

// lines of Prometheus' text format, version 0.0.4.
var metricLine = regexp.MustCompile(`^(# HELP [a-z_]+ .+|# TYPE [a-z_]+ (counter|gauge)|[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"\})? [-+0-9.e]+)$`)

func TestMonitor(t *testing.T) {
	var broken error
	m := &monitor{
		healthy: func(context.Context) error { return broken },
		numbers: func() []sshd.Metric {
			return []sshd.Metric{
				{Name: "dateline_refusals_total", Help: "Refused,\nby reason.", Kind: "counter", Label: "reason", LabelValue: `a "key"`, Value: 2},
				{Name: "dateline_refusals_total", Help: "Refused,\nby reason.", Kind: "counter", Label: "reason", LabelValue: "full", Value: 1e9},
				{Name: "dateline_sessions", Help: "Sessions.", Kind: "gauge", Value: 3},
			}
		},
	}
	ask := func(method, path, host string) (int, string) {
		r := httptest.NewRequestWithContext(t.Context(), method, "http://"+host+path, nil)
		w := httptest.NewRecorder()
		m.handler().ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for _, c := range []struct {
		name, method, path, host string
		broken                   error
		debug                    bool
		code                     int
		want                     string
	}{
		{"well", "GET", "/healthz", "127.0.0.1:9090", nil, false, http.StatusOK, "ok\n"},
		{"ill", "GET", "/healthz", "localhost:9090", errors.New("the library does not answer"), false, http.StatusServiceUnavailable, "the library does not answer\n"},
		{"numbers", "GET", "/metrics", "[::1]:9090", nil, false, http.StatusOK, "\ndateline_sessions 3\n"},
		{"labels", "GET", "/metrics", "localhost", nil, false, http.StatusOK, `dateline_refusals_total{reason="a \"key\""} 2` + "\n"},
		{"another name", "GET", "/metrics", "news.example:9090", nil, false, http.StatusForbidden, "alone"},
		{"no debugging", "GET", "/debug/pprof/", "localhost", nil, false, http.StatusNotFound, ""},
		{"debugging", "GET", "/debug/pprof/", "localhost", nil, true, http.StatusOK, "goroutine"},
		{"writing", "POST", "/metrics", "localhost", nil, false, http.StatusMethodNotAllowed, ""},
		{"nothing there", "GET", "/", "localhost", nil, false, http.StatusNotFound, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken, m.debug = c.broken, c.debug
			if code, text := ask(c.method, c.path, c.host); code != c.code || !strings.Contains(text, c.want) {
				t.Errorf("got %d: %s", code, text)
			}
		})
	}
	broken = nil
	_, text := ask("GET", "/metrics", "localhost")
	for line := range strings.Lines(text) {
		if !metricLine.MatchString(strings.TrimSuffix(line, "\n")) {
			t.Errorf("%q is no line of the format", line)
		}
	}
	if n := strings.Count(text, "# TYPE dateline_refusals_total"); n != 1 {
		t.Errorf("one number is introduced %d times", n)
	}
}
