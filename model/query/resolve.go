package query

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"dateline/model"
	"dateline/model/suggest"
	"dateline/model/tokenize"
	"dateline/model/when"
)

// resolver gives a syntax tree its meaning at a time.
type resolver struct {
	text string
	env  Env
	q    model.Query
}

// expr returns what n means, or nil where it asks for nothing. top says that n
// is the whole query or one of its outermost terms, where sort: and its like
// may stand.
func (r *resolver) expr(n *node, top bool) (model.Expr, *Error) {
	switch n.kind {
	case leafNode:
		return r.term(n.term, top)
	case notNode:
		x, err := r.expr(n.kids[0], false)
		if x == nil || err != nil {
			return nil, err
		}
		return negate(x), nil
	}
	var parts []model.Expr
	for _, kid := range n.kids {
		x, err := r.expr(kid, top && n.kind == andNode)
		if err != nil {
			return nil, err
		}
		if x != nil {
			parts = append(parts, x)
		}
	}
	if n.kind == orNode {
		return joined[model.Or](parts), nil
	}
	return joined[model.And](parts), nil
}

func negate(x model.Expr) model.Expr {
	if not, ok := x.(model.Not); ok {
		return not.X
	}
	return model.Not{X: x}
}

// joined joins conditions by And or Or: one stands for itself, none is nil, and what
// they are made of is flat.
func joined[T interface {
	model.Expr
	~[]model.Expr
}](parts []model.Expr,
) model.Expr {
	var flat T
	for _, x := range parts {
		if same, ok := x.(T); ok {
			flat = append(flat, same...)
		} else {
			flat = append(flat, x)
		}
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return flat
}

// wrong returns an error about the bytes [pos, end) of the text.
func (r *resolver) wrong(pos, end int, msg, hint string) *Error {
	return &Error{Pos: pos, Len: end - pos, Word: r.text[pos:end], Msg: msg, Hint: hint}
}

// term returns what one term means. A term that is still being typed and could
// become a right one means nothing yet.
func (r *resolver) term(t term, top bool) (model.Expr, *Error) {
	if t.open && t.pieces[len(t.pieces)-1].form == regex {
		return nil, nil // only while it is typed
	}
	switch t.key.kind {
	case noKey:
		return r.free(t)
	case fieldKey:
		return r.list(t, func(p piece) (model.Expr, *Error) { return r.match(t, p, model.Field(t.key.n)) })
	case isKey:
		return r.list(t, func(p piece) (model.Expr, *Error) {
			i, err := r.oneOf(t, p, "state", t.key.words())
			return model.Is{State: model.StateWord(max(i, 0))}, err
		})
	case hasKey:
		return r.list(t, func(p piece) (model.Expr, *Error) {
			i, err := r.oneOf(t, p, "thing to have", t.key.words())
			return model.Has{Content: model.Content(max(i, 0))}, err
		})
	case tagKey:
		return r.list(t, func(p piece) (model.Expr, *Error) {
			name := strings.TrimLeft(model.CleanLine(p.text), "# ")
			if name == "" {
				return nil, r.wrong(p.pos, p.end, "a tag needs letters or digits", "#name or tag:name")
			}
			return model.Tagged{Name: name}, nil
		})
	case folderKey:
		return r.list(t, func(p piece) (model.Expr, *Error) {
			path := model.CleanFolder(p.text)
			if path == "" {
				return nil, r.wrong(p.pos, p.end, "a folder has a name", r.wanted(t.key))
			}
			return model.InFolder{Path: path}, nil
		})
	case dateKey:
		return r.date(t, t.key.name, t.value, t.valuePos)
	case monthKey, weekdayKey:
		return r.list(t, func(p piece) (model.Expr, *Error) { return r.cycle(t, p, model.Published) })
	case storyKey:
		return r.list(t, func(p piece) (model.Expr, *Error) {
			id := strings.ToLower(p.text)
			if len(id) < 4 || len(id) > 20 || strings.Trim(id, "0123456789abcdefghjkmnpqrstvwxyz") != "" {
				return nil, r.wrong(p.pos, p.end, fmt.Sprintf("%q is no id of an article", p.text), extraHint(t.key))
			}
			return model.InStory{ID: model.ID(id)}, nil
		})
	case viewKey:
		return r.view(t, top)
	}
	if !top {
		return nil, r.wrong(t.pos, t.end, t.key.name+": cannot stand within parentheses, OR or not", "put it at the end")
	}
	return nil, r.extra(t)
}

// list reads the members of a comma list; any of them may be true.
func (r *resolver) list(t term, one func(piece) (model.Expr, *Error)) (model.Expr, *Error) {
	var parts []model.Expr
	for i, p := range t.pieces {
		last := i == len(t.pieces)-1
		if p.text == "" {
			if last && t.typing {
				break
			}
			return nil, r.wrong(t.pos, t.end, t.key.name+": needs a word", r.wanted(t.key))
		}
		p.star = p.star && p.form != regex
		x, err := one(p)
		if err != nil {
			if last && t.typing && r.unfinished(t.key, p) {
				break
			}
			return nil, err
		}
		if x != nil {
			parts = append(parts, x)
		}
	}
	return joined[model.Or](parts), nil
}

// unfinished reports whether a member that is being typed could become right.
func (r *resolver) unfinished(k key, p piece) bool {
	if p.form == regex {
		return false
	}
	for _, w := range k.words() {
		if strings.HasPrefix(w.name, strings.ToLower(p.text)) {
			return true
		}
	}
	return k.kind == monthKey || k.kind == weekdayKey || k.kind == fieldKey || k.kind == tagKey || k.kind == folderKey || k.kind == storyKey
}

// wanted says what may follow a key.
func (r *resolver) wanted(k key) string {
	switch k.kind {
	case isKey:
		return "is:unread, is:starred, is:undated"
	case hasKey:
		return "has:link, has:image, has:audio, has:text"
	case tagKey:
		return "#name or tag:name"
	case folderKey:
		return "folder:news or folder:news/local"
	case monthKey:
		return "month:11"
	case weekdayKey:
		return "weekday:sun"
	}
	return k.name + ":word"
}

// oneOf reads a word of a closed list.
func (r *resolver) oneOf(t term, p piece, what string, words []word) (int, *Error) {
	var names []string
	for _, w := range words {
		names = append(names, w.name)
	}
	if i := slices.Index(names, strings.ToLower(p.text)); i >= 0 {
		return i, nil
	}
	hint := strings.Join(names, ", ")
	if meant := suggest.Word(p.text, names); meant != "" {
		hint = "did you mean " + meant + "? There are " + hint
	} else if when.Plain(p.text) && t.key.kind != sortKey {
		hint = "a date needs no key: " + p.text
	}
	return -1, r.wrong(p.pos, p.end, fmt.Sprintf("%q is no %s", p.text, what), hint)
}

// match reads a word, phrase or regular expression to look for in a field.
func (r *resolver) match(t term, p piece, f model.Field) (model.Expr, *Error) {
	m := model.Match{Field: f, Text: model.CleanLine(p.text)}
	switch {
	case p.form == regex:
		m.How, m.Text = model.Regexp, p.text
		return m, r.regexp(p)
	case p.star, t.typing && p.end == t.end && (p.form == bare || t.open):
		m.How = model.Prefix
	case p.exact && m.Text != "":
		m.How = model.Exact
		return m, nil
	case p.form == quoted, m.Text != p.text, m.Text[:min(1, len(m.Text))] == "/":
		// Such words cannot be written back without quotes, which change
		// nothing for the fields that take a path.
		m.How = model.Phrase
	}
	if len(tokenize.Words(m.Text)) == 0 {
		if t.typing && (p.form == bare || t.open) {
			return nil, nil
		}
		word := r.text[p.pos:p.end]
		return nil, r.wrong(p.pos, p.end, fmt.Sprintf("%s has no letter or digit to look for", word), "signs are found by /"+escapeRegexp(regexp.QuoteMeta(p.text))+"/")
	}
	return m, nil
}

// free reads a term without a key: a date, a word, a phrase or a regular
// expression.
func (r *resolver) free(t term) (model.Expr, *Error) {
	p := t.pieces[0]
	raw := r.text[t.pos:t.end]
	if x, ok, err := r.freeDate(t, p, raw); ok || err != nil {
		return x, err
	}
	if p.form == bare {
		if err := r.unknownKey(t, raw); err != nil {
			return nil, err
		}
		if scheme, rest, ok := strings.Cut(raw, "://"); ok && rest != "" && (scheme == "http" || scheme == "https") {
			t.open, p.form = t.typing, quoted
			return r.match(t, p, model.Address)
		}
	}
	return r.match(t, p, model.Anywhere)
}

// unknownKey complains of a word such as titel:brexit.
func (r *resolver) unknownKey(t term, raw string) *Error {
	name, rest, ok := strings.Cut(raw, ":")
	if !ok || name == "" || strings.HasPrefix(rest, "//") || t.typing && strings.HasPrefix("//", rest) {
		return nil
	}
	for _, c := range name {
		if !unicode.IsLetter(c) && c != '-' {
			return nil
		}
	}
	hint := `put it in quotes to look for it as text`
	if name == "between" {
		hint = "2018-03..2018-05, or since:2018-03 until:2018-05"
	} else if other := nearestKey(strings.ToLower(name)); other != "" {
		hint = "did you mean " + other + ":? " + hint
	}
	return r.wrong(t.pos, t.pos+len(name)+1, fmt.Sprintf("there is no field %q", name), hint)
}
