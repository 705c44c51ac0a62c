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

// Timeline is the timeline pane with the queries that fill it.
type Timeline struct {
	*shared.State
	timeline.Timeline
	// Wanted asks for the timeline to be shown if there is room for it.
	Wanted bool

	of       string // the filter, without its date, behind the counts
	counting load.Load[timeline.Data]
	counted  bool // since Counted was called
}

// NewTimeline returns a hidden timeline.
func NewTimeline(s *shared.State) *Timeline {
	t := &Timeline{State: s}
	t.SetWeek(s.Config.WeekStart)
	return t
}

// Reset empties the timeline when the library changes.
func (t *Timeline) Reset() { *t = *NewTimeline(t.State) }

// Resize sets the size in cells; 0 hides the timeline.
func (t *Timeline) Resize(w, h int) tea.Cmd {
	if hidden := t.Empty(); t.SetSize(w, h) {
		return t.Count(hidden)
	}
	return nil
}

// Hide removes the timeline from the screen.
func (t *Timeline) Hide() {
	t.Wanted = false
	t.counting.Stop()
}

// Early reports whether the bars are still loading, so that a movement must wait.
func (t *Timeline) Early() bool { return t.counting.Busy() && t.Known() == nil }

// Counted reports whether bars have arrived since the last call: movements that waited
// can go on.
func (t *Timeline) Counted() bool {
	counted := t.counted
	t.counted = false
	return counted
}

// Point moves the cursor to a headline, unless it already has a place.
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

// Go moves the cursor n times.
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

// Choose returns the filter with its date replaced by the chosen period and ends a
// range. It returns "" if nothing is chosen.
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

// Count loads the visible counts, replacing any load in progress. again also reloads
// the counts of the whole period.
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
