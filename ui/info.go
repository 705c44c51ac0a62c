package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
)

// openInfo asks for all that is known of the selected article.
func (a *App) openInfo() tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	return a.readInfo(h.ID)
}

func (a *App) readInfo(id model.ID) tea.Cmd {
	a.loadingVersions.Stop()
	lib := a.lib
	return a.loadingInfo.Start(a.Ctx, func(ctx context.Context) (model.Record, error) {
		return lib.Record(ctx, id)
	}, a.informed)
}

// informed shows what is known of an article.
func (a *App) informed(r model.Record, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadArticle, err)
	}
	a.about = r
	a.sheet.Show(message.AboutTitle, a.infoRows(&r), a.theme)
	return nil
}

// infoRows lays out all that is known of an article: its date first.
func (a *App) infoRows(r *model.Record) []overlay.Row {
	var rows []overlay.Row
	for _, f := range session.About(r, a.opts.Now(), a.keys.Map.KeyFor(keys.Redate, keys.Overlay, a.theme.ASCII)) {
		if f.Head != "" && len(rows) > 0 {
			rows = append(rows, overlay.Row{})
		}
		rows = append(rows, overlay.Row{Head: f.Head, Label: f.Label, Text: f.Text})
	}
	return rows
}

// openRedate asks for the right date of what is selected. The other dates that
// were found are offered.
func (a *App) openRedate() tea.Cmd {
	return a.askFor(keys.Redate, a.labelled(message.RedateLabel), message.RedatePrompt)
}

// redateChoices are the dates that an article may be given.
func (a *App) redateChoices(typed string) []action.Choice {
	cs := []action.Choice{
		{Text: "reset", Label: "reset", Help: message.RedateReset},
		{Text: "none", Label: "none", Help: message.RedateNone},
	}
	if h, ok := a.list.Selected(); ok && h.ID == a.about.ID && !a.pick.on {
		for _, c := range a.about.Candidates {
			text := c.String()
			if c.Precision == model.ToInstant {
				text = c.At.In(a.opts.Now().Location()).Format("2006-01-02T15:04")
			}
			cs = append(cs, action.Choice{Text: text, Label: text, Help: session.OriginWords(c)})
		}
	}
	out := cs[:0]
	for _, c := range cs {
		if strings.HasPrefix(c.Text, typed) {
			out = append(out, c)
		}
	}
	return out
}

// redate corrects the date of what is selected, as one act.
func (a *App) redate(text string) (tea.Cmd, error) {
	m, err := session.Redate(text, a.selected(), a.env(false))
	if err != nil {
		return nil, err
	}
	return a.onPicked(func(ps []model.Headline) tea.Cmd {
		a.keep(ps...)
		lib, at, ids := a.lib, a.opts.Now(), session.IDs(ps)
		return a.write(verbDone, func(ctx context.Context) (model.Act, error) { return lib.Mark(ctx, ids, m, at) })
	}), nil
}
