package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
	"dateline/ui/message"
)

// hintLetters label links: those under the fingers.
const hintLetters = "asdfghjkl"

// hinting is the dialog in which a link on the screen is chosen by its letters.
type hinting struct {
	labels map[int]string // of links, by their number
	typed  string
	copy   bool // a capital was typed
	here   bool // the link is to be read here
}

// openHints labels the links on the screen.
func (a *App) openHints() tea.Cmd {
	switch {
	case a.frame.Article.Empty():
		a.say(message.NoArticleOnScreen)
		return nil
	case !a.paneReady():
		a.say(message.StillOpening)
		return nil
	}
	seen := a.article.LinksSeen()
	if len(seen) == 0 {
		a.say(message.NoLinkOnScreen)
		return nil
	}
	h := &hinting{labels: make(map[int]string, len(seen))}
	for i, label := range hintLabels(len(seen)) {
		h.labels[seen[i]] = label
	}
	a.dialog = h
	a.keys.Reset()
	a.article.SetHints(h.labels)
	return nil
}

// hintLabels returns n labels, none the beginning of another.
func hintLabels(n int) []string {
	labels := []string{""}
	for len(labels) < n {
		var longer []string
		for _, l := range labels {
			for _, c := range hintLetters {
				longer = append(longer, l+string(c))
			}
		}
		labels = longer
	}
	if n == 1 {
		return []string{hintLetters[:1]}
	}
	return labels[:n]
}

func (h *hinting) press(a *App, msg tea.KeyPressMsg) tea.Cmd {
	key := msg.Key().Text
	switch {
	case key == ";":
		h.here = !h.here
		return nil
	case msg.String() == "backspace" && h.typed != "":
		h.typed = h.typed[:len(h.typed)-1]
		h.show(a)
		return nil
	case len(key) != 1 || !strings.Contains(hintLetters, strings.ToLower(key)):
		h.leave(a)
		return nil
	}
	h.copy = h.copy || unicode.IsUpper(rune(key[0]))
	h.typed += strings.ToLower(key)
	for number, label := range h.labels {
		if label == h.typed {
			h.leave(a)
			return h.chosen(a, number)
		}
	}
	if !h.show(a) {
		h.leave(a)
	}
	return nil
}

// show draws the labels that may still be meant, without what was typed of
// them, and reports whether there are any.
func (h *hinting) show(a *App) bool {
	left := make(map[int]string)
	for number, label := range h.labels {
		if rest, ok := strings.CutPrefix(label, h.typed); ok {
			left[number] = rest
		}
	}
	a.article.SetHints(left)
	return len(left) > 0
}

func (h *hinting) leave(a *App) {
	a.leave()
	a.article.SetHints(nil)
}

func (h *hinting) chosen(a *App, number int) tea.Cmd {
	switch {
	case h.copy:
		return a.onLink(number, a.copy)
	case h.here:
		return tea.Batch(a.focusOn(keys.Article), a.followLink(number))
	}
	return a.onLink(number, a.browse)
}

func (h *hinting) paste(*App, tea.PasteMsg) tea.Cmd { return nil }

func (h *hinting) row(a *App, w int) (string, int) {
	text := message.HintsBrowse
	if h.here {
		text = message.HintsHere
	}
	return a.theme.Notice.Render(a.theme.Fit(" "+text+" ", w)), -1
}

func (h *hinting) above(*App, int, int) []string { return nil }
