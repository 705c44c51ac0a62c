// Package keys is the table of everything that can be done at the screen: one
// row says the action, its name, the keys that ask for it, where they do, and
// what it does in words. The bindings, the hints in the status line, the help
// screen and the handbook's page on keys are made from this table, so they
// cannot disagree. It knows nothing of what an action does.
package keys

// Scope is the set of panes in which a binding counts.
type Scope uint8

// The scopes. A binding may count in several.
const (
	List Scope = 1 << iota
	Article
	Overlay // help, and whatever else lies on top to be read
	Finding // the article while a search in it is on: its keys come before those of Article
	Timeline
	Calendar // the days under the prompt for a date
	Sources  // the column of views and sources

	Panes = List | Article | Timeline | Sources
)

// Action is something that can be asked for.
type Action uint16

// The actions. What each does is said by its row in the table.
const (
	None Action = iota
	Down
	Up
	HalfDown
	HalfUp
	PageDown
	PageUp
	Top
	Bottom
	Headline
	NextDay
	PrevDay
	NextUnread
	PrevUnread
	NextArticle
	PrevArticle
	GotoDate
	Open
	Back
	ReadOn
	NextHeading
	PrevHeading
	NextPane
	PrevPane
	ToggleTimeline
	OpenCalendar
	FilterHeading
	DayLater
	DayEarlier
	WeekLater
	WeekEarlier
	MonthLater
	MonthEarlier
	YearLater
	YearEarlier
	NextBucket
	PrevBucket
	ZoomIn
	ZoomOut
	TakePeriod
	Range
	WholePeriod
	ToggleSources
	TakeSource
	NextSource
	PrevSource
	Zoom
	Narrower
	Wider
	Find
	NextMatch
	PrevMatch
	EndFind
	Search
	EditFilter
	ClearFilter
	FilterBack
	Show
	Fold
	Story
	Sort
	View
	SaveView
	New
	DropView
	DatePrompt
	DropDate
	ShiftLater
	ShiftEarlier
	Select
	ToggleRead
	Star
	Hide
	Kill
	Unkill
	Tag
	MarkAll
	MarkMany
	Info
	Redate
	Undo
	Redo
	Browser
	BrowserRead
	Enclosure
	FullText
	Hints
	Images
	NextLink
	PrevLink
	FollowLink
	CopyURL
	CopyCitation
	Save
	Export
	Pipe
	PipeMarkdown
	Pager
	Versions
	Refresh
	RefreshAll
	Add
	Problems
	Help
	CommandLine
	Theme
	Set
	Redraw
	Suspend
	Close
	Quit
)

// Binding is one row of the table.
type Binding struct {
	Action Action
	Name   string   // the action's name, as typed and configured
	Keys   []string // each a key, or several with blanks between: "g g"; none: it is typed only
	In     Scope
	Group  string // heading in the help
	Help   string // what it does, in a line
	Hint   string // in a word, for the status line; "" to leave it out
}

// table is in the order of the help screen. Later rows never take a key that
// an earlier row of the same scope has: a test sees to it.
var table = []Binding{
	{Down, "down", []string{"j", "down"}, List | Sources, "Moving", "next headline", "down"},
	{Up, "up", []string{"k", "up"}, List | Sources, "Moving", "previous headline", ""},
	{Down, "down", []string{"j", "down"}, Article | Overlay, "Reading", "line down", "scroll"},
	{Up, "up", []string{"k", "up"}, Article | Overlay, "Reading", "line up", ""},
	{HalfDown, "half-page-down", []string{"ctrl+d"}, Panes | Overlay, "Moving", "half a page down", ""},
	{HalfUp, "half-page-up", []string{"ctrl+u"}, Panes | Overlay, "Moving", "half a page up", ""},
	{PageDown, "page-down", []string{"ctrl+f", "pgdown"}, Panes | Overlay, "Moving", "a page down", ""},
	{PageUp, "page-up", []string{"ctrl+b", "pgup", "b"}, Panes | Overlay, "Moving", "a page up", ""},
	{Top, "top", []string{"g g", "home"}, Panes | Overlay, "Moving", "go to the first; with a count, to that headline", ""},
	{Bottom, "bottom", []string{"G", "end"}, Panes | Overlay, "Moving", "go to the last; with a count, to that headline", ""},
	{Headline, "headline", nil, List, "Moving", "go to a headline by its number; the number alone does the same", ""},
	{NextDay, "next-day", []string{"}"}, List, "Dates", "next heading: of a day or a longer period", "day"},
	{PrevDay, "previous-day", []string{"{"}, List, "Dates", "back to this heading, or the one before", ""},
	{DatePrompt, "date", []string{"d"}, Panes, "Dates", "filter by date: t today, y yesterday, w week, m month, Y year, u undated, . around this one, or 2018-11, 3d, a..b", "date"},
	{DropDate, "drop-date", []string{"D"}, Panes, "Dates", "drop the date from the filter", ""},
	{ShiftLater, "later", []string{"]"}, Panes, "Dates", "shift the filter's dates later by their own length", ""},
	{ShiftEarlier, "earlier", []string{"["}, Panes, "Dates", "shift the filter's dates earlier", ""},
	{GotoDate, "goto-date", []string{"g d"}, Panes, "Dates", "go to a date without filtering", ""},
	{FilterHeading, "filter-heading", []string{"H"}, List, "Dates", "filter by this heading's dates; again, by those of the finer heading it then has", ""},
	{OpenCalendar, "calendar", []string{"g c"}, Panes, "Dates", "choose days in a calendar; Tab opens it where a date is asked for", ""},
	{ToggleTimeline, "timeline", []string{"T"}, Panes, "Dates", "show the timeline and move to it; from there, hide it", ""},
	{NextBucket, "next-bar", []string{"l", "right"}, Timeline, "Timeline", "next bar", "bar"},
	{PrevBucket, "previous-bar", []string{"h", "left"}, Timeline, "Timeline", "previous bar", ""},
	{TakePeriod, "take-period", []string{"enter"}, Timeline, "Timeline", "filter by the bar's dates, or those of the range", "filter"},
	{ZoomIn, "zoom-in", []string{"+", "="}, Timeline, "Timeline", "finer bars around the cursor", "finer"},
	{ZoomOut, "zoom-out", []string{"-"}, Timeline, "Timeline", "coarser bars around the cursor", "coarser"},
	{Range, "range", []string{"v"}, Timeline, "Timeline", "begin a range that follows the cursor, or end it", "range"},
	{WholePeriod, "whole-period", []string{"0"}, Timeline, "Timeline", "back to the whole period", "all"},
	{Back, "back", []string{"j", "down", "backspace"}, Timeline, "Timeline", "back to the headlines", "back"},
	{DayLater, "day-later", []string{"l", "right"}, Calendar, "Calendar", "a day later", "day"},
	{DayEarlier, "day-earlier", []string{"h", "left"}, Calendar, "Calendar", "a day earlier", ""},
	{WeekLater, "week-later", []string{"j", "down"}, Calendar, "Calendar", "a week later", "week"},
	{WeekEarlier, "week-earlier", []string{"k", "up"}, Calendar, "Calendar", "a week earlier", ""},
	{MonthLater, "month-later", []string{"]", "pgdown"}, Calendar, "Calendar", "a month later", "month"},
	{MonthEarlier, "month-earlier", []string{"[", "pgup"}, Calendar, "Calendar", "a month earlier", ""},
	{YearLater, "year-later", []string{"}"}, Calendar, "Calendar", "a year later", "year"},
	{YearEarlier, "year-earlier", []string{"{"}, Calendar, "Calendar", "a year earlier", ""},
	{Range, "range", []string{"v"}, Calendar, "Calendar", "begin a range that follows the cursor; on another day, apply it", "range"},
	{TakePeriod, "take-period", []string{"enter"}, Calendar, "Calendar", "filter by the day, or by the range", "takes it"},
	{Back, "back", []string{"tab", "shift+tab", "backspace"}, Calendar, "Calendar", "back to the typed date; so does anything that begins one", ""},
	{Close, "close", []string{"esc"}, Calendar, "Calendar", "end the range, or leave the filter as it was", ""},
	{ToggleSources, "sources", []string{"L"}, Panes, "Sources", "show the views and sources and move to them; from there, hide them", ""},
	{ToggleSources, "sources", []string{"h", "left", "backspace"}, List, "Sources", "move to the views and sources", ""},
	{TakeSource, "take-source", []string{"enter", "l", "right"}, Sources, "Sources", "filter by the view or source", "filter"},
	{NextSource, "next-source", nil, Panes, "Sources", "filter by the next source", ""},
	{PrevSource, "previous-source", nil, Panes, "Sources", "filter by the previous source", ""},
	{Open, "open", []string{"enter", "l", "right"}, List, "Reading", "open the article", "open"},
	{ReadOn, "read-on", []string{"space"}, Panes, "Reading", "read on: page through the article, then open the next unread one", "read on"},
	{NextArticle, "next-article", []string{"J"}, Panes, "Reading", "open the next article", ""},
	{PrevArticle, "previous-article", []string{"K"}, Panes, "Reading", "open the previous article", ""},
	{NextUnread, "next-unread", []string{"n"}, Panes, "Reading", "open the next unread article", "unread"},
	{PrevUnread, "previous-unread", []string{"p", "N"}, Panes, "Reading", "open the previous unread article", ""},
	{NextHeading, "next-heading", []string{"}"}, Article, "Reading", "next heading in the article", ""},
	{PrevHeading, "previous-heading", []string{"{"}, Article, "Reading", "previous heading in the article", ""},
	{Back, "back", []string{"h", "left", "backspace"}, Article, "Reading", "back to the page the link was on, or to the headlines", "back"},
	{Find, "find", []string{"/"}, Article, "Reading", "find in the article as you type, ignoring case and accents; /.../ is a regular expression", "find"},
	{Find, "find", []string{"/"}, Overlay, "Reading", "show only the lines with a text", "find"},
	{NextMatch, "next-match", []string{"n"}, Finding, "Reading", "while a search is on: next match", "next"},
	{PrevMatch, "previous-match", []string{"N"}, Finding, "Reading", "while a search is on: previous match", "previous"},
	{EndFind, "end-find", []string{"esc"}, Finding, "Reading", "while a search is on: end it", "ends it"},
	{Search, "filter", []string{"/"}, List | Timeline | Sources, "Filter", "filter: words, -word, title:, from:, is:unread, since:2018-11 ...", "filter"},
	{EditFilter, "edit-filter", []string{"F"}, Panes, "Filter", "edit the filter", ""},
	{ClearFilter, "clear-filter", []string{"c"}, List | Timeline | Sources, "Filter", "clear the filter", ""},
	{FilterBack, "filter-back", []string{"esc"}, List, "Filter", "undo the last step of the filter", ""},
	{Show, "show", []string{"U"}, Panes, "Filter", "show all, unread or starred articles, in turn", ""},
	{Fold, "fold", []string{"C"}, Panes, "Filter", "fold copies under the first of them; again, fold stories; again, nothing", ""},
	{Story, "story", []string{"g C"}, Panes, "Filter", "the article's story by time: what other sources told of it; again, back", ""},
	{Sort, "sort", []string{"S"}, Panes, "Filter", "sort: n newest, o oldest, s source, t title, r relevance", ""},
	{New, "new", []string{"w"}, Panes, "Filter", "show what has arrived since your last visit", ""},
	{View, "view", []string{"'"}, Panes, "Filter", "go to a view: t today, u unread, s starred, or a saved one", ""},
	{SaveView, "save-view", nil, Panes, "Filter", "save the filter as a view", ""},
	{DropView, "drop-view", nil, Panes, "Filter", "remove a saved view", ""},
	{Select, "select", []string{"v"}, List, "State", "begin a selection that follows the cursor, or end it; what changes a state then changes all of it", ""},
	{ToggleRead, "toggle-read", []string{"m"}, Panes, "State", "mark read or unread", ""},
	{Star, "star", []string{"f"}, Panes, "State", "star the article, or remove its star", "star"},
	{Hide, "hide", []string{"X"}, Panes, "State", "hide the article; it is kept: is:hidden shows it, and the same key brings it back", ""},
	{Kill, "kill", nil, Panes, "State", "hide what a query finds, now and later, by a rule; asks first", ""},
	{Unkill, "unkill", nil, Panes, "State", "list the rules that hide articles, and remove one: what it hid is shown again", ""},
	{Tag, "tag", []string{"t"}, Panes, "State", "add tags, or remove one with -tag", ""},
	{MarkAll, "mark-all-read", []string{"A"}, Panes, "State", "mark everything the filter shows as read; asks first", ""},
	{MarkMany, "mark-read", []string{"M"}, Panes, "State", "mark many as read: a above, b below, d this day, s this source, o older than a date, or a query", ""},
	{Info, "info", []string{"i"}, Panes | Overlay, "State", "everything known about the article, and where its date comes from", ""},
	{Versions, "versions", []string{"g v"}, Panes, "State", "how the article has changed since it arrived, word by word", ""},
	{Redate, "redate", nil, Panes, "State", "correct the date by hand", ""},
	{Redate, "redate", []string{"d"}, Overlay, "State", "correct the date by hand, on the page about an article", ""},
	{Undo, "undo", []string{"u"}, Panes, "State", "undo", ""},
	{Redo, "redo", []string{"ctrl+r"}, Panes, "State", "redo", ""},
	{Browser, "browser", []string{"o"}, Panes, "Links", "open the article in the browser; 3o opens its third link", ""},
	{BrowserRead, "browser-read", []string{"O"}, Panes, "Links", "open the article in the browser and mark it read", ""},
	{Enclosure, "enclosure", []string{"e"}, Panes, "Links", "open what is attached to the article, such as a sound file; a count chooses among several", ""},
	{FullText, "full-text", []string{"x"}, Panes, "Links", "read the full text from the article's address here; h goes back", ""},
	{Hints, "links", []string{";"}, Panes, "Links", "show letters for the links on the screen: a letter opens one in the browser, a capital copies it, ; reads it here", ""},
	{NextLink, "next-link", []string{")"}, Article, "Links", "highlight the next link", ""},
	{PrevLink, "previous-link", []string{"("}, Article, "Links", "highlight the previous link", ""},
	{FollowLink, "follow-link", []string{"enter", "l", "right"}, Article, "Links", "read the highlighted link here; 3l reads the third; h goes back", ""},
	{Images, "images", []string{"I"}, Panes, "Links", "show pictures, or only their captions", ""},
	{CopyURL, "copy-url", []string{"y"}, Panes, "Links", "copy the address; of a selection, one per line", ""},
	{CopyCitation, "copy-citation", []string{"Y"}, Panes, "Links", "copy title, source, date and address; of a selection, one per line", ""},
	{Save, "save", []string{"s"}, Panes, "Files", "save the article as Markdown, or as plain text if the name ends in .txt; a selection, in a folder", ""},
	{Export, "export", []string{"E"}, Panes, "Files", "export what the filter shows: as JSON Lines with state, or as Markdown or a table if the name ends in .md or .tsv", ""},
	{Pipe, "pipe", []string{"|"}, Panes, "Files", "pipe the article's text to a shell command and show its output", ""},
	{PipeMarkdown, "pipe-markdown", nil, Panes, "Files", "pipe the article's Markdown to a shell command", ""},
	{Pager, "pager", []string{"v"}, Article, "Files", "open the article in $VISUAL, $EDITOR or $PAGER", ""},
	{Refresh, "refresh", []string{"r"}, Panes, "Sources", "fetch what is new from this article's source; Esc stops it", ""},
	{RefreshAll, "refresh-all", []string{"R"}, Panes, "Sources", "fetch what is new from all the feeds you follow", ""},
	{Add, "add", []string{"a"}, Panes, "Sources", "add to the library: an address, a file or a folder", ""},
	{Problems, "problems", []string{"!"}, Panes, "Sources", "what has failed, and why", ""},
	{NextPane, "next-pane", []string{"tab"}, Panes, "Screen", "go to the next pane", ""},
	{PrevPane, "previous-pane", []string{"shift+tab"}, Panes, "Screen", "go to the previous pane", ""},
	{Narrower, "list-narrower", []string{"<"}, Panes, "Screen", "make the list narrower", ""},
	{Wider, "list-wider", []string{">"}, Panes, "Screen", "make the list wider", ""},
	{Zoom, "zoom", []string{"z"}, Panes, "Screen", "give the whole screen to one pane, or share it again", ""},
	{CommandLine, "command-line", []string{":", "ctrl+p"}, Panes, "Screen", "command line: any name from this table can be typed", ""},
	{Theme, "theme", nil, Panes, "Screen", "change the colours until the program ends", ""},
	{Set, "set", nil, Panes, "Screen", "change a setting until the program ends, or show it", ""},
	{Redraw, "redraw", []string{"ctrl+l"}, Panes | Overlay, "Screen", "redraw the screen", ""},
	{Suspend, "suspend", []string{"ctrl+z"}, Panes | Overlay, "Screen", "suspend", ""},
	{Help, "help", []string{"?", "f1"}, Panes, "Screen", "this help", ""},
	{Close, "close", []string{"q", "esc", "?", "!", "h"}, Overlay, "Screen", "close the help", "close"},
	{Close, "close", []string{"q"}, List, "Screen", "quit", "quit"},
	{Close, "close", []string{"q", "esc"}, Article, "Screen", "back to the headlines", ""},
	{Close, "close", []string{"q", "esc"}, Timeline, "Screen", "end the range, or back to the headlines", ""},
	{Close, "close", []string{"q", "esc"}, Sources, "Screen", "back to the headlines", "back"},
	{Quit, "quit", []string{"Q", "ctrl+c"}, Panes | Overlay, "Screen", "quit at once", ""},
}

// Map is a set of bindings, ready to be asked.
type Map struct {
	rows   []Binding
	byKey  map[Scope]map[string]Action // one scope bit each
	macros [][]Call                    // of the actions from firstMacro on
}

// scopes are the single bits of Scope.
var scopes = [...]Scope{List, Article, Overlay, Finding, Timeline, Calendar, Sources}

// Default returns the bindings that the program ships with.
func Default() *Map { return newMap(table) }

func newMap(rows []Binding) *Map {
	m := &Map{rows: rows, byKey: make(map[Scope]map[string]Action, len(scopes))}
	for _, s := range scopes {
		m.byKey[s] = make(map[string]Action)
	}
	for _, b := range rows {
		for _, s := range scopes {
			if b.In&s == 0 {
				continue
			}
			for _, k := range b.Keys {
				m.byKey[s][k] = b.Action
			}
		}
	}
	for k, a := range m.byKey[Article] {
		if _, taken := m.byKey[Finding][k]; !taken {
			m.byKey[Finding][k] = a
		}
	}
	return m
}

// Rows returns the table in the order of the help, of the given scopes.
func (m *Map) Rows(in Scope) []Binding {
	var rows []Binding
	for _, b := range m.rows {
		if b.In&in != 0 {
			rows = append(rows, b)
		}
	}
	return rows
}
