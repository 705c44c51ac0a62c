package article

import (
	"slices"
	"strings"
)

// light marks the matches of the filter and of the search, and the highlighted
// link, in the view.
func (p *Pane) light() {
	if len(p.lit) == 0 && len(p.search.spans) == 0 && p.link == 0 {
		return
	}
	lines, end := p.text.lines, min(p.top+p.h, len(p.text.lines))
	begin := p.top
	for begin > 0 && begin < len(lines) && lines[begin-1].Break != Hard {
		begin--
	}
	var lit []span
	for i := begin; i < end; {
		r := readRun(lines, i)
		lit, _ = r.find(p.lit, lines[i].Block == 0, lit, 0)
		i += len(r.at)
	}
	match, current := p.theme.Match.On(), p.theme.MatchCurrent.On()
	for i := p.top; i < end; i++ {
		var ss []stroke
		for _, s := range lit {
			if s.line == i {
				ss = append(ss, stroke{s.from, s.to, match})
			}
		}
		at, _ := slices.BinarySearchFunc(p.search.spans, i, func(s span, i int) int { return s.line - i })
		for ; at < len(p.search.spans) && p.search.spans[at].line == i; at++ {
			s := p.search.spans[at]
			on := match
			if s.match == p.search.at {
				on = current
			}
			ss = append(ss, stroke{s.from, s.to, on})
		}
		if p.link > 0 {
			for _, k := range linkSpans(lines[i].Text) {
				if k.number == p.link {
					ss = append(ss, stroke{k.from, k.to, current})
				}
			}
		}
		if len(ss) > 0 {
			p.view[i-p.top] = p.margin + overlay(lines[i].Text, ss)
		}
	}
}

// stroke is a part of a line, in bytes of its plain text, and what lights it.
type stroke struct {
	from, to int
	on       string
}

// overlay returns line with the strokes laid over its own styles; of those
// that overlap the last wins.
func overlay(line string, ss []stroke) string {
	var b strings.Builder
	b.Grow(len(line) + 32*len(ss))
	var p pen
	lit := ""
	for i, at := 0, 0; i < len(line); {
		on := ""
		for _, s := range ss {
			if at >= s.from && at < s.to {
				on = s.on
			}
		}
		esc := line[i] == 0x1b
		if on != lit && (on == "" || !esc) {
			b.WriteString("\x1b[m" + p.style + on)
			lit = on
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
			b.WriteString(lit)
		}
		i += n
	}
	if lit != "" {
		b.WriteString("\x1b[m" + p.style)
	}
	return b.String()
}
