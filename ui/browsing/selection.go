package browsing

import (
	"context"
	"fmt"
	"iter"
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/session"
)

// maxSelected limits a selection. A filter describes more articles better.
const maxSelected = 10_000

// selection is the run of headlines from its start to the cursor. It follows the cursor
// within the window; after a jump, the library tells what lies between.
type selection struct {
	on    bool
	items []model.Headline // from the start to the cursor
	at    map[model.ID]int // indexes of items
	from  model.Headline   // the start
	to    model.ID         // the cursor that items reach
	wide  bool             // the run is longer than maxSelected
	then  []func([]model.Headline) tea.Cmd
}

// Selecting reports whether many headlines are being selected.
func (c *Controller) Selecting() bool { return c.selection.on }

// ToggleSelection begins a selection, or ends it.
func (c *Controller) ToggleSelection() {
	h, ok := c.Selected()
	switch {
	case c.selection.on:
		c.EndSelection()
	case ok:
		c.selection = selection{on: true, from: h, to: h.ID}
		c.choose([]model.Headline{h})
	}
}

// EndSelection ends the selection.
func (c *Controller) EndSelection() {
	if c.selection.on {
		c.selecting.Stop()
		c.selection = selection{}
		c.SetSelection(nil)
	}
}

// choose makes hs the selection.
func (c *Controller) choose(hs []model.Headline) {
	s := &c.selection
	s.items, s.at, s.wide = hs, make(map[model.ID]int, len(hs)), false
	for i, h := range hs {
		s.at[h.ID] = i
	}
	c.SetSelection(s.at)
}

// Extend extends or shrinks the selection to the cursor.
func (c *Controller) Extend() tea.Cmd {
	h, ok := c.Selected()
	s := &c.selection
	if !s.on || !ok || s.to == h.ID {
		return nil
	}
	s.to = h.ID
	if i, ok := s.at[h.ID]; ok { // the cursor has come back
		for _, p := range s.items[i+1:] {
			delete(s.at, p.ID)
		}
		s.items = s.items[:i+1]
		c.selecting.Stop()
		c.SetSelection(s.at)
		return nil
	}
	if hs, ok := c.Range(s.from.ID, h.ID); ok {
		c.selecting.Stop()
		c.choose(hs)
		return nil
	}
	if hs, ok := c.Range(s.items[len(s.items)-1].ID, h.ID); ok && len(s.items)+len(hs) <= maxSelected {
		c.selecting.Stop()
		for _, p := range hs[1:] {
			s.at[p.ID] = len(s.items)
			s.items = append(s.items, p)
		}
		c.SetSelection(s.at)
		return nil
	}
	lib, q, from, keep := c.Library, c.Listed(), s.from, c.keeping()
	return c.selecting.Start(c.Ctx, func(ctx context.Context) ([]model.Headline, error) {
		return between(ctx, lib, q, from, h, keep)
	}, c.foundBetween)
}

// between returns the articles of a list from one headline to another, or nil if there
// are more than maxSelected. It alternates between both directions, page by page.
func between(ctx context.Context, lib model.Finder, q model.Query, from, to model.Headline, keep session.Kept) ([]model.Headline, error) {
	var items [2][]model.Headline
	var ended [2]bool
	down, stop := iter.Pull2(session.Beyond(ctx, lib, q, keep, from.Place, 1))
	defer stop()
	up, stop := iter.Pull2(session.Beyond(ctx, lib, q, keep, from.Place, -1))
	defer stop()
	next := [...]func() ([]model.Headline, error, bool){down, up}
	for i := 0; !ended[0] || !ended[1]; i = 1 - i {
		if ended[i] {
			continue
		}
		page, err, more := next[i]()
		if err != nil {
			return nil, err
		}
		for k := range page {
			if page[k].ID == to.ID {
				return append(append([]model.Headline{from}, items[i]...), page[:k+1]...), nil
			}
		}
		items[i] = append(items[i], page...)
		ended[i] = !more || len(items[i]) >= maxSelected
	}
	return nil, nil
}

// foundBetween handles the result of between.
func (c *Controller) foundBetween(items []model.Headline, err error) tea.Cmd {
	if err != nil {
		return c.Failed(message.FindSelected, err)
	}
	if len(items) == 0 || len(items) > maxSelected {
		c.selection.wide, c.selection.then = true, nil
		c.ReportError(tooMany)
		return nil
	}
	c.choose(items)
	return tea.Batch(c.Extend(), c.selected()) // the cursor may have moved on
}

// selected runs the actions that waited for the selection.
func (c *Controller) selected() tea.Cmd {
	if c.selecting.Busy() || c.Finding() {
		return nil
	}
	then := c.selection.then
	c.selection.then = nil
	cmds := make([]tea.Cmd, 0, len(then))
	for _, do := range then {
		cmds = append(cmds, c.WithSelected(do))
	}
	return tea.Batch(cmds...)
}

var tooMany = fmt.Sprintf(message.SelectionFull, message.Number(maxSelected))

// WithSelected calls do with the selection, once that is known, or with the headline
// under the cursor.
func (c *Controller) WithSelected(do func([]model.Headline) tea.Cmd) tea.Cmd {
	switch h, ok := c.Selected(); {
	case !c.selection.on && !ok:
		return nil
	case !c.selection.on:
		return do([]model.Headline{h})
	case c.selecting.Busy(), c.Finding(): // the cursor is still moving
		c.selection.then = append(c.selection.then, do)
		return nil
	case c.selection.wide:
		c.ReportError(tooMany)
		return nil
	}
	return do(slices.Clone(c.selection.items))
}

// renewSelection updates the states of the selected headlines.
func (c *Controller) renewSelection(hs []model.Headline) {
	if !c.selection.on {
		return
	}
	for _, h := range hs {
		if i, ok := c.selection.at[h.ID]; ok {
			c.selection.items[i].State = h.State
		}
	}
}

// Labelled returns the label of a prompt whose answer applies to the selection.
func (c *Controller) Labelled(label string) string {
	if n := len(c.selection.items); c.selection.on && n > 0 && !c.selection.wide && !c.selecting.Busy() {
		label = fmt.Sprintf(message.NumberOf, label, session.Articles(n))
	}
	return label + ":"
}

// SelectionWords describes the selection for the status line; "" if there is none.
func (c *Controller) SelectionWords() string {
	switch {
	case !c.selection.on:
		return ""
	case c.selecting.Busy():
		return fmt.Sprintf(message.Selecting, c.Theme.Marks.Ellipsis)
	case c.selection.wide:
		return message.TooManySelected
	}
	return fmt.Sprintf(message.Selected, message.Number(len(c.selection.items)))
}
