package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/calendar"
	"dateline/ui/dialog"
	"dateline/ui/filter"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/list"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/reading"
	"dateline/ui/session"
	"dateline/ui/shared"
	"dateline/ui/sidebar"
	"dateline/ui/theme"
	"dateline/ui/timeline"
)

// App is the screen. Update routes messages, View draws; both touch memory
// only. Whatever may take time is a load, whose result comes back as a load.Msg.
type App struct {
	*shared.State
	opts  Options
	lib   model.Library
	keys  keys.Input
	theme *theme.Theme

	width, height int
	frame         Frame
	focus         keys.Scope // the pane that has the keys: List, Article, Timeline or Sources
	zoom          bool
	showTimes     bool    // it is wanted on the screen
	split         float64 // part of the room that the list has; 0: what suits the size
	dragging      bool    // the line between the panes is being moved

	list       list.List
	reading    *reading.Controller
	times      timeline.Timeline
	timesOf    string // the filter, without its date, that it is of
	side       sidebar.Sidebar
	showSide   shown
	sideTook   time.Duration
	days       calendar.Calendar
	month      month
	hintsDrawn struct {
		of   hintsOf
		text string
	}
	line   filter.Line
	prompt promptKind
	sheet  overlay.Sheet // what lies on top to be read
	about  model.Record  // the article that it tells of; none: it is the help
	asking dialog.Asking // what is asked in the last row

	epoch      int  // moves when what was counted may have changed
	countLate  bool // the counts of a filter wait for its typing to rest
	headingsOf int  // epoch in which the headings were counted
	filter     session.Filter
	saved      string   // the filter in force when the input line was opened
	savedAt    model.ID // what was selected then
	listOf     string   // the filter of the list that is shown
	stale      bool     // the library has moved since the list on its way was asked for

	look      theme.Options // of the terminal, as far as it is known, and of the settings
	jumping   bool          // the list on its way goes to a place of its own
	skipping  bool          // the selection goes on when it has come
	typeahead typeahead
	awaited   bool // how keys that were begun can go on is said
	progress  host.Progress
	loading   bool
	touched   bool // a key has been pressed
	task      task // what is fetched or added
	problems  session.Problems
	unseen    int    // of the problems
	working   string // the change of many articles that is being made
	leaving   bool   // the reader wants to quit

	visit session.Visit

	views []model.View     // that were saved
	tags  []model.TagCount // of the library, when they were last asked for
	rules []model.Rule     // likewise
	// rulesOf is the epoch after that in which the rules were asked for.
	rulesOf int

	find      load.Load[found]
	count     load.Load[session.Counts]
	headings  load.Load[[]model.Bucket]
	unread    load.Load[model.ID]
	planning  load.Load[session.Plan]
	beginning load.Load[begun]
	gathered  []tea.Cmd        // of the action that is being carried out
	works     map[string]*work // that actions have begun
	following load.Load[int]

	loadingViews      load.Load[[]model.View]
	loadingViewCounts load.Load[viewCounts]
	loadingSources    load.Load[[]model.Source]
	loadingNextSource load.Load[[]model.Source]
	loadingSelection  load.Load[[]model.Headline]
	loadingTags       load.Load[[]model.TagCount]
	loadingRules      load.Load[[]model.Rule]
	loadingInfo       load.Load[model.Record]
	loadingVersions   load.Load[versions]
	loadingArticle    load.Load[model.Article] // that something is to be done with
	loadingTimeline   load.Load[timeline.Data]
	loadingMonth      load.Load[[]model.Bucket]

	followLater load.Rest // shows the selected article
	countLater  load.Rest // counts what a filter that is being typed finds
	awaitLater  load.Rest // says how keys that were begun can go on
	sideLater   load.Rest // counts the column of sources again

	followed     int // feeds, where there are no articles
	nextSourceBy int // sources on, while they are read
	pick         selection

	ctx          context.Context // of the screen
	closeLibrary context.CancelFunc
}

// New returns the screen. Work that it begins ends with ctx.
func New(ctx context.Context, o Options) *App {
	a := &App{State: &shared.State{Library: o.Library, Host: o.Host, Now: o.Now}, ctx: ctx, opts: o, lib: o.Library, focus: keys.List, line: filter.New(), works: make(map[string]*work)}
	a.KeyFor = a.keyFor
	a.Ctx, a.closeLibrary = context.WithCancel(ctx)
	a.reading = reading.New(a.State, reading.Options{Renderer: o.Renderer, Pictures: o.picturesUnasked(), Tmux: o.Tmux})
	if a.keys.Map = o.Keys; a.keys.Map == nil {
		a.keys.Map = action.Keys()
	}
	a.retheme(func(l *theme.Options) {
		*l = theme.Options{Dark: true, Profile: theme.Mono, ASCII: o.ASCII, Scheme: o.Scheme, LinkNumbers: o.LinkNumbers}
	})
	a.width, a.height = o.Width, o.Height
	if a.Say(o.Notice); o.Begun != nil && o.Notice == "" {
		a.Say(fmt.Sprintf(message.Welcome, a.keyFor(keys.Add)))
	}
	a.loading = o.Load != nil
	a.list.SetNow(o.Now())
	a.times.SetWeek(o.WeekStart)
	a.days.SetWeek(o.WeekStart)
	a.setFilter(o.Filter)
	a.arrange()
	return a
}

// Init begins the first work.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.openLibrary(), a.untilMidnight()}
	if !a.opts.Mono {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if a.opts.Load != nil {
		cmds = append(cmds, a.load())
	}
	if a.opts.Changed != nil {
		cmds = append(cmds, a.awaitSettings())
	}
	return tea.Batch(cmds...)
}

// openLibrary asks for what is first shown of the library.
func (a *App) openLibrary() tea.Cmd {
	moved := a.lib.Watch(a.Ctx)
	return tea.Batch(a.ask(ask{window: a.list.FromTop(), jump: true}), a.recount(), a.awaitMove(moved, 0), a.readViews(), a.here())
}

// Update takes a message and begins the work it asks for, and then what waited
// for it.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := a.route(msg)
	return a, tea.Batch(cmd, a.release())
}

func (a *App) route(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.list.SetNow(a.opts.Now())
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return a, a.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		return a, a.retheme(func(l *theme.Options) { l.Dark = msg.IsDark() })
	case tea.ColorProfileMsg:
		return a, a.retheme(func(l *theme.Options) { l.Profile = theme.ProfileOf(msg.Profile) })
	case tea.ModeReportMsg:
		return a, a.reported(msg)
	case tea.KeyPressMsg:
		return a, tea.Batch(a.press(msg), a.here())
	case tea.MouseClickMsg:
		return a, tea.Batch(a.clicked(msg), a.here())
	case tea.MouseMotionMsg:
		return a, a.dragged(msg)
	case tea.MouseReleaseMsg:
		a.dragging = false
	case tea.MouseWheelMsg:
		return a, tea.Batch(a.wheeled(msg), a.here())
	case tea.PasteMsg:
		if a.holding() {
			a.hold(waiting{msg: msg})
			return a, nil
		}
		return a, a.paste(msg)
	case load.Msg:
		return a, msg.Deliver()
	case uv.KittyGraphicsEvent:
		return a, a.reading.GraphicsAnswered(msg)
	case tea.RawMsg:
		return a, a.reading.Told(msg)
	}
	return a, nil
}

// arrange gives every pane its rectangle and begins to render the article
// again where its width has changed.
func (a *App) arrange() tea.Cmd {
	a.frame = Arrange(a.width, a.height, Want{Filter: a.filterRows(), Calendar: a.line.Editing() && a.prompt != promptFilter, Timeline: a.showTimes, Side: a.wantsSide(), OnSide: a.focus == keys.Sources, Article: a.focus == keys.Article, Zoom: a.zoom, Split: a.split})
	a.list.SetSize(a.frame.List.W, a.frame.List.H)
	a.list.SetBeside(a.frame.Shape == Wide)
	hadSide := !a.side.Empty()
	a.side.SetSize(a.frame.Side.W, a.frame.Side.H)
	a.days.SetSize(a.frame.Calendar.W, a.frame.Calendar.H)
	a.month.focused = a.month.focused && !a.frame.Calendar.Empty()
	a.sheet.SetSize(a.width, max(0, a.height-1))
	var cmds []tea.Cmd
	if !hadSide {
		cmds = append(cmds, a.readSide())
	}
	if hidden := a.times.Empty(); a.times.SetSize(a.frame.Timeline.W, a.frame.Timeline.H) {
		cmds = append(cmds, a.readTimes(hidden))
	}
	cmds = append(cmds, a.reading.SetSize(a.frame.Article.W, a.frame.Article.H))
	return tea.Batch(cmds...)
}

func (a *App) resize(w, h int) tea.Cmd {
	a.width, a.height = max(0, w), max(0, h)
	return tea.Batch(a.arrange(), a.fill(), a.follow(0), a.readDays(false))
}

// env is what a query is read with: the reader's clock and week.
func (a *App) env(typing bool) query.Env {
	views := a.views
	return query.Env{Now: a.opts.Now(), WeekStart: a.opts.WeekStart, Typing: typing, View: func(name string) (string, bool) {
		return session.ViewNamed(slices.Concat(views, session.Shipped), name)
	}}
}

// setFilter takes a filter text that is known to be good, or says what is
// wrong with it and leaves the last good one in force.
func (a *App) setFilter(text string) bool {
	before := a.filter.Text
	if !a.filter.Set(text, a.env(a.line.Typing())) {
		return false
	}
	if text != before {
		a.endPick()
		a.epoch++
	}
	lit := query.Words(a.filter.Query)
	a.list.Highlight(lit)
	a.reading.Highlight(lit)
	a.list.Divide(list.DivisionOf(a.filter.Query, &a.opts.Settings))
	a.markVisit()
	a.markActive()
	return true
}

// current returns the filter's query as of now.
func (a *App) current() model.Query { return a.filter.Now(a.env(a.line.Typing())) }

// listed returns the current query without what is folded away.
func (a *App) listed() model.Query { return a.filter.Listed(a.env(a.line.Typing())) }

// untilMidnight waits for the day to change, when "today" does.
func (a *App) untilMidnight() tea.Cmd {
	now := a.opts.Now()
	next := (model.DayOf(now) + 1).In(now.Location())
	return load.After(a.ctx, next.Sub(now)+time.Second, func() tea.Cmd {
		return tea.Batch(a.refresh(), a.untilMidnight())
	})
}
