// Package chroma stands in for the syntax highlighter of that name, which
// Glamour's code blocks refer to and dateline does not use: code is drawn in one
// colour. The highlighter itself reads 250 grammars and 60 colour schemes before
// main begins, half of the time that dateline takes to start. What is declared
// here is what Glamour names.
package chroma

// TokenType is a kind of token of source code.
type TokenType int

// The kinds of tokens that Glamour's styles can tell apart.
const (
	Text TokenType = iota
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Background
)

// StyleEntries gives kinds of tokens their looks.
type StyleEntries map[TokenType]string

// Style is a named scheme of looks.
type Style struct {
	Name    string
	Entries StyleEntries
}

// MustNewStyle returns a scheme. It never panics.
func MustNewStyle(name string, entries StyleEntries) *Style { return &Style{name, entries} }
