// Package query is the language in which readers ask for articles: it turns
// text into a model.Query and back, explains it in plain words, edits and
// completes it. It finds nothing itself and never asks the system for the
// time.
//
// # The language
//
//	query  = or
//	or     = and { ("OR" | "|") and }
//	and    = not { not }                     a blank is AND; AND may be written
//	not    = [ "-" | "not" ] atom
//	atom   = "(" or ")" | date | is | has | tag | folder | story | field | word | word"*" | "phrase" | /regex/
//	field  = (title text author source url lang file any) ":" (word | "phrase" | /regex/ | a,b,c)
//	       | "source:=" (word | "phrase")    all of its title, or of its address
//	is     = "is:" (unread read starred tagged undated dated approx future new edited duplicate hidden)
//	has    = "has:" (link image audio text)
//	tag    = "#" name | "tag:" name          of the article, the reader's, or of its feed
//	folder = "folder:" path                  of its feed, with what is below
//	date   = [axis ":"] (span | 11-06 | every) | (since after until before) ":" point | "on:" (point | cycle)
//	       | "around:" point ["±" length]
//	axis   = date (the default) | arrived | updated | read
//	span   = point | point ".." | ".." point | point ".." point
//	cycle  = 11-06 | november | "6 november" | anniversary | every
//	every  = "month:" 11 | "weekday:" sun
//	story  = "story:" id
//	extras = "sort:" (newest oldest source title relevance) | "limit:" n | "view:" name | "as-of:" point | "fold:" stories
//
// Points are those of package when. from: is source:, published: is date:.
// Keys and states may be written in capitals; OR and AND must be, since the
// small words are words to look for. "+-" and "~" stand for "±"; without a
// length, around: means three days to either side. What has no year is of every
// year after on: (on:11-06, on:november), and 11-06 also alone; on:anniversary is
// what today is. After other keys november is the latest one that has begun; alone
// it is a word, as Offers says of what may be meant otherwise.
//
// A date that stands alone is one only where when.Plain says so: 2018-11,
// monday, 7d, last-week and "6 November 2020" are dates; may, sun and 60 are
// words. Quotes around a single word make it text ("2018", "monday"); so does
// any:, also for several (any:"last week"). Explain always says which it was.
package query

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"dateline/model"
)

// Env is what the meaning of a text depends on besides the text.
type Env struct {
	// Now is the reader's clock; its Location is the reader's zone.
	Now time.Time
	// WeekStart is the first day of this-week; the zero value is Sunday.
	WeekStart time.Weekday
	// Typing says that the reader is still typing at the end of the text: the
	// last word is a Prefix where no blank follows it, and a last term that
	// could become a right one is left out instead of being an error.
	Typing bool
	// View returns the text of a saved view; nil where there are none.
	View func(name string) (string, bool)

	depth int // of views within views
}

// Error says which word of a text was not understood and what would do.
type Error struct {
	Pos, Len int    // where the word stands, in bytes of the text
	Word     string // the word as typed; empty where something is missing
	Msg      string // what is wrong, lower case
	Hint     string // what would do; may be empty
	Offer    *Offer // the date that may have been meant, of which Hint tells; else nil
}

// Error returns the message and the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + ": " + e.Hint
}

// Bounds of a text, so that what it compiles to stays within the limits of a
// database.
const (
	maxText  = 16 << 10 // bytes
	maxTerms = 400      // words, dates and members of lists
	maxDepth = 50       // parentheses within parentheses
	maxViews = 8        // views within views
)

// Parse reads text. The empty text asks for everything. An error is always an
// *Error; where a date may have been meant, its hint offers that.
func Parse(text string, env Env) (model.Query, error) {
	q, err := parse(text, env)
	if err != nil {
		for _, o := range Offers(text, env) {
			if o.Pos <= err.Pos+err.Len && err.Pos <= o.Pos+o.Len {
				err.Hint, err.Offer = "for the date, type "+strings.Join(o.Dates, " or "), &o
				break
			}
		}
		return model.Query{}, err
	}
	return q, nil
}

// EndsInWord reports whether a text that Parse can read with Env.Typing is sure to be
// read without: it ends in a word of letters, and nothing can be open before that. It
// looks at the text only, so that a word that is typed is parsed once a letter.
func EndsInWord(text string) bool {
	if strings.ContainsAny(text, `("/`) {
		return false
	}
	last := text[strings.LastIndexFunc(text, unicode.IsSpace)+1:]
	switch last {
	case "", "OR", "AND", "NOT", "not":
		return false
	}
	return strings.IndexFunc(last, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

func parse(text string, env Env) (model.Query, *Error) {
	root, err := parseTree(text, env.Typing)
	if err != nil {
		return model.Query{}, err
	}
	// Articles are dated to the second; so is the clock, which Format writes.
	r := resolver{text: text, env: env, q: model.Query{Now: env.Now.Truncate(time.Second)}}
	if err := r.clock(root); err != nil {
		return model.Query{}, err
	}
	where, err := r.expr(root, true)
	if err != nil {
		return model.Query{}, err
	}
	if count(where) > maxTerms {
		return model.Query{}, &Error{Len: len(text), Msg: fmt.Sprintf("more than %d terms", maxTerms), Hint: "ask for less at once"}
	}
	r.q.Where = where
	return r.q, nil
}

// count returns the number of conditions in x.
func count(x model.Expr) int {
	n := 0
	walk(x, func(model.Expr, bool) { n++ })
	return n
}

// walk calls visit for every condition in x that is no And, Or or Not;
// positive says that it stands under an even number of Nots.
func walk(x model.Expr, visit func(x model.Expr, positive bool)) {
	walkSigned(x, true, visit)
}

func walkSigned(x model.Expr, positive bool, visit func(model.Expr, bool)) {
	switch x := x.(type) {
	case nil:
	case model.And:
		for _, y := range x {
			walkSigned(y, positive, visit)
		}
	case model.Or:
		for _, y := range x {
			walkSigned(y, positive, visit)
		}
	case model.Not:
		walkSigned(x.X, !positive, visit)
	default:
		visit(x, positive)
	}
}
