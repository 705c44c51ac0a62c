package webpage

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dateline/feed/dom"

	"golang.org/x/net/html/atom"
)

// blockFeatures are what a block of text is like, for the model that says which blocks
// are of the article. Features are numbered in the order in which gather adds them.
type blockFeatures struct {
	l    *layout
	r    *readable
	x    []float32 // of the blocks at hand, one after the other
	page pageFeatures

	repeats map[string]int32 // how often the page has a text
	alike   []int32          // for each element, its siblings of the same name and class
	heading []int32          // for each block, the last heading up to it, or -1
	before  []textSum        // for each block, and behind the last, the text before it
	near    []neighbour      // for each block, what its neighbours see of it
	phrases []phraseKind     // for each block, what its words are known to be
	title   string           // wordsIn the title
	lead    string           // wordsIn the description

	titleWords, leadWords map[string]bool
}

// pageFeatures are what the blocks of a page share.
type pageFeatures struct {
	chars, prose           float32
	kept                   float32 // characters that Readability keeps
	first, last            int32   // the first and last block of running text that it keeps
	head                   int32   // the block of the main heading, or -1
	top, main, content     int32   // elements: Readability's best, <main> or <article>, the one named as text with most prose
	articles               float32
	density, passes, score float32
}

// textSum is text of one kind and another, in characters.
type textSum struct{ chars, linked, prose, kept int32 }

// neighbour is what the blocks near a block see of it.
type neighbour [4]float32

// logs are the logarithms of small numbers.
var logs = sync.OnceValue(func() *[1024]float32 {
	var all [1024]float32
	for n := range all {
		all[n] = float32(math.Log1p(float64(n)))
	}
	return &all
})

func log(n int32) float32 {
	n = max(n, 0)
	if all := logs(); int(n) < len(all) {
		return all[n]
	}
	return float32(math.Log1p(float64(n)))
}

func ratio(a, b float32) float32 {
	if b <= 0 {
		return 0
	}
	return a / b
}

func yes(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func newBlockFeatures(l *layout, title, lead string) *blockFeatures {
	f := &blockFeatures{l: l, title: wordsIn(title), lead: wordsIn(lead)}
	f.titleWords, f.leadWords = wordSet(f.title), wordSet(f.lead)
	f.r = l.readability(f.title)
	f.survey()
	return f
}

// survey looks at the page as a whole.
func (f *blockFeatures) survey() {
	l, r := f.l, f.r
	p := &f.page
	p.chars, p.prose = float32(l.elements[0].sum.chars), float32(l.elements[0].sum.prose)
	p.density = float32(l.elements[0].sum.density())
	p.top, p.main, p.content, p.head, p.first, p.last = r.top, -1, -1, -1, -1, -1
	p.passes, p.score = float32(r.passes), float32(r.topScore)
	f.alike = make([]int32, len(l.elements))
	for i := range l.elements {
		e := &l.elements[i]
		switch {
		case e.tags&tagArticle != 0:
			p.articles++
			fallthrough
		case e.tags&tagMain != 0:
			if p.main < 0 || e.sum.prose > l.elements[p.main].sum.prose {
				p.main = int32(i)
			}
		}
		if e.name&nameContent != 0 && (p.content < 0 || e.sum.prose > l.elements[p.content].sum.prose) {
			p.content = int32(i)
		}
		if e.flags&isBlock != 0 {
			f.siblings(int32(i))
		}
	}
	f.repeats = make(map[string]int32, len(l.blocks))
	f.heading, f.before, f.near = make([]int32, len(l.blocks)), make([]textSum, len(l.blocks)+1), make([]neighbour, len(l.blocks))
	heading := int32(-1)
	for i := range l.blocks {
		b := &l.blocks[i]
		f.sumUp(i)
		e := &l.elements[b.inner]
		if e.around&tagHeading != 0 {
			heading = int32(i)
			if p.head < 0 && e.around&tagH1 != 0 && !b.hidden {
				p.head = int32(i)
			}
		}
		f.heading[i] = heading
		if r.kept[b.inner] {
			p.kept += float32(b.chars)
			if b.running() {
				p.last = int32(i)
				if p.first < 0 {
					p.first = int32(i)
				}
			}
		}
		if t := b.texts[0].Data; len(t) < 300 {
			f.repeats[t]++
		}
	}
	f.phrases = make([]phraseKind, len(l.blocks))
	for i := range l.blocks {
		f.phrases[i] = f.phrase(int32(i))
	}
}

// sumUp adds block i to the text before the next one.
func (f *blockFeatures) sumUp(i int) {
	b := &f.l.blocks[i]
	sum := f.before[i]
	sum.chars += b.chars
	sum.linked += b.linked
	if b.running() {
		sum.prose += b.chars
	}
	if f.r.kept[b.inner] {
		sum.kept += b.chars
	}
	f.before[i+1] = sum
	f.near[i] = neighbour{log(b.words), b.density(), yes(f.r.kept[b.inner]) + 2*yes(b.ends()), float32(holderKind(f.l.elements[b.element].node.DataAtom))}
}

// siblings counts those of element i that have its name and class, once for all of them.
func (f *blockFeatures) siblings(i int32) {
	els := f.l.elements
	if els[i].parent < 0 || f.alike[i] > 0 {
		return
	}
	n := int32(0)
	class := classOf(&els[i])
	var same [32]int32
	for c, tries := i, 0; c < els[els[i].parent].end && n < 32 && tries < 64; c, tries = els[c].end, tries+1 {
		if els[c].node.DataAtom == els[i].node.DataAtom && classOf(&els[c]) == class {
			same[n] = c
			n++
		}
	}
	for _, c := range same[:n] {
		f.alike[c] = max(f.alike[c], n)
	}
}

func (f *blockFeatures) add(v ...float32) { f.x = append(f.x, v...) }

// gather adds the features of block i to x.
func (f *blockFeatures) gather(i int32) {
	f.text(i)
	f.words(i)
	f.tags(i)
	f.readability(i)
	f.around(i)
	f.place(i)
	f.neighbours(i)
	f.wholePage()
}

// text adds what the text of block i is like.
func (f *blockFeatures) text(i int32) {
	b := &f.l.blocks[i]
	words, chars := float32(b.words), float32(b.chars)
	f.add(
		log(b.words), log(b.chars), ratio(chars, words), b.density(), ratio(float32(b.soft), chars), float32(b.anchors),
		ratio(float32(b.short), words), ratio(float32(b.capitals), words), ratio(float32(b.digits), chars), float32(min(b.commas, 10)),
		float32(lastKind(b)), yes(b.ends()), float32(firstKind(b.first)), yes(b.broken), yes(b.hidden), ratio(float32(b.strong), chars),
		float32(f.repeats[b.texts[0].Data]), yes(b.running()),
	)
	title, lead := float32(0), float32(0)
	if b.chars < 300 && len(f.title) > 4 {
		title = f.inTitle(b)
	}
	if len(f.lead) > 20 && b.chars > 15 && b.chars < 1000 {
		lead = f.inLead(b)
	}
	f.add(title, lead)
}

// firstKind sorts the first sign of a block.
func firstKind(r rune) int {
	switch {
	case r >= 'A' && r <= 'Z':
		return 0
	case r >= 'a' && r <= 'z':
		return 1
	case r >= '0' && r <= '9':
		return 2
	case r == '"' || r == '“' || r == '«' || r == '„' || r == '\'' || r == '‘':
		return 3
	case r >= 0x2e80:
		return 4
	case r >= 0xc0:
		return 5
	case r == '(' || r == '[':
		return 6
	case r == '©' || r == '@' || r == '#':
		return 7
	}
	return 8
}

// lastKind sorts the last sign of a block.
func lastKind(b *block) int {
	switch r := b.last; {
	case r == '.':
		return 0
	case r == '!' || r == '?':
		return 1
	case r == ':':
		return 2
	case b.ends():
		return 3
	case r == ',' || r == ';' || r == '-' || r == '–':
		return 4
	case r >= '0' && r <= '9':
		return 5
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return 6
	case r >= 0x80:
		return 7
	}
	return 8
}

// tags adds in which elements block i lies, and what they are named.
func (f *blockFeatures) tags(i int32) {
	l := f.l
	b := &l.blocks[i]
	e, in := &l.elements[b.element], &l.elements[b.inner]
	for _, t := range [...]tagSet{tagNav | tagFooter, tagHeader, tagAside, tagForm, tagTable, tagFigure | tagCaption, tagList, tagQuote, tagCode, tagArticle, tagMain, tagHeading, tagH1, tagParagraph, tagTerm, tagButton, tagSection, tagDetails, tagTime, tagAddress, tagCell, tagLink} {
		f.add(yes(in.around&t != 0))
	}
	f.add(float32(holderKind(e.node.DataAtom)), float32(e.depth))
	for _, k := range [...]nameKind{
		nameCaption, nameDate, nameBy | nameByline, nameAuthor, nameStandfirst, nameOther, nameComment, nameRelated, nameAd, nameNewsletter, nameNav, nameTags, nameShare, nameContent, nameTitle,
		nameSide, nameWidget, nameEmbed, nameHide, nameUnlikely, nameNegative, namePositive,
	} {
		f.add(yes(in.name&k != 0) + 2*yes(e.name&k != 0))
		f.add(f.named(b.element, k))
	}
}

// named returns which part of the text of the page the closest element around i that has a
// name of kind k holds; -1: there is none.
func (f *blockFeatures) named(i int32, k nameKind) float32 {
	els := f.l.elements
	if els[i].outer&k == 0 {
		return -1
	}
	up := 0
	for i = els[i].parent; i >= 0 && els[i].flags&frame == 0 && up < 64; i = els[i].parent {
		if els[i].name&k != 0 {
			return ratio(float32(els[i].sum.chars), f.page.chars)
		}
		up++
	}
	return -1
}

// holderKind sorts the elements that blocks stand in.
func holderKind(a atom.Atom) int {
	switch a {
	case atom.P:
		return 0
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Center:
		return 1
	case atom.Li:
		return 2
	case atom.H1:
		return 3
	case atom.H2:
		return 4
	case atom.H3:
		return 5
	case atom.H4, atom.H5, atom.H6:
		return 6
	case atom.Td, atom.Th:
		return 7
	case atom.Blockquote:
		return 8
	case atom.Pre:
		return 9
	case atom.Dd:
		return 10
	case atom.Dt:
		return 11
	case atom.Figcaption, atom.Caption, atom.Figure:
		return 12
	case atom.Body:
		return 13
	}
	return 14
}

// readability adds what Readability makes of block i.
func (f *blockFeatures) readability(i int32) {
	l, r, p := f.l, f.r, &f.page
	b := &l.blocks[i]
	in := p.top >= 0 && b.element >= p.top && b.element < l.elements[p.top].end
	f.add(yes(r.kept[b.inner]), yes(in), yes(r.removed[b.inner]))
	// How close the element around both is.
	up, common := float32(0), b.element
	for common >= 0 && p.top >= 0 && (p.top < common || p.top >= l.elements[common].end) && !(in && common == p.top) {
		if in && common <= p.top {
			break
		}
		common = l.elements[common].parent
		up++
	}
	share := float32(1)
	if !in && common >= 0 && p.top >= 0 {
		share = ratio(float32(l.elements[p.top].sum.chars), float32(l.elements[common].sum.chars))
	}
	f.add(up, share)
	best, near := -100.0, -100.0
	for k, level := b.element, 0; k >= 0; k = l.elements[k].parent {
		if r.scored[k] {
			if near == -100 {
				near = r.score[k]
			}
			if level < 4 {
				best = max(best, r.score[k])
			}
		}
		level++
	}
	f.add(float32(best), ratio(float32(best), p.score), float32(near), ratio(float32(near), p.score))
	for _, m := range [...]int32{p.main, p.content} {
		switch {
		case m < 0:
			f.add(-1)
		case b.element >= m && b.element < l.elements[m].end:
			f.add(1)
		default:
			f.add(0)
		}
	}
}

// around adds what the elements around block i hold.
func (f *blockFeatures) around(i int32) {
	l := f.l
	b := &l.blocks[i]
	at, levels := b.element, 0
	// The closest three elements that hold other blocks too, each more than the last.
	last := int32(1)
	for ; at >= 0 && levels < 4; at = l.elements[at].parent {
		e := &l.elements[at]
		if e.sum.blocks <= last {
			continue
		}
		last = e.sum.blocks
		s := &e.sum
		chars := float32(s.chars)
		f.add(
			log(s.chars), log(s.blocks), ratio(float32(s.linked), chars), ratio(float32(s.prose), chars), ratio(float32(s.prose), f.page.prose),
			ratio(float32(s.words), float32(s.blocks)),
		)
		if levels == 0 {
			f.add(float32(holderKind(e.node.DataAtom)), ratio(float32(b.chars), chars), float32(s.images), float32(min(s.inputs, 3)), ratio(float32(i-e.block), float32(s.blocks)))
		}
		levels++
	}
	for ; levels < 4; levels++ {
		f.add(-1, -1, -1, -1, -1, -1)
		if levels == 0 {
			f.add(-1, -1, -1, -1, -1)
		}
	}
	alike, most := f.alike[b.element], int32(0)
	for k, n := b.element, 0; k >= 0 && n < 5; k, n = l.elements[k].parent, n+1 {
		if l.elements[k].flags&frame == 0 && l.elements[k].sum.blocks > 1 {
			most = max(most, f.alike[k])
		}
	}
	f.add(float32(alike), float32(most))
	// An item of a list of several with much text each, as comments are.
	found := false
	for k := b.element; k > 0 && l.elements[k].flags&frame == 0; k = l.elements[k].parent {
		e := &l.elements[k]
		if f.alike[k] >= 2 && e.sum.blocks >= 2 && e.sum.prose > 0 && e.parent >= 0 {
			up := &l.elements[e.parent]
			f.add(float32(f.alike[k]), ratio(float32(e.sum.chars), float32(up.sum.chars)), ratio(float32(up.sum.chars), f.page.chars), ratio(float32(e.block-up.block), float32(up.sum.blocks)), float32(i-e.block))
			found = true
			break
		}
	}
	if !found {
		f.add(0, -1, -1, -1, -1)
	}
}

// place adds where block i stands.
func (f *blockFeatures) place(i int32) {
	p := &f.page
	n := float32(len(f.l.blocks))
	f.add(ratio(float32(i), n), ratio(float32(f.before[i].chars), p.chars), log(i), log(int32(n)-i))
	if p.first < 0 {
		f.add(-1, 0, 0)
	} else {
		switch {
		case i < p.first:
			f.add(0, float32(max(i-p.first, -50)), 0)
		case i > p.last:
			f.add(2, float32(min(i-p.last, 50)), ratio(float32(f.before[i].chars-f.before[p.last].chars), p.kept))
		default:
			f.add(1, 0, 0)
		}
	}
	if p.head < 0 {
		f.add(-100)
	} else {
		f.add(float32(max(-99, min(i-p.head, 100))))
	}
	h := f.heading[i]
	if h < 0 {
		f.add(-1, 0, 0)
	} else {
		f.add(float32(min(i-h, 60)), yes(f.r.kept[f.l.blocks[h].inner]), float32(holderKind(f.l.elements[f.l.blocks[h].element].node.DataAtom)))
	}
}

// neighbours adds what stands before and behind block i.
func (f *blockFeatures) neighbours(i int32) {
	for _, d := range [...]int32{-1, 1, -2, 2, -3, 3} {
		k := i + d
		if k < 0 || int(k) >= len(f.near) {
			f.add(-1, -1, -1, -1)
			continue
		}
		f.add(f.near[k][:]...)
	}
	for _, w := range [...]int32{4, 12} {
		for _, side := range [...][2]int32{{i - w, i}, {i + 1, i + 1 + w}} {
			from := f.before[max(side[0], 0)]
			to := f.before[min(max(side[1], 0), int32(len(f.near)))]
			chars := float32(to.chars - from.chars)
			f.add(ratio(float32(to.prose-from.prose), chars), ratio(float32(to.kept-from.kept), chars), ratio(float32(to.linked-from.linked), chars), chars)
		}
	}
}

// wholePage adds what the page is like.
func (f *blockFeatures) wholePage() {
	p := &f.page
	f.add(log(int32(p.chars)), ratio(p.prose, p.chars), ratio(p.kept, p.chars), p.density, p.passes, p.articles, p.score, log(int32(p.kept)))
}

// inTitle returns which part of the title a block is, less what else it says.
func (f *blockFeatures) inTitle(b *block) float32 {
	hit, all := b.share(f.titleWords)
	return ratio(float32(hit), float32(max(all, len(f.title)-1)))
}

// inLead returns which part of a block the description of the page has.
func (f *blockFeatures) inLead(b *block) float32 {
	hit, all := b.share(f.leadWords)
	return ratio(float32(hit), float32(all))
}

// share returns the size of the words of a block that are among some words, and of all.
func (b *block) share(words map[string]bool) (hit, all int) {
	for _, n := range b.texts {
		eachWord(n.Data, func(w []byte) {
			all += len(w) - 1
			if words[string(w[1:len(w)-1])] {
				hit += len(w) - 1
			}
		})
	}
	return hit, all
}

// wordSet returns the words of what wordsIn returns.
func wordSet(s string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// eachWord calls do with the words of s, in lower case with a blank before and behind.
func eachWord(s string, do func([]byte)) {
	var buf [64]byte
	w := append(buf[:0], ' ')
	for _, r := range s {
		if notWord(r) {
			if len(w) > 1 {
				do(append(w, ' '))
				w = w[:1]
			}
			continue
		}
		if len(w) < 56 {
			w = utf8.AppendRune(w, unicode.ToLower(r))
		}
	}
	if len(w) > 1 {
		do(append(w, ' '))
	}
}

// phraseKind is what the words of a short block are known to be.
type phraseKind uint16

const (
	phraseButton phraseKind = 1 << iota
	phraseElsewhere
	phraseElsewhereLinked
	phraseOther
	phraseAppeal
	phraseLabel
	phraseCredit
	phraseAside
	phraseDate
	phraseBy
	phraseComments
	phraseUnknown // it was not looked at
)

// phrase looks at the words of block i, where they may tell.
func (f *blockFeatures) phrase(i int32) phraseKind {
	b := &f.l.blocks[i]
	heading := f.l.elements[b.inner].around&tagHeading != 0
	if b.hidden || b.chars > 400 || b.chars < 4 || !heading && !f.r.kept[b.inner] && (b.density() > 0.5 || !b.running() && b.chars < 60) {
		return phraseUnknown
	}
	text := dom.CollapseSpace(b.text())
	var k phraseKind
	is := func(p phraseKind, match bool) {
		if match {
			k |= p
		}
	}
	if b.chars < 80 {
		is(phraseButton, buttons().MatchString(text))
		is(phraseOther, otherHead().MatchString(text))
		is(phraseBy, byWords().MatchString(text))
		is(phraseComments, comments().MatchString(text))
	}
	if b.linked > 0 {
		is(phraseElsewhere, elsewhere().MatchString(text))
		is(phraseElsewhereLinked, elsewhereLinked().MatchString(text))
	}
	if b.chars < 300 {
		is(phraseAppeal, appeals().MatchString(text))
		is(phraseLabel, labels().MatchString(text))
		is(phraseAside, aside(text))
		is(phraseDate, dateLine(text))
	}
	is(phraseCredit, isCredit(text))
	return k
}

// comments head the comments of readers.
var comments = expression(`^\W*(\d+ )?`, ``, `comments?\b|repl(y|ies)\b|responses?\b|leave a|post a|add a|join the (conversation|discussion)|discussion|thoughts on`,
	`kommentare?\b|commentaires?\b|comentarios?\b|comentários?\b|commenti\b|reacties\b|komentarze|комментари|コメント|评论|留言`)

// words adds what the words of block i, and of the heading above it, are known to be.
func (f *blockFeatures) words(i int32) {
	k := f.phrases[i]
	for p := phraseButton; p <= phraseUnknown; p <<= 1 {
		f.add(yes(k&p != 0))
	}
	above := phraseUnknown
	if h := f.heading[i]; h >= 0 && h < i {
		above = f.phrases[h]
	}
	f.add(yes(above&phraseOther != 0), yes(above&phraseComments != 0))
	near := float32(0)
	for _, d := range [...]int32{-2, -1, 1, 2} {
		if n := i + d; n >= 0 && int(n) < len(f.phrases) && f.phrases[n]&(phraseDate|phraseBy|phraseAside) != 0 && f.phrases[n]&phraseUnknown == 0 {
			near++
		}
	}
	f.add(near)
}
