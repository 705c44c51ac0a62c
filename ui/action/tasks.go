package action

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// tasks are the actions that fetch news.
var tasks = group("Sources", []Spec{
	{Action: keys.Refresh, Keys: []string{"r"}, Arg: "SOURCE", Help: "fetch what is new from this article's source or, in the column, from the source or folder; Esc stops it", Plain: "fetch what is new from a source, or from this article's; Ctrl-c stops it", Needs: Headline, Do: refresh},
	{Action: keys.RefreshAll, Keys: []string{"R"}, Help: "fetch what is new from all the feeds you follow", Do: refreshAll},
	{
		Action: keys.Add, Keys: []string{"a"}, Arg: "SOURCE", Help: "add to the library: an address, a file or a folder",
		Ask:     Question{Label: message.AddLabel, Help: message.AddPrompt, Line: message.AddLabelPlain},
		Prepare: askAdd,
		Choices: offers,
		Do:      add,
	},
	{Action: keys.GoThere, Keys: []string{"enter"}, In: keys.Overlay, Help: "go to the source that fails, in the column"},
	{Action: keys.Problems, Keys: []string{"!"}, Help: "the sources that fail, since when, and what to do; what else has failed", Do: problems},
})

// askAdd asks what to add, if the library can be added to.
func askAdd(f Front, q Question, ask func(Question) error) error {
	if f.Host().Add() == nil {
		return Refusal(message.NothingToAddTo)
	}
	switch {
	case f.Known().Served:
		q.Help, q.Line = message.AddAddress, message.AddAddressPlain
	case len(f.Known().Offers) > 0:
		q.Help = message.AddOffers
	}
	return ask(q)
}

// refresh fetches what is new from the source that was named, else from the source of the
// current headline.
func refresh(f Front, c Call) error {
	if c.Arg != "" {
		return refreshSource(f, c.Arg)
	}
	m := f.Meant()
	if m == (session.Meant{}) {
		return Hint{fmt.Sprintf(message.NoSourceToRefresh, f.KeyFor(keys.RefreshAll)), message.WhichSource}
	}
	return refreshSource(f, cmp.Or(m.Folder, m.Feed))
}

// refreshAll fetches what is new from all sources.
func refreshAll(f Front, _ Call) error { return refreshSource(f, "") }

func refreshSource(f Front, source string) error {
	refresh := f.Host().Refresh()
	if refresh == nil {
		return Refusal(message.NothingToRefresh)
	}
	return f.Task(Task{
		Doing: message.DoingRefreshing,
		Text:  fmt.Sprintf(message.Refreshing, f.Ellipsis()),
		Do: func(ctx context.Context, report func(host.Progress)) (string, error) {
			return refresh(ctx, source, report)
		},
	})
}

// add adds an address, a file or a folder to the library.
func add(f Front, c Call) error {
	add := f.Host().Add()
	if add == nil {
		return Refusal(message.NothingToAddTo)
	}
	return f.Task(Task{
		Doing: message.DoingAdding,
		Text:  fmt.Sprintf(message.Adding, c.Arg, f.Ellipsis()),
		Do: func(ctx context.Context, report func(host.Progress)) (string, error) {
			return add(ctx, c.Arg, report)
		},
		Asks: func(err error) func() error {
			var several *host.Several
			if !errors.As(err, &several) {
				return nil
			}
			return func() error { return chooseFeed(f, several) }
		},
	})
}

// chooseFeed adds the one of several feeds that the reader chooses.
func chooseFeed(f Front, s *host.Several) error {
	choices := make([]Choice, min(len(s.Feeds), len(choiceKeys)))
	for i, o := range s.Feeds[:len(choices)] {
		choices[i] = Choice{Key: choiceKeys[i : i+1], Text: o.Address, Label: o.Address}
		if o.Title != "" {
			choices[i].Label, choices[i].Help = o.Title, o.Address
		}
	}
	return f.Choose(fmt.Sprintf(message.WhichFeed, s), choices, func(address string) error {
		return add(f, Call{Action: keys.Add, Arg: address})
	})
}

// choiceKeys are the keys of choices that have no words of their own.
const choiceKeys = "123456789abcdefghijklmnopqrstuvwxyz"
