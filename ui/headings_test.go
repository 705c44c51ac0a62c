package ui_test

import (
	"testing"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// ages are articles of all ages.
func ages() []model.Article { return uitest.Ages() }

func TestHeadingsGolden(t *testing.T) {
	for _, s := range []struct {
		name string
		w, h int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}} {
		t.Run(s.name, func(t *testing.T) {
			d := open(t, append(ages(), news()[9:]...), s.w, s.h)
			wantSelected(t, d, "Headline of 0 days")
			d.Press("z", "j", "m", "5", "j")
			d.See("unread of")
			d.Settle()
			golden(t, "headings-"+s.name, d.Screen())
			d.Press("G")
			wantSelected(t, d, "Another undated")
			d.Settle()
			golden(t, "headings-end-"+s.name, d.Screen())
		})
	}
}

// TestHeadingsJump: } and { go by headings of any length, with counts.
func TestHeadingsJump(t *testing.T) {
	d := open(t, ages(), 120, 40)
	wantSelected(t, d, "Headline of 0 days")
	d.Settle()
	for _, step := range []struct{ key, want string }{
		{"}", "of 1 days"},
		{"3 }", "of 8 days"},
		{"}", "of 15 days"},
		{"}", "of 22 days"},
		{"{", "of 15 days"},
		{"6 }", "of 60 days"},
		{"}", "of 89 days"},
	} {
		for _, k := range step.key {
			if k != ' ' {
				d.Press(string(k))
			}
		}
		wantSelected(t, d, step.want)
	}
}

func TestHeadingsOption(t *testing.T) {
	for _, c := range []struct{ headings, filter, see, gone string }{
		{"", "", "9 – 15 Nov 2026", "Sun 15 Nov 2026"},
		{"auto", "", "9 – 15 Nov 2026", "Sun 15 Nov 2026"},
		{"days", "", "Sun 15 Nov 2026", "9 – 15 Nov 2026"},
		{"none", "", "15 Nov", "Today"},
		{"auto", "sort:title", "23 Nov", "Today"},
		{"auto", "2026-11", "Sun 15 Nov 2026", "9 – 15 Nov 2026"},
	} {
		t.Run(c.headings+" "+c.filter, func(t *testing.T) {
			d := open(t, ages()[:20], 120, 60, func(o *ui.Options) { o.Headings, o.Filter = c.headings, c.filter })
			wantSelected(t, d, "Headline")
			d.See(c.see)
			d.Gone(c.gone)
		})
	}
}
