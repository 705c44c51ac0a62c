package article

import (
	"slices"
	"strings"
)

// drawHighlights draws the matches of the filter and of the search, and the
// highlighted link, over the view.
func (p *Pane) drawHighlights() {
	if len(p.highlights) == 0 && len(p.search.spans) == 0 && p.link == 0 {
		return
	}
	lines, end := p.text.lines, min(p.top+p.h, len(p.text.lines))
	begin := p.top
	for begin > 0 && begin < len(lines) && lines[begin-1].Break != Hard {
		begin--
	}
	var found []span
	for i := begin; i < end; {
		r := readRun(lines, i)
		found, _ = r.find(p.highlights, lines[i].Block == 0, found, 0)
		i += len(r.at)
	}
	match, current := p.theme.Match.On(), p.theme.MatchCurrent.On()
	for i := p.top; i < end; i++ {
		var ss []styledSpan
		for _, s := range found {
			if s.line == i {
				ss = append(ss, styledSpan{s.from, s.to, match})
			}
		}
		at, _ := slices.BinarySearchFunc(p.search.spans, i, func(s span, i int) int { return s.line - i })
		for ; at < len(p.search.spans) && p.search.spans[at].line == i; at++ {
			s := p.search.spans[at]
			on := match
			if s.match == p.search.at {
				on = current
			}
			ss = append(ss, styledSpan{s.from, s.to, on})
		}
		if p.link > 0 {
			for _, k := range linkSpans(lines[i].Text) {
				if k.number == p.link {
					ss = append(ss, styledSpan{k.from, k.to, current})
				}
			}
		}
		if len(ss) > 0 {
			p.view[i-p.top] = p.margin + overlaySpans(lines[i].Text, ss)
		}
	}
}

// styledSpan is a part of a line, in bytes of its plain text, and the sequence
// that switches its style on.
type styledSpan struct {
	from, to int
	on       string
}

// overlaySpans returns line with spans over its own styles. Where spans overlap
// the last wins.
func overlaySpans(line string, ss []styledSpan) string {
	var b strings.Builder
	b.Grow(len(line) + 32*len(ss))
	var p sgrState
	current := ""
	for i, at := 0, 0; i < len(line); {
		on := ""
		for _, s := range ss {
			if at >= s.from && at < s.to {
				on = s.on
			}
		}
		esc := line[i] == 0x1b
		if on != current && (on == "" || !esc) {
			b.WriteString("\x1b[m" + p.style + on)
			current = on
		}
		n := 1
		if esc {
			n = escape(line[i:])
			p.apply(line[i : i+n])
		} else {
			at++
		}
		b.WriteString(line[i : i+n])
		if esc {
			b.WriteString(current)
		}
		i += n
	}
	if current != "" {
		b.WriteString("\x1b[m" + p.style)
	}
	return b.String()
}
