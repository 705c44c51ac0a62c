package subscribe

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// DeadHolder returns a holder of leases that was a process of this host.
func DeadHolder(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run", "^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return strings.Replace(newHolder(), " "+strconv.Itoa(os.Getpid())+" ", " "+strconv.Itoa(cmd.Process.Pid)+" ", 1)
}
