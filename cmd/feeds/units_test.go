package feeds_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dateline/cmd/feeds"
)

// TestUnits: the script that is printed writes two units, for this program and library.
func TestUnits(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "my dateline")
	if err := os.WriteFile(program, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	p := feeds.Program{
		Console: feeds.Console{Stdout: &out}, Executable: func() (string, error) { return program, nil },
		Flags: func() []string { return []string{"--library", "/srv/100%.db"} },
	}
	for _, cmd := range feeds.Commands(p) {
		if cmd.Name() == "refresh" {
			cmd.SetArgs([]string{"--print-units"})
			if err := cmd.Execute(); err != nil {
				t.Fatal(err)
			}
		}
	}
	sh := exec.Command("sh")
	sh.Stdin, sh.Env = &out, []string{"XDG_CONFIG_HOME=" + dir, "PATH=" + os.Getenv("PATH")}
	if said, err := sh.CombinedOutput(); err != nil || len(said) > 0 {
		t.Fatalf("%v: %s", err, said)
	}
	for name, want := range map[string]string{
		"dateline-refresh.service": `ExecStart="` + program + `" --library /srv/100%%.db refresh` + "\n",
		"dateline-refresh.timer":   "WantedBy=timers.target\n",
	} {
		text, err := os.ReadFile(filepath.Join(dir, "systemd", "user", name))
		if err != nil || !strings.HasPrefix(string(text), "[Unit]\n") || !strings.Contains(string(text), want) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}
