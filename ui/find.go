package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/filter"
	"dateline/ui/message"
)

// finder is the dialog in which a text to find in the article is typed. What
// is typed is searched for at once.
type finder struct{ line filter.Line }

// openFind asks for a text to find in the article.
func (a *App) openFind() tea.Cmd {
	if a.article.Shown() == "" {
		return nil
	}
	f := &finder{line: filter.New()}
	f.line.Open("")
	a.finds.at = 0
	a.dialog = f
	a.keys.Reset()
	return nil
}

// findText searches the article for a text; "" ends that.
func (a *App) findText(text string) tea.Cmd {
	a.article.Find(text)
	return a.search()
}

// search does the search that is on.
func (a *App) search() tea.Cmd {
	a.finding.Stop()
	if a.article.Searching() == "" {
		return nil
	}
	s := a.article.Search()
	return a.finding.Start(a.libraryCtx, func(ctx context.Context) (article.Found, error) {
		return s.Run(ctx), nil
	}, func(f article.Found, _ error) tea.Cmd {
		a.article.TakeFound(f)
		return nil
	})
}

// nextMatch goes to another match of the search.
func (a *App) nextMatch(n int) {
	if !a.article.NextMatch(n) {
		a.say(message.NothingFoundToGoTo)
	}
}

func (f *finder) press(a *App, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "ctrl+c":
		a.leave()
		a.finding.Stop()
		a.article.LeaveFind()
		return nil
	case "enter":
		a.leave()
		a.finds.add(f.line.Text())
		return nil
	case "backspace":
		if f.line.Text() == "" {
			a.leave()
			return nil
		}
	case "up", "down":
		n := map[string]int{"up": -1, "down": 1}[msg.String()]
		text, ok := a.finds.step(n, f.line.Text())
		if !ok {
			return nil
		}
		f.line.Open(text)
		return a.findText(text)
	}
	return f.edit(a, msg)
}

func (f *finder) paste(a *App, msg tea.PasteMsg) tea.Cmd { return f.edit(a, msg) }

func (f *finder) edit(a *App, msg tea.Msg) tea.Cmd {
	if !f.line.Key(msg) {
		return nil
	}
	return a.findText(f.line.Text())
}

func (f *finder) row(a *App, w int) (string, int) {
	t := a.theme
	right := ""
	if s := a.matchWords(); s != "" {
		right = " " + s + " "
	}
	room := w - t.Width(right)
	if room < 12 {
		right, room = "", w
	}
	row, x := f.line.Draw(t, message.FindLabel, room)
	row += strings.Repeat(" ", max(0, room-t.Width(row)))
	return row + t.Status.Render(right), x
}

func (f *finder) above(*App, int, int) []string { return nil }

// matchWords says where the search in the article stands: "3 of 17".
func (a *App) matchWords() string {
	if a.article.Searching() == "" {
		return ""
	}
	at, of := a.article.Match()
	switch {
	case of > 0:
		return fmt.Sprintf(message.NumberOf, number(at), number(of))
	case a.finding.Busy():
		return ""
	}
	return message.NotFoundShort
}

// searchWords says what is searched for and where the search stands, for the
// status line.
func (a *App) searchWords() string {
	s := a.matchWords()
	if s == "" {
		return ""
	}
	return "/" + a.theme.Truncate(model.CleanLine(a.article.Searching()), 16) + " " + s
}
