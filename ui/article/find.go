package article

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"dateline/model"
)

// term is something to be lit in an article.
type term struct {
	field model.Field
	words [][]byte // folded; adjacent where there are several
	open  bool     // the last word may go on
	inner bool     // words are found inside of words
	re    *regexp.Regexp
}

// newTerm returns the term for m; ok is false where m is not about the text.
func newTerm(m model.Match) (t term, ok bool) {
	switch m.Field {
	case model.Anywhere, model.Title, model.Text:
	default:
		return t, false
	}
	t = term{field: m.Field, open: m.How == model.Prefix}
	if m.How == model.Regexp {
		re, err := regexp.Compile("(?i)" + m.Text)
		t.re = re
		return t, err == nil
	}
	for w := range strings.FieldsFuncSeq(foldString(m.Text), func(r rune) bool { return !wordRune(r) }) {
		t.words = append(t.words, []byte(w))
		t.inner = t.inner || substring(w)
	}
	return t, len(t.words) > 0
}

// next returns the first match in f at or after i, in bytes of f; from < 0:
// there is none.
func (t *term) next(f []byte, i int) (from, to int) {
	first := t.words[0]
	for i <= len(f) {
		n := bytes.Index(f[i:], first)
		if n < 0 {
			break
		}
		from = i + n
		if end := t.match(f, from); end > 0 {
			return from, end
		}
		_, size := utf8.DecodeRune(f[from:])
		i = from + size
	}
	return -1, -1
}

// match returns where the match that begins at i ends, or 0.
func (t *term) match(f []byte, i int) int {
	if r, _ := utf8.DecodeLastRune(f[:i]); !t.inner && i > 0 && wordRune(r) {
		return 0
	}
	for k, w := range t.words {
		if k > 0 {
			n := bytes.IndexFunc(f[i:], wordRune)
			if n < 0 || n == 0 && !t.inner {
				return 0
			}
			i += n
		}
		if !bytes.HasPrefix(f[i:], w) {
			return 0
		}
		i += len(w)
	}
	if r, _ := utf8.DecodeRune(f[i:]); !t.open && !t.inner && i < len(f) && wordRune(r) {
		return 0
	}
	return i
}

// span is a part of a line, in bytes of its plain text.
type span struct {
	line     int
	from, to int
	match    int // number of the match it belongs to
}

// run is lines that hold one text, as it was before it was broken: a
// paragraph.
type run struct {
	first int   // its first line
	at    []int // where each line begins in plain
	plain []byte
	fold  folded
}

// readRun joins the lines from i on that hold one text.
func readRun(lines []Line, i int) run {
	r := run{first: i}
	for ; i < len(lines); i++ {
		r.at = append(r.at, len(r.plain))
		r.plain = appendPlain(r.plain, lines[i].Text)
		if lines[i].Break == Hard {
			break
		}
		if lines[i].Break == AtBlank {
			r.plain = append(r.plain, ' ')
		}
	}
	r.fold.fold(string(r.plain), 0)
	r.fold.from = append(r.fold.from, int32(len(r.plain)))
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

// find appends the spans of all matches of ts in the run, numbered from n on.
func (r *run) find(ts []term, header bool, out []span, n int) ([]span, int) {
	for i := range ts {
		t := &ts[i]
		if t.field == model.Title && !header || t.field == model.Text && header {
			continue
		}
		if t.re != nil {
			for _, m := range t.re.FindAllIndex(r.plain, -1) {
				out, n = r.spans(out, m[0], m[1], n), n+1
			}
			continue
		}
		for at := 0; ; {
			from, to := t.next(r.fold.text, at)
			if from < 0 {
				break
			}
			out, n = r.spans(out, int(r.fold.from[from]), int(r.fold.from[to]), n), n+1
			at = to
		}
	}
	return out, n
}

// spans appends the parts of lines that hold [from, to) of the run.
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
