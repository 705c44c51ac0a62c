package article

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser returns a parser of GitHub's Markdown with footnotes, which
// Glamour's own parser lacks. It may be shared.
func newParser() parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(noteParser{}, 150))),
	).Parser()
}

// scope holds the link references and footnotes that the pieces of a body share.
type scope struct {
	parser.Context                // of the piece being parsed
	refs           parser.Context // of the whole body
	notes          map[string]int // label to index
}

func newScope(p parser.Parser, ps pieces) *scope {
	s := &scope{refs: parser.NewContext(), notes: make(map[string]int, len(ps.notes))}
	if ps.refs != "" {
		p.Parse(text.NewReader([]byte(ps.refs)), parser.WithContext(s.refs))
	}
	for i, n := range ps.notes {
		if _, ok := s.notes[n.label]; !ok {
			s.notes[n.label] = i
		}
	}
	return s
}

func (s *scope) parse(p parser.Parser, src []byte) ast.Node {
	s.Context = parser.NewContext()
	return p.Parse(text.NewReader(src), parser.WithContext(s))
}

// Reference finds a link reference, first in the piece, then in the body.
func (s *scope) Reference(label string) (parser.Reference, bool) {
	if r, ok := s.Context.Reference(label); ok {
		return r, true
	}
	return s.refs.Reference(label)
}

// noteRef is a reference to a footnote.
type noteRef struct {
	ast.BaseInline
	index int
}

var kindNoteRef = ast.NewNodeKind("NoteRef")

// Kind returns the kind of a noteRef.
func (n *noteRef) Kind() ast.NodeKind { return kindNoteRef }

// Dump writes n for debugging.
func (n *noteRef) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteParser recognises "[^label]" if the body has such a footnote.
type noteParser struct{}

// Trigger returns the byte a reference begins with.
func (noteParser) Trigger() []byte { return []byte{'['} }

// Parse reads a reference to a footnote, or returns nil.
func (noteParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s, ok := pc.(*scope)
	if !ok || len(s.notes) == 0 {
		return nil
	}
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[^")) {
		return nil
	}
	end := bytes.IndexByte(line, ']')
	if end < 0 {
		return nil
	}
	i, ok := s.notes[string(line[2:end])]
	if !ok {
		return nil
	}
	block.Advance(end + 1)
	return &noteRef{index: i}
}
