package tasks_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model/modeltest"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/shared"
	"dateline/ui/tasks"
	"dateline/ui/theme"
	"dateline/ui/uitest"
)

// controller returns the tasks of a session without a screen.
func controller(t *testing.T) *tasks.Controller {
	return tasks.New(&shared.State{
		Library: modeltest.NewReference(uitest.ReadRule), Ctx: t.Context(), Host: host.Funcs{},
		Now: func() time.Time { return uitest.Noon }, Theme: theme.New(theme.Options{Profile: theme.Mono}),
		KeyFor: func(keys.Action) string { return "!" },
	})
}

// TestTask: what a task does is said, and what fails is kept until it is begun again.
func TestTask(t *testing.T) {
	broken := errors.New("coast.example: the server answered 404")
	for _, c := range []struct {
		name string
		job  tasks.Job
		asks func(error) func() tea.Cmd
		says string
		bad  bool
		kept int
	}{
		{"done", func(context.Context, func(host.Progress)) (string, error) { return "2 added.", nil }, nil, "2 added.", false, 0},
		{"failed", func(context.Context, func(host.Progress)) (string, error) { return "", broken }, nil, broken.Error(), true, 1},
		{"failed in part", func(_ context.Context, report func(host.Progress)) (string, error) {
			report(host.Progress{Doing: "1 of 2"})
			report(host.Progress{Failed: broken})
			return "1 added.", nil
		}, nil, "1 added, 1 failed", true, 1},
		{"a file exists", func(context.Context, func(host.Progress)) (string, error) { return "", fs.ErrExist }, func(error) func() tea.Cmd { return func() tea.Cmd { return nil } }, "", false, 0},
		{"a file exists, and nobody asks", func(context.Context, func(host.Progress)) (string, error) { return "", fs.ErrExist }, nil, fs.ErrExist.Error(), true, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := controller(t)
			cmd := k.Begin("Refreshing", "Refreshing...", c.job, c.asks)
			if !k.Busy() || !strings.HasPrefix(k.Words(), "Refreshing...") {
				t.Errorf("under way it says %q", k.Words())
			}
			uitest.Finish(cmd)
			if k.Busy() || k.Words() != "" || !k.Happened().Ended || k.Happened().Ended {
				t.Error("its end is not told once")
			}
			if !strings.HasPrefix(k.Notice.Text, c.says) || k.Notice.Bad != c.bad {
				t.Errorf("it says %+v", k.Notice)
			}
			if (k.Unseen() != "") != (c.kept > 0) || len(k.Problems()) != c.kept || k.Unseen() != "" {
				t.Errorf("kept: %v", k.Problems())
			}
			if k.Begin("Refreshing", "", c.job, nil); len(k.Problems()) > 0 {
				t.Error("the problems of the time before stay")
			}
		})
	}
}

// TestOneTask: there is one at a time, and it can be stopped.
func TestOneTask(t *testing.T) {
	k := controller(t)
	job := func(ctx context.Context, _ func(host.Progress)) (string, error) {
		<-ctx.Done()
		return "", ctx.Err()
	}
	if k.Stop() {
		t.Error("there is something to stop")
	}
	cmd := k.Begin("Adding", "Adding...", job, nil)
	if k.Begin("Refreshing", "", job, nil) != nil || !k.Notice.Bad {
		t.Error("two tasks at once")
	}
	if !k.Stop() || k.Busy() || !k.Happened().Ended {
		t.Error("it does not stop")
	}
	uitest.Finish(cmd)
	if k.Notice.Bad || len(k.Problems()) > 0 {
		t.Errorf("what was stopped failed: %+v", k.Notice)
	}
}

// TestOpen: what is read at the start is told, with what fails.
func TestOpen(t *testing.T) {
	k := controller(t)
	said := ""
	cmd := k.Open(func(_ context.Context, report func(host.Progress)) error {
		report(host.Progress{Reading: "news.txt", Articles: 2, Percent: 50})
		report(host.Progress{Failed: errors.New("gone.txt: no such file")})
		said = k.Words()
		return errors.New("too much")
	})
	if uitest.Finish(cmd); !strings.Contains(said, "news.txt") || !k.Happened().Opened || len(k.Problems()) != 2 || k.Words() != "" {
		t.Errorf("it said %q; problems: %v", said, k.Problems())
	}
}

// TestBegun: another session takes the place of this one once it is there.
func TestBegun(t *testing.T) {
	k := controller(t)
	there := false
	ask := func(context.Context) (host.Session, bool, error) { return host.Session{Title: "library"}, there, nil }
	if uitest.Finish(k.AskBegun(ask)); k.Happened().Begun != nil {
		t.Error("an empty library is shown")
	}
	there = true
	if uitest.Finish(k.AskBegun(ask)); k.Happened().Begun == nil {
		t.Error("the library is not shown")
	}
	if k.AskBegun(nil) != nil || k.CountWaiting() != nil {
		t.Error("it asks where there is nobody to ask")
	}
}
