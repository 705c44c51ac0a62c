package article

import (
	"strings"

	"dateline/model"
	"dateline/ui/highlight"
)

// span is the part of a match on one line, in bytes of the line's plain text.
type span struct {
	line     int
	from, to int
	match    int // number of the match
}

// run is a paragraph joined again from its lines, so that a match may cross a
// line break.
type run struct {
	first int   // its first line
	at    []int // offset of each line in plain
	plain []byte
	text  highlight.Text
}

// readRun joins the lines of the paragraph that begins at line i.
func readRun(lines []Line, i int) run {
	r := run{first: i}
	for ; i < len(lines); i++ {
		r.at = append(r.at, len(r.plain))
		if !lines[i].Picture {
			r.plain = appendPlain(r.plain, lines[i].Text)
		}
		if lines[i].Break == Hard {
			break
		}
		if lines[i].Break == AtBlank {
			r.plain = append(r.plain, ' ')
		}
	}
	r.text = highlight.NewText(r.plain)
	return r
}

// appendPlain appends s without escape sequences.
func appendPlain(b []byte, s string) []byte {
	for {
		i := strings.IndexByte(s, 0x1b)
		if i < 0 {
			return append(b, s...)
		}
		b = append(b, s[:i]...)
		s = s[i:]
		s = s[escape(s):]
	}
}

// find appends the spans of all matches of ts, numbered from n on.
func (r *run) find(ts []highlight.Term, header bool, out []span, n int) ([]span, int) {
	for i := range ts {
		t := &ts[i]
		if t.Field() == model.Title && !header || t.Field() == model.Text && header {
			continue
		}
		t.Each(&r.text, func(from, to int) { out, n = r.spans(out, from, to, n), n+1 })
	}
	return out, n
}

// spans appends one span for each line that [from, to) of the run touches.
func (r *run) spans(out []span, from, to, match int) []span {
	for i, start := range r.at {
		end := len(r.plain)
		if i+1 < len(r.at) {
			end = r.at[i+1]
		}
		if from < end && to > start && from < to {
			out = append(out, span{r.first + i, max(from, start) - start, min(to, end) - start, match})
		}
	}
	return out
}
