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

// reader is a recursive-descent parser of tokens.
type reader struct {
	toks   []token
	i      int
	typing bool
	depth  int
	text   string
}

// read returns the syntax tree of text.
func read(text string, typing bool) (*node, *Error) {
	toks, err := lex(text, typing)
	if err != nil {
		return nil, err
	}
	r := reader{toks: toks, typing: typing, text: text}
	n, err := r.or()
	if err != nil {
		return nil, err
	}
	if t, ok := r.peek(); ok {
		return nil, r.wrong(t, "no parenthesis is open here", `leave ")" out`)
	}
	return n, nil
}

func (r *reader) peek() (token, bool) {
	if r.i < len(r.toks) {
		return r.toks[r.i], true
	}
	return token{pos: len(r.text), end: len(r.text)}, false
}

func (r *reader) wrong(t token, msg, hint string) *Error {
	return &Error{Pos: t.pos, Len: t.end - t.pos, Word: r.text[t.pos:t.end], Msg: msg, Hint: hint}
}

func (r *reader) or() (*node, *Error) {
	n := &node{kind: orNode}
	for {
		part, err := r.and()
		if err != nil {
			return nil, err
		}
		t, more := r.peek()
		isOr := more && t.kind == anOr
		if len(part.kids) == 0 && (isOr || len(n.kids) > 0) {
			if !isOr && !more && r.typing {
				return n.spanned(), nil
			}
			if !isOr {
				t = r.toks[r.i-1]
			}
			return nil, r.wrong(t, "OR needs something on both sides", "a OR b")
		}
		n.kids = append(n.kids, part)
		if !isOr {
			break
		}
		r.i++
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

func (r *reader) and() (*node, *Error) {
	n := &node{kind: andNode}
	for {
		t, ok := r.peek()
		if !ok || t.kind == anOr || t.kind == aClose {
			break
		}
		part, err := r.not()
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
func (r *reader) not() (*node, *Error) {
	t, _ := r.peek()
	if t.kind != aNot {
		return r.atom()
	}
	negative := false
	for ; t.kind == aNot; t, _ = r.peek() {
		negative = !negative
		r.i++
	}
	if next, ok := r.peek(); !ok || next.kind == anOr || next.kind == aClose {
		if !ok && r.typing {
			return nil, nil
		}
		not := r.toks[r.i-1]
		return nil, r.wrong(not, "nothing follows "+r.text[not.pos:not.end], "not word, or -word")
	}
	first := r.toks[r.i-1]
	n, err := r.atom()
	if err != nil || n == nil || !negative {
		return n, err
	}
	return &node{kind: notNode, pos: first.pos, end: n.end, kids: []*node{n}}, nil
}

func (r *reader) atom() (*node, *Error) {
	t, _ := r.peek()
	r.i++
	if t.kind == aTerm {
		return &node{pos: t.pos, end: t.end, term: t.term}, nil
	}
	if r.depth++; r.depth > maxDepth {
		return nil, r.wrong(t, "there are too many parentheses within each other", "")
	}
	n, err := r.or()
	if err != nil {
		return nil, err
	}
	r.depth--
	end, ok := r.peek()
	switch {
	case !ok && !r.typing:
		return nil, r.wrong(t, "the parenthesis is not closed", `put ")" behind it`)
	case !ok:
		end.end = len(r.text)
	case len(n.kids) == 0 && n.kind == andNode:
		return nil, r.wrong(token{pos: t.pos, end: end.end}, "there is nothing in the parentheses", "")
	default:
		r.i++
	}
	if n.kind == andNode && len(n.kids) == 0 {
		return nil, nil
	}
	wrapped := *n
	wrapped.pos, wrapped.end = t.pos, end.end
	return &wrapped, nil
}
