package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// Move performs the actions of the screen alone and the movements in the focused pane.
func (f front) Move(c keys.Call) error {
	var cmd tea.Cmd
	var err error
	switch c.Action {
	case keys.Find:
		cmd = f.reading.Find(c.Arg)
	case keys.Theme:
		cmd, err = f.changed(f.opts.SetTheme(c.Arg))
	case keys.Set:
		cmd, err = f.changed(f.opts.SetTo(c.Arg))
	default:
		cmd = f.moveBy(c.Action, c.Count)
	}
	_ = f.run(cmd)
	return err
}

func (a *App) moveBy(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Quit:
		return a.quit()
	case keys.Close:
		return a.closePane()
	case keys.CommandLine:
		return a.openCommand()
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		if a.opts.Input != nil { // it would stop the process, and with it the sessions of others
			a.ReportError(message.NoSuspending)
			return nil
		}
		return tea.Suspend
	case keys.Help:
		a.details.ShowKeys(a.keys.Map, a.keyScope())
		return nil
	case keys.NextPane, keys.PrevPane:
		return a.nextPane(act == keys.NextPane)
	case keys.OpenCalendar:
		return a.openCalendar()
	case keys.DayLater, keys.DayEarlier, keys.WeekLater, keys.WeekEarlier,
		keys.MonthLater, keys.MonthEarlier, keys.YearLater, keys.YearEarlier:
		return a.moveCalendar(act, max(1, n))
	case keys.ToggleSources:
		return a.toggleSources()
	case keys.NextSource:
		return a.sources.Next(max(1, n))
	case keys.PrevSource:
		return a.sources.Next(-max(1, n))
	case keys.ToggleTimeline:
		return a.toggleTimeline()
	case keys.Back:
		return a.goBack()
	case keys.Zoom:
		a.zoom = !a.zoom
		return a.rearranged()
	case keys.Narrower:
		return a.widen(-max(1, n))
	case keys.Wider:
		return a.widen(max(1, n))
	case keys.FilterHeading:
		return a.browsing.FilterHeading()
	case keys.NextMatch:
		a.reading.NextMatch(max(1, n))
		return nil
	case keys.PrevMatch:
		a.reading.NextMatch(-max(1, n))
		return nil
	case keys.EndFind:
		return a.reading.Find("")
	case keys.Select:
		a.browsing.ToggleSelection()
		return nil
	case keys.Info:
		return a.withSelected(a.details.Ask)
	case keys.BrowserRead:
		return a.openAndRead()
	case keys.Hints:
		return a.openHints()
	case keys.NextLink:
		a.reading.NextLink(max(1, n))
		return nil
	case keys.PrevLink:
		a.reading.NextLink(-max(1, n))
		return nil
	case keys.Versions:
		return a.withSelected(a.details.Compare)
	case keys.Images:
		return a.reading.TogglePictures()
	case keys.Pager:
		return a.openPager()
	case keys.FoldFolder, keys.UnfoldFolder:
		return a.sources.Fold(act == keys.FoldFolder)
	case keys.NextArticle:
		return a.browsing.Step(max(1, n))
	case keys.PrevArticle:
		return a.browsing.Step(-max(1, n))
	case keys.NextUnread:
		return a.browsing.ToUnread(1)
	case keys.PrevUnread:
		return a.browsing.ToUnread(-1)
	case keys.ReadOn:
		return a.readOn()
	}
	switch a.scope() {
	case keys.Sources:
		if act == keys.TakeSource {
			a.sources.Choose()
		} else {
			a.sources.Go(act, max(1, n))
		}
		return nil
	case keys.Timeline:
		return a.moveTimeline(act, max(1, n))
	case keys.Article:
		return a.reading.Move(act, max(1, n))
	}
	return a.moveList(act, n)
}

// moveList moves the cursor. While a new list is loading, the old one moves at once and
// the new one when it arrives, because keys typed ahead are meant for the new list.
func (a *App) moveList(act keys.Action, n int) tea.Cmd {
	if a.browsing.Jumping() {
		a.typeahead.add(waiting{call: keys.Call{Action: act, Count: n}, pane: keys.List})
	}
	return a.browsing.Go(act, n)
}

// withSelected calls do with the selected article, if there is one.
func (a *App) withSelected(do func(model.ID) tea.Cmd) tea.Cmd {
	if h := a.browsing.Here(); h != nil {
		return do(h.ID)
	}
	return nil
}
