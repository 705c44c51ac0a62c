package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dateline":         main,
		"dateline-at-noon": runAtNoon,
		"dateline-panics":  runPanicking,
	})
}

// TestScripts runs the scripts in testdata, one a behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			here, err := os.Getwd()
			if err != nil {
				return err
			}
			site, stop := serveSite(t, filepath.Join(e.WorkDir, "site"), filepath.Join(e.WorkDir, "log"))
			e.Defer(stop)
			for _, v := range []string{"SITE=" + site, "HOST=" + strings.TrimPrefix(site, "http://"), "AHEAD=" + time.Now().AddDate(0, 0, 30).Format(time.DateOnly), "HANDBOOK=" + filepath.Join(here, "..", "..", "feed", "handbook", "help"), "FORMER=" + filepath.Join(here, "..", "..", "model", "store", "sqlite", "testdata"), "TZ=UTC", "LC_ALL=C.UTF-8", "HOME=" + e.WorkDir, "NO_COLOR=", "TERM=xterm", endAtOnce} {
				name, value, _ := strings.Cut(v, "=")
				e.Setenv(name, value)
			}
			return nil
		},
	})
}

// TestReadme: every command that the README shows is run by a script.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("testdata/readme.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n```sh\ngo run ./cmd/dateline\n```\n", "\n```sh\ngo test ./...\n```\n"} {
		if !strings.Contains(string(readme), want) {
			t.Errorf("README.md does not show %q", want)
		}
	}
	commands := regexp.MustCompile(`(?m)^dateline[^\n#]*`).FindAllString(string(readme), -1)
	if len(commands) < 5 {
		t.Errorf("README.md shows %d commands, want at least 5", len(commands))
	}
	for _, c := range commands {
		if c = strings.TrimSpace(c); !strings.Contains(string(script), "\nexec "+c+"\n") {
			t.Errorf("testdata/readme.txtar does not run %q", c)
		}
	}
}

// endAtOnce is for the environment of programs that tests run: the race detector has each
// wait for a second at its end, in case of a late race, and there are hundreds.
const endAtOnce = "GORACE=atexit_sleep_ms=10"

// child runs the program as a process of its own.
func child(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	home := t.TempDir()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Args[0] = "dateline"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TZ=UTC", "LC_ALL=C.UTF-8", endAtOnce}
	return cmd
}

func TestInterruptedWhileReading(t *testing.T) {
	cmd := child(t, "list", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds: once it is written, the program is reading, and
	// then it waits for more.
	index := strings.Repeat("One of the headlines - November 6, 2020\n", 10_000)
	if _, err := io.WriteString(in, index); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != exitInterrupted {
		t.Errorf("exit code %d, want %d", got, exitInterrupted)
	}
}

func TestClosedPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	cmd := child(t, "list", "testdata/terminal/fixture.txt")
	cmd.Stdout = w
	var said strings.Builder
	cmd.Stderr = &said
	err = cmd.Run()
	w.Close()
	if err != nil || said.Len() > 0 {
		t.Errorf("got %v, said %q; a closed pipe is no error", err, said.String())
	}
}
