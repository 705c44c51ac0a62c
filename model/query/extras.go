package query

import (
	"fmt"
	"strconv"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// extra reads sort:, limit: and as-of:, which hold for the whole query.
func (r *resolver) extra(t term) *Error {
	p := t.pieces[0]
	if p.text == "" {
		if t.typing {
			return nil
		}
		return r.wrong(t.pos, t.end, t.key.name+": needs something behind it", extraHint(t.key))
	}
	switch t.key.kind {
	case sortKey, foldKey:
		i, err := r.oneOf(t, p, map[keyKind]string{sortKey: "order", foldKey: "thing to fold"}[t.key.kind], t.key.words())
		switch {
		case err != nil && t.typing && r.unfinished(t.key, p):
		case err != nil:
			return err
		case t.key.kind == sortKey:
			r.q.Sort = model.Sort(i)
		default:
			r.q.FoldStories = true
		}
	case limitKey:
		n, err := strconv.Atoi(p.text)
		if err != nil || n < 1 || n > 1_000_000_000 {
			return r.wrong(p.pos, p.end, fmt.Sprintf("%q is no number of articles", p.text), extraHint(t.key))
		}
		r.q.Limit = n
	}
	return nil // as-of: was read before
}

func extraHint(k key) string {
	return map[keyKind]string{
		sortKey: "sort:newest, oldest, source, title or relevance", limitKey: "limit:20",
		foldKey: "fold:stories", storyKey: "story:3k9qz0vt, an article's id",
		viewKey: "view:name", asOfKey: "as-of:2018-11-06",
	}[k.kind]
}

// view reads a saved view: its text in parentheses, and its order and limit
// where the query has none of its own before it.
func (r *resolver) view(t term, top bool) (model.Expr, *Error) {
	name := t.pieces[0].text
	if name == "" && !t.typing {
		return nil, r.wrong(t.pos, t.end, "view: needs a name", extraHint(t.key))
	}
	text, ok := "", false
	if r.env.View != nil {
		text, ok = r.env.View(name)
	}
	if !ok {
		if t.typing {
			return nil, nil
		}
		return nil, r.wrong(t.pos, t.end, fmt.Sprintf("there is no view %q", name), "")
	}
	inner := r.env
	inner.Typing = false
	inner.Now = r.q.Now
	if inner.depth++; inner.depth > maxViews {
		return nil, r.wrong(t.pos, t.end, "the views name each other in a circle", "")
	}
	q, err := parse(text, inner)
	if err != nil {
		return nil, r.wrong(t.pos, t.end, fmt.Sprintf("the view %q does not work: %s", name, err.Msg), err.Hint)
	}
	if (q.Sort != model.Newest || q.Limit != 0 || q.AsOf || q.FoldStories) && !top {
		return nil, r.wrong(t.pos, t.end, fmt.Sprintf("the view %q sorts, limits, folds or sets the clock", name), "it cannot stand within parentheses, OR or not")
	}
	if r.q.Sort == model.Newest {
		r.q.Sort = q.Sort
	}
	if r.q.Limit == 0 {
		r.q.Limit = q.Limit
	}
	r.q.FoldStories = r.q.FoldStories || q.FoldStories
	if q.AsOf && !r.q.AsOf {
		r.q.Now, r.q.AsOf = q.Now, true
	}
	return q.Where, nil
}

// clock reads as-of: before all else, since other dates depend on it.
func (r *resolver) clock(root *node) *Error {
	kids := root.kids
	if root.kind == leafNode {
		kids = []*node{root}
	} else if root.kind != andNode {
		return nil
	}
	for _, n := range kids {
		if n.kind != leafNode || n.term.key.kind != asOfKey || n.term.value == "" {
			continue
		}
		t := n.term
		s, err := r.point(t.value, t.valuePos)
		if err != nil {
			if t.typing && when.Begins(t.value) {
				continue
			}
			return err
		}
		r.setClock(s)
	}
	return nil
}

// setClock sets the clock to the last second of s, but to the true time where
// that is in it.
func (r *resolver) setClock(s model.Span) {
	now := r.env.Now.Truncate(time.Second)
	if s.From.After(now) || !now.Before(s.To) {
		now = s.To.Add(-time.Second)
		if now.Before(s.From) {
			now = s.From // an hour that summer time skips
		}
	}
	r.q.Now, r.q.AsOf = now, true
}
