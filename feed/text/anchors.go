package text

import (
	"bytes"
	"hash/maphash"
	"strings"
	"unicode"
)

// page is the lines of a page that are not blank, with what their context
// needs.
type page struct {
	lines          []*line
	wordings       []wording
	seen           []int  // how often each line occurs
	proseBefore    []int  // words of prose before each line
	anchor         []int  // how many lines above each the headline stands; 0: nowhere
	headline       []bool // it is the headline, or holds it
	commentsHead   []bool // readers' comments begin at it
	goneOn         int    // the last line that says the article goes on, or -1: none above ends it
	commentLike    []bool // it looks like the head or foot of a reader's comment
	anchored       bool   // the headline was found
	mostlyRepeated bool   // most of the prose occurs more than once
}

// newPage looks at the lines of a page together.
func newPage(lines []line) *page {
	p := &page{}
	seed := maphash.MakeSeed()
	counts := make(map[uint64]int)
	hash := func(l *line) uint64 { return maphash.String(seed, l.text) }
	for i := range lines {
		if lines[i].shape > rule {
			p.lines = append(p.lines, &lines[i])
			counts[hash(&lines[i])]++
		}
	}
	head := pageTitleOf(p.lines)
	p.wordings = make([]wording, len(p.lines))
	p.seen = make([]int, len(p.lines))
	p.proseBefore = make([]int, len(p.lines)+1)
	for i, l := range p.lines {
		p.wordings[i] = wordingOf(l.text, head.words)
		p.seen[i] = counts[hash(l)]
		p.proseBefore[i+1] = p.proseBefore[i] + p.proseWords(i)
	}
	again := 0
	for i := range p.lines {
		if p.seen[i] > 1 {
			again += p.proseWords(i)
		}
	}
	p.mostlyRepeated = again*2 > p.proseBefore[len(p.lines)]
	p.findAnchors(&head)
	return p
}

// findAnchors finds the lines from which others are measured.
func (p *page) findAnchors(head *pageTitle) {
	n := len(p.lines)
	p.anchor = make([]int, n)
	p.headline, p.commentsHead, p.commentLike = make([]bool, n), make([]bool, n), make([]bool, n)
	last := -1
	p.goneOn = -1
	for i, l := range p.lines {
		if last >= 0 {
			p.anchor[i] = i - last
		}
		if i > 0 && head.matches(l) {
			p.headline[i], p.anchored, last = true, true, i
		}
		p.commentsHead[i] = isCommentsHead(l)
		if goesOn(l) {
			p.goneOn = i
		}
		p.commentLike[i] = isCommentLike(l.text, l.words)
	}
}

// onWords say that an article goes on below an advertisement, a picture or an offer.
var onWords = [...]string{
	"continues below", "continue reading below", "continues after", "scroll to continue", "continue reading the main story", "continued below",
	"geht unten weiter", "nach der anzeige weiter", "nach der werbung weiter", "unterhalb der anzeige weiter", "après la publicité", "après cette publicité", "suite ci dessous",
	"sigue debajo", "continúa debajo", "después de la publicidad", "depois da publicidade", "após a publicidade", "continua abaixo", "dopo la pubblicità", "continua sotto",
	"gaat verder onder", "lees verder onder", "tekstu pod", "artykułu pod", "продолжение ниже", "после рекламы", "fortsätter under", "fortsetter under", "fortsætter under", "続きは下", "広告の後",
}

// goesOn reports whether a line says that the article goes on below.
func goesOn(l *line) bool {
	if l.words > 16 {
		return false
	}
	var buf [200]byte
	b, _ := normalized(buf[:0], l.text)
	for _, w := range onWords {
		if bytes.Contains(b, []byte(w)) {
			return true
		}
	}
	return false
}

// isCommentsHead reports whether readers' comments begin at a line, as far as
// it says so itself.
func isCommentsHead(l *line) bool {
	if l.boilerplate == comments {
		return true
	}
	if l.words > 12 {
		return false
	}
	var buf [96]byte
	b, cut := normalized(buf[:0], l.text)
	if cut {
		return false
	}
	s := string(b)
	if l.words > 7 && strings.IndexFunc(s, unicode.IsDigit) < 0 {
		return false
	}
	for _, w := range [...]string{"comments", "comment ", "responses to", "replies", "kommentare", "commentaires", "comentarios", "comentários", "commenti", "reacties", "komentar", "комментари", "コメント", "评论", "thoughts on"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// proseWords returns the words of line i when it is prose, at most 100.
func (p *page) proseWords(i int) int {
	if p.lines[i].shape != prose || p.lines[i].boilerplate != noBoilerplate || p.wordings[i].stops*8 < p.wordings[i].words {
		return 0
	}
	return min(p.wordings[i].words, 100)
}

// isCommentLike reports whether a short line has what stands above and below readers'
// comments: how long ago it was, a vote, an offer to reply.
func isCommentLike(s string, words int) bool {
	if words > 9 {
		return false
	}
	lower := strings.ToLower(s)
	for _, w := range [...]string{" ago", "reply", "rating:", " votes", "report abuse", " likes", "says:", "said:", "permalink", "antworten", "répondre", "responder", "rispondi", "ответить", "odpowiedz", "vor ", "il y a ", "hace ", "upvote"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}
