package input

import "dateline/model"

// History is what was typed into a line before, the newest last. The zero History is
// empty.
type History struct {
	lines []string
	at    int    // from the end; 0: what is being typed
	draft string // that
}

// maxHistory bounds what is remembered.
const maxHistory = 200

// Add remembers a text that was accepted, without passwords, and begins anew.
func (h *History) Add(text string) {
	h.at = 0
	text = model.StripUserinfo(text, nil)
	if text == "" || (len(h.lines) > 0 && h.lines[len(h.lines)-1] == text) {
		return
	}
	h.lines = append(h.lines, text)
	if n := len(h.lines) - maxHistory; n > 0 {
		h.lines = h.lines[n:]
	}
}

// Step goes back (n < 0) or forth from what is in the line now.
func (h *History) Step(n int, now string) (string, bool) {
	to := h.at - n
	if to < 0 || to > len(h.lines) {
		return "", false
	}
	if h.at == 0 {
		h.draft = now
	}
	h.at = to
	if to == 0 {
		return h.draft, true
	}
	return h.lines[len(h.lines)-to], true
}

// Begin forgets how far back the line before had gone.
func (h *History) Begin() { h.at = 0 }
