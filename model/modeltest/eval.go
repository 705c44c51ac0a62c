// Package modeltest holds what every Catalog must do for all its readers, as tests, and
// Reference, one that is slow, simple and right, which the tests compare with.
package modeltest

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dateline/model"
)

// truth is a value of three-valued logic.
type truth int8

const (
	no truth = iota
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// eval says whether e answers to x.
func eval(x model.Expr, e *item, q model.Query) truth {
	switch x := x.(type) {
	case model.And:
		t := yes
		for _, p := range x {
			t = min(t, eval(p, e, q))
		}
		return t
	case model.Or:
		t := no
		for _, p := range x {
			t = max(t, eval(p, e, q))
		}
		return t
	case model.Not:
		return yes - eval(x.X, e, q)
	case model.Is:
		return truthOf(is(x.State, e, q))
	case model.Has:
		return truthOf(has(x.Content, e))
	case model.Tagged:
		return truthOf(slices.ContainsFunc(slices.Concat(e.Tags, e.State.Tags, e.feed.Tags), func(t string) bool {
			return Fold(t) == Fold(x.Name)
		}))
	case model.InFolder:
		return truthOf(e.feed.Folder != "" && strings.HasPrefix(Fold(e.feed.Folder)+"/", Fold(x.Path)+"/"))
	case model.InStory:
		return truthOf(e.stories[x.ID])
	case model.Match:
		return truthOf(match(x, e))
	case model.Within:
		d, ok := axis(x.Axis, e)
		if !ok {
			return unknown
		}
		return truthOf(x.Span.Contains(d))
	case model.Cycle:
		d, ok := axis(x.Axis, e)
		if !ok {
			return unknown
		}
		return truthOf(cycle(x, d, q.Zone()))
	}
	return no
}

func axis(a model.Axis, e *item) (model.Date, bool) {
	switch a {
	case model.Arrived:
		return model.AtInstant(e.arrived, model.FromSeen), true
	case model.Updated:
		return e.Updated, e.Updated.Dated()
	case model.ReadAt:
		return model.AtInstant(e.readAt, model.FromSeen), !e.readAt.IsZero()
	}
	return e.Published, e.Published.Dated()
}

func cycle(c model.Cycle, d model.Date, zone *time.Location) bool {
	day := d.Day(zone)
	_, m, dd := day.Date()
	switch d.Precision {
	case model.ToYear: // it says no month and no day
		return c.Month == 0 && c.Day == 0 && c.Weekday == 0
	case model.ToMonth:
		return (c.Month == 0 || c.Month == m) && c.Day == 0 && c.Weekday == 0
	}
	wd := (int(day.Weekday())+6)%7 + 1
	return (c.Month == 0 || c.Month == m) && (c.Day == 0 || c.Day == dd) && (c.Weekday == 0 || c.Weekday == wd)
}

func is(s model.StateWord, e *item, q model.Query) bool {
	switch s {
	case model.IsUnread:
		return !e.State.Read
	case model.IsRead:
		return e.State.Read
	case model.IsStarred:
		return e.State.Starred
	case model.IsTagged:
		return len(e.State.Tags) > 0
	case model.IsUndated:
		return !e.Published.Dated()
	case model.IsDated:
		return e.Published.Dated()
	case model.IsApprox:
		return e.Published.Dated() && e.Published.From.Approximate()
	case model.IsFuture:
		return section(e, q) == model.Ahead
	case model.IsEdited:
		return e.edited
	case model.IsNew:
		return e.isNew
	case model.IsDuplicate:
		return e.copy
	case model.IsHidden:
		return e.State.Hidden
	}
	return false
}

var image = regexp.MustCompile(`!\[[^\]]*\]\(`)

func has(c model.Content, e *item) bool {
	switch c {
	case model.HasLink:
		return e.URL != "" || strings.Contains(e.Body, "](")
	case model.HasImage:
		return image.MatchString(e.Body)
	case model.HasAudio:
		return slices.ContainsFunc(e.Enclosures, func(f model.Enclosure) bool { return strings.HasPrefix(f.Type, "audio/") })
	case model.HasText:
		return e.Body != "" || e.Summary != ""
	}
	return false
}

func match(m model.Match, e *item) bool {
	texts := [][]string{
		model.Anywhere:   append(append([]string{e.Title, e.Body, e.Summary, e.Source}, e.Authors...), e.Tags...),
		model.Title:      {e.Title},
		model.Text:       {e.Body, e.Summary},
		model.Author:     e.Authors,
		model.FromSource: {e.Source, e.source.path},
		model.Address:    {e.URL},
		model.Language:   {e.Language},
		model.File:       {e.Path},
	}[m.Field]
	for _, t := range texts {
		if matches(m, t) {
			return true
		}
	}
	return false
}

func matches(m model.Match, text string) bool {
	switch {
	case m.How == model.Regexp:
		re := pattern("(?i)" + m.Text)
		return re != nil && re.MatchString(text)
	case m.How == model.Exact:
		return Fold(text) == Fold(m.Text)
	case m.Field == model.Language:
		l, w := Fold(text), Fold(m.Text)
		return l == w || strings.HasPrefix(l, w+"-")
	case m.Field > model.Author:
		return strings.Contains(Fold(text), Fold(m.Text))
	}
	return wordsIn(Words(m.Text), text, m.How == model.Prefix)
}

// remembered is f, which says the same of the same whenever it is asked.
func remembered[V any](f func(string) V) func(string) V {
	var known sync.Map
	return func(s string) V {
		v, ok := known.Load(s)
		if !ok {
			v, _ = known.LoadOrStore(s, f(s))
		}
		return v.(V)
	}
}

// pattern returns a compiled expression, nil where it is none.
var pattern = remembered(func(expr string) *regexp.Regexp {
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil
	}
	return re
})

// Fold returns s without case and accents, as names are compared.
func Fold(s string) string { return foldName(s) }

var foldName = remembered(func(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
})

// The scripts of the vocabulary that are written without blanks, and those whose marks
// are spelled out.
const (
	cjk      = `\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}`
	unspaced = `\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}`
	spelled  = unspaced + `\p{Devanagari}`
)

var (
	jamo       = regexp.MustCompile(`[\x{1100}-\x{1112}][\x{1161}-\x{1175}][\x{11a8}-\x{11c2}]?`)
	finalSigma = regexp.MustCompile(`ς(\p{Mn}*(?:[^\pL\pN\p{Mn}]|$))`)
	notCJK     = regexp.MustCompile(`[^` + cjk + `]+`)
	nonspacing = regexp.MustCompile(`\p{Mn}`)
	spelledOut = regexp.MustCompile(`[` + spelled + `]`)
	afterMark  = regexp.MustCompile(`(\p{Mc}\p{Mn}*)([^\p{M}` + spelled + `])`)
	signs      = regexp.MustCompile(`[^\pL\pN\p{M}]`)
	word       = regexp.MustCompile(`[` + cjk + `]+|[^ ` + cjk + `]+`)
	ofCJK      = regexp.MustCompile(`[` + cjk + `]`)
	ofUnspaced = regexp.MustCompile(`[` + unspaced + `]`)
)

// folded returns s as texts are compared: without case and accents, with blanks for
// signs.
var folded = remembered(func(s string) string {
	s = jamo.ReplaceAllStringFunc(s, norm.NFC.String)
	s = strings.ToLower(finalSigma.ReplaceAllString(s, "σ$1"))
	s = notCJK.ReplaceAllStringFunc(s, norm.NFD.String)
	s = nonspacing.ReplaceAllStringFunc(s, func(m string) string {
		if m == "\u093c" || !spelledOut.MatchString(m) {
			return ""
		}
		return m
	})
	return signs.ReplaceAllString(afterMark.ReplaceAllString(s, "$1 $2"), " ")
})

// Words returns the words of s, folded: runs of letters and digits, and runs of CJK.
func Words(s string) []string { return word.FindAllString(folded(s), -1) }

// wordsIn reports whether words stand in a text side by side; the last may be the
// beginning of one where prefix is set. What is found is written as one expression.
func wordsIn(words []string, text string, prefix bool) bool {
	const edge = `[ ` + cjk + `]`
	expr, before := "", ""
	for i, w := range words {
		kind := "letters"
		if ofCJK.MatchString(w) {
			kind = "cjk"
		} else if ofUnspaced.MatchString(w) {
			kind = "unspaced"
		}
		switch {
		case i > 0 && (kind == "cjk" || before == "cjk" || kind == "unspaced" && before == "unspaced"):
			expr += " *"
		case i > 0:
			expr += " +"
		case kind == "letters":
			expr = `(?:^|` + edge + `)`
		}
		expr += regexp.QuoteMeta(w)
		before = kind
	}
	switch {
	case prefix:
	case before == "unspaced":
		expr += `(?:\P{M}|$)`
	case before == "letters":
		expr += `(?:$|` + edge + `)`
	}
	return pattern(expr).MatchString(folded(text))
}
