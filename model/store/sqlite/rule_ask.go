package sqlite

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// knowledge is what is known of a condition and an article, in memory.
type knowledge uint8

const (
	isFalse knowledge = iota
	isTrue
	isNull // neither it nor its contrary is true
	isOpen // the library alone knows
)

func known(b bool) knowledge {
	if b {
		return isTrue
	}
	return isFalse
}

// asking asks a batch for what one query finds.
type asking struct {
	*ruleBatch
	q   model.Query
	err error
}

// find returns of some articles those of which x is true, or not x, and all of which it
// may be.
func (a *asking) find(x model.Expr, not bool, of articleSet) (sure, may articleSet) {
	switch x := x.(type) {
	case model.Not:
		return a.find(x.X, !not, of)
	case model.And:
		return a.findParts(x, not, !not, of)
	case model.Or:
		return a.findParts(x, not, not, of)
	}
	test, among := a.test(x)
	if among != nil && !not {
		of = of.both(among)
	}
	sure, may = newArticleSet(len(a.articles)), newArticleSet(len(a.articles))
	of.each(func(i int) {
		switch t := test(i); {
		case t == isOpen:
			may.add(i)
		case t == isTrue && !not, t == isFalse && not:
			sure.add(i)
			may.add(i)
		}
	})
	return sure, may
}

// findParts finds what all or some parts are true of, or their contraries. What takes
// long is asked last, and of few.
func (a *asking) findParts(parts []model.Expr, not, all bool, of articleSet) (sure, may articleSet) {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(x, y model.Expr) int { return cmp.Compare(effort(x), effort(y)) })
	if all {
		sure, may = of, of
		for _, p := range parts {
			s, m := a.find(p, not, may)
			sure, may = sure.both(s), m
		}
		return sure, may
	}
	sure, may = newArticleSet(len(a.articles)), newArticleSet(len(a.articles))
	for _, p := range parts {
		s, m := a.find(p, not, of)
		sure, may, of = sure.either(s), may.either(m), of.without(s)
	}
	return sure, may
}

// effort says how long a condition takes: 0 by words and rows, 1 by texts, 2 by regular
// expressions over them.
func effort(x model.Expr) int {
	most := 0
	eachMatch(x, func(m model.Match) {
		switch {
		case m.How == model.Regexp:
			most = 2
		case inIndex(m) && needsText(m):
			most = max(most, 1)
		}
	})
	return most
}

// unknown is the test of what only the library knows.
func unknown(int) knowledge { return isOpen }

// test returns how to tell whether x is true of an article, and, unless nil, the only
// articles of which it is.
func (a *asking) test(x model.Expr) (test func(i int) knowledge, among articleSet) {
	if m, ok := x.(model.Match); ok && inIndex(m) {
		return a.testWords(m)
	}
	if a.err = cmp.Or(a.err, a.readRows()); a.err != nil {
		return unknown, nil
	}
	switch x := x.(type) {
	case model.Match:
		return a.testMatch(x), nil
	case model.Is:
		return func(i int) knowledge { return a.articles[i].is(x.State, a.q.AheadFrom()) }, nil
	case model.Has:
		flag := contentFlags[x.Content]
		return func(i int) knowledge { return known(a.articles[i].flags&flag != 0) }, nil
	case model.Tagged:
		return a.testTag(x), nil
	case model.InFolder:
		return a.testFeeds(x), nil
	case model.Within:
		return a.testDate(x.Axis, func(d model.Date) bool { return x.Span.Contains(d) }), nil
	case model.Cycle:
		return a.testDate(x.Axis, func(d model.Date) bool {
			if d.Precision == model.ToInstant {
				d.At = d.At.In(a.q.Zone())
			}
			return fallsOn(d.At, d.Precision, x.Month, x.Day, x.Weekday)
		}), nil
	}
	return unknown, nil
}

// testWords is the test of words that the index has, and, where it must, their texts.
func (a *asking) testWords(m model.Match) (func(i int) knowledge, articleSet) {
	among := a.words.havingAll(terms(m))
	if !needsText(m) {
		return func(i int) knowledge { return known(among.has(i)) }, among
	}
	if strings.ContainsRune(m.Text, 0) {
		return unknown, among
	}
	p := patternOf(m)
	return func(i int) knowledge {
		if !among.has(i) {
			return isFalse
		}
		if a.err = cmp.Or(a.err, a.readRows(), a.readTags()); a.err != nil {
			return isOpen
		}
		return known(slices.ContainsFunc(a.folded(i, m.Field), p.InFolded))
	}, among
}

// testTexts is the test of the texts of a field.
func (a *asking) testTexts(f model.Field, in func(string) bool) func(i int) knowledge {
	return func(i int) knowledge {
		if a.err = cmp.Or(a.err, a.readRows(), a.readTags()); a.err != nil {
			return isOpen
		}
		return known(slices.ContainsFunc(a.texts(i, f), in))
	}
}

// testMatch is the test of what is no word of the index.
func (a *asking) testMatch(m model.Match) func(i int) knowledge {
	if m.How == model.Regexp {
		re, err := pattern(m.Text)
		if err != nil || strings.ContainsRune(m.Text, 0) {
			return unknown
		}
		return a.testRegexp(m, re)
	}
	if strings.ContainsRune(m.Text, 0) { // no text has one
		return func(int) knowledge { return isFalse }
	}
	key := tokenize.Key(m.Text)
	switch m.Field {
	case model.FromSource:
		return a.testSource(m, func(s *sourceRow) bool {
			if m.How == model.Exact {
				return s.fold == key || s.foldedPath == key
			}
			return strings.Contains(s.fold, key) || strings.Contains(s.foldedPath, key)
		})
	case model.Address:
		return func(i int) knowledge { return known(strings.Contains(a.articles[i].foldedURL(), key)) }
	case model.File:
		return func(i int) knowledge { return known(strings.Contains(tokenize.Key(a.articles[i].path), key)) }
	case model.Language:
		return func(i int) knowledge {
			l := tokenize.Key(a.articles[i].language)
			return known(l == key || strings.HasPrefix(l, key+"-"))
		}
	}
	return unknown
}

func (a *asking) testRegexp(m model.Match, re *regexp.Regexp) func(i int) knowledge {
	switch m.Field {
	case model.FromSource:
		return a.testSource(m, func(s *sourceRow) bool { return re.MatchString(s.title) || re.MatchString(s.path) })
	case model.Address:
		return func(i int) knowledge { return known(re.MatchString(a.articles[i].url)) }
	case model.File:
		return func(i int) knowledge { return known(re.MatchString(a.articles[i].path)) }
	case model.Language:
		return func(i int) knowledge { return known(re.MatchString(a.articles[i].language)) }
	}
	return a.testTexts(m.Field, re.MatchString)
}

// testSource is the test of the sources that answer to m, which are looked up once.
func (a *asking) testSource(m model.Match, answers func(*sourceRow) bool) func(i int) knowledge {
	named, ok := a.named[m]
	if !ok {
		named = make(map[int64]bool)
		for id, s := range a.sources {
			named[id] = answers(s)
		}
		a.named[m] = named
	}
	return func(i int) knowledge { return known(named[a.articles[i].source]) }
}

// testFeeds is the test of the sources of the feeds that x is about, which are looked up once.
func (a *asking) testFeeds(x model.Expr) func(i int) knowledge {
	named, ok := a.named[x]
	if !ok {
		ids, err := feedSources(a.ctx, a.db, x)
		if a.err = cmp.Or(a.err, err); a.err != nil {
			return unknown
		}
		named = make(map[int64]bool)
		for _, id := range ids {
			named[id] = true
		}
		a.named[x] = named
	}
	return func(i int) knowledge { return known(named[a.articles[i].source]) }
}

// testTag is the test of a tag: the document's, the reader's, or that of a feed.
func (a *asking) testTag(x model.Tagged) func(i int) knowledge {
	key, ofFeed := tokenize.Key(x.Name), a.testFeeds(x)
	if a.err = cmp.Or(a.err, a.readTags()); a.err != nil {
		return unknown
	}
	return func(i int) knowledge {
		if ofFeed(i) == isTrue {
			return isTrue
		}
		t := a.tags[a.articles[i].id]
		if !slices.Contains(t.folds, key) && slices.Contains(t.own, key) {
			return isOpen // his own, or another reader's
		}
		return known(slices.Contains(t.folds, key))
	}
}

// testDate is the test of the date on an axis.
func (a *asking) testDate(axis model.Axis, in func(model.Date) bool) func(i int) knowledge {
	return func(i int) knowledge {
		x := &a.articles[i]
		var d model.Date
		switch axis {
		case model.Published:
			d = x.published.date()
		case model.Updated:
			d = x.updated.date()
		case model.Arrived:
			d = model.AtInstant(time.Unix(x.arrived, 0), model.FromSeen)
		default:
			if !x.fresh {
				return isOpen
			}
		}
		if !d.Dated() {
			return isNull
		}
		return known(in(d))
	}
}

// is tells whether an article is in a state.
func (x *arrival) is(s model.StateWord, ahead time.Time) knowledge {
	dated := x.published.seconds.Valid
	switch s {
	case model.IsDated:
		return known(dated)
	case model.IsUndated:
		return known(!dated)
	case model.IsApprox:
		o := model.Origin(x.published.origin)
		return known(dated && (o == model.FromURL || o == model.FromSeen))
	case model.IsFuture:
		return known(x.published.date().Section(ahead) == model.Ahead)
	case model.IsEdited:
		return known(x.flags&isEdited != 0)
	case model.IsUnread:
		if x.fresh {
			return isTrue
		}
	case model.IsRead, model.IsStarred, model.IsTagged:
		if x.fresh {
			return isFalse
		}
	}
	return isOpen
}
