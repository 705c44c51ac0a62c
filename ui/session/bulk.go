package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Plan is a change of many articles that awaits the reader's consent.
type Plan struct {
	Mark model.Mark
	What string // the articles in words, such as "below this headline"
	read bool   // What explains a query and follows a colon
	N    int    // the number of articles, set by Count
	From int    // the number of their sources

	// The articles that query finds or, if dir is not 0, those of its list before
	// (dir < 0) or after the place from.
	query model.Query
	dir   int
	from  model.Place
	ids   []model.ID // those before or after from, set by Count
	rule  model.Rule // that is to be made
}

// PlanRead plans to mark articles of a list read. what is "all", "older DATE", a query
// within the list, or "above", "below", "day" or "source" as seen from the headline
// here, which may be nil. shown explains the filter of the list; "" if it has none.
func PlanRead(what string, list model.Query, shown string, here *model.Headline, env query.Env) (Plan, error) {
	p := Plan{Mark: model.Mark{Do: model.MarkRead}, query: list}
	word, rest, _ := strings.Cut(what, " ")
	from := rest == "" && (word == "above" || word == "below" || word == "day" || word == "source")
	switch {
	case from && here == nil:
		return p, errors.New(message.NoHeadlineSelected)
	case rest == "" && word == "all":
		p.What, p.read = cmp.Or(shown, message.AllInLibrary), shown != ""
	case from && word == "day":
		p.query, p.What, p.read = ofDay(list, here)
	case from && word == "source":
		p.query = list
		for _, name := range []string{here.Source, here.SourceAt} { // other sources may share either
			p.query = Narrow(p.query, model.Match{Field: model.FromSource, How: model.Exact, Text: name})
		}
		p.What = fmt.Sprintf(message.OfSource, here.Source)
	case from:
		p.What, p.from, p.dir = message.BelowHeadline, here.Place, 1
		if word == "above" {
			p.What, p.dir = message.AboveHeadline, -1
		}
	case word == "older" && rest != "":
		q, err := query.Parse("before:"+Quoted(rest), env)
		if err != nil {
			return p, err
		}
		p.query, p.What, p.read = Narrow(list, q.Where), query.Explain(q), true
	default:
		q, err := query.Parse(what, env)
		if err != nil {
			return p, err
		}
		p.What, p.read = query.Explain(q), true
		if q.Where != nil {
			p.query = Narrow(list, q.Where)
		}
	}
	return p, nil
}

// ofDay narrows q to the day, month or year of a headline, or to its section. It returns
// that in words, and whether the words explain a date.
func ofDay(q model.Query, h *model.Headline) (model.Query, string, bool) {
	switch h.Section {
	case model.Ahead:
		return Narrow(q, model.Is{State: model.IsFuture}), message.DatedFuture, false
	case model.NoDate:
		return Narrow(q, model.Is{State: model.IsUndated}), message.WithoutDate, false
	}
	from, to := h.Published.Days(q.Zone())
	span := model.NewSpan(from.In(q.Zone()), to.In(q.Zone()))
	return Narrow(q, model.Within{Span: span}), query.ExplainSpan(span, q.Zone()), true
}

// Quoted puts quotes around a value of several words.
func Quoted(s string) string {
	if strings.ContainsAny(s, " \t") && !strings.ContainsAny(s, `"`) {
		return `"` + s + `"`
	}
	return s
}

// Idle reports whether a counted plan would change nothing.
func (p *Plan) Idle() bool { return p.N == 0 && p.Mark.Do != model.SetRule }

// NothingUnread tells that the plan would change nothing.
func (p *Plan) NothingUnread() string {
	if p.read {
		return fmt.Sprintf(message.NothingUnreadFound, p.What)
	}
	return fmt.Sprintf(message.NothingUnread, p.What)
}

// Hides reports whether the plan takes articles out of the list.
func (p *Plan) Hides() bool { return p.Mark.Do == model.SetRule && p.rule.Do == model.Hide }

// Question asks for consent to the plan.
func (p *Plan) Question() string {
	if p.Mark.Do == model.SetRule {
		return p.ruleQuestion()
	}
	unread := message.OneUnreadArticle
	if p.N != 1 {
		unread = fmt.Sprintf(message.UnreadArticles, message.Number(p.N))
	}
	switch {
	case p.read:
		return fmt.Sprintf(message.MarkFoundQuestion, p.ofSources(unread), p.What)
	case p.What == message.AllInLibrary && p.N > 1:
		unread = fmt.Sprintf(message.AllArticlesOf, unread)
	}
	return fmt.Sprintf(message.MarkReadQuestion, unread, p.ofSources(p.What))
}

// ofSources appends the number of sources if the articles come from several.
func (p *Plan) ofSources(words string) string {
	if p.From < 2 {
		return words
	}
	return fmt.Sprintf(message.OfSources, words, message.Number(p.From))
}

// Count counts the articles that the plan would change.
func (p *Plan) Count(ctx context.Context, lib model.Finder) error {
	if p.dir == 0 {
		t, err := lib.Count(ctx, p.query)
		if p.Mark.Do == model.SetRule {
			if p.N = t.Total; err == nil {
				p.From, err = lib.CountSources(ctx, p.query)
			}
			return err
		}
		if p.N = t.Unread; err == nil && p.N > 0 {
			p.From, err = lib.CountSources(ctx, unreadOf(p.query))
		}
		return err
	}
	sources := make(map[string]struct{})
	var err error
	p.ids, err = unreadBeyond(ctx, lib, p.query, p.from, p.dir, sources)
	p.N, p.From = len(p.ids), len(sources)
	return err
}

// Do changes the counted articles in one act.
func (p *Plan) Do(ctx context.Context, lib model.Library, at time.Time) (model.Act, error) {
	if p.Mark.Do == model.SetRule {
		return lib.SaveRule(ctx, p.rule, at)
	}
	if p.dir != 0 {
		return lib.Mark(ctx, p.ids, p.Mark, at)
	}
	return lib.MarkWhere(ctx, unreadOf(p.query), p.Mark, at)
}

// unreadOf narrows q to unread articles, unless its limit also counts read ones.
func unreadOf(q model.Query) model.Query {
	if q.Limit == 0 {
		q = Narrow(q, model.Is{State: model.IsUnread})
	}
	return q
}

// unreadBeyond returns the unread articles before or after a place in the list of q,
// and adds their sources to a set.
func unreadBeyond(ctx context.Context, lib model.Finder, q model.Query, from model.Place, dir int, sources map[string]struct{}) ([]model.ID, error) {
	q = unreadOf(q)
	q.FoldStories = false // include folded articles
	var ids []model.ID
	for page, err := range Beyond(ctx, lib, q, nil, from, dir) {
		if err != nil {
			return nil, err
		}
		for _, h := range page {
			if !h.State.Read {
				ids = append(ids, h.ID)
				sources[h.Source] = struct{}{}
			}
		}
	}
	return ids, nil
}
