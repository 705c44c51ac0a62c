package subscribe_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feed/command"
	"dateline/feed/subscribe"
	"dateline/model"
)

// write writes a file, and the folders around it.
func write(t *testing.T, text string, path ...string) string {
	t.Helper()
	name := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return name
}

// refreshed refreshes what is due and says what came of each.
func refreshed(t *testing.T, s *subscribe.Service) (all []subscribe.Refreshed, left []subscribe.LeftOut) {
	t.Helper()
	left, err := s.Refresh(t.Context(), subscribe.Which{}, subscribe.Listener{Done: func(r subscribe.Refreshed) { all = append(all, r) }})
	if err != nil {
		t.Fatal(err)
	}
	return all, left
}

// TestFollowLocal: a folder is followed, and read again when something in it changes,
// whenever that is seen; so is a file.
func TestFollowLocal(t *testing.T) {
	s, lib, _ := service(t)
	dir := filepath.Join(t.TempDir(), "notes")
	write(t, "# One\n\nThe first.\n", dir, "a.md")
	write(t, "\x00\x01\x02", dir, "sub", "picture.bin")
	file := write(t, rss("Coast", "Harbour"), t.TempDir(), "coast.xml")
	failed := 0
	for _, place := range []string{dir, file} {
		added, err := s.Add(t.Context(), place, subscribe.AddOptions{Tags: []string{"own"}, Failed: func(error) { failed++ }})
		if err != nil || !added.Followed || added.Saved.Added != 1 {
			t.Errorf("%s: %+v, %v", place, added, err)
		}
	}
	if got := titles(t, lib); got != "Coast, notes" || failed > 0 || followed(t, lib)[1].Address != dir {
		t.Errorf("follows %q, %d failed", got, failed)
	}
	saved := func() (sum model.Saved) {
		t.Helper()
		all, left := refreshed(t, s)
		for _, r := range all {
			if r.Err != nil {
				t.Error(r.Err)
			}
			sum = sum.Plus(r.Saved)
		}
		if len(all) != 2 || len(left) > 0 {
			t.Errorf("%d are read, left out %+v", len(all), left)
		}
		return sum
	}
	if got := saved(); got.Total() != 0 {
		t.Errorf("nothing has changed, and %+v", got)
	}
	write(t, "# Two\n\nThe second.\n", dir, "b.md")
	write(t, rss("Coast", "Harbour", "Council"), file)
	if got := saved(); got.Added != 2 {
		t.Errorf("two are new, and %+v", got)
	}
	write(t, "# Two\n\nThe second, and more.\n", dir, "b.md")
	if got := saved(); got.Changed != 1 || got.Added != 0 {
		t.Errorf("one has changed, and %+v", got)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	all, _ := refreshed(t, s)
	for _, r := range all {
		if (r.Err != nil) != (r.Feed.Address == dir) {
			t.Errorf("%s: %v", r.Feed.Address, r.Err)
		}
	}
	s.Feeds.NoFiles = true
	if all, left := refreshed(t, s); len(all) > 0 || len(left) != 2 || left[0].Why != subscribe.Elsewhere {
		t.Errorf("where no file may be read: %+v, left out %+v", all, left)
	}
}

// TestLocalOnce: what is named once, as a pattern or as standard input is not followed, nor
// what holds nothing.
func TestLocalOnce(t *testing.T) {
	s, lib, _ := service(t)
	dir := t.TempDir()
	write(t, "# One\n\nThe first.\n", dir, "a.md")
	empty := write(t, "", t.TempDir(), "empty")
	s.Feeds.Stdin = strings.NewReader("# Piped\n\nIn.\n")
	for _, c := range []struct {
		place string
		once  bool
	}{{dir, true}, {filepath.Join(dir, "*.md"), false}, {"-", false}, {empty, false}, {filepath.Join(dir, "gone"), false}} {
		if added, err := s.Add(t.Context(), c.place, subscribe.AddOptions{Once: c.once}); err != nil || added.Followed {
			t.Errorf("%s: %+v, %v", c.place, added, err)
		}
	}
	if got := titles(t, lib); got != "" {
		t.Errorf("follows %q", got)
	}
}

// TestFollowCommand: what a command writes is followed, by who typed it on this machine;
// the library knows nothing of the command.
func TestFollowCommand(t *testing.T) {
	s, lib, _ := service(t)
	now := noon
	s.Now = func() time.Time { return now }
	out := write(t, rss("Coast", "Harbour"), t.TempDir(), "out")
	line := "$(cat " + out + ")"
	for _, o := range []subscribe.AddOptions{{}, {Commands: true}} {
		if _, err := s.Add(t.Context(), line, o); err == nil {
			t.Error("it is run for somebody who may have none run")
		}
	}
	s.Commands = &command.File{Path: filepath.Join(t.TempDir(), "commands.toml")}
	if _, err := s.Add(t.Context(), line, subscribe.AddOptions{}); err == nil {
		t.Error("it is run though nobody typed it here")
	}
	if _, err := s.Add(t.Context(), line, subscribe.AddOptions{Commands: true, Once: true}); err == nil {
		t.Error("it is read once")
	}
	added, err := s.Add(t.Context(), line, subscribe.AddOptions{Commands: true})
	if err != nil || !added.Followed || added.Saved.Added != 1 {
		t.Fatalf("%+v, %v", added, err)
	}
	f := followed(t, lib)[0]
	if model.CommandName(f.Address) == "" || f.Title != "Coast" || strings.Contains(f.Address+f.Title+f.Page, "cat") {
		t.Errorf("follows %+v", f)
	}
	write(t, rss("Coast", "Harbour", "Council"), out)
	now = now.Add(24 * time.Hour)
	if all, _ := refreshed(t, s); len(all) != 1 || all[0].Err != nil || all[0].Saved.Added != 1 {
		t.Errorf("refreshed %+v", all)
	}
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	now = now.Add(24 * time.Hour)
	if all, _ := refreshed(t, s); len(all) != 1 || all[0].Err == nil || !strings.Contains(all[0].Err.Error(), "the command failed: exit status 1: cat: ") {
		t.Errorf("refreshed %+v", all)
	}
	failed := ""
	if added, err := s.Add(t.Context(), "$(false)", subscribe.AddOptions{Commands: true, Failed: func(err error) { failed = err.Error() }}); err != nil || added.Followed || !strings.Contains(failed, "exit status 1") {
		t.Errorf("%+v, %v, %q", added, err, failed)
	}
	if text, err := os.ReadFile(s.Commands.Path); err != nil || strings.Contains(string(text), "false") {
		t.Errorf("what failed is kept: %s, %v", text, err)
	}
	for _, commands := range []*command.File{nil, {Path: filepath.Join(t.TempDir(), "none")}} {
		s.Commands = commands
		if all, left := refreshed(t, s); len(all) > 0 || len(left) != 1 || left[0].Why != subscribe.Elsewhere {
			t.Errorf("refreshed %+v, left out %+v", all, left)
		}
	}
}
