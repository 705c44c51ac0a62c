package query

import (
	"slices"
	"strings"

	"dateline/model"
)

// Orders returns the words that may stand after sort:, with what they mean.
func Orders() (names, help []string) {
	for _, w := range sortWords {
		names, help = append(names, w.name), append(help, w.help)
	}
	return names, help
}

// SetSort replaces the order that text asks for, and leaves the rest as it was
// typed. The first order, newest, is left unsaid, as is "".
func SetSort(text, order string) (string, error) {
	order = strings.ToLower(order)
	i := slices.IndexFunc(sortWords[:], func(w word) bool { return w.name == order })
	if i < 0 && order != "" {
		r := resolver{text: order}
		_, err := r.oneOf(term{end: len(order)}, piece{end: len(order), text: order}, "order", sortWords[:])
		return "", err
	}
	if i > 0 {
		order = "sort:" + order
	} else {
		order = ""
	}
	return setTerm(text, order, leaf(func(t term) bool { return t.key.kind == sortKey }))
}

// SetReading replaces what text asks, with a term of its own, about being
// unread or starred by is:state, or drops it where state is "".
func SetReading(text, state string) (string, error) {
	if state != "" {
		state = "is:" + state
	}
	return setTerm(text, state, leaf(func(t term) bool { return readingOf(t) != "" }))
}

// Reading returns the state that text asks for with a term of its own:
// "unread", "starred" or "".
func Reading(text string) string {
	for _, n := range outermost(text) {
		if n.kind == leafNode && readingOf(n.term) != "" {
			return readingOf(n.term)
		}
	}
	return ""
}

func readingOf(t term) string {
	v := strings.ToLower(t.value)
	if t.key.kind == isKey && (v == "unread" || v == "starred") {
		return v
	}
	return ""
}

// Folding is what a list shows once of several.
type Folding uint8

// The foldings.
const (
	FoldsNothing Folding = iota
	FoldsCopies          // an article of its copies
	FoldsStories         // an article of its story, its copies among it
)

// foldTerms are the terms of the foldings.
var foldTerms = [...]string{FoldsNothing: "", FoldsCopies: "-is:duplicate", FoldsStories: "fold:stories"}

// Fold makes text fold by a term of its own.
func Fold(text string, f Folding) (string, error) {
	return setTerm(text, foldTerms[f], func(n *node) bool { return foldsCopies(n) || foldsStories(n) })
}

// FoldingOf returns what text folds by a term of its own.
func FoldingOf(text string) Folding {
	switch ns := outermost(text); {
	case slices.ContainsFunc(ns, foldsStories):
		return FoldsStories
	case slices.ContainsFunc(ns, foldsCopies):
		return FoldsCopies
	}
	return FoldsNothing
}

// Next returns what comes after f where one is chosen after the other.
func (f Folding) Next() Folding { return (f + 1) % Folding(len(foldTerms)) }

// storyDigits is how much of an id names a story in a text.
const storyDigits = 10

// Story returns the text that lists the story of an article by time.
func Story(id model.ID) string {
	return "story:" + string(id[:min(len(id), storyDigits)]) + " sort:" + sortWords[model.Oldest].name
}

// StoryOf returns the article whose story text asks for with a term of its own, or
// "".
func StoryOf(text string) model.ID {
	for _, n := range outermost(text) {
		if n.kind == leafNode && n.term.key.kind == storyKey {
			return model.ID(n.term.value)
		}
	}
	return ""
}

func foldsStories(n *node) bool { return n.kind == leafNode && n.term.key.kind == foldKey }

func foldsCopies(n *node) bool {
	return n.kind == notNode && len(n.kids) == 1 && n.kids[0].kind == leafNode &&
		n.kids[0].term.key.kind == isKey && strings.EqualFold(n.kids[0].term.value, "duplicate")
}

// leaf is true of a term that stands by itself and that is is true of.
func leaf(is func(term) bool) func(*node) bool {
	return func(n *node) bool { return n.kind == leafNode && is(n.term) }
}

// setTerm replaces the outermost terms of text that are of a kind by one, or
// drops them where it is empty. The new one takes the place of the first old
// one, else it comes last.
func setTerm(text, with string, is func(*node) bool) (string, error) {
	if _, err := parseTree(text, false); err != nil {
		return "", err
	}
	var old []*node
	for _, n := range outermost(text) {
		if is(n) {
			old = append(old, n)
		}
	}
	if len(old) == 0 {
		if with == "" {
			return text, nil
		}
		return strings.TrimSpace(parenthesised(text) + " " + with), nil
	}
	return replaced(text, old, with), nil
}
