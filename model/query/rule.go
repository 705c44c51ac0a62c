package query

import "dateline/model"

// Condition returns text without the terms that say how a list is shown: order,
// amount and folds. A text that cannot be read is returned as it is.
func Condition(text string) string {
	rest, err := setTerm(text, "", func(n *node) bool {
		k := n.term.key.kind
		return n.kind == leafNode && (k == sortKey || k == limitKey || k == foldKey) || foldsCopies(n)
	})
	if err != nil {
		return text
	}
	return rest
}

// ParseRule reads text as Parse does, where it is to say what a rule acts on. That
// is a condition alone: a rule has no order, no limit and no clock of its own, and
// does not ask what is hidden. An error is always an *Error.
func ParseRule(text string, env Env) (model.Query, error) {
	q, err := Parse(text, env)
	if err != nil {
		return q, err
	}
	wrong := ""
	switch {
	case q.AsksHidden():
		wrong = "a rule cannot ask for is:hidden"
	case q.AsOf:
		wrong = "a rule has the clock of what arrives, so as-of: has no place in it"
	case q.Sort != model.Newest || q.Limit > 0 || q.FoldStories:
		wrong = "a rule acts on all that it finds, so sort:, limit: and fold: have no place in it"
	case q.Where == nil:
		wrong = "a rule says what it acts on"
	default:
		return q, nil
	}
	return model.Query{}, &Error{Len: len(text), Word: text, Msg: wrong, Hint: "source:sport gentoo, or title:/^Sponsored/"}
}
