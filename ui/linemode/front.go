package linemode

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/lines"
	"dateline/ui/message"
	"dateline/ui/session"
)

// front is the session while it executes a line. It does at once what the screen does in
// the background.
type front struct {
	*Session
	*lines.Terminal
	ctx context.Context // of the line
}

var _ action.Front = front{}

func (f front) Library() model.Library { return f.o.Library }
func (f front) Host() host.Host        { return f.o.Host }
func (f front) Visit() *session.Visit  { return &f.visit }
func (f front) Here() *model.Headline  { return f.walk.Here }
func (f front) Many() bool             { return false }

func (f front) Problems() session.Problems { return f.problems }

// Meant is the source of the current headline, else the source or folder of the filter.
func (f front) Meant() session.Meant {
	if h := f.walk.Here; h != nil && h.Source != "" {
		return session.Meant{Feed: session.FeedOf(h), Called: h.Source}
	}
	source, _, folder := query.Chosen(f.filter.Text)
	return session.Meant{Feed: source, Folder: folder}
}

func (f front) Ellipsis() string { return "" }
func (f front) Known() action.Known {
	feeds, _ := f.o.Library.Subscriptions(f.ctx) // on an error no folder is offered
	return action.Known{Served: f.o.Served, Feeds: feeds, Offers: f.o.Offers, Settings: f.o.SetChoices}
}

// Filter returns the filter with current counts.
func (f front) Filter() *session.Filter {
	_ = f.filter.Recount(f.ctx, f.o.Library, f.Env()) // on an error the old counts stay
	return &f.filter
}

func (f front) Views() []model.View {
	views, _ := f.o.Library.Views(f.ctx) // on an error no view can be named
	return views
}

func (f front) Tags() []model.TagCount {
	tags, _ := f.o.Library.Tags(f.ctx) // on an error all typed tags are new
	return tags
}

func (f front) KeyFor(a keys.Action) string {
	if a == keys.DatePrompt {
		return string(a) + " 2018-11" // without one it asks
	}
	return string(a)
}

func (f front) Show(_, text string) {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, f.Theme.Wrap(line, f.Width())...)
	}
	f.Sheet(lines)
}

func (f front) Ask(q action.Question, then func(string) error) error {
	if q.Line == "" {
		return action.ErrNeedsScreen
	}
	switch q.Action {
	case keys.View, keys.Set, keys.SetSource, keys.MoveSource:
		for _, c := range action.Of(q.Action).Choices(f, "") {
			f.Lines(f.Wrap(strings.TrimSuffix(c.Label+": "+c.Help, ": "), 2)...)
		}
	case keys.Unkill:
		rules, err := f.o.Library.Rules(f.ctx)
		if err != nil || len(rules) == 0 {
			return f.none(message.NoRulesPlain, action.Failed(message.ReadRules, err))
		}
		var lines []string
		for _, r := range rules {
			lines = append(lines, f.Wrap(r.String()+": "+session.RuleWords(r, f.Env()), 2)...)
		}
		f.Sheet(lines)
	case keys.Add:
		if len(f.o.Offers) > 0 {
			f.Say(message.OffersPlain)
		}
		for i, o := range f.o.Offers {
			f.Lines(f.Hang(fmt.Sprintf("%d  ", i+1), "   ", o.Title+", "+o.About+": "+o.Address)...)
		}
	}
	text, err := f.Question(f.ctx, q.Line)
	switch {
	case err != nil:
		return err
	case text == "" && q.Default:
		text = q.Text
	}
	return then(text)
}

func (f front) Confirm(question string, yes func() error) error {
	f.Say(question)
	text, err := f.Question(f.ctx, "y/n")
	switch {
	case err != nil:
		return err
	case strings.EqualFold(text, "y"), strings.EqualFold(text, "yes"):
		return yes()
	}
	f.Say(message.LeftAsWas)
	return nil
}

func (f front) Choose(question string, choices []action.Choice, then func(string) error) error {
	f.Say(question)
	for _, c := range choices {
		text := c.Label
		if c.Help != "" {
			text += ": " + c.Help
		}
		f.Lines(f.Hang(c.Key+"  ", "   ", text)...)
	}
	text, err := f.Question(f.ctx, message.WhichNumberPlain)
	if err != nil {
		return err
	}
	for _, c := range choices {
		if c.Key == text {
			return then(c.Text)
		}
	}
	f.Say(message.LeftAsWas)
	return nil
}

func (f front) Background(w action.Work, ask func(context.Context) (func() error, error)) error {
	then, err := ask(f.ctx)
	if err != nil {
		return action.Failure{Doing: w.Name, Err: err}
	}
	return then()
}

func (f front) Headline(c action.Call, do func(model.Headline) error) error {
	h, err := f.walk.Meant(f.ctx, f.listing(), c.Count)
	if err != nil {
		return err
	}
	return do(h)
}

func (f front) Article(number int, do func(model.Article) error) error {
	if number == 0 && len(f.reading.trail) > 0 {
		return do(f.reading.article)
	}
	return f.Headline(action.Call{Count: number}, func(h model.Headline) error {
		art, err := f.o.Library.Article(f.ctx, h.ID)
		if err != nil {
			return action.Failure{Doing: message.ReadArticle, Err: err}
		}
		return do(art)
	})
}

func (f front) Selected(c action.Call, do func([]model.Headline) error) error {
	return f.Headline(c, func(h model.Headline) error {
		art, err := f.o.Library.Article(f.ctx, h.ID)
		h.State = art.State // it may have changed since it was printed
		if err != nil {
			return action.Failure{Doing: message.ReadArticle, Err: err}
		}
		return do([]model.Headline{h})
	})
}

func (f front) Mark(hs []model.Headline, m model.Mark) error {
	err := f.Change(hs, func(ctx context.Context, at time.Time) (model.Act, error) {
		return f.o.Library.Mark(ctx, session.Marked(hs, m), m, at)
	})
	if err == nil {
		session.Apply(m.Do, &f.walk.Here.State) // the current headline was meant
	}
	if f.walk.Here.State.Hidden { // now or already before
		f.filter.Kept.Drop(session.IDs(hs)...)
	}
	return err
}

func (f front) Change(hs []model.Headline, do func(context.Context, time.Time) (model.Act, error)) error {
	act, err := do(f.ctx, f.o.Now())
	title := ""
	for _, h := range hs {
		f.keep(h)
		title = ": " + h.Title
	}
	switch {
	case errors.As(err, new(action.Refusal)):
		return err
	case err != nil:
		return action.Failure{Doing: message.ChangeState, Err: err}
	case session.Changed(act):
		f.filter.Counted = false
		f.Say(fmt.Sprintf(message.DonePlain, session.Done(act)+title))
	default:
		f.Say(message.NothingChanged)
	}
	return nil
}

func (f front) Propose(p session.Plan) error {
	if err := p.Count(f.ctx, f.o.Library); err != nil {
		return action.Failure{Doing: message.CountArticles, Err: err}
	}
	if p.Idle() {
		return f.none(p.NothingUnread(), nil)
	}
	return f.Confirm(p.Question(), func() error {
		return f.Change(nil, func(ctx context.Context, at time.Time) (model.Act, error) { return p.Do(ctx, f.o.Library, at) })
	})
}

func (f front) Turn(redo bool, n int) error {
	for range n {
		act, said, err := session.Turn(f.ctx, f.o.Library, redo)
		switch {
		case errors.Is(err, model.ErrNothingToUndo):
			return f.none(session.NothingToTurn(redo), nil)
		case err != nil:
			return action.Failure{Doing: message.ChangeState, Err: err}
		}
		f.filter.Counted = false
		if h, ok := f.filter.Kept.Find(act.First); ok {
			f.keep(h)
		}
		f.Say(said)
	}
	return nil
}

func (f front) SetFilter(text string, _ model.At) error { return f.setFilter(text) }

func (f front) GoTo(s model.Span) error {
	at, ok := session.DateIn(s, f.filter.Query.Sort == model.Oldest)
	if !ok {
		return nil
	}
	return f.toDate(at)
}

func (f front) Link(number int) (string, error) {
	links := f.reading.links
	switch {
	case number == 0:
		return "", errors.New(message.WhichLink)
	case f.reading.article.ID == "":
		return "", errors.New(message.NothingBeingRead)
	case len(links) == 0:
		return "", action.Refusal(message.NoLinks)
	case number > len(links):
		return "", fmt.Errorf(message.LastLink, len(links))
	}
	return links[number-1].URL, nil
}

func (f front) Renew(ids []model.ID) error {
	if len(ids) != 1 {
		return nil
	}
	a, err := f.o.Library.Article(f.ctx, ids[0])
	if err != nil {
		return action.Failure{Doing: message.ReadArticle, Err: err}
	}
	return f.show(a, nil)
}

func (f front) OpenPage(address string) error {
	if u, err := url.Parse(address); err == nil && u.Scheme == "mailto" {
		return action.Browse(f, address)
	}
	read := f.o.Host.Page()
	if read == nil {
		return f.Offer(address)
	}
	f.Say(fmt.Sprintf(message.Opening, address, f.Ellipsis()))
	a, err := read(f.ctx, address)
	if err != nil {
		return action.Failed(message.OpenLink, err)
	}
	a.ID = model.ID("page " + address) // no article of the library has such an ID
	trail := f.reading.trail
	trail.Push(session.Page{Article: f.reading.article})
	return f.show(a, trail)
}

func (f front) Offer(address string) error {
	return f.none(fmt.Sprintf(message.NotOpened, address), nil)
}

func (f front) Copy(text string) error { return f.none(text, nil) }

func (f front) Task(t action.Task) error {
	failed := len(f.problems)
	said, err := t.Do(f.ctx, f.reporter(t.Doing))
	switch {
	case err != nil && t.Question(err) != nil:
		return t.Question(err)()
	case err != nil:
		if f.ctx.Err() == nil {
			f.problems.Add(f.o.Now(), t.Doing, err)
		}
		return err
	}
	if n := len(f.problems) - failed; n > 0 {
		f.Say(session.WithFailed(said, n) + ".")
		f.Say(message.ProblemsPlain)
	} else {
		f.Say(said)
	}
	return f.goToBegun()
}

func (f front) Move(c action.Call) error {
	if move := f.moves()[c.Action]; move != nil {
		return move(c)
	}
	return action.ErrNeedsScreen
}

// offered returns the address of a suggested feed by its number, or else the typed text.
func (f front) offered(place string) string {
	if n, err := strconv.Atoi(place); err == nil && n > 0 && n <= len(f.o.Offers) {
		return f.o.Offers[n-1].Address
	}
	return place
}
