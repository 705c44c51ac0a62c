package article

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/ui/theme"
)

// Links returns the article's links, once the whole article is rendered.
func (p *Pane) Links() []Link { return p.text.links }

// Done reports whether the article shown is rendered to its end.
func (p *Pane) Done() bool { return p.text.done && !p.pending.active }

// Link returns the number of the highlighted link, or 0.
func (p *Pane) Link() int { return p.link }

// NextLink highlights the n-th link after the highlighted one, or before it if
// n is negative. If that one is not on the screen, counting begins at the
// screen. It reports whether there is such a link.
func (p *Pane) NextLink(n int) bool {
	links := p.text.links
	i := p.link - 1
	if i < 0 || i >= len(links) || !p.onScreen(links[i].Line) {
		if n > 0 {
			i = slices.IndexFunc(links, func(k Link) bool { return k.Line >= p.top }) - 1
			if i < -1 {
				return false
			}
		} else {
			i = len(links)
			for i > 0 && links[i-1].Line >= p.top+p.h {
				i--
			}
		}
	}
	if i += n; i < 0 || i >= len(links) {
		return false
	}
	p.link, p.drawn = i+1, false
	p.scrollTo(links[i].Line)
	return true
}

// LinksSeen returns the numbers of the links on the screen, top down.
func (p *Pane) LinksSeen() []int {
	var out []int
	for i := p.top; i < min(p.top+p.h, len(p.text.lines)); i++ {
		for _, k := range linkSpans(p.text.lines[i].Text) {
			if k.number <= len(p.text.links) && !slices.Contains(out, k.number) {
				out = append(out, k.number)
			}
		}
	}
	return out
}

// SetHints draws labels at links, by link number; nil removes them.
func (p *Pane) SetHints(labels map[int]string) { p.hints, p.drawn = labels, false }

// linkSpan locates the text of a link in a line, in bytes of its plain text.
type linkSpan struct{ number, from, to int }

// linkSpans returns the links of a line.
func linkSpans(line string) []linkSpan {
	if !strings.Contains(line, linkIntro) {
		return nil
	}
	var out []linkSpan
	open, at := 0, 0
	for line != "" {
		i := strings.IndexByte(line, 0x1b)
		if i < 0 {
			i = len(line)
		}
		at += i
		if line = line[i:]; line == "" {
			break
		}
		n := escape(line)
		if seq := line[:n]; strings.HasPrefix(seq, "\x1b]8;") {
			if k := len(out) - 1; open > 0 {
				out[k].to = at
			}
			id, _, _ := strings.Cut(strings.TrimPrefix(seq, linkIntro), ";")
			open, _ = strconv.Atoi(id)
			if open > 0 {
				out = append(out, linkSpan{number: open, from: at, to: at})
			}
		}
		line = line[n:]
	}
	if open > 0 {
		out[len(out)-1].to = at
	}
	return out
}

func (p *Pane) drawHints() {
	if len(p.hints) == 0 {
		return
	}
	drawn := make(map[int]bool, len(p.hints))
	for i, line := range p.view {
		spans := linkSpans(line)
		slices.Reverse(spans) // so that a label does not move those before it
		for _, s := range spans {
			label := p.hints[s.number]
			if label == "" || drawn[s.number] || !p.first(s.number, i) {
				continue
			}
			drawn[s.number] = true
			line = drawLabel(line, s.from, label, p.theme, p.w)
			if p.theme.Width(line) > p.w { // the pane is narrower than the label
				line = p.theme.Method().Truncate(line, p.w, "")
			}
		}
		p.view[i] = line
	}
}

// first reports whether line i of the view is the first to show a link.
func (p *Pane) first(number, i int) bool {
	for _, line := range p.view[:i] {
		if slices.ContainsFunc(linkSpans(line), func(s linkSpan) bool { return s.number == number }) {
			return false
		}
	}
	return true
}

// drawLabel writes label over line at byte from of its plain text, or further
// left to keep it within w columns.
func drawLabel(line string, from int, label string, t *theme.Theme, w int) string {
	m := t.Method()
	plain := string(appendPlain(nil, line))
	for from > 0 && m.StringWidth(plain[:from])+len(label) > w {
		from--
		for from > 0 && plain[from]&0xc0 == 0x80 {
			from--
		}
	}
	to, covered := from, 0
	for to < len(plain) && covered < len(label) {
		grapheme, n := ansi.FirstGraphemeCluster(plain[to:], m)
		if grapheme == "" {
			break
		}
		to, covered = to+len(grapheme), covered+n
	}
	shown := t.MatchCurrent.Render(label) + strings.Repeat(" ", max(0, covered-len(label)))
	var b strings.Builder
	var state sgrState
	put := func() { b.WriteString("\x1b[m" + shown + "\x1b[m" + state.style) }
	at, done := 0, false
	for i := 0; i < len(line); {
		if line[i] == 0x1b {
			n := escape(line[i:])
			state.apply(line[i : i+n])
			b.WriteString(line[i : i+n])
			i += n
			continue
		}
		if at == from && !done {
			put()
			done = true
		}
		if at < from || at >= to {
			b.WriteByte(line[i])
		}
		at, i = at+1, i+1
	}
	if !done {
		put()
	}
	return b.String()
}
