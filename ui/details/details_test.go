package details_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/action"
	"dateline/ui/details"
	"dateline/ui/keys"
	"dateline/ui/session"
	"dateline/ui/shared"
	"dateline/ui/theme"
	"dateline/ui/uitest"
)

// sheet is a sheet without a screen, over a library in which the first article has
// changed twice.
func sheet(t *testing.T) *details.Controller {
	t.Helper()
	lib := modeltest.NewReference(nil)
	for i, as := range uitest.Edits() {
		if _, err := lib.Save(t.Context(), as, uitest.Noon.Add(time.Duration(i-3)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	c := details.New(&shared.State{
		Library: lib, Ctx: t.Context(), Now: func() time.Time { return uitest.Noon },
		Theme: theme.New(theme.Options{Profile: theme.Mono}),
	}, func() string { return "R" })
	c.SetSize(80, 60)
	return c
}

func text(c *details.Controller) string { return ansi.Strip(strings.Join(c.View(), "\n")) }

// TestShow: what is shown lies on top until it is closed, and only what is known of an
// article tells of one.
func TestShow(t *testing.T) {
	first := uitest.Edits()[0][0].ID
	var problems session.Problems
	problems.Add(uitest.Noon, "Refreshing", errors.New("coast.example: 404"))
	for _, c := range []struct {
		name string
		show func(*details.Controller)
		want []string
		of   model.ID
	}{
		{"text", func(c *details.Controller) { c.ShowText("wc", "12 lines") }, []string{"wc", "12 lines"}, ""},
		{"keys", func(c *details.Controller) { c.ShowKeys(action.Keys(), keys.List) }, []string{"Here, in the headlines", "next headline"}, ""},
		{"facts", func(c *details.Controller) { c.ShowFacts("Problems", problems.Facts(uitest.Noon)) }, []string{"Refreshing", "12:00:00", "coast.example: 404"}, ""},
		{"all that is known", func(c *details.Controller) { uitest.Finish(c.Ask(first)) }, []string{"Nine hurt", "R corrects the date"}, first},
		{"versions", func(c *details.Controller) { uitest.Finish(c.Compare(first)) }, []string{"Nine hurt", "How it has changed"}, ""},
		{"the last question counts", func(c *details.Controller) {
			cmd := c.Ask(first)
			uitest.Finish(c.Compare(first))
			uitest.Finish(cmd)
		}, []string{"How it has changed"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sheet(t)
			uitest.Finish(s.Ask(first)) // what is on top before it
			c.show(s)
			if !s.Open() || s.About().ID != c.of {
				t.Errorf("it tells of %q", s.About().ID)
			}
			for _, want := range c.want {
				if !strings.Contains(text(s), want) {
					t.Errorf("no %q in\n%s", want, text(s))
				}
			}
			if (s.Renew() != nil) != (c.of != "") {
				t.Error("what may have changed is asked for again, or never")
			}
			if s.Reset(); s.Open() || s.About().ID != "" || s.Renew() != nil {
				t.Error("another library has the article of the one before")
			}
		})
	}
}

// TestOneVersion: an article that has never changed has nothing to compare.
func TestOneVersion(t *testing.T) {
	s := sheet(t)
	if uitest.Finish(s.Compare(uitest.Edits()[0][1].ID)); s.Open() || s.Notice.Text == "" {
		t.Errorf("it says %q", s.Notice.Text)
	}
	if uitest.Finish(s.Ask("none")); s.Open() || !s.Notice.Bad {
		t.Error("an article that is gone is no error")
	}
}
