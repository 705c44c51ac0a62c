package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
)

// retag is a tag to give or to take away.
type retag struct {
	name string
	drop bool
}

// openTags asks for tags, and for those that there are.
func (a *App) openTags() tea.Cmd {
	cmd := a.askFor(keys.Tag, a.labelled("tag"), "tags with blanks between; -tag takes one away, \"quotes\" hold blanks together")
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
		return a.failed("read the tags", m.err)
	}
	a.tags = m.tags
	if e, ok := a.dialog.(*entry); ok && e.sel < 0 {
		e.offer()
	}
	return nil
}

// readRetags reads what was typed for tags.
func readRetags(text string) ([]retag, error) {
	var out []retag
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var r retag
		if text, r.drop = strings.CutPrefix(text, "-"); !r.drop {
			text = strings.TrimPrefix(text, "+")
		}
		text = strings.TrimPrefix(text, "#")
		if quoted, ok := strings.CutPrefix(text, `"`); ok {
			r.name, text, _ = strings.Cut(quoted, `"`)
		} else {
			r.name, text, _ = strings.Cut(text, " ")
		}
		if r.name = model.CleanLine(r.name); r.name == "" {
			return nil, errors.New("a tag needs a name")
		}
		out = append(out, r)
	}
	return out, nil
}

// retag gives tags to what is selected and takes them away, an act each.
func (a *App) retag(text string) (tea.Cmd, error) {
	rs, err := readRetags(text)
	if err != nil {
		return nil, err
	}
	for i := range rs {
		rs[i].name = a.spelled(rs[i].name)
	}
	return a.onPicked(func(ps []picked) tea.Cmd {
		lib, ctx, at := a.lib, a.find.parent, a.opts.Now()
		var cmds []tea.Cmd
		for _, r := range rs {
			cmds = append(cmds, a.inOrder(func() tea.Msg {
				act, err := applyTag(ctx, lib, idsOf(ps), r, at)
				return markedMsg{act: act, verb: verbDone, err: err}
			}))
		}
		return tea.Batch(cmds...)
	}), nil
}

func (a *App) tagNames() []string {
	names := make([]string, len(a.tags))
	for i, t := range a.tags {
		names[i] = t.Name
	}
	return names
}

// spelled returns the name of a tag as the library spells it.
func (a *App) spelled(name string) string {
	for _, t := range a.tags {
		if strings.EqualFold(t.Name, name) {
			return t.Name
		}
	}
	return name
}

// applyTag changes a tag of articles. The one of a single article is dropped
// however it is spelled there.
func applyTag(ctx context.Context, lib model.Library, ids []model.ID, r retag, at time.Time) (model.Act, error) {
	m := model.Mark{Do: model.AddTag, Tag: r.name}
	if r.drop {
		m.Do = model.DropTag
	}
	if r.drop && len(ids) == 1 {
		art, err := lib.Article(ctx, ids[0])
		if err != nil {
			return model.Act{}, err
		}
		for _, t := range art.State.Tags {
			if strings.EqualFold(t, r.name) {
				m.Tag = t
			}
		}
	}
	return lib.Mark(ctx, ids, m, at)
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
			cs = append(cs, choice{text: before + quoted(t.Name) + " ", label: t.Name, help: tagHelp(t)})
		}
	}
	return cs
}

// maxTagChoices bounds what is offered: some libraries hold thousands.
const maxTagChoices = 200

func tagHelp(t model.TagCount) string {
	if t.Total == 0 {
		return "a tag of this article"
	}
	return fmt.Sprintf("on %s", articles(t.Total))
}
