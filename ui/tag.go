package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
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
	ctx, gen := a.tagging.next()
	lib := a.lib
	return func() tea.Msg {
		tags, err := lib.Tags(ctx)
		return tagsMsg{gen, tags, err}
	}
}

// tagged takes the tags of the library and offers them where tags are asked for.
func (a *App) tagged(m tagsMsg) tea.Cmd {
	if !a.tagging.done(m.gen) {
		return nil
	}
	if m.err != nil {
		return a.failed(message.ReadTags, m.err)
	}
	a.tags = m.tags
	a.offerAgain()
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
		lib, ctx, at := a.lib, a.find.parent, a.opts.Now()
		return a.inOrder(func() tea.Msg {
			act, err := session.Retag(ctx, lib, session.IDs(ps), changes, at)
			return markedMsg{act: act, verb: verbDone, err: err}
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
func (a *App) tagChoices(text string) []choice {
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
		for _, t := range a.shown.State.Tags {
			names = append(names, model.TagCount{Name: t})
		}
	}
	if !drop || a.pick.on {
		names = append(names, a.tags...)
	}
	var cs []choice
	for _, t := range names {
		if holds(t.Name, typed) && len(cs) < maxTagChoices {
			cs = append(cs, choice{text: before + session.Quoted(t.Name) + " ", label: t.Name, help: tagHelp(t)})
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
