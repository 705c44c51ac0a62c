package sshd_test

import (
	"testing"

	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

func TestMetrics(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	sshtest.Open(t, c, sshtest.Terminal{}).See("Headline")
	sshtest.Run(t, c, "echo", "")
	_, _, _ = c.OpenChannel("direct-tcpip", nil)
	got := make(map[string]float64)
	last := make(map[string]string) // a name is not taken up again
	previous := ""
	for _, m := range x.Metrics() {
		if _, again := last[m.Name]; again && previous != m.Name {
			t.Errorf("%s does not stand together", m.Name)
		}
		previous, last[m.Name] = m.Name, m.Label
		got[m.Name+" "+m.LabelValue] = m.Value
		if m.Help == "" || m.Kind != "counter" && m.Kind != "gauge" {
			t.Errorf("%+v", m)
		}
	}
	for name, want := range map[string]float64{
		"dateline_connections ": 1, "dateline_readers ": 1, "dateline_logins_total ": 1,
		"dateline_sessions_total screen": 1, "dateline_sessions_total command": 1, "dateline_refused_total channel": 1,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
}
