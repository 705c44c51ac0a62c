package query

// nodeKind is what a node of the syntax tree is.
type nodeKind uint8

const (
	leafNode nodeKind = iota
	andNode
	orNode
	notNode
)

// node is a part of a text that was read, before it means anything: meaning
// needs a clock. An and-node may be empty.
type node struct {
	kind     nodeKind
	pos, end int
	kids     []*node
	term     term // of a leaf
}

// parser is a recursive-descent parser of tokens.
type parser struct {
	toks   []token
	i      int
	typing bool
	depth  int
	text   string
}

// parseTree returns the syntax tree of text.
func parseTree(text string, typing bool) (*node, *Error) {
	toks, err := lex(text, typing)
	if err != nil {
		return nil, err
	}
	p := parser{toks: toks, typing: typing, text: text}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if t, ok := p.peek(); ok {
		return nil, p.wrong(t, "no parenthesis is open here", `leave ")" out`)
	}
	return n, nil
}

func (p *parser) peek() (token, bool) {
	if p.i < len(p.toks) {
		return p.toks[p.i], true
	}
	return token{pos: len(p.text), end: len(p.text)}, false
}

func (p *parser) wrong(t token, msg, hint string) *Error {
	return &Error{Pos: t.pos, Len: t.end - t.pos, Word: p.text[t.pos:t.end], Msg: msg, Hint: hint}
}

func (p *parser) or() (*node, *Error) {
	n := &node{kind: orNode}
	for {
		part, err := p.and()
		if err != nil {
			return nil, err
		}
		t, more := p.peek()
		isOr := more && t.kind == anOr
		if len(part.kids) == 0 && (isOr || len(n.kids) > 0) {
			if !isOr && !more && p.typing {
				return n.spanned(), nil
			}
			if !isOr {
				t = p.toks[p.i-1]
			}
			return nil, p.wrong(t, "OR needs something on both sides", "a OR b")
		}
		n.kids = append(n.kids, part)
		if !isOr {
			break
		}
		p.i++
	}
	return n.spanned(), nil
}

// spanned sets where n stands from its parts, and replaces a list of one by
// that one.
func (n *node) spanned() *node {
	if len(n.kids) == 0 {
		return n
	}
	if len(n.kids) == 1 && n.kind != notNode {
		return n.kids[0]
	}
	n.pos, n.end = n.kids[0].pos, n.kids[len(n.kids)-1].end
	return n
}

func (p *parser) and() (*node, *Error) {
	n := &node{kind: andNode}
	for {
		t, ok := p.peek()
		if !ok || t.kind == anOr || t.kind == aClose {
			break
		}
		part, err := p.not()
		if err != nil {
			return nil, err
		}
		if part != nil {
			n.kids = append(n.kids, part)
		}
	}
	if len(n.kids) > 0 {
		n.pos, n.end = n.kids[0].pos, n.kids[len(n.kids)-1].end
	}
	return n, nil
}

// not reads a term with any number of minus signs before it. It returns nil
// for one that is still being typed.
func (p *parser) not() (*node, *Error) {
	t, _ := p.peek()
	if t.kind != aNot {
		return p.atom()
	}
	negative := false
	for ; t.kind == aNot; t, _ = p.peek() {
		negative = !negative
		p.i++
	}
	if next, ok := p.peek(); !ok || next.kind == anOr || next.kind == aClose {
		if !ok && p.typing {
			return nil, nil
		}
		not := p.toks[p.i-1]
		return nil, p.wrong(not, "nothing follows "+p.text[not.pos:not.end], "not word, or -word")
	}
	first := p.toks[p.i-1]
	n, err := p.atom()
	if err != nil || n == nil || !negative {
		return n, err
	}
	return &node{kind: notNode, pos: first.pos, end: n.end, kids: []*node{n}}, nil
}

func (p *parser) atom() (*node, *Error) {
	t, _ := p.peek()
	p.i++
	if t.kind == aTerm {
		return &node{pos: t.pos, end: t.end, term: t.term}, nil
	}
	if p.depth++; p.depth > maxDepth {
		return nil, p.wrong(t, "there are too many parentheses within each other", "")
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	p.depth--
	end, ok := p.peek()
	switch {
	case !ok && !p.typing:
		return nil, p.wrong(t, "the parenthesis is not closed", `put ")" behind it`)
	case !ok:
		end.end = len(p.text)
	case len(n.kids) == 0 && n.kind == andNode:
		return nil, p.wrong(token{pos: t.pos, end: end.end}, "there is nothing in the parentheses", "")
	default:
		p.i++
	}
	if n.kind == andNode && len(n.kids) == 0 {
		return nil, nil
	}
	wrapped := *n
	wrapped.pos, wrapped.end = t.pos, end.end
	return &wrapped, nil
}
