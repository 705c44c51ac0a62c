package serve

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnit(t *testing.T) {
	h := newHome(t)
	program := filepath.Join(h.dir, "dateline")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	out, errs, code := h.run("--print-unit")
	if code != 0 {
		t.Fatal(errs)
	}
	for _, want := range []string{
		"ExecStart=" + program + " serve --listen :2222", "DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes",
		"MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service", "StateDirectory=dateline", "CapabilityBoundingSet=\n",
		"ExecReload=/bin/kill -HUP $MAINPID", "TimeoutStopSec=15",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the unit does not have %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "%!") {
		t.Error("the unit is not filled in")
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd here")
	}
	unit := filepath.Join(h.dir, "dateline.service")
	if err := os.WriteFile(unit, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	verify := exec.Command(analyze, "verify", "--man=no", unit)
	if text, err := verify.CombinedOutput(); err != nil || len(text) > 0 {
		t.Logf("systemd-analyze verify: %v\n%s", err, text)
	}
}
