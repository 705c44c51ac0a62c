package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/dialog"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/prompt"
	"dateline/ui/session"
)

// front is the screen as actions see it. It gathers the commands of its methods until the
// action returns.
type front struct{ *App }

var _ action.Front = front{}

// run gathers a command.
func (f front) run(cmd tea.Cmd) error {
	f.acting.gathered = append(f.acting.gathered, cmd)
	return nil
}

func (f front) Library() model.Library  { return f.State.Library }
func (f front) Host() host.Host         { return f.opts.Host }
func (f front) Env() query.Env          { return f.State.Env(false) }
func (f front) Filter() *session.Filter { return &f.State.Filter }
func (f front) Views() []model.View     { return f.State.Views }
func (f front) Tags() []model.TagCount  { return f.known.Tags }
func (f front) Visit() *session.Visit   { return &f.State.Visit }
func (f front) NewFilter() string       { return f.arrivals.Filter() }
func (f front) Here() *model.Headline   { return f.browsing.Here() }

func (f front) Many() bool {
	return f.browsing.Selecting() && !(f.reading.Away() && f.focus == keys.Article)
}

func (f front) Known() action.Known {
	return action.Known{
		Served: f.opts.Served,
		Rules:  f.known.Rules, Feeds: f.known.Feeds, Record: f.details.About(), Tags: f.reading.Article().State.Tags,
		Offers: f.opts.Offers, Themes: f.opts.ThemeNames(), Settings: f.opts.SetChoices,
	}
}

func (f front) KeyFor(name keys.Action) string { return f.keyFor(name) }
func (f front) Ellipsis() string               { return f.Theme.Marks.Ellipsis }

func (f front) ShowFacts(title string, facts []session.Fact) { f.details.ShowFacts(title, facts) }
func (f front) Problems() session.Problems                   { return f.tasks.Problems() }

// Meant is the row of the column while that has the keys, else the source of the headline.
func (f front) Meant() session.Meant {
	if f.scope() == keys.Sources {
		return f.sources.Meant()
	}
	if h := f.browsing.Here(); h != nil && h.Source != "" {
		return session.Meant{Feed: session.FeedOf(h), Called: h.Source}
	}
	return session.Meant{}
}

func (f front) Show(title, text string) {
	f.details.ShowText(title, text)
}

func (f front) Ask(q action.Question, then func(text string) error) error {
	accept := func(text string) (tea.Cmd, error) {
		return f.act(func(action.Front) error { return then(text) })
	}
	switch {
	case q.Prompt == action.InArticle:
		return f.run(f.openFind())
	case q.Prompt == action.InFilter:
		return f.run(f.openPrompt(prompt.Filter))
	case q.Prompt == action.ForDate:
		return f.run(f.openPrompt(prompt.Date))
	case q.Prompt == action.ForPlace:
		return f.run(f.openPrompt(prompt.GoTo))
	case q.Menu != "":
		return f.Choose(q.Menu, f.choices(q.Action, ""), then)
	}
	e := &dialog.Entry{Label: q.Label, Help: q.Help, History: q.History}
	if action.Of(q.Action).Choices != nil {
		e.Choices = func(typed string) []action.Choice { return f.choices(q.Action, typed) }
	}
	if !strings.HasSuffix(e.Label, ":") {
		e.Label = f.browsing.Labelled(e.Label)
	}
	_ = f.run(f.enter(e, q.Text, accept))
	switch q.Reads {
	case action.Tags:
		return f.run(f.known.ReadTags())
	case action.Rules:
		return f.run(f.known.ReadRules())
	case action.Feeds:
		return f.run(f.known.ReadFeeds())
	}
	return nil
}

// choices completes the argument of an action.
func (a *App) choices(act keys.Action, typed string) []action.Choice {
	if offer := action.Of(act).Choices; offer != nil {
		return offer(front{a}, typed)
	}
	return nil
}

func (f front) Confirm(question string, yes func() error) error {
	f.keys.Reset()
	f.asking.Open(&dialog.Confirm{Question: question}, dialog.Then{Decided: func() tea.Cmd { return f.finish(yes) }})
	return nil
}

func (f front) Choose(question string, choices []action.Choice, then func(text string) error) error {
	f.keys.Reset()
	m := dialog.NewMenu(question, choices)
	f.asking.Open(m, dialog.Then{Decided: func() tea.Cmd {
		return f.orReport(f.act(func(action.Front) error { return then(m.Chosen()) }))
	}})
	return nil
}

func (f front) Background(w action.Work, ask func(context.Context) (func() error, error)) error {
	if w.Says != "" {
		f.Say(w.Says)
	}
	then := func(next func() error, err error) tea.Cmd {
		var failure action.Failure
		switch {
		case errors.As(err, &failure):
			return f.Failed(failure.Doing, failure.Err)
		case err != nil:
			return f.Failed(w.Name, err)
		}
		return f.finish(next)
	}
	if w.Every {
		return f.run(load.Do(f.Ctx, ask, then))
	}
	l := f.acting.works[w.Name]
	if l == nil {
		l = &work{stops: w.Says != ""}
		f.acting.works[w.Name] = l
	}
	return f.run(l.Start(f.Ctx, ask, then))
}

func (f front) Task(t action.Task) error {
	asks := func(err error) func() tea.Cmd {
		ask := t.Question(err)
		if ask == nil || f.asking.Dialog() != nil { // the reader is busy with something else
			return nil
		}
		return func() tea.Cmd { return f.finish(ask) }
	}
	return f.run(f.tasks.Begin(t.Doing, t.Text, t.Do, asks))
}

func (f front) Headline(_ keys.Call, do func(model.Headline) error) error {
	h, ok := f.browsing.Selected()
	if !ok {
		return action.ErrNoHeadline
	}
	return do(h)
}

func (f front) Selected(_ keys.Call, do func([]model.Headline) error) error {
	return f.run(f.browsing.WithSelected(func(hs []model.Headline) tea.Cmd { return f.finish(func() error { return do(hs) }) }))
}

func (f front) Article(_ int, do func(model.Article) error) error {
	return f.run(f.withArticle(func(art model.Article) tea.Cmd { return f.finish(func() error { return do(art) }) }))
}

// Mark shows the change before the library has made it.
func (f front) Mark(hs []model.Headline, m model.Mark) error {
	_ = f.run(f.mark(session.Marked(hs, m), m))
	f.browsing.Alter(hs, func(s *model.State) { session.Apply(m.Do, s) })
	switch m.Do {
	case model.Hide:
		f.browsing.TakeOut(hs)
	case model.Unhide:
	default:
		return nil
	}
	if len(hs) == 1 {
		f.Say(fmt.Sprintf(message.DoneUndoes, session.Done(model.Act{Mark: m, N: 1}), f.KeyFor(keys.Undo)))
	}
	return f.run(f.browsing.ShowSelected())
}

func (f front) Change(hs []model.Headline, do func(context.Context, time.Time) (model.Act, error)) error {
	f.browsing.Keep(hs...)
	at := f.Now()
	return f.run(f.write(verbDone, func(ctx context.Context) (model.Act, error) { return do(ctx, at) }))
}

func (f front) Propose(p session.Plan) error {
	f.keys.Reset()
	c := &dialog.Confirm{}
	f.asking.Open(c, dialog.Then{
		Decided: func() tea.Cmd { return f.carryOut(p) },
		GivenUp: func() tea.Cmd {
			f.acting.plan.Stop()
			return nil
		},
	})
	lib, before := f.State.Library, f.Pending()
	return f.run(f.acting.plan.Start(f.Ctx, func(ctx context.Context) (session.Plan, error) {
		if before != nil { // count after earlier changes
			<-before
		}
		err := p.Count(ctx, lib)
		return p, err
	}, func(counted session.Plan, err error) tea.Cmd {
		switch {
		case f.asking.Dialog() != c:
		case err != nil:
			f.asking.Close()
			return f.Failed(message.CountArticles, err)
		case counted.Idle():
			f.asking.Close()
			f.Say(counted.NothingUnread())
		default:
			p = counted
			c.Question = p.Question()
		}
		return nil
	}))
}

// Turn ignores the count: a key undoes one change.
func (f front) Turn(redo bool, _ int) error { return f.run(f.journal(redo)) }

func (f front) SetFilter(text string, at model.At) error {
	if _, err := query.Parse(text, f.State.Env(false)); err != nil {
		return err
	}
	return f.run(f.browsing.Apply(text, at))
}

func (f front) GoTo(date model.Span) error { return f.run(f.goTo(date)) }

func (f front) Link(number int) (string, error) {
	h, _ := f.browsing.Selected()
	return f.reading.Link(h.ID, number)
}

func (f front) Renew(ids []model.ID) error {
	if !slices.Contains(ids, f.reading.Wanted()) {
		return nil
	}
	return f.run(tea.Batch(f.reading.Renew(), f.details.Renew()))
}

func (f front) OpenPage(address string) error {
	_ = f.run(f.focusOn(keys.Article))
	return f.run(f.reading.OpenPage(address))
}

func (f front) Offer(address string) error { return f.run(f.offer(address)) }

func (f front) Copy(text string) error { return f.run(f.copy(text)) }
