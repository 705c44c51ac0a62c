// Package details is what lies on top of the screen to be read: all that is known of an
// article, its versions, what has failed, the keys, what a command has written.
package details

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Controller is the sheet on top with what is asked for it.
type Controller struct {
	*shared.State
	overlay.Sheet
	redate func() string // names the key that corrects a date, where one is shown

	about     model.Record // the article that was shown last; none if it was something else
	asking    load.Load[model.Record]
	comparing load.Load[versions]
}

// versions are what the versions of an article come to.
type versions struct {
	title   string
	changes []session.Change
}

// New returns a sheet that is closed. redate names the key that corrects a date there.
func New(s *shared.State, redate func() string) *Controller {
	return &Controller{State: s, redate: redate}
}

// Reset closes the sheet, for another library.
func (c *Controller) Reset() {
	c.Close()
	c.about = model.Record{}
}

// About returns the article of which all that is known was shown last; its ID is "" where
// that was something else.
func (c *Controller) About() model.Record { return c.about }

func (c *Controller) show(title string, rows []overlay.Row) {
	c.about = model.Record{}
	c.Show(title, rows, c.Theme)
}

// ShowText shows a text.
func (c *Controller) ShowText(title, text string) {
	c.show(title, []overlay.Row{overlay.TextRow(text)})
}

// ShowKeys shows all keys, those of the pane that has the keys first.
func (c *Controller) ShowKeys(m *keys.Map, here keys.Scope) {
	heading := message.KeysInList
	switch here {
	case keys.Article:
		heading = message.KeysInArticle
	case keys.Finding:
		here, heading = keys.Finding|keys.Article, message.KeysInArticle
	case keys.Timeline:
		heading = message.KeysInTimeline
	case keys.Sources:
		heading = message.KeysInSources
	}
	c.show(message.KeysTitle, overlay.KeyRows(m, here, heading, c.Theme.ASCII))
}

// ShowFacts shows facts with a title.
func (c *Controller) ShowFacts(title string, facts []session.Fact) {
	var rows []overlay.Row
	for _, f := range facts {
		if f.Head != "" && len(rows) > 0 {
			rows = append(rows, overlay.Row{})
		}
		rows = append(rows, overlay.Row{Head: f.Head, Label: f.Label, Text: f.Text, Target: f.Feed})
	}
	c.show(title, rows)
}

// Ask asks for all that is known of an article, and shows it: its date first.
func (c *Controller) Ask(id model.ID) tea.Cmd {
	c.comparing.Stop()
	lib := c.Library
	return c.asking.Start(c.Ctx, func(ctx context.Context) (model.Record, error) {
		return lib.Record(ctx, id)
	}, func(r model.Record, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadArticle, err)
		}
		c.ShowFacts(message.AboutTitle, session.About(&r, c.Now(), c.redate()))
		c.about = r
		return nil
	})
}

// Renew asks again for what is shown of an article.
func (c *Controller) Renew() tea.Cmd {
	if !c.Open() || c.about.ID == "" {
		return nil
	}
	return c.Ask(c.about.ID)
}

// Compare asks for the versions of an article, and shows how it has changed.
func (c *Controller) Compare(id model.ID) tea.Cmd {
	c.asking.Stop()
	lib := c.Library
	return c.comparing.Start(c.Ctx, func(ctx context.Context) (versions, error) {
		title, changes, err := session.Versions(ctx, lib, id)
		return versions{title, changes}, err
	}, func(v versions, err error) tea.Cmd {
		switch {
		case err != nil:
			return c.Failed(message.ReadEarlierTexts, err)
		case len(v.changes) == 0:
			c.Say(message.OneVersion)
			return nil
		}
		var rows []overlay.Row
		for _, change := range v.changes {
			rows = append(rows, overlay.Row{Head: change.Head(c.Now())})
			rows = append(rows, overlay.ChangeRows(change.Text)...)
		}
		c.show(fmt.Sprintf(message.VersionsTitle, model.CleanLine(v.title)), rows)
		return nil
	})
}
