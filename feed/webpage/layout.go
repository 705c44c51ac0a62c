package webpage

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// layout is the text of a page as flat tables, made in one walk: its elements and its
// blocks of text in the order of the page. It leaves the tree as it is.
type layout struct {
	elements []element
	blocks   []block
	names    map[string]nameKind // what a class or id says, by its text
	tables   map[int32]bool      // tables that were looked at: whether they hold data

	// Of the walk.
	open   int  // the block that text goes on to, or -1
	breaks int  // <br> seen since the last text of the open block
	links  bool // text is in a link
	local  bool // and the link leads to a place of the same page
	hidden bool // text is not shown
}

// element is an element of the page. Its sums are those of all that lies in it.
type element struct {
	node      *html.Node
	parent    int32 // -1: none
	end       int32 // the first element behind all that lies in it
	holder    int32 // the closest block around it, itself included
	block     int32 // the first block in it
	blockEnd  int32 // the first block behind it
	tags      tagSet
	around    tagSet // its tags and those of what it lies in
	name      nameKind
	outer     nameKind // its names and those of what it lies in, less the names of the page's frame
	depth     int16
	flags     elementFlags
	sum       sums
	blockless bool // no block lies in it
}

// sums are counts over text.
type sums struct {
	chars, words, commas   int32
	linked                 int32 // characters in links
	soft                   int32 // of them in links to places on the same page
	paragraphs, images     int32
	items, inputs, embeds  int32
	headed, listed, inText int32 // characters in headings, in lists, in paragraphs and the like
	blocks, prose          int32 // blocks, and characters in those of running text
	anchors                int32
}

func (s *sums) add(o *sums) {
	s.chars += o.chars
	s.words += o.words
	s.commas += o.commas
	s.linked += o.linked
	s.soft += o.soft
	s.paragraphs += o.paragraphs
	s.images += o.images
	s.items += o.items
	s.inputs += o.inputs
	s.embeds += o.embeds
	s.headed += o.headed
	s.listed += o.listed
	s.inText += o.inText
	s.blocks += o.blocks
	s.prose += o.prose
	s.anchors += o.anchors
}

func (s *sums) take(o *sums) {
	n := sums{
		-o.chars, -o.words, -o.commas, -o.linked, -o.soft, -o.paragraphs, -o.images, -o.items, -o.inputs, -o.embeds,
		-o.headed, -o.listed, -o.inText, -o.blocks, -o.prose, -o.anchors,
	}
	s.add(&n)
}

// density is the share of text in links, where links on the same page count less.
func (s *sums) density() float64 {
	if s.chars == 0 {
		return 0
	}
	return (float64(s.linked-s.soft) + 0.3*float64(s.soft)) / float64(s.chars)
}

// block is a paragraph, item, heading, cell: text that no block of the page parts.
type block struct {
	texts    []*html.Node
	element  int32 // the closest block around it
	inner    int32 // the closest element around its first text
	chars    int32
	words    int32
	short    int32 // words of three letters or fewer in small letters
	capitals int32 // words that begin with a capital
	digits   int32
	commas   int32
	linked   int32
	soft     int32
	anchors  int32
	last     rune // of the text, signs that close left out
	first    rune
	broken   bool // ended by <br><br>
	hidden   bool
	strong   int32 // characters in <b> and <strong>
}

func (b *block) density() float32 { return float32(b.linked) / float32(max(b.chars, 1)) }

// tagSet holds names of elements.
type tagSet uint32

const (
	tagNav tagSet = 1 << iota
	tagFooter
	tagHeader
	tagAside
	tagForm
	tagTable
	tagFigure
	tagList
	tagQuote
	tagCode
	tagArticle
	tagMain
	tagHeading
	tagParagraph
	tagItem
	tagCell
	tagTerm
	tagButton
	tagCaption
	tagSection
	tagDiv
	tagLink
	tagSpan
	tagMedia
	tagDetails
	tagTime
	tagAddress
	tagH1
)

func tagOf(a atom.Atom) tagSet {
	switch a {
	case atom.Div, atom.Center:
		return tagDiv
	case atom.P:
		return tagParagraph
	case atom.A:
		return tagLink
	case atom.Span, atom.Font:
		return tagSpan
	case atom.Li:
		return tagItem
	case atom.Ul, atom.Ol, atom.Menu:
		return tagList
	case atom.Dl:
		return tagList
	case atom.Dt, atom.Dd:
		return tagTerm
	case atom.H1:
		return tagHeading | tagH1
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return tagHeading
	case atom.Nav:
		return tagNav
	case atom.Footer:
		return tagFooter
	case atom.Header, atom.Hgroup:
		return tagHeader
	case atom.Aside:
		return tagAside
	case atom.Form, atom.Fieldset:
		return tagForm
	case atom.Table:
		return tagTable
	case atom.Td, atom.Th:
		return tagCell
	case atom.Figure:
		return tagFigure
	case atom.Figcaption, atom.Caption:
		return tagCaption
	case atom.Blockquote, atom.Q:
		return tagQuote
	case atom.Pre, atom.Code:
		return tagCode
	case atom.Article:
		return tagArticle
	case atom.Main:
		return tagMain
	case atom.Section:
		return tagSection
	case atom.Button, atom.Label:
		return tagButton
	case atom.Img, atom.Picture, atom.Video, atom.Audio, atom.Object, atom.Embed:
		return tagMedia
	case atom.Details, atom.Summary:
		return tagDetails
	case atom.Time:
		return tagTime
	case atom.Address:
		return tagAddress
	}
	return 0
}

type elementFlags uint8

const (
	invisible   elementFlags = 1 << iota
	unlikelyOne              // what Readability calls unlikely
	frame                    // <html> or <body>
	isBlock
)

// layouts are tables of pages that have been read, to be used again.
var layouts = sync.Pool{New: func() any {
	return &layout{names: make(map[string]nameKind, 256), tables: map[int32]bool{}, elements: make([]element, 0, 1024), blocks: make([]block, 0, 256)}
}}

// release gives the tables of a page back. Those of a very long page go.
func (l *layout) release() {
	const most = 1 << 14
	if cap(l.elements) > most || cap(l.blocks) > most || len(l.names) > most {
		return
	}
	clear(l.elements)
	clear(l.blocks)
	clear(l.names)
	clear(l.tables)
	*l = layout{names: l.names, tables: l.tables, elements: l.elements[:0], blocks: l.blocks[:0]}
	layouts.Put(l)
}

// newLayout reads the page whose root is n.
func newLayout(n *html.Node) *layout {
	l := layouts.Get().(*layout)
	l.open = -1
	if n.Type != html.ElementNode {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				n = c
				break
			}
		}
	}
	l.visit(n, -1)
	l.total()
	return l
}

// visit adds an element and what lies in it.
func (l *layout) visit(n *html.Node, parent int32) {
	at := int32(len(l.elements))
	e := element{node: n, parent: parent, block: int32(len(l.blocks)), tags: tagOf(n.DataAtom), blockless: true}
	e.around, e.holder = e.tags, at
	l.name(&e)
	if dom.IsBlock(n.DataAtom) || parent < 0 {
		e.flags |= isBlock
		l.open = -1
	}
	if parent >= 0 {
		p := &l.elements[parent]
		e.depth = p.depth + 1
		if e.tags&tagFooter != 0 && p.around&tagQuote != 0 { // who is quoted
			e.tags, e.around = tagParagraph, tagParagraph
		}
		e.around |= p.around
		if p.flags&frame == 0 {
			e.outer |= p.outer
		}
		if e.flags&isBlock == 0 {
			e.holder = p.holder
		}
	}
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		e.flags |= frame
	}
	l.count(&e)
	l.elements = append(l.elements, e)
	links, local, hidden := l.links, l.local, l.hidden
	l.hidden = hidden || e.flags&invisible != 0
	if e.tags&tagLink != 0 {
		l.links = true
		href := dom.Attr(n, "href")
		l.local = len(href) > 1 && href[0] == '#'
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			l.text(c, at)
		case html.ElementNode:
			switch {
			case c.DataAtom == atom.Br:
				l.breaks++
				if l.breaks >= 2 && l.open >= 0 {
					l.blocks[l.open].broken = true
					l.open = -1
				}
			case !isSkipped(c.DataAtom):
				l.visit(c, at)
			}
		}
	}
	l.links, l.local, l.hidden = links, local, hidden
	p := &l.elements[at]
	p.end, p.blockEnd = int32(len(l.elements)), int32(len(l.blocks))
	if p.flags&isBlock != 0 {
		l.open = -1
	}
}

// count adds what an element itself counts as.
func (l *layout) count(e *element) {
	switch e.node.DataAtom {
	case atom.P:
		e.sum.paragraphs++
	case atom.Img:
		e.sum.images++
	case atom.Li:
		e.sum.items++
	case atom.Input:
		e.sum.inputs++
	case atom.Object, atom.Embed, atom.Iframe:
		e.sum.embeds++
	case atom.A:
		e.sum.anchors++
	}
}

// text adds a text node that lies in element at.
func (l *layout) text(n *html.Node, at int32) {
	if blank(n.Data) {
		return
	}
	if l.open < 0 {
		l.open = len(l.blocks)
		l.blocks = append(l.blocks, block{element: l.elements[at].holder, inner: at, hidden: l.hidden})
	}
	l.breaks = 0
	b := &l.blocks[l.open]
	b.texts = append(b.texts, n)
	before := b.chars
	b.scan(n.Data)
	d := b.chars - before
	if l.links {
		b.linked += d
		b.anchors++
		if l.local {
			b.soft += d
		}
	}
	if a := n.Parent.DataAtom; a == atom.B || a == atom.Strong {
		b.strong += d
	}
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' && c < utf8.RuneSelf {
			return false
		} else if c >= utf8.RuneSelf {
			for _, r := range s[i:] {
				if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
					return false
				}
			}
			return true
		}
	}
	return true
}

// scan counts what a text holds.
func (b *block) scan(s string) {
	size, capital, small, gap := 0, false, true, b.chars > 0
	end := func() {
		if size > 0 {
			b.words++
			if capital {
				b.capitals++
			} else if size <= 3 && small {
				b.short++
			}
			b.chars += int32(size)
			size = 0
		}
	}
	for _, r := range s {
		switch {
		case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' || r == 0xa0 || r > 0x1000 && unicode.IsSpace(r):
			end()
			gap = true
			continue
		case size == 0:
			if gap && b.chars > 0 {
				b.chars++
			}
			gap = false
			capital = r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r)
			small = true
			if b.first == 0 {
				b.first = r
			}
		}
		size++
		switch {
		case r >= 'a' && r <= 'z':
			b.last = r
		case r >= '0' && r <= '9':
			b.digits++
			small = false
			b.last = r
		case r == ',' || r == '،' || r == '，' || r == '、':
			b.commas++
			b.last = r
		case r == '"' || r == '\'' || r == '”' || r == '’' || r == '»' || r == ')' || r == ']':
		default:
			b.last = r
			if r >= 0x2e80 && r < 0xff00 { // no blanks between words
				if size >= 2 {
					b.words++
					b.chars += int32(size)
					size = 0
				}
			}
		}
	}
	end()
}

// ends reports whether the block ends as a sentence does.
func (b *block) ends() bool {
	switch b.last {
	case '.', '!', '?', '…', '。', '！', '？', ':', '।', '؟':
		return true
	}
	return false
}

// running reports whether the block is a paragraph of running text.
func (b *block) running() bool {
	return b.chars >= 80 && b.density() < 0.4 || b.chars >= 40 && b.linked == 0 && b.ends()
}

// total adds up the blocks and elements.
func (l *layout) total() {
	for i := range l.blocks {
		b := &l.blocks[i]
		e := &l.elements[b.inner]
		s := sums{chars: b.chars, words: b.words, commas: b.commas, linked: b.linked, soft: b.soft, blocks: 1}
		a := e.around
		if a&tagHeading != 0 {
			s.headed = b.chars
		}
		if a&tagList != 0 {
			s.listed = b.chars
		}
		if a&(tagQuote|tagList|tagDiv|tagParagraph|tagCode|tagTable|tagSpan|tagItem|tagCell) != 0 {
			s.inText = b.chars
		}
		if a&tagHeading == 0 && b.running() {
			s.prose = b.chars
		}
		e.sum.add(&s)
	}
	for i := len(l.elements) - 1; i > 0; i-- {
		e := &l.elements[i]
		p := &l.elements[e.parent]
		p.sum.add(&e.sum)
		if !e.blockless || divToParagraph(e.node.DataAtom) {
			p.blockless = false
		}
	}
}

// divToParagraph reports whether Readability takes a <div> with such an element in it
// for no paragraph.
func divToParagraph(a atom.Atom) bool {
	switch a {
	case atom.Blockquote, atom.Dl, atom.Div, atom.Img, atom.Ol, atom.P, atom.Pre, atom.Table, atom.Ul, atom.Select:
		return true
	}
	return false
}
