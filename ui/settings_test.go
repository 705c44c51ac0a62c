package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/action"
	"dateline/ui/config"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

func emptyLibrary() model.Library { return modeltest.NewReference(nil) }

func clock() time.Time { return noon }

// TestRemember: what :set and :theme change is kept, in the order of the keys, and what
// only shows or is wrong is not; a failure is said.
func TestRemember(t *testing.T) {
	kept := make(chan string, 9)
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		o.Remember = func(_ context.Context, name, value string) error {
			kept <- name + " " + value
			if value == "true" {
				return errors.New("the disk is full")
			}
			return nil
		}
	})
	d.See("Harbour reopens")
	for _, line := range []string{"set headings none", "set headings", "set headings weeks", "theme nord", "theme nrd", "set headings days"} {
		d.Type(":" + line)
		d.Press("enter", "esc")
	}
	for _, want := range []string{"headings none", "theme nord", "headings days"} {
		d.Settle()
		if got := <-kept; got != want {
			t.Errorf("kept %q, want %q", got, want)
		}
	}
	d.Type(":set ascii true")
	d.Press("enter")
	d.See("Could not keep the setting: the disk is full")
}

// TestSettings: what changes in the configuration changes the screen; what
// cannot be read changes nothing and is said.
func TestSettings(t *testing.T) {
	type news2 struct {
		c   config.Config
		err error
	}
	changes := make(chan news2)
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		o.Changed = func(ctx context.Context) (config.Config, error) {
			select {
			case c := <-changes:
				return c.c, c.err
			case <-ctx.Done():
				return config.Config{}, ctx.Err()
			}
		}
	})
	d.Waiting = 3
	d.See("Harbour reopens", "November 2018", "? help")
	d.Settle()
	m, err := action.Keys().Rebind([]keys.Rebinding{{Name: "help", Keys: []string{"f12"}}})
	if err != nil {
		t.Fatal(err)
	}
	changes <- news2{err: errors.New("config.toml:3: unknown key")}
	d.See("config.toml:3")
	d.Press("j")
	d.See("? help")
	changes <- news2{c: config.Config{Keys: m, Settings: config.Settings{Headings: "none", WeekStart: time.Sunday, ASCII: true, Mouse: true}}}
	d.See("F12 help", "reloaded")
	d.Gone("November 2018")
	d.Settle()
	if strings.ContainsAny(strings.Join(d.Rows(), ""), "│▌●") {
		t.Errorf("it is not drawn in ASCII:\n%s", d.Screen())
	}
	changes <- news2{}
	d.See("? help", "November 2018")
}

// TestTheme: colours change while the program runs, with those of the article
// in the pane.
func TestTheme(t *testing.T) {
	mine, err := theme.Parse("mine", theme.Spec{"accent": "#123456", "link": "#123456"})
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Schemes = []*theme.Scheme{mine} })
	d.Send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	d.See("Harbour reopens", "The harbour was quiet")
	d.Settle()
	before := d.Frame()
	for _, c := range []struct{ name, want string }{
		{"mine", "38;2;18;52;86"},
		{"nord", "38;2;136;192;208"},
		{"terminal", "\x1b[96m"},
		{"calm", ""},
	} {
		d.Press(":")
		d.Type("theme " + c.name)
		d.Press("enter")
		d.Settle()
		if got := d.Frame(); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q is not on the screen", c.name, c.want)
		} else if c.name == "calm" && got != before {
			t.Errorf("%s is not what the screen began with", c.name)
		}
	}
	d.Press(":")
	d.Type("theme clam")
	d.Press("enter")
	d.See(`there is no theme "clam"; did you mean "calm"?`)
}

// TestSet: settings are changed on the command line, with what they may become
// offered.
func TestSet(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens", "November 2018")
	d.Settle()
	set := func(text string) {
		d.Press(":")
		d.Type("set " + text)
		d.Press("enter")
		d.Settle()
	}
	d.Press(":")
	d.Type("set head")
	d.See("headings VALUE", "what the headings divide the list by: auto")
	d.Press("tab")
	d.Type("")
	d.See(": set headings")
	d.Type("n")
	d.See("none")
	d.Press("tab", "enter")
	d.Settle()
	d.See("headings = none")
	d.Gone("November 2018")
	set("week-start")
	d.See("week-start = ", "(sunday, monday")
	set("headings auto")
	d.See("November 2018")
	set("ascii true")
	if strings.ContainsAny(strings.Join(d.Rows(), ""), "│▌●") {
		t.Errorf("it is not drawn in ASCII:\n%s", d.Screen())
	}
	set("mouse true")
	d.See("mouse = true")
	set("theme nord")
	set("theme")
	d.See("theme = nord")
	for text, want := range map[string]string{
		"them nord": `no setting "them"; did you mean "theme"?`, "mouse ture": `no value of mouse "ture"; did you mean "true"?`,
		"headings weeks": `no value of headings "weeks"`,
	} {
		set(text)
		d.See(want)
		d.Press("esc")
	}
}
