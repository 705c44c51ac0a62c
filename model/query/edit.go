package query

import (
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// outermost returns the terms of text all of which must hold, as they stand.
// It is empty for a text that cannot be read.
func outermost(text string) []*node {
	root, err := parseTree(text, false)
	switch {
	case err != nil:
		return nil
	case root.kind == andNode && root.pos == 0 && strings.HasPrefix(text, "("):
		// "(a b)": the parentheses belong to no term; take it as one.
		if root.end == len(strings.TrimRight(text, " ")) && wrapped(text, root) {
			return []*node{root}
		}
		return root.kids
	case root.kind == andNode:
		return root.kids
	}
	return []*node{root}
}

// wrapped reports whether n begins with a parenthesis of its own rather than
// with that of its first part.
func wrapped(text string, n *node) bool {
	return len(n.kids) == 0 || text[n.pos] == '(' && n.kids[0].pos > n.pos
}

// isDate reports whether n asks for the date of publication, or for articles
// with or without one, and for nothing else. Parts that cannot be understood
// are no dates.
func isDate(text string, n *node, env Env) bool {
	if n.kind != leafNode {
		return len(n.kids) > 0 && !slices.ContainsFunc(n.kids, func(k *node) bool { return !isDate(text, k, env) })
	}
	env.Typing = false
	r := resolver{text: text, env: env, q: model.Query{Now: env.Now}}
	x, err := r.expr(n, false)
	if err != nil || x == nil {
		return err != nil && n.term.key.kind == dateKey && n.term.key.n == int(model.Published)
	}
	if is, ok := x.(model.Is); ok {
		return is.State == model.IsUndated || is.State == model.IsDated
	}
	return n.term.key.kind != viewKey && aboutDate(x)
}

// without returns text without the terms drop, and where the first of them
// stood in it.
func without(text string, drop []*node) (rest string, at int) {
	var b strings.Builder
	from, at := 0, -1
	for _, n := range drop {
		piece := text[from:n.pos]
		if b.Len() == 0 || strings.HasSuffix(b.String(), " ") {
			piece = strings.TrimLeft(piece, " ")
		}
		b.WriteString(piece)
		if at < 0 {
			at = b.Len()
		}
		from = n.end
	}
	tail := text[from:]
	if b.Len() == 0 || strings.HasSuffix(b.String(), " ") {
		tail = strings.TrimLeft(tail, " ")
	}
	rest = strings.TrimRight(b.String()+tail, " ")
	return rest, min(at, len(rest))
}

// DateTerm returns the term that stands in a filter for a date as people type
// it into a prompt, where words such as "last tuesday" or "6 nov 2020..today"
// need no quotes. What is a term, or several, already (since:2018, is:undated)
// is returned as it is. It is an *Error where text is no date.
func DateTerm(text string, env Env) (string, error) {
	text = strings.TrimSpace(text)
	env.Typing = false
	root, err := parseTree(text, false)
	if err == nil && text != "" && isDate(text, root, env) {
		if _, err := parse(text, env); err != nil {
			return "", err
		}
		return text, nil
	}
	if text == "" {
		return "", nil
	}
	r := resolver{text: text, env: env, q: model.Query{Now: env.Now.Truncate(time.Second)}}
	from, to, ranged := cutRange(text)
	for _, side := range [...]*string{&from, &to} {
		*side = strings.TrimSpace(*side)
		if *side == "" {
			continue
		}
		if _, err := when.Parse(*side, r.q.Now, when.Options{WeekStart: env.WeekStart}); err != nil {
			return "", r.inText(err, strings.Index(text, *side))
		}
		*side = r.pointText(quote(*side))
	}
	term := from
	if ranged {
		term += ".." + to
	}
	q, err := parse(term, env)
	if err != nil || !aboutDate(q.Where) {
		term = "date:" + term
		if _, err := parse(term, env); err != nil {
			return "", &Error{Len: len(text), Word: text, Msg: err.Msg, Hint: err.Hint}
		}
	}
	return term, nil
}

// inText places an error of package when at the byte pos of the text.
func (r *resolver) inText(err error, pos int) *Error {
	e, ok := err.(*when.Error) //nolint:errorlint // when.Parse returns it bare
	if !ok {
		return r.wrong(0, len(r.text), err.Error(), "")
	}
	end := min(pos+e.Pos+e.Len, len(r.text))
	return r.wrong(min(pos+e.Pos, end), end, e.Msg, e.Hint)
}

// SetDate replaces what text asks about the date of publication, in its
// outermost terms, by dateTerm (see DateTerm), and leaves the rest as it was
// typed. The new term takes the place of the first old one, else it comes
// first. An empty dateTerm drops the dates. With env.Typing, a dateTerm that
// could become right leaves text as it is. The error is an *Error about
// dateTerm or about text.
func SetDate(text, dateTerm string, env Env) (string, error) {
	term, err := DateTerm(dateTerm, env)
	if err != nil {
		r := resolver{env: env}
		if env.Typing && r.mayGoOn(strings.ToLower(dateTerm)) {
			return text, nil
		}
		return "", err
	}
	if _, err := parseTree(text, false); err != nil {
		return "", err
	}
	var dates []*node
	for _, n := range outermost(text) {
		dates = appendDates(dates, text, n, env)
	}
	if len(dates) == 0 {
		if term == "" {
			return text, nil
		}
		return strings.TrimSpace(term + " " + parenthesised(text)), nil
	}
	return replaced(text, dates, term), nil
}

// replaced returns text with a term in the place of the first of old, and without the
// others; where it is empty, without all.
func replaced(text string, old []*node, with string) string {
	rest, at := without(text, old)
	if with == "" {
		return rest
	}
	return strings.TrimSpace(strings.TrimRight(rest[:at], " ") + " " + with + " " + strings.TrimLeft(rest[at:], " "))
}

// appendDates adds n when it asks for a date, or else those of its parts, all
// of which must hold, that do.
func appendDates(dates []*node, text string, n *node, env Env) []*node {
	switch {
	case isDate(text, n, env):
		return append(dates, n)
	case n.kind == andNode:
		for _, k := range n.kids {
			dates = appendDates(dates, text, k, env)
		}
	}
	return dates
}

// parenthesised returns text so that another term may stand before it.
func parenthesised(text string) string {
	if root, err := parseTree(text, false); err == nil && root.kind == orNode && len(root.kids) > 1 && !(root.pos == 0 && wrapped(text, root)) {
		return "(" + strings.TrimSpace(text) + ")"
	}
	return strings.TrimSpace(text)
}

// Dropped is a term that could be left out of a text.
type Dropped struct {
	Term string // as it was typed
	Rest string // the text without it
}

// Drop returns the terms of text whose removal could give an empty result
// something to show: each of the outermost conditions and, where there are
// several about the date, last of all, these together. It is empty for a text
// that cannot be read.
func Drop(text string) []Dropped {
	var ds []Dropped
	var dates []*node
	env := Env{Now: time.Unix(0, 0).UTC()}
	for _, n := range outermost(text) {
		if k := n.term.key.kind; k == sortKey || k == foldKey || k == asOfKey && n.term.value == "" {
			continue
		}
		rest, _ := without(text, []*node{n})
		if _, err := Parse(rest, env); err == nil { // signs before it may be left over
			ds = append(ds, Dropped{Term: text[n.pos:n.end], Rest: rest})
		}
		if isDate(text, n, env) {
			dates = append(dates, n)
		}
	}
	if len(dates) > 1 && len(dates) < len(ds) || len(dates) == 2 {
		var words []string
		for _, n := range dates {
			words = append(words, text[n.pos:n.end])
		}
		rest, _ := without(text, dates)
		if _, err := Parse(rest, env); err == nil {
			ds = append(ds, Dropped{Term: strings.Join(words, " "), Rest: rest})
		}
	}
	return ds
}
