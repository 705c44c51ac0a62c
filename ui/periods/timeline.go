package periods

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/shared"
	"dateline/ui/timeline"
)

// Timeline is the timeline with what is asked for it.
type Timeline struct {
	*shared.State
	timeline.Timeline
	// Wanted says that it is to be on the screen, where there is room for it.
	Wanted bool

	of       string // the filter, without its date, that it is of
	counting load.Load[timeline.Data]
	counted  bool // since Counted was called
}

// NewTimeline returns a timeline that is not wanted yet.
func NewTimeline(s *shared.State) *Timeline {
	t := &Timeline{State: s}
	t.SetWeek(s.Config.WeekStart)
	return t
}

// Reset empties the timeline, for another library.
func (t *Timeline) Reset() { *t = *NewTimeline(t.State) }

// Resize gives the timeline its size in cells, 0 where it is not seen.
func (t *Timeline) Resize(w, h int) tea.Cmd {
	if hidden := t.Empty(); t.SetSize(w, h) {
		return t.Count(hidden)
	}
	return nil
}

// Hide takes the timeline from the screen.
func (t *Timeline) Hide() {
	t.Wanted = false
	t.counting.Stop()
}

// Early reports whether the bars that a movement is meant for have not come yet.
func (t *Timeline) Early() bool { return t.counting.Busy() && t.Known() == nil }

// Counted reports whether bars have come since it was asked last: what was early can be
// done now.
func (t *Timeline) Counted() bool {
	counted := t.counted
	t.counted = false
	return counted
}

// Point puts the cursor where a headline is, if it stands nowhere yet.
func (t *Timeline) Point(h *model.Headline) {
	if h == nil || !h.Published.Dated() {
		return
	}
	zone, hour := t.Filter.Query.Zone(), 0
	if h.Published.Precision == model.ToInstant {
		hour = h.Published.At.In(zone).Hour()
	}
	t.Focus(h.Published.Day(zone), hour)
}

// Go moves in the timeline, n times.
func (t *Timeline) Go(act keys.Action, n int) tea.Cmd {
	ask := false
	switch act {
	case keys.NextBucket:
		ask = t.Move(n)
	case keys.PrevBucket:
		ask = t.Move(-n)
	case keys.HalfDown:
		ask = t.Move(n * max(1, t.Page()/2))
	case keys.HalfUp:
		ask = t.Move(-n * max(1, t.Page()/2))
	case keys.PageDown:
		ask = t.Move(n * t.Page())
	case keys.PageUp:
		ask = t.Move(-n * t.Page())
	case keys.Top:
		t.Home()
	case keys.Bottom:
		t.End()
	case keys.ZoomIn:
		ask = t.Zoom(n)
	case keys.ZoomOut:
		ask = t.Zoom(-n)
	case keys.WholePeriod:
		t.Whole()
		ask = true
	case keys.Range:
		t.Range()
	}
	if ask {
		return t.Count(false)
	}
	return nil
}

// Choose returns the filter with what is chosen in the place of its date, "" where
// nothing is, and ends a range.
func (t *Timeline) Choose() string {
	term := t.Term()
	if term == "" {
		return ""
	}
	if t.Ranged() {
		t.Range()
	}
	with, err := query.SetDate(t.Filter.Text, term, t.Env(false))
	if err != nil {
		t.ReportError(err.Error())
		return ""
	}
	return with
}

// Count counts what the timeline shows, where it is seen; the question before it no
// longer counts. The counts of the whole period are taken again where again is set.
func (t *Timeline) Count(again bool) tea.Cmd {
	if t.Empty() {
		return nil
	}
	text, q := undated(t.State)
	if text != t.of {
		t.of, again = text, true
		t.Timeline.Reset()
	}
	known := t.Known()
	if again {
		known = nil
	}
	lib, plan := t.Library, t.Plan()
	return t.counting.Start(t.Ctx, func(ctx context.Context) (timeline.Data, error) {
		return count(ctx, lib, q, plan, known)
	}, func(d timeline.Data, err error) tea.Cmd {
		if err != nil {
			return t.Failed(message.CountForTimeline, err)
		}
		t.Take(d)
		t.counted = true
		return nil
	})
}
