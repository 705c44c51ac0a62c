package action

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/tokenize"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// filtering are the actions that change the filter.
var filtering = group("Filter", []Spec{
	{
		Action: keys.Search, Keys: []string{"/"}, In: keys.List | keys.Timeline | keys.Sources, Arg: "QUERY", Help: "filter: words, -word, title:, from:, is:unread, since:2018-11 ...", Hint: "filter",
		Ask:     Question{Prompt: InFilter, Line: message.FilterLabelPlain},
		Choices: queries,
		Do:      setFilter,
	},
	{
		Action: keys.EditFilter, Keys: []string{"F"}, Arg: "QUERY", Help: "edit the filter",
		Ask:     Question{Prompt: InFilter, Line: message.FilterLabelPlain},
		Choices: queries,
		Do:      setFilter,
	},
	{Action: keys.ClearFilter, Keys: []string{"c"}, In: keys.List | keys.Timeline | keys.Sources, Help: "clear the filter", Do: clearFilter},
	{Action: keys.FilterBack, Keys: []string{"esc"}, In: keys.List, Help: "undo the last step of the filter", Do: filterBack},
	{
		Action: keys.Show, Keys: []string{"U"}, Arg: "WHAT", Help: "show all, unread or starred articles, in turn",
		Choices: readings,
		Do:      show,
	},
	{Action: "fold", Keys: []string{"C"}, Help: "fold copies under the first of them; again, fold stories; again, nothing", Do: fold},
	{Action: "story", Keys: []string{"g C"}, Help: "the article's story by time: what other sources told of it; again, back", Do: story},
	{
		Action: keys.Sort, Keys: []string{"S"}, Arg: "ORDER", Help: "sort: n newest, o oldest, s source, t title, r relevance", Plain: "sort by newest, oldest, source, title or relevance",
		Ask:     Question{Menu: message.SortMenu, Line: sortLine},
		Choices: orders,
		Do:      sort,
	},
	{Action: keys.New, Keys: []string{"w"}, Help: "show what has arrived while you read, or else since your last visit", Do: showNew},
	{
		Action: keys.View, Keys: []string{"'"}, Arg: "NAME", Help: "go to a view: t today, u unread, s starred, or a saved one", Plain: "go to a view, by its name", Needs: Views,
		Ask:     Question{Menu: message.ViewMenu, Line: message.ViewLabelPlain},
		Choices: allViews,
		Do:      goToView,
	},
	{
		Action: keys.SaveView, Arg: "NAME", Help: "save the filter as a view",
		Ask:     Question{Label: message.SaveViewLabel, Line: message.SaveViewLabelPlain},
		Prepare: nameView,
		Choices: savedViews,
		Do:      saveView,
	},
	{
		Action: keys.DropView, Arg: "NAME", Help: "remove a saved view",
		Ask:     Question{Label: message.DropViewLabel, Help: message.DropViewPrompt, Line: message.DropViewLabelPlain},
		Choices: savedViews,
		Do:      dropView,
	},
})

// staying returns the place of the current headline, so that the list stays there.
func staying(f Front) model.At {
	if h := f.Here(); h != nil {
		return model.At{ID: h.ID}
	}
	return model.At{}
}

// refilter applies a changed filter and stays on the current headline.
func refilter(f Front, text string, err error) error {
	if err != nil {
		return err
	}
	return f.SetFilter(text, staying(f))
}

// setFilter applies a filter.
func setFilter(f Front, c Call) error { return refilter(f, c.Arg, nil) }

// clearFilter drops the filter.
func clearFilter(f Front, _ Call) error { return refilter(f, "", nil) }

// filterBack undoes the last step of the filter.
func filterBack(f Front, _ Call) error {
	to, steps := f.Filter().Steps.Back()
	err := refilter(f, to, nil)
	if err == nil {
		f.Filter().Steps = steps
	}
	return err
}

// show filters by read and starred state: as named, or the next in turn.
func show(f Front, c Call) error {
	text, err := session.ShowOnly(f.Filter().Text, cmp.Or(c.Arg, session.NextReading(f.Filter().Text)))
	return refilter(f, text, err)
}

// fold folds copies, then stories, then nothing. If that folds the current headline away,
// the one after it becomes current.
func fold(f Front, _ Call) error {
	text, folding, err := session.NextFolding(f.Filter().Text, f.Filter().Query.Sort)
	if err != nil {
		return err
	}
	at := staying(f)
	if h := f.Here(); h != nil && folding == query.FoldsCopies {
		at = model.At{Place: &h.Place}
	}
	f.Say(session.FoldingWords(folding))
	return f.SetFilter(text, at)
}

// story lists the story of an article by time; in a story it goes back.
func story(f Front, c Call) error {
	if query.StoryOf(f.Filter().Text) != "" {
		return refilter(f, f.Filter().BeforeStory, nil)
	}
	return f.Headline(c, func(h model.Headline) error {
		now := f.Env().Now
		return f.Background(Work{Name: message.GatherStory}, func(ctx context.Context) (func() error, error) {
			s, err := session.TellStory(ctx, f.Library(), h.ID, now)
			return func() error {
				if s.N < 2 {
					return say(f, message.NoStory)()
				}
				f.Filter().BeforeStory = f.Filter().Text
				f.Say(s.Words(f.Env().Now))
				return f.SetFilter(s.Query(), model.At{ID: s.Of})
			}, err
		})
	})
}

// sort sets the order of the list; the beginning of a name is enough.
func sort(f Front, c Call) error {
	order := c.Arg
	names, _ := query.Orders()
	if i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, strings.ToLower(order)) }); i >= 0 {
		order = names[i]
	}
	text, err := query.SetSort(f.Filter().Text, order)
	return refilter(f, text, err)
}

// showNew filters by what has arrived while the reader reads or, if that is nothing, since
// the last visit.
func showNew(f Front, _ Call) error {
	if text := f.NewFilter(); text != "" {
		return f.SetFilter(text, model.At{})
	}
	last := f.Visit().Last
	if last.IsZero() {
		return say(f, message.FirstVisit)()
	}
	f.Say(fmt.Sprintf(message.LastVisitEnded, last.In(f.Env().Now.Location()).Format(message.LongTime)))
	return f.SetFilter("is:new", model.At{})
}

// goToView replaces the filter with the text of a view, which the reader can then change.
func goToView(f Front, c Call) error {
	text, err := session.ViewText(f.Views(), c.Arg, f.Env())
	return refilter(f, text, err)
}

// saveView saves the filter under a name.
func saveView(f Front, c Call) error {
	v, err := session.NewView(c.Arg, f.Filter().Text)
	if err != nil {
		return err
	}
	return f.Change(nil, func(ctx context.Context, at time.Time) (model.Act, error) { return f.Library().SaveView(ctx, v, at) })
}

// dropView removes a saved view.
func dropView(f Front, c Call) error {
	name := strings.Trim(c.Arg, `"`)
	for _, v := range f.Views() {
		if tokenize.Same(v.Name, name) {
			return f.Change(nil, func(ctx context.Context, at time.Time) (model.Act, error) {
				return f.Library().DropView(ctx, v.Name, at)
			})
		}
	}
	return fmt.Errorf(message.NoSavedView, name)
}

// sortLine is the question of line mode for an order.
var sortLine = func() string {
	names, _ := query.Orders()
	return fmt.Sprintf(message.SortLabelPlain, strings.Join(names, ", "))
}()

// nameView asks for the name of the filter.
func nameView(f Front, q Question, ask func(Question) error) error {
	q.Help = fmt.Sprintf(message.SaveViewPrompt, f.Filter().Text)
	return ask(q)
}
