package list

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// TestKeptRows: a row that only stays is marked, whatever else there is to say of it,
// counts nothing, is passed over on the way to the unread, and keeps its heading.
func TestKeptRows(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var l List
	l.SetNow(now)
	l.SetSize(60, 30)
	var hs []model.Headline
	var counts []model.Bucket
	for i := range 8 {
		d := model.NewDay(2011, time.Month(12-i/2), 20-i)
		counts = append(counts, model.Bucket{Start: d, Total: 1, Unread: 1})
		hs = append(hs, model.Headline{ID: model.ID(fmt.Sprint(i)), Title: fmt.Sprint("Headline ", i), Published: model.OnDay(d, model.FromStated)})
	}
	l.Take(model.Page{Headlines: hs, First: true, Last: true}, true)
	l.SetDays(model.NewDay(2011, 1, 1), model.NewDay(2012, 1, 1), counts)
	view := func(ascii bool) string {
		return ansi.Strip(strings.Join(l.View(theme.New(theme.Options{Profile: theme.Mono, ASCII: ascii}), true), "\n"))
	}
	if s := view(false); !strings.Contains(s, "December 2011") || strings.Contains(s, "◦") {
		t.Fatalf("before:\n%s", s)
	}
	hs[1].Kept, hs[1].State.Read, hs[2].Kept, hs[3].Kept, hs[3].State.Starred = true, true, true, true, true
	counts = slices.Delete(counts, 1, 4)
	l.Take(model.Page{Headlines: hs, First: true, Last: true}, false)
	l.SetDays(model.NewDay(2011, 1, 1), model.NewDay(2012, 1, 1), counts)
	l.SetSelection(map[model.ID]int{"1": 0})
	for _, want := range []string{"December 2011", "November 2011", "◦▪Headline 1", "●◦Headline 2", "●◦★ Headline 3"} {
		if s := view(false); !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
	if s := view(true); !strings.Contains(s, "*xHeadline 2") {
		t.Errorf("in ASCII:\n%s", s)
	}
	if id, _ := l.NextUnread(1); id != "4" {
		t.Errorf("the next unread one is %s", id)
	}
	if n := l.Change([]model.ID{"2"}, func(s *model.State) { s.Read = true }); n != 0 {
		t.Errorf("it counts %d", n)
	}
}
