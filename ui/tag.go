package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// openTags asks for tags, and for those that there are.
func (a *App) openTags() tea.Cmd {
	cmd := a.askFor(keys.Tag, a.labelled(message.TagLabel), message.TagPrompt)
	return tea.Batch(cmd, a.readTags())
}

// readTags asks for the tags of the library.
func (a *App) readTags() tea.Cmd {
	return a.loadingTags.Start(a.Ctx, a.lib.Tags, a.tagged)
}

// tagged takes the tags of the library and offers them where tags are asked for.
func (a *App) tagged(tags []model.TagCount, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadTags, err)
	}
	a.tags = tags
	a.renewChoices()
	return nil
}

// retag gives tags to what is selected and takes them away, as one act.
func (a *App) retag(text string) (tea.Cmd, error) {
	changes, err := session.Retags(text, a.tags)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	return a.onPicked(func(ps []model.Headline) tea.Cmd {
		a.keep(ps...)
		lib, at := a.lib, a.opts.Now()
		return a.write(verbDone, func(ctx context.Context) (model.Act, error) {
			return session.Retag(ctx, lib, session.IDs(ps), changes, at)
		})
	}), nil
}

func (a *App) tagNames() []string {
	names := make([]string, len(a.tags))
	for i, t := range a.tags {
		names[i] = t.Name
	}
	return names
}

// tagChoices complete the last word of what is typed for tags; those of the
// shown article come first where one is to be taken away.
func (a *App) tagChoices(text string) []action.Choice {
	from := strings.LastIndexByte(text, ' ') + 1
	if i := strings.LastIndexByte(text, '"'); strings.Count(text, `"`)%2 == 1 {
		from = i
	}
	before, typed := text[:from], text[from:]
	typed, drop := strings.CutPrefix(typed, "-")
	typed = strings.TrimLeft(typed, `+#"`)
	var names []model.TagCount
	if drop {
		before += "-"
		for _, t := range a.reading.Article().State.Tags {
			names = append(names, model.TagCount{Name: t})
		}
	}
	if !drop || a.pick.on {
		names = append(names, a.tags...)
	}
	var cs []action.Choice
	for _, t := range names {
		if holds(t.Name, typed) && len(cs) < maxTagChoices {
			cs = append(cs, action.Choice{Text: before + session.Quoted(t.Name) + " ", Label: t.Name, Help: tagHelp(t)})
		}
	}
	return cs
}

// maxTagChoices bounds what is offered: some libraries hold thousands.
const maxTagChoices = 200

func tagHelp(t model.TagCount) string {
	if t.Total == 0 {
		return message.TagOfArticle
	}
	return fmt.Sprintf(message.TagOn, session.Articles(t.Total))
}
