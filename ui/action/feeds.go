package action

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// feeds are the actions that put the sources in order. They are about the source or folder
// under the cursor of the column, else about the source of the article.
var feeds = group("Sources", []Spec{
	{
		Action: keys.RenameSource, Keys: []string{"g r"}, Arg: "NAME", Help: "rename the source, or the folder under the cursor of the column",
		Ask:     Question{Label: message.RenameLabel, Line: message.RenameLabelPlain},
		Prepare: askRename, Do: renameSource,
	},
	{
		Action: keys.MoveSource, Keys: []string{"g f"}, Arg: "FOLDER", Help: "move the source, or the folder, to a folder such as news/local; / for none",
		Ask:     Question{Label: message.MoveLabel, Help: message.MovePrompt, Line: message.MoveLabelPlain, Reads: Feeds},
		Prepare: askSource, Choices: folders, Do: moveSource,
	},
	{Action: keys.PauseSource, Keys: []string{"g p"}, Help: "have the source, or those of the folder, fetched no longer; again, fetched again", Do: pauseSource},
	{Action: keys.RemoveSource, Keys: []string{"g x"}, Help: "follow the source, or those of the folder, no longer; what it has brought stays", Do: removeSource},
	{
		Action: keys.SetSource, Keys: []string{"g s"}, Arg: "NAME VALUE", Help: "change a setting of the source, such as its interval",
		Ask:     Question{Label: message.SetSourceLabel, Help: message.SetPrompt, Line: message.SetLine, Reads: Feeds},
		Prepare: askSource, Choices: sourceSettings, Do: setSource,
	},
	{Action: "merge-source", Help: "make one of the source and another that is fetched from the same place; asks first", Do: mergeSource},
	{Action: keys.SourceInfo, Keys: []string{"g i"}, Help: "the settings of the source, when it is fetched, and what failed", Do: sourceInfo},
})

// meant returns the feeds that the reader means, or says that there are none.
func meant(f Front) (session.Meant, error) {
	m := f.Meant()
	if m == (session.Meant{}) {
		return m, Hint{message.NoSourceMeant, message.WhichSourceMeant}
	}
	return m, nil
}

// askSource asks for what a feed or folder is to have, naming it.
func askSource(f Front, q Question, ask func(Question) error) error {
	m, err := meant(f)
	if err != nil {
		return err
	}
	q.Label = fmt.Sprintf(q.Label, m.Title())
	return ask(q)
}

// askRename asks for a name, beginning with the one that is to be changed.
func askRename(f Front, q Question, ask func(Question) error) error {
	q.Text = path.Base(f.Meant().Title())
	if m := f.Meant(); m.Folder == "" {
		q.Text = m.Title()
	}
	return askSource(f, q, ask)
}

// changeFeeds changes the feeds that are meant as plan says, as one act.
func changeFeeds(f Front, plan func(m session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, error)) error {
	m, err := meant(f)
	if err != nil {
		return err
	}
	return f.Change(nil, func(ctx context.Context, at time.Time) (model.Act, error) {
		feeds, err := m.Feeds(ctx, f.Library())
		if err != nil {
			return model.Act{}, refusal(err)
		}
		changes, err := plan(m, feeds)
		if err != nil {
			return model.Act{}, refusal(err)
		}
		return f.Library().ChangeSubscriptions(ctx, changes, at)
	})
}

// refusal returns what is wrong in what was asked for as a sentence; other errors stay.
func refusal(err error) error {
	if wrong := session.WrongFeeds(err); wrong != "" {
		return Refusal(wrong)
	}
	return err
}

func renameSource(f Front, c Call) error {
	return changeFeeds(f, func(m session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, error) {
		return m.Rename(feeds, c.Arg)
	})
}

func moveSource(f Front, c Call) error {
	return changeFeeds(f, func(m session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, error) {
		return m.Move(feeds, c.Arg)
	})
}

func setSource(f Front, c Call) error {
	return changeFeeds(f, func(_ session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, error) {
		return session.SetSource(feeds, c.Arg)
	})
}

func pauseSource(f Front, _ Call) error {
	return changeFeeds(f, func(_ session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, error) {
		return session.Pause(feeds), nil
	})
}

// removeSource follows what is meant no longer. It asks first where that is more than one
// feed.
func removeSource(f Front, _ Call) error {
	remove := func() error {
		return changeFeeds(f, func(_ session.Meant, feeds []model.Subscription) ([]model.SubscriptionChange, error) {
			return session.Unfollow(feeds), nil
		})
	}
	m, err := meant(f)
	if err != nil || m.Folder == "" {
		return or(err, remove)
	}
	return withFeeds(f, m, func(feeds []model.Subscription) error {
		return f.Confirm(fmt.Sprintf(message.RemoveQuestion, message.Number(len(feeds)), m.Title()), remove)
	})
}

// or returns err or else what do returns.
func or(err error, do func() error) error {
	if err != nil {
		return err
	}
	return do()
}

// withFeeds calls do with the feeds that are meant.
func withFeeds(f Front, m session.Meant, do func([]model.Subscription) error) error {
	return f.Background(Work{Name: message.ReadSources}, func(ctx context.Context) (func() error, error) {
		feeds, err := m.Feeds(ctx, f.Library())
		if wrong := session.WrongFeeds(err); wrong != "" {
			return func() error { return Refusal(wrong) }, nil
		}
		return func() error { return do(feeds) }, err
	})
}

// sourceInfo shows all that is known of the feeds that are meant.
func sourceInfo(f Front, _ Call) error {
	m, err := meant(f)
	if err != nil {
		return err
	}
	return withFeeds(f, m, func(feeds []model.Subscription) error {
		var facts []session.Fact
		for i := range feeds {
			facts = append(facts, session.AboutFeed(&feeds[i], f.Env().Now)...)
		}
		f.ShowFacts(m.Title(), facts)
		return nil
	})
}

// folders are the folders there are, and none.
func folders(f Front, typed string) []Choice {
	cs := []Choice{{Text: "/", Label: "/", Help: message.NoFolderHelp}}
	for _, name := range session.Folders(f.Known().Feeds) {
		cs = append(cs, Choice{Text: name, Label: name})
	}
	return slices.DeleteFunc(cs, func(c Choice) bool { return !Holds(c.Label, typed) })
}

// sourceSettings are the settings of a source and then what one may become.
func sourceSettings(f Front, typed string) []Choice {
	name, value, more := strings.Cut(typed, " ")
	now := f.Meant().Of(f.Known().Feeds)
	if !more {
		return holding(name, session.SourceSettings, func(s session.SourceSetting) Choice {
			c := Choice{Text: s.Name + " ", Label: s.Name, Help: s.Help}
			if now != nil && s.Text(now) != "" {
				c.Help += ": " + s.Text(now)
			}
			return c
		})
	}
	s, err := session.SourceSettingOf(name)
	if err != nil {
		return nil
	}
	words := s.Words
	if name == "folder" {
		words = session.Folders(f.Known().Feeds)
	}
	return holding(value, words, func(w string) Choice { return Choice{Text: name + " " + w, Label: w} })
}

// problems shows the sources that fail, and what else has failed in this session.
func problems(f Front, _ Call) error {
	return f.Background(Work{Name: message.ReadSources}, func(ctx context.Context) (func() error, error) {
		feeds, err := f.Library().Subscriptions(ctx)
		return func() error {
			facts := append(session.FailingFacts(feeds, f.Env().Now), f.Problems().Facts(f.Env().Now)...)
			if len(facts) == 0 {
				f.Show(message.ProblemsTitle, message.NoProblems)
				return nil
			}
			f.ShowFacts(message.ProblemsTitle, facts)
			return nil
		}, err
	})
}

// mergeSource makes one of the feed that is meant and its twin.
func mergeSource(f Front, _ Call) error {
	merge := f.Host().Merge()
	if merge == nil {
		return NotAllowed(message.NoMerging)
	}
	m, err := meant(f)
	if err != nil {
		return err
	}
	return f.Background(Work{Name: message.ReadSources}, func(ctx context.Context) (func() error, error) {
		all, err := f.Library().Subscriptions(ctx)
		keep, drop, ok := session.TwinOf(all, m)
		return func() error {
			if !ok {
				return Hint{Screen: fmt.Sprintf(message.NoTwin, m.Title())}
			}
			return f.Confirm(fmt.Sprintf(message.MergeQuestion, drop.Name(), keep.Name()), func() error {
				return f.Background(Work{Name: message.MergeSources, Every: true}, func(ctx context.Context) (func() error, error) {
					return say(f, fmt.Sprintf(message.Merged, drop.Name(), keep.Name())), merge(ctx, keep.Address, drop.Address)
				})
			})
		}, err
	})
}
