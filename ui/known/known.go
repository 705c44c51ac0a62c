// Package known is what a reader can be offered while typing that must be asked of the
// library first: its tags and its rules.
package known

import (
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

	epoch        int // in which the rules were asked for, plus one
	readingTags  load.Load[[]model.TagCount]
	readingRules load.Load[[]model.Rule]
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

// ReadTags asks for the tags of the library.
func (c *Controller) ReadTags() tea.Cmd {
	return c.readingTags.Start(c.Ctx, c.Library.Tags, func(tags []model.TagCount, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadTags, err)
		}
		c.Tags, c.renewed = tags, true
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
