package query

import (
	"strings"
	"unicode"

	"dateline/model"
)

// SetSource replaces the source that text asks for, with a term of its own, by
// the one of a title, and leaves the rest as it was typed; "" drops it. exact
// says that no other source may be found whose title or address holds this one.
func SetSource(text, title string, exact bool) (string, error) {
	switch {
	case title != "" && exact:
		title = "source:=" + asValue(title)
	case title != "":
		title = "source:" + asValue(title)
	}
	return setTerm(text, title, leaf(ofSource))
}

// SetView replaces the saved view that text asks for, with a term of its own,
// by the one of a name; "" drops it.
func SetView(text, name string) (string, error) {
	if name != "" {
		name = "view:" + asValue(name)
	}
	return setTerm(text, name, leaf(func(t term) bool { return t.key.kind == viewKey }))
}

// SetFolder replaces the folder that text asks for, with a term of its own, by the one of
// a path; "" drops it.
func SetFolder(text, path string) (string, error) {
	if path != "" {
		path = formatFolder(path)
	}
	return setTerm(text, path, leaf(func(t term) bool { return t.key.kind == folderKey }))
}

// Chosen returns the source, the saved view and the folder that text asks for with terms
// of their own, or "".
func Chosen(text string) (source, view, folder string) {
	for _, n := range outermost(text) {
		t := n.term
		if n.kind != leafNode || len(t.pieces) != 1 {
			continue
		}
		switch p := t.pieces[0]; {
		case t.key.kind == viewKey:
			view = p.text
		case t.key.kind == folderKey:
			folder = model.CleanFolder(p.text)
		case !ofSource(t):
		case p.form == regex:
			source = literal(p.text)
		default:
			source = p.text
		}
	}
	return source, view, folder
}

func ofSource(t term) bool {
	return t.key.kind == fieldKey && model.Field(t.key.n) == model.FromSource
}

// literal returns the text that a regular expression for a whole title is for, as
// views of earlier versions have it.
func literal(re string) string {
	re = strings.TrimSuffix(strings.TrimPrefix(re, "^"), "$")
	var b strings.Builder
	for i := 0; i < len(re); i++ {
		if re[i] == '\\' && i+1 < len(re) {
			i++
		}
		b.WriteByte(re[i])
	}
	return b.String()
}

// asValue writes s as what follows a colon, in quotation marks where it is more
// than a word.
func asValue(s string) string {
	plain := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) < 0
	if plain && !strings.HasPrefix(s, "-") {
		return s
	}
	return quote(s)
}
