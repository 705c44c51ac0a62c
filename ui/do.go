package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/overlay"
)

// do carries out an action in the pane that has the keys.
func (a *App) do(act keys.Action, n int) tea.Cmd {
	if macro := a.keys.Map.Macro(act); macro != nil {
		return a.orComplain(a.runCalls(macro))
	}
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
		return tea.Suspend
	case keys.Help:
		a.about = model.Record{}
		a.sheet.Show(message.KeysTitle, overlay.KeyRows(a.keys.Map, a.theme.ASCII), a.theme)
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
		return a.nextSource(max(1, n))
	case keys.PrevSource:
		return a.nextSource(-max(1, n))
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
		return a.filterHeading()
	case keys.Find:
		return a.openFind()
	case keys.NextMatch:
		a.reading.NextMatch(max(1, n))
		return nil
	case keys.PrevMatch:
		a.reading.NextMatch(-max(1, n))
		return nil
	case keys.EndFind:
		return a.reading.Find("")
	case keys.Search, keys.EditFilter:
		return a.openPrompt(promptFilter)
	case keys.DatePrompt:
		return a.openPrompt(promptDate)
	case keys.GotoDate:
		return a.openPrompt(promptGoto)
	case keys.ClearFilter:
		return a.clearFilter()
	case keys.FilterBack:
		return a.filterBack()
	case keys.DropDate:
		return a.setDate("")
	case keys.ShiftLater:
		return a.shift(max(1, n))
	case keys.ShiftEarlier:
		return a.shift(-max(1, n))
	case keys.Select:
		return a.togglePick()
	case keys.New:
		return a.whatIsNew()
	case keys.Info:
		return a.openInfo()
	case keys.Redate:
		return a.openRedate()
	case keys.Tag:
		return a.openTags()
	case keys.Show:
		return a.showNext()
	case keys.Fold:
		return a.fold()
	case keys.Story:
		return a.story()
	case keys.Sort:
		return a.chooseFor(keys.Sort, message.SortMenu)
	case keys.View:
		return a.chooseFor(keys.View, message.ViewMenu)
	case keys.SaveView:
		return a.askFor(keys.SaveView, message.SaveViewLabel, fmt.Sprintf(message.SaveViewPrompt, a.filter.Text))
	case keys.DropView:
		return a.askFor(keys.DropView, message.DropViewLabel, message.DropViewPrompt)
	case keys.Set:
		return a.askFor(keys.Set, message.SetLabel, message.SetPrompt)
	case keys.Theme:
		return a.askFor(keys.Theme, message.ThemeLabel, message.ThemePrompt)
	case keys.MarkAll:
		return a.orComplain(a.markMany("all"))
	case keys.MarkMany:
		return a.chooseFor(keys.MarkMany, message.MarkMenu)
	case keys.Undo:
		return a.journal(false)
	case keys.Redo:
		return a.journal(true)
	case keys.Hide:
		return a.hide()
	case keys.Kill:
		return a.openKill()
	case keys.Unkill:
		return a.openUnkill()
	case keys.ToggleRead, keys.Star:
		return a.toggle(act)
	case keys.Browser:
		return a.openBrowser(n)
	case keys.BrowserRead:
		return a.openAndRead()
	case keys.Enclosure:
		return a.openEnclosure(n)
	case keys.FullText:
		return a.openFullText()
	case keys.Hints:
		return a.openHints()
	case keys.NextLink:
		a.reading.NextLink(max(1, n))
		return nil
	case keys.PrevLink:
		a.reading.NextLink(-max(1, n))
		return nil
	case keys.FollowLink:
		return a.onLink(n, a.reading.OpenPage)
	case keys.CopyURL:
		return a.copyAddress()
	case keys.CopyCitation:
		return a.copyNames()
	case keys.Versions:
		return a.openVersions()
	case keys.Images:
		return a.reading.TogglePictures()
	case keys.Save:
		return a.openSave()
	case keys.Export:
		return a.openExport()
	case keys.Pipe, keys.PipeMarkdown:
		return a.openPipe(act)
	case keys.Pager:
		return a.openPager()
	case keys.Refresh:
		return a.refreshSelected()
	case keys.RefreshAll:
		return a.refreshSources("")
	case keys.Add:
		return a.openAdd()
	case keys.Problems:
		a.showProblems()
		return nil
	case keys.NextArticle:
		return a.step(max(1, n))
	case keys.PrevArticle:
		return a.step(-max(1, n))
	case keys.NextUnread:
		return a.toUnread(1)
	case keys.PrevUnread:
		return a.toUnread(-1)
	case keys.ReadOn:
		return a.readOn()
	}
	switch a.scope() {
	case keys.Sources:
		return a.moveSources(act, max(1, n))
	case keys.Timeline:
		return a.moveTimeline(act, max(1, n))
	case keys.Article:
		return a.reading.Move(act, max(1, n))
	}
	return a.moveList(act, n)
}
