package webpage

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readable chooses the article of a page as Mozilla's Readability does (as ported by
// go-readability): paragraphs give points to the elements around them, the best element
// and siblings like it are the article, and what looks like navigation goes out of it.
// What the original does to the tree is told here by marks on its elements.
type readable struct {
	l        *layout
	title    string // of the page, to find its heading again
	strip    bool   // leave out what is named as unlikely
	weigh    bool   // the names of elements count
	clean    bool   // take out what looks like navigation
	sums     []sums
	score    []float64
	scored   []bool
	removed  []bool
	kept     []bool // by element: lies in the article
	top      int32  // the best element, or -1
	topScore float64
	passes   int
	headed   bool // the heading with the title was left out
}

// leastReadable is how many characters an article has: with fewer, names and density
// count for nothing in another pass.
const leastReadable = 500

// readability runs passes until one finds enough.
func (l *layout) readability(title string) *readable {
	n := len(l.elements)
	r := &readable{l: l, title: title, strip: true, weigh: true, clean: true, sums: make([]sums, n), score: make([]float64, n), scored: make([]bool, n), removed: make([]bool, n), kept: make([]bool, n)}
	best, bestChars := []bool(nil), int32(-1)
	for {
		r.passes++
		chars := r.pass()
		if chars >= leastReadable {
			return r
		}
		if chars > bestChars {
			best, bestChars = slices.Clone(r.kept), chars
		}
		switch {
		case r.strip:
			r.strip = false
		case r.weigh:
			r.weigh = false
		case r.clean:
			r.clean = false
		default:
			r.kept = best
			return r
		}
	}
}

// pass chooses once, and returns how many characters the article has.
func (r *readable) pass() int32 {
	clear(r.score)
	clear(r.scored)
	clear(r.kept)
	r.remove()
	r.addUp()
	r.points()
	r.choose()
	r.siblings()
	if r.top < 0 {
		return 0
	}
	r.cleanUp()
	return r.chars()
}

// remove marks what cannot be of the article.
func (r *readable) remove() {
	els := r.l.elements
	r.headed = false
	for i := range els {
		e := &els[i]
		gone := e.parent >= 0 && r.removed[e.parent] || e.flags&invisible != 0
		if !gone && r.strip && e.flags&unlikelyOne != 0 {
			gone = !r.within(int32(i), 3, tagTable|tagCode)
		}
		if !gone && !r.headed && e.tags&tagHeading != 0 && (e.node.DataAtom == atom.H1 || e.node.DataAtom == atom.H2) && r.title != "" {
			if r.similar(int32(i)) {
				r.headed, gone = true, true
			}
		}
		r.removed[i] = gone
	}
}

// similar reports whether a heading says little else than the title.
func (r *readable) similar(i int32) bool {
	words := strings.FieldsFunc(strings.ToLower(r.l.textOf(i)), notWord)
	all, other := 0, 0
	for _, w := range words {
		all += len(w) + 1
		if !strings.Contains(r.title, " "+w+" ") {
			other += len(w) + 1
		}
	}
	return all > 0 && float64(other) < 0.25*float64(all)
}

// within reports whether one of the depth elements around i has one of tags.
func (r *readable) within(i int32, depth int, tags tagSet) bool {
	els := r.l.elements
	if els[i].around&tags == 0 {
		return false
	}
	for p := els[i].parent; p >= 0 && depth >= 0; p = els[p].parent {
		if els[p].tags&tags != 0 {
			return true
		}
		depth--
	}
	return false
}

// addUp sums what is not removed.
func (r *readable) addUp() {
	els := r.l.elements
	for i := range els {
		r.sums[i] = els[i].sum
	}
	for i := len(els) - 1; i > 0; i-- {
		if r.removed[i] && !r.removed[els[i].parent] {
			s := els[i].sum
			for p := els[i].parent; p >= 0; p = els[p].parent {
				r.sums[p].take(&s)
			}
		}
	}
}

// points gives points for each paragraph to the elements around it.
func (r *readable) points() {
	l := r.l
	for i := range l.elements {
		e := &l.elements[i]
		if r.removed[i] {
			continue
		}
		switch a := e.node.DataAtom; a {
		case atom.Section, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Td, atom.Pre:
			r.paragraph(e.parent, r.sums[i].chars, r.sums[i].commas)
		case atom.P:
			if e.blockEnd-e.block <= 1 {
				r.paragraph(r.above(e.parent), r.sums[i].chars, r.sums[i].commas)
				continue
			}
			r.runs(int32(i))
		case atom.Div:
			if e.blockless && e.blockEnd-e.block <= 1 {
				s := &r.sums[i]
				to := int32(i)
				if s.density() < 0.25 {
					to = e.parent
				}
				r.paragraph(to, s.chars, s.commas)
				continue
			}
			r.runs(int32(i))
		}
	}
}

// above returns i, or its parent where i is a <div> around one paragraph.
func (r *readable) above(i int32) int32 {
	e := &r.l.elements[i]
	if e.node.DataAtom != atom.Div || e.parent < 0 {
		return i
	}
	first := i + 1
	if int(first) < len(r.l.elements) && r.l.elements[first].end == e.end && r.l.elements[first].node.DataAtom == atom.P && e.block == r.l.elements[first].block && e.blockEnd == r.l.elements[first].blockEnd && r.sums[i].density() < 0.25 {
		return e.parent
	}
	return i
}

// runs gives points for the text that lies in element i itself, as paragraphs.
func (r *readable) runs(i int32) {
	e := &r.l.elements[i]
	for k := e.block; k < e.blockEnd; {
		b := &r.l.blocks[k]
		if b.element == i {
			if !r.removed[b.inner] {
				r.paragraph(i, b.chars, b.commas)
			}
			k++
			continue
		}
		// Over what lies in another block.
		j := b.element
		for r.l.elements[j].parent != i && r.l.elements[j].parent >= 0 && r.l.elements[j].parent > i {
			j = r.l.elements[j].parent
		}
		k = max(k+1, r.l.elements[j].blockEnd)
	}
}

// paragraph gives the points of a paragraph to five elements from i up.
func (r *readable) paragraph(i, chars, commas int32) {
	if chars < 25 || i < 0 {
		return
	}
	points := float64(2+commas) + math.Min(float64(chars/100), 3)
	els := r.l.elements
	for level := 0; level < 5 && i >= 0 && els[i].parent >= 0; level++ {
		if !r.scored[i] {
			r.scored[i] = true
			r.score[i] = r.start(i)
		}
		divide := 1.0
		switch level {
		case 0:
		case 1:
			divide = 2
		default:
			divide = float64(level) * 3
		}
		r.score[i] += points / divide
		i = els[i].parent
	}
}

// start returns the points that an element has by itself.
func (r *readable) start(i int32) float64 {
	e := &r.l.elements[i]
	w := 0.0
	if r.weigh {
		w = e.name.classWeight()
	}
	switch e.node.DataAtom {
	case atom.Div:
		return w + 5
	case atom.Pre, atom.Td, atom.Blockquote:
		return w + 3
	case atom.Address, atom.Ol, atom.Ul, atom.Dl, atom.Dd, atom.Dt, atom.Li, atom.Form:
		return w - 3
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th:
		return w - 5
	}
	return w
}

// choose finds the best element.
func (r *readable) choose() {
	els := r.l.elements
	const most = 5
	var best [most]int32
	n := 0
	for i := range els {
		if !r.scored[i] {
			continue
		}
		r.score[i] *= 1 - r.sums[i].density()
		k := n
		for k > 0 && r.score[i] > r.score[best[k-1]] {
			if k < most {
				best[k] = best[k-1]
			}
			k--
		}
		if k < most {
			best[k] = int32(i)
			n = min(n+1, most)
		}
	}
	r.top = -1
	if n == 0 || els[best[0]].flags&frame != 0 {
		for i := range els {
			if els[i].node.DataAtom == atom.Body {
				r.top = int32(i)
			}
		}
		r.topScore = 5
		return
	}
	r.top = r.climb(best[:n])
	if !r.scored[r.top] {
		r.scored[r.top], r.score[r.top] = true, r.start(r.top)
	}
	r.topScore = r.score[r.top]
}

// climb goes from the best of some elements to one further up that is as good.
func (r *readable) climb(best []int32) int32 {
	els := r.l.elements
	top := best[0]
	up := func(i int32) bool { return i >= 0 && els[i].flags&frame == 0 }
	var rivals []int32
	for _, b := range best[1:] {
		if r.score[b] >= 0.75*r.score[top] {
			rivals = append(rivals, b)
		}
	}
	if len(rivals) >= 3 {
		for p := els[top].parent; up(p); p = els[p].parent {
			in := 0
			for _, b := range rivals {
				if b > p && b < els[p].end {
					in++
				}
			}
			if in >= 3 {
				top = p
				break
			}
		}
	}
	last := r.score[top]
	least := last / 3
	for p := els[top].parent; up(p); p = els[p].parent {
		if !r.scored[p] {
			continue
		}
		if r.score[p] < least {
			break
		}
		if r.score[p] > last {
			top = p
			break
		}
		last = r.score[p]
	}
	for p := els[top].parent; up(p) && r.only(p); p = els[p].parent {
		top = p
	}
	return top
}

// only reports whether element i has one child that is not removed.
func (r *readable) only(i int32) bool {
	n := 0
	for c := i + 1; c < r.l.elements[i].end; c = r.l.elements[c].end {
		if !r.removed[c] && r.l.elements[c].blockEnd > r.l.elements[c].block {
			n++
		}
	}
	return n == 1
}

// siblings marks the best element and its siblings that are like it.
func (r *readable) siblings() {
	els := r.l.elements
	if r.top < 0 {
		return
	}
	if els[r.top].flags&frame != 0 || els[r.top].parent < 0 {
		r.keep(r.top)
		return
	}
	least := max(10, r.topScore*0.2)
	class := classOf(&els[r.top])
	parent := els[r.top].parent
	for c := parent + 1; c < els[parent].end; c = els[c].end {
		e := &els[c]
		if r.removed[c] {
			continue
		}
		bonus := 0.0
		if class != "" && classOf(e) == class {
			bonus = r.topScore * 0.2
		}
		s := &r.sums[c]
		asParagraph := e.node.DataAtom == atom.P || e.node.DataAtom == atom.Div && e.blockless
		switch {
		case c == r.top, r.scored[c] && r.score[c]+bonus >= least:
			r.keep(c)
		case asParagraph && s.chars > 80 && s.density() < 0.25,
			asParagraph && s.chars > 0 && s.chars < 80 && s.density() == 0 && e.blockEnd > e.block && r.l.blocks[e.blockEnd-1].ends():
			r.keep(c)
		}
	}
}

func classOf(e *element) string {
	for i := range e.node.Attr {
		if e.node.Attr[i].Key == "class" {
			return e.node.Attr[i].Val
		}
	}
	return ""
}

// keep marks what lies in element i.
func (r *readable) keep(i int32) {
	for k := i; k < r.l.elements[i].end; k++ {
		r.kept[k] = !r.removed[k]
	}
}

// drop takes element i out of the article.
func (r *readable) drop(i int32) {
	els := r.l.elements
	s := r.sums[i]
	for p := els[i].parent; p >= 0; p = els[p].parent {
		r.sums[p].take(&s)
	}
	for k := i; k < els[i].end; k++ {
		r.kept[k] = false
	}
}

// cleanUp takes out of the article what looks like navigation, forms and the like.
func (r *readable) cleanUp() {
	els := r.l.elements
	r.each(func(e *element) bool { return e.tags&tagForm != 0 }, r.fishy)
	r.each(func(e *element) bool { return e.tags&(tagFooter|tagAside) != 0 }, func(int32) bool { return true })
	for i := range els {
		if r.kept[i] && els[i].name&nameShare != 0 && int32(i) != r.top && r.sums[i].chars < leastReadable && sharing(els[i].node.Attr) {
			r.drop(int32(i))
		}
	}
	r.each(func(e *element) bool { return e.node.DataAtom == atom.Button }, func(int32) bool { return true })
	r.each(func(e *element) bool { return e.node.DataAtom == atom.H1 || e.node.DataAtom == atom.H2 }, func(i int32) bool { return r.weigh && els[i].name.classWeight() < 0 })
	r.each(func(e *element) bool { return e.node.DataAtom == atom.Table }, r.fishy)
	r.each(func(e *element) bool { return e.node.DataAtom == atom.Ul }, r.fishy)
	r.each(func(e *element) bool { return e.node.DataAtom == atom.Div }, r.fishy)
}

// each takes out those of the kept elements of one kind that gone says are to go, the
// last first.
func (r *readable) each(kind func(*element) bool, gone func(int32) bool) {
	els := r.l.elements
	for i := int32(len(els)) - 1; i >= 0; i-- {
		if r.kept[i] && kind(&els[i]) && !(els[i].node.DataAtom == atom.Div && els[i].blockless && els[i].blockEnd-els[i].block <= 1) && gone(i) {
			r.drop(i)
		}
	}
}

// fishy reports whether an element looks like no part of an article (cleanConditionally).
func (r *readable) fishy(i int32) bool {
	if !r.clean {
		return false
	}
	e, s := &r.l.elements[i], &r.sums[i]
	table := e.node.DataAtom == atom.Table
	if e.around&tagTable != 0 && r.inDataTable(i, table) {
		return false
	}
	if r.within(i, 3, tagCode) {
		return false
	}
	weight := 0.0
	if r.weigh {
		weight = e.name.classWeight()
	}
	if weight < 0 {
		return true
	}
	if s.commas >= 10 {
		return false
	}
	list := e.node.DataAtom == atom.Ul || s.chars > 0 && float64(s.listed) > 0.9*float64(s.chars)
	density, headings := s.density(), 0.0
	if s.chars > 0 {
		headings = float64(s.headed) / float64(s.chars)
	}
	figure := r.within(i, 3, tagFigure)
	switch {
	case s.images > 1 && float64(s.paragraphs)/float64(s.images) < 0.5 && !figure,
		!list && s.items-100 > s.paragraphs,
		s.inputs > s.paragraphs/3,
		!list && headings < 0.9 && s.chars < 25 && (s.images == 0 || s.images > 2) && density > 0 && !figure,
		!list && weight < 25 && density > 0.2,
		weight >= 25 && density > 0.5,
		s.images == 0 && s.inText == 0:
		return !(list && s.images == s.items && s.items > 0)
	}
	return false
}

// inDataTable reports whether i lies in a table of data, or is one.
func (r *readable) inDataTable(i int32, self bool) bool {
	els := r.l.elements
	if !self {
		i = els[i].parent
	}
	for ; i >= 0; i = els[i].parent {
		if els[i].node.DataAtom == atom.Table && r.l.dataTable(i) {
			return true
		}
	}
	return false
}

// dataTable reports whether a table holds data.
func (l *layout) dataTable(i int32) bool {
	data, ok := l.tables[i]
	if !ok {
		data = l.holdsData(i)
		l.tables[i] = data
	}
	return data
}

// holdsData reports whether a table holds data, as Firefox tells it.
func (l *layout) holdsData(i int32) bool {
	rows, cells, columns := 0, 0, 0
	for k := i + 1; k < l.elements[i].end; k++ {
		switch l.elements[k].node.DataAtom {
		case atom.Th, atom.Thead, atom.Tfoot, atom.Col, atom.Colgroup, atom.Caption:
			return true
		case atom.Table:
			return false
		case atom.Tr:
			rows++
			cells = 0
		case atom.Td:
			cells++
			columns = max(columns, cells)
		}
	}
	if rows == 1 || columns == 1 {
		return false
	}
	return rows >= 10 || columns > 4 || rows*columns > 10
}

// chars returns how many characters the article has.
func (r *readable) chars() int32 {
	n := int32(0)
	for i := range r.l.blocks {
		if b := &r.l.blocks[i]; r.kept[b.inner] {
			n += b.chars
		}
	}
	return n
}

// sharing reports whether a class or id has the word share.
func sharing(attrs []html.Attribute) bool {
	for i := range attrs {
		if a := &attrs[i]; a.Key == "class" || a.Key == "id" {
			for w := range strings.FieldsFuncSeq(strings.ToLower(a.Val), func(r rune) bool { return r < 'a' || r > 'z' }) {
				if w == "share" || w == "sharedaddy" {
					return true
				}
			}
		}
	}
	return false
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// wordsIn returns the words of s in lower case with a blank around each.
func wordsIn(s string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), notWord), " ") + " "
}

// textOf returns the text in element i.
func (l *layout) textOf(i int32) string {
	var b strings.Builder
	for k := l.elements[i].block; k < l.elements[i].blockEnd; k++ {
		for _, n := range l.blocks[k].texts {
			b.WriteString(n.Data)
		}
		b.WriteByte(' ')
	}
	return b.String()
}
