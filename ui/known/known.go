// Package known is what a reader can be offered while typing that must be asked of the
// library first: its tags and its rules.
package known

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/shared"
)

// Controller keeps tags and rules as they were when they were last asked for.
type Controller struct {
	*shared.State
	Tags  []model.TagCount
	Rules []model.Rule
	Feeds []model.Subscription

	epoch        int // in which the rules were asked for, plus one
	readingTags  load.Load[names]
	readingRules load.Load[[]model.Rule]
	readingFeeds load.Load[[]model.Subscription]
	renewed      bool
}

// New returns a controller that knows nothing.
func New(s *shared.State) *Controller { return &Controller{State: s} }

// Reset forgets all, for another library.
func (c *Controller) Reset() { *c = Controller{State: c.State} }

// Renewed reports whether tags or rules have come since it was asked last.
func (c *Controller) Renewed() bool {
	renewed := c.renewed
	c.renewed = false
	return renewed
}

// names are the tags, and the feeds with their folders.
type names struct {
	tags  []model.TagCount
	feeds []model.Subscription
}

// ReadTags asks for the tags of the library, and for its feeds.
func (c *Controller) ReadTags() tea.Cmd {
	lib := c.Library
	return c.readingTags.Start(c.Ctx, func(ctx context.Context) (n names, err error) {
		if n.tags, err = lib.Tags(ctx); err == nil {
			n.feeds, err = lib.Subscriptions(ctx)
		}
		return n, err
	}, func(n names, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadTags, err)
		}
		c.Tags, c.Feeds, c.renewed = n.tags, n.feeds, true
		return nil
	})
}

// ReadingTags reports whether the tags are on their way.
func (c *Controller) ReadingTags() bool { return c.readingTags.Busy() }

// ReadRules asks for the rules.
func (c *Controller) ReadRules() tea.Cmd {
	return c.readingRules.Start(c.Ctx, c.Library.Rules, func(rules []model.Rule, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadRules, err)
		}
		c.Rules, c.renewed = rules, true
		return nil
	})
}

// NeedRules asks for the rules unless that was done in the same epoch of the library: it
// counts what they have done, which costs.
func (c *Controller) NeedRules(epoch int) tea.Cmd {
	if c.epoch == epoch+1 {
		return nil
	}
	c.epoch = epoch + 1
	return c.ReadRules()
}

// ReadFeeds asks for the feeds that are followed.
func (c *Controller) ReadFeeds() tea.Cmd {
	return c.readingFeeds.Start(c.Ctx, c.Library.Subscriptions, func(feeds []model.Subscription, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadSources, err)
		}
		c.Feeds, c.renewed = feeds, true
		return nil
	})
}
