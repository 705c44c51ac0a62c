package article

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/highlight"
)

// search is a search in the article.
type search struct {
	text   string
	terms  []highlight.Term
	serial int    // of the latest Search
	from   int    // the line at the top of the screen when it was begun
	sought bool   // the first match is still to be gone to
	spans  []span // by line
	count  int
	at     int // current match, from 0
}

// Search is the work of finding all matches in an article. It takes some
// milliseconds where the article is long, so that it is done beside the screen.
type Search struct {
	lines  []Line
	terms  []highlight.Term
	serial int
}

// Found is what a Search has found.
type Found struct {
	serial int
	spans  []span
	count  int
}

// Run searches. It returns early, with nothing, when ctx is done.
func (s Search) Run(ctx context.Context) Found {
	f := Found{serial: s.serial}
	for i := 0; i < len(s.lines) && len(s.terms) > 0; {
		if ctx.Err() != nil {
			return Found{}
		}
		r := readRun(s.lines, i)
		f.spans, f.count = r.find(s.terms, s.lines[i].Block == 0, f.spans, f.count)
		i += len(r.at)
	}
	return f
}

// Highlight lights the words a filter asked for. Matches in fields that are
// not part of the text are left out.
func (p *Pane) Highlight(ms []model.Match) {
	p.lit, p.drawn = nil, false
	for _, m := range ms {
		if t, ok := highlight.New(m); ok {
			p.lit = append(p.lit, t)
		}
	}
}

// Find begins to search the article for text, ignoring case and accents, also
// inside of words, or for the regular expression between two slashes. "" ends
// the search. What is lit already stays until TakeFound is given what the
// Search of the new text has found; then the first match at or below where the
// search was begun is gone to.
func (p *Pane) Find(text string) {
	s := &p.search
	if s.text == "" {
		s.from = p.top
	}
	s.text, s.terms, s.sought = text, nil, true
	if t, ok := sought(text); ok {
		s.terms = []highlight.Term{t}
	}
	if text == "" {
		p.endSearch()
	}
}

// sought is what Find is asked for; false if it cannot be searched for.
func sought(text string) (highlight.Term, bool) {
	m := model.Match{How: model.Prefix, Text: text}
	if n := len(text); n > 2 && text[0] == '/' && text[n-1] == '/' {
		m = model.Match{How: model.Regexp, Text: text[1 : n-1]}
	}
	t, ok := highlight.New(m)
	if ok {
		t = t.Within()
	}
	return t, ok
}

// Paragraphs returns those of an article, as laid out in lines, that hold what Find is
// asked for, and how often it stands there; false if it cannot be searched for.
func Paragraphs(lines []string, text string) (found []string, n int, ok bool) {
	term, ok := sought(text)
	if !ok {
		return nil, 0, false
	}
	plain := make([]string, len(lines))
	for i, line := range lines {
		plain[i] = strings.TrimSpace(ansi.Strip(line))
	}
	for paragraph := range strings.SplitSeq(strings.Join(plain, "\n"), "\n\n") {
		before := n
		paragraph = strings.ReplaceAll(strings.Trim(paragraph, "\n"), "\n", " ")
		x := highlight.NewText([]byte(paragraph))
		term.Each(&x, func(_, _ int) { n++ })
		if n > before {
			found = append(found, paragraph)
		}
	}
	return found, n, true
}

// LeaveFind ends the search and goes back to where it was begun.
func (p *Pane) LeaveFind() {
	from := p.search.from
	if p.search.text != "" {
		p.moveTo(from)
	}
	p.endSearch()
}

func (p *Pane) endSearch() {
	p.search = search{serial: p.search.serial + 1}
	p.drawn = false
}

// Searching returns the text that is searched for, "" when none is.
func (p *Pane) Searching() string { return p.search.text }

// Search returns the search as work to do, on the text as far as it has come.
func (p *Pane) Search() Search {
	p.search.serial++
	return Search{lines: p.text.lines, terms: p.search.terms, serial: p.search.serial}
}

// TakeFound takes what the latest Search has found; what others have is
// dropped.
func (p *Pane) TakeFound(f Found) {
	s := &p.search
	if f.serial != s.serial || s.text == "" {
		return
	}
	s.spans, s.count = f.spans, f.count
	s.at = max(0, min(s.at, s.count-1))
	p.drawn = false
	if !s.sought {
		return
	}
	s.sought, s.at = false, 0
	line := s.from
	if s.count > 0 {
		i := slices.IndexFunc(s.spans, func(x span) bool { return x.line >= s.from })
		first := s.spans[max(i, 0)]
		s.at, line = first.match, first.line
	}
	if line < s.from || line >= s.from+p.h {
		p.moveTo(line - p.h/3)
	} else {
		p.moveTo(s.from)
	}
}

// NextMatch goes to the n-th match of the search below, or above where n is
// negative, round the end.
func (p *Pane) NextMatch(n int) bool {
	s := &p.search
	if s.count == 0 {
		return false
	}
	s.at = ((s.at+n)%s.count + s.count) % s.count
	p.drawn = false
	i := slices.IndexFunc(s.spans, func(x span) bool { return x.match == s.at })
	p.reveal(s.spans[i].line)
	return true
}

// Match returns the number of the match the search stands on, from 1, and how
// many there are; 0, 0 without a match.
func (p *Pane) Match() (at, of int) {
	if p.search.count == 0 {
		return 0, 0
	}
	return p.search.at + 1, p.search.count
}

// reveal scrolls until line is on the screen, with what stands around it.
func (p *Pane) reveal(line int) {
	if !p.sees(line) {
		p.moveTo(line - p.h/3)
	}
}

// sees reports whether a line is on the screen.
func (p *Pane) sees(line int) bool { return line >= p.top && line < p.top+p.h }
