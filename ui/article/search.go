package article

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/highlight"
)

// search is the state of a search in the article.
type search struct {
	text    string
	terms   []highlight.Term
	serial  int    // of the latest Search
	from    int    // the line at the top of the screen when it began
	toFirst bool   // go to the first match when it is found
	spans   []span // by line
	count   int
	at      int // current match, from 0
}

// Search finds all matches in an article. A long article takes milliseconds, so
// it runs in the background.
type Search struct {
	lines  []Line
	terms  []highlight.Term
	serial int
}

// Found is the result of a Search.
type Found struct {
	serial int
	spans  []span
	count  int
}

// Run searches. It returns early with an empty result when ctx is done.
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

// Highlight highlights the words of a filter. It ignores matches in fields that
// are not part of the text.
func (p *Pane) Highlight(ms []model.Match) {
	p.highlights, p.drawn = nil, false
	for _, m := range ms {
		if t, ok := highlight.New(m); ok {
			p.highlights = append(p.highlights, t)
		}
	}
}

// Find begins a search for text, ignoring case and accents, also inside words,
// or for the regular expression between two slashes. "" ends the search. Old
// highlights stay until TakeFound gets the new matches; it then goes to the
// first match at or below the place where the search began.
func (p *Pane) Find(text string) {
	s := &p.search
	if s.text == "" {
		s.from = p.top
	}
	s.text, s.terms, s.toFirst = text, nil, true
	if t, ok := searchTerm(text); ok {
		s.terms = []highlight.Term{t}
	}
	if text == "" {
		p.endSearch()
	}
}

// searchTerm returns the term that Find searches for; false if text names none.
func searchTerm(text string) (highlight.Term, bool) {
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

// Paragraphs returns the paragraphs of lines that match a text of Find, and the
// number of matches; false if text cannot be searched for.
func Paragraphs(lines []string, text string) (found []string, n int, ok bool) {
	term, ok := searchTerm(text)
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

// LeaveFind ends the search and goes back to where it began.
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

// Searching returns the text of the search, or "".
func (p *Pane) Searching() string { return p.search.text }

// Search returns the search as work for the background, over the text that has
// arrived.
func (p *Pane) Search() Search {
	p.search.serial++
	return Search{lines: p.text.lines, terms: p.search.terms, serial: p.search.serial}
}

// TakeFound takes the matches of the latest Search and drops those of others.
func (p *Pane) TakeFound(f Found) {
	s := &p.search
	if f.serial != s.serial || s.text == "" {
		return
	}
	s.spans, s.count = f.spans, f.count
	s.at = max(0, min(s.at, s.count-1))
	p.drawn = false
	if !s.toFirst {
		return
	}
	s.toFirst, s.at = false, 0
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

// NextMatch goes to the n-th match below, or above if n is negative, and wraps
// around the ends.
func (p *Pane) NextMatch(n int) bool {
	s := &p.search
	if s.count == 0 {
		return false
	}
	s.at = ((s.at+n)%s.count + s.count) % s.count
	p.drawn = false
	i := slices.IndexFunc(s.spans, func(x span) bool { return x.match == s.at })
	p.scrollTo(s.spans[i].line)
	return true
}

// Match returns the number of the current match, from 1, and how many there
// are; 0, 0 without a match.
func (p *Pane) Match() (at, of int) {
	if p.search.count == 0 {
		return 0, 0
	}
	return p.search.at + 1, p.search.count
}

// scrollTo brings line onto the screen, with context around it.
func (p *Pane) scrollTo(line int) {
	if !p.onScreen(line) {
		p.moveTo(line - p.h/3)
	}
}

func (p *Pane) onScreen(line int) bool { return line >= p.top && line < p.top+p.h }
