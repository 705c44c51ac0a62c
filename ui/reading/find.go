package reading

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/message"
)

// Find searches the article for a text; "" ends that.
func (c *Controller) Find(text string) tea.Cmd {
	c.Pane.Find(text)
	return c.search()
}

// LeaveFind ends the search and goes back to where it was begun.
func (c *Controller) LeaveFind() {
	c.finding.Stop()
	c.Pane.LeaveFind()
}

// search does the search that is on.
func (c *Controller) search() tea.Cmd {
	c.finding.Stop()
	if c.Searching() == "" {
		return nil
	}
	s := c.Search()
	return c.finding.Start(c.Ctx, func(ctx context.Context) (article.Found, error) {
		return s.Run(ctx), nil
	}, func(f article.Found, _ error) tea.Cmd {
		c.TakeFound(f)
		return nil
	})
}

// NextMatch goes to another match of the search.
func (c *Controller) NextMatch(n int) {
	if !c.Pane.NextMatch(n) {
		c.Say(message.NothingFoundToGoTo)
	}
}

// MatchWords says where the search in the article stands: "3 of 17".
func (c *Controller) MatchWords() string {
	if c.Searching() == "" {
		return ""
	}
	at, of := c.Match()
	switch {
	case of > 0:
		return fmt.Sprintf(message.NumberOf, message.Number(at), message.Number(of))
	case c.finding.Busy():
		return ""
	}
	return message.NotFoundShort
}

// SearchWords says what is searched for and where the search stands, for the
// status line.
func (c *Controller) SearchWords() string {
	s := c.MatchWords()
	if s == "" {
		return ""
	}
	return "/" + c.Theme.Truncate(model.CleanLine(c.Searching()), 16) + " " + s
}
