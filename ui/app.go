package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/arrivals"
	"dateline/ui/browsing"
	"dateline/ui/details"
	"dateline/ui/dialog"
	"dateline/ui/input"
	"dateline/ui/keys"
	"dateline/ui/known"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/periods"
	"dateline/ui/prompt"
	"dateline/ui/reading"
	"dateline/ui/shared"
	"dateline/ui/sources"
	"dateline/ui/tasks"
	"dateline/ui/theme"
)

// App is the screen. Update routes messages and View draws; both touch only memory.
// Slow work runs as a load, whose result returns as a load.Msg.
type App struct {
	*shared.State
	opts Options
	keys keys.Input

	layout
	focus keys.Scope // List, Article, Timeline or Sources

	browsing *browsing.Controller
	reading  *reading.Controller
	tasks    *tasks.Controller
	timeline *periods.Timeline
	calendar *periods.Calendar
	sources  *sources.Controller
	details  *details.Controller
	known    *known.Controller
	arrivals *arrivals.Controller
	hints    hints
	acting   acting
	prompt   *prompt.Controller
	asking   dialog.Asking // in the last row

	look      theme.Options // from the settings and what is known of the terminal
	typeahead typeahead
	bandwidth bandwidth
	link      *link          // to the terminal; nil where it is not elsewhere
	limitFPS  func(low bool) // nil until the program runs
	touched   bool           // a key has been pressed
	leaving   bool           // the reader wants to quit

	ctx          context.Context // of the screen
	closeLibrary context.CancelFunc
}

// New returns the screen. Its work ends with ctx.
func New(ctx context.Context, o Options) *App {
	o.Served = o.Served || o.Input != nil
	a := &App{State: &shared.State{Library: o.Library, Host: o.Host, Now: o.Now, Line: input.New()}, ctx: ctx, opts: o, focus: keys.List, acting: acting{works: make(map[string]*work)}}
	a.Config = &a.opts.Config
	a.KeyFor, a.Offer = a.keyFor, a.offer
	a.Ctx, a.closeLibrary = context.WithCancel(ctx)
	a.tasks = tasks.New(a.State)
	a.reading = reading.New(a.State, reading.Options{Renderer: o.Renderer, Pictures: a.picturesUnasked(), Tmux: o.Tmux})
	a.browsing = browsing.New(a.State, browsing.Options{Reading: a.readingID, Ahead: a.readAhead})
	a.prompt = prompt.New(a.State, a.filterChoices)
	a.details = details.New(a.State, func() string { return a.keys.Map.KeyFor(keys.Redate, keys.Overlay, a.Theme.ASCII) })
	a.known = known.New(a.State)
	a.arrivals = arrivals.New(a.State, arrivals.Options{Follow: o.Follow, Notify: a.notifier(), Still: o.Load != nil})
	a.timeline, a.calendar, a.sources = periods.NewTimeline(a.State), periods.NewCalendar(a.State), sources.New(a.State)
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
	a.browsing.Set(o.Filter)
	a.arrange()
	return a
}

// Init implements tea.Model.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.openLibrary(), a.untilMidnight(), a.setPace()}
	if !a.opts.Mono && !a.opts.NoHyperlinks { // a terminal that knows no OSC would show the question
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if a.opts.Load != nil {
		cmds = append(cmds, a.tasks.Open(a.opts.Load))
	}
	if a.opts.Changed != nil {
		cmds = append(cmds, a.awaitSettings())
	}
	if a.opts.Events != nil {
		cmds = append(cmds, a.awaitEvent())
	}
	return tea.Batch(cmds...)
}

// openLibrary loads what the screen shows first.
func (a *App) openLibrary() tea.Cmd {
	moved := a.Library.Watch(a.Ctx)
	return tea.Batch(a.browsing.Top(), a.awaitMove(moved, 0), a.sources.ReadViews(), a.browsing.Seen())
}

// Update handles a message, then the keys that waited for it.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := a.route(msg)
	return a, tea.Batch(cmd, a.followRooms(), a.release())
}

func (a *App) route(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.browsing.SetNow(a.Now())
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return a, a.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		return a, tea.Batch(a.answered(), a.retheme(func(l *theme.Options) { l.Dark = msg.IsDark() }))
	case tea.ColorProfileMsg:
		return a, a.retheme(func(l *theme.Options) { l.Profile = theme.ProfileOf(msg.Profile) })
	case tea.ModeReportMsg:
		return a, tea.Batch(a.answered(), a.reported(msg))
	case tea.KeyPressMsg:
		return a, tea.Batch(a.touch(), a.press(msg), a.browsing.Seen())
	case tea.MouseClickMsg:
		return a, tea.Batch(a.arrivals.Touched(), a.clicked(msg), a.browsing.Seen())
	case tea.MouseMotionMsg:
		return a, a.dragged(msg)
	case tea.MouseReleaseMsg:
		a.dragging = false
	case tea.MouseWheelMsg:
		return a, tea.Batch(a.arrivals.Touched(), a.wheeled(msg), a.browsing.Seen())
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
		return a, a.reading.Sent(msg)
	}
	return a, nil
}

// followRooms lets each part of the screen follow the events of the others.
func (a *App) followRooms() tea.Cmd {
	if a.known.Renewed() {
		a.renewChoices()
	}
	return tea.Batch(a.followTasks(), a.followSources(), a.followTimeline(), a.followBrowsing())
}

// followBrowsing lets the rest of the screen follow events of the list.
func (a *App) followBrowsing() tea.Cmd {
	var cmds []tea.Cmd
	add := func(cmd tea.Cmd) { cmds = append(cmds, cmd) }
	for h := a.browsing.Happened(); h != (browsing.Happened{}); h = a.browsing.Happened() {
		if h.Filtered {
			a.reading.Highlight(query.Words(a.Filter.Query))
			a.sources.MarkActive()
			add(a.arrange())
		}
		if h.Jumped {
			a.typeahead.take(keys.List)
		}
		if h.Counting {
			add(a.timeline.Count(true))
		}
		if h.Counted {
			if a.tasks.Waiting = 0; a.Filter.Counts.All == 0 {
				add(a.tasks.CountWaiting())
			}
		}
		if h.Came {
			add(a.catchUp(keys.List, a.moveList))
			add(a.browsing.Settle())
		}
		if h.Nothing {
			a.reading.Clear()
		}
		if now, ok := a.browsing.Selected(); ok && h.Open != browsing.NotOpened {
			add(a.open(now, h.Open == browsing.OpenedKeys || a.focus == keys.Article))
		}
		if h.Follow {
			add(a.showSelected())
		}
	}
	a.reading.Expect(nil)
	return tea.Batch(append(cmds, a.browsing.Extend())...)
}

// arrange gives every pane its rectangle, and renders the article again if its width has
// changed.
func (a *App) arrange() tea.Cmd {
	a.frame = Arrange(a.width, a.height, Want{Filter: a.prompt.Rows(), Calendar: a.prompt.ForDate(), Timeline: a.timeline.Wanted, Side: a.wantsSources(), OnSide: a.focus == keys.Sources, Article: a.focus == keys.Article, Zoom: a.zoom, Split: a.split})
	a.browsing.SetSize(a.frame.List.W, a.frame.List.H)
	a.browsing.SetBeside(a.frame.Shape == Wide)
	a.calendar.Resize(a.frame.Calendar.W, a.frame.Calendar.H)
	a.details.SetSize(a.width, max(0, a.height-1))
	return tea.Batch(
		a.sources.Resize(a.frame.Side.W, a.frame.Side.H),
		a.timeline.Resize(a.frame.Timeline.W, a.frame.Timeline.H),
		a.reading.SetSize(a.frame.Article.W, a.frame.Article.H),
	)
}

func (a *App) resize(w, h int) tea.Cmd {
	a.width, a.height = max(0, w), max(0, h)
	return tea.Batch(a.arrange(), a.browsing.Fill(), a.showSelected(), a.calendar.Count(false))
}

// untilMidnight waits for midnight, when "today" changes.
func (a *App) untilMidnight() tea.Cmd {
	now := a.Now()
	next := (model.DayOf(now) + 1).In(now.Location())
	return load.After(a.ctx, next.Sub(now)+time.Second, func() tea.Cmd {
		return tea.Batch(a.refresh(), a.untilMidnight())
	})
}
