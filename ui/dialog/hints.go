package dialog

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/message"
	"dateline/ui/theme"
)

// hintLetters are the letters of labels, all on the home row.
const hintLetters = "asdfghjkl"

// Hints is a dialog that chooses a link on the screen by the letters of its label.
type Hints struct {
	// Copy copies the link, Here reads it in place of the article; otherwise the
	// browser opens it.
	Copy, Here bool

	labels map[int]string // by link number
	typed  string
}

// NewHints labels links, given by their numbers.
func NewHints(links []int) *Hints {
	h := &Hints{labels: make(map[int]string, len(links))}
	for i, label := range hintLabels(len(links)) {
		h.labels[links[i]] = label
	}
	return h
}

// hintLabels returns n labels, none of which begins another.
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

// Labels returns the rest of each label that matches the typed letters, by link number.
func (h *Hints) Labels() map[int]string {
	left := make(map[int]string)
	for number, label := range h.labels {
		if rest, ok := strings.CutPrefix(label, h.typed); ok {
			left[number] = rest
		}
	}
	return left
}

// Link returns the number of the chosen link.
func (h *Hints) Link() int {
	for number, label := range h.labels {
		if label == h.typed {
			return number
		}
	}
	return 0
}

// Press implements Dialog.
func (h *Hints) Press(msg tea.KeyPressMsg) Outcome {
	key := msg.Key().Text
	switch {
	case key == ";":
		h.Here = !h.Here
		return Open
	case msg.String() == "backspace" && h.typed != "":
		h.typed = h.typed[:len(h.typed)-1]
		return Changed
	case len(key) != 1 || !strings.Contains(hintLetters, strings.ToLower(key)):
		return GivenUp
	}
	h.Copy = h.Copy || unicode.IsUpper(rune(key[0]))
	h.typed += strings.ToLower(key)
	switch {
	case h.Link() != 0:
		return Decided
	case len(h.Labels()) == 0:
		return GivenUp
	}
	return Changed
}

// Paste implements Dialog.
func (h *Hints) Paste(tea.PasteMsg) Outcome { return Open }

// Row implements Dialog.
func (h *Hints) Row(t *theme.Theme, w int) (string, int) {
	text := message.HintsBrowse
	if h.Here {
		text = message.HintsHere
	}
	return t.Notice.Render(t.Fit(" "+text+" ", w)), -1
}

// Above implements Dialog.
func (h *Hints) Above(*theme.Theme, int, int) []string { return nil }
