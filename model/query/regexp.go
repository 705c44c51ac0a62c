package query

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
)

// Bounds of a regular expression: its bytes, and roughly the steps into which
// it is compiled, on which the time of matching each byte depends. a{1000} has
// a thousand.
const (
	maxRegexp = 1000
	maxSteps  = 5000
)

// regexp checks that RE2 takes the expression, and that it is no burden.
func (r *resolver) regexp(p piece) *Error {
	if len(p.text) > maxRegexp {
		return r.wrong(p.pos, p.end, "the regular expression is too long", fmt.Sprintf("it may have %d bytes", maxRegexp))
	}
	tree, err := syntax.Parse(p.text, syntax.Perl)
	if err == nil {
		if steps(tree, maxSteps) > maxSteps {
			return r.wrong(p.pos, p.end, "the regular expression repeats too much", "say * or + instead of large numbers in braces")
		}
		if _, err = regexp.Compile(p.text); err == nil {
			return nil
		}
	}
	msg := "it is not one that RE2 takes"
	var e *syntax.Error
	if errors.As(err, &e) {
		msg = e.Code.String()
		if e.Expr != "" {
			msg += " (" + e.Expr + ")"
		}
	}
	return r.wrong(p.pos, p.end, "the regular expression does not work: "+msg, "put it in quotes to look for it as text")
}

// steps counts the parts of an expression, repeated ones as often as they may
// be repeated. It stops counting above most.
func steps(re *syntax.Regexp, most int) int {
	n := 1 + len(re.Rune)/8 // classes are searched, literals walked
	if re.Op == syntax.OpLiteral {
		n = len(re.Rune)
	}
	for _, sub := range re.Sub {
		if n += steps(sub, most); n > most {
			return n
		}
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return n
}
