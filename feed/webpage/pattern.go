package webpage

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// pattern is an expression that is tried only on texts that begin as it may: most lines of
// a page do not, and expressions are slow.
type pattern struct {
	*regexp.Regexp
	begin map[string]bool // the first small letters of what it matches; nil: anything
	first [0x80]bool      // the first of them
}

// expression returns the expression that matches before, then one of the
// alternatives, then after, whatever their case.
func expression(before, after string, alternatives ...string) func() *pattern {
	return sync.OnceValue(func() *pattern {
		middle := "(?:" + strings.Join(alternatives, "|") + ")"
		p := &pattern{Regexp: regexp.MustCompile("(?i)" + before + middle + after)}
		for _, signs := range []string{`^\W*`, `^[-–—*\s]*`, `^[\[(>»→*\s]*`, `^`} {
			if rest, ok := strings.CutPrefix(before, signs); ok {
				p.begin = beginnings(rest + middle)
				for b := range p.begin {
					p.first[b[0]] = true
				}
				break
			}
		}
		return p
	})
}

// MatchString reports whether the expression matches s.
func (p *pattern) MatchString(s string) bool { return p.may(s) && p.Regexp.MatchString(s) }

// may reports whether s begins as a text that matches, signs left out.
func (p *pattern) may(s string) bool {
	if p.begin == nil {
		return true
	}
	i := 0
	for i < len(s) && s[i] < 0x80 && !letter(s[i]) && s[i] != '_' {
		i++
	}
	if i < len(s) && s[i] < 0x80 && !p.first[small(s[i])] {
		return false
	}
	var first [mostBegin]byte
	n := 0
	for ; n < mostBegin && i < len(s); i, n = i+1, n+1 {
		if s[i] >= 0x80 {
			if n == 0 {
				return true
			}
			break
		}
		first[n] = small(s[i])
	}
	for ; n > 0; n-- {
		if p.begin[string(first[:n])] {
			return true
		}
	}
	return false
}

// mostBegin is how many letters tell.
const mostBegin = 6

// small returns a letter in lower case.
func small(c byte) byte {
	if upper(c) {
		c |= 0x20
	}
	return c
}

// beginning is the first letters of what an expression matches. What is closed may go on
// in any way.
type beginning struct {
	text   string
	closed bool
}

// beginnings returns the first letters of what an expression matches; nil: anything.
func beginnings(expression string) map[string]bool {
	re, err := syntax.Parse("(?i)"+expression, syntax.Perl)
	if err != nil {
		return nil
	}
	set := make(map[string]bool)
	for _, b := range extend([]beginning{{}}, re) {
		if b.text == "" {
			return nil
		}
		set[b.text] = true
	}
	return set
}

// extend returns the beginnings with what re matches behind each.
func extend(from []beginning, re *syntax.Regexp) []beginning {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			from = with(from, r, r)
		}
		return from
	case syntax.OpCharClass:
		var all []beginning
		for i := 0; i+1 < len(re.Rune); i += 2 {
			if re.Rune[i+1]-re.Rune[i] > 16 {
				return closed(from)
			}
			all = append(all, with(from, re.Rune[i], re.Rune[i+1])...)
		}
		return all
	case syntax.OpCapture:
		return extend(from, re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			from = extend(from, sub)
		}
		return from
	case syntax.OpAlternate:
		var all []beginning
		for _, sub := range re.Sub {
			all = append(all, extend(from, sub)...)
		}
		return all
	case syntax.OpQuest:
		return append(extend(from, re.Sub[0]), from...)
	case syntax.OpStar:
		return append(closed(extend(from, re.Sub[0])), from...)
	case syntax.OpPlus:
		return closed(extend(from, re.Sub[0]))
	case syntax.OpWordBoundary, syntax.OpEmptyMatch:
		return from
	}
	return closed(from)
}

// with returns the beginnings with one of the letters from a to z behind each.
func with(from []beginning, a, z rune) []beginning {
	var all []beginning
	for _, b := range from {
		for r := a; r <= z; r++ {
			switch {
			case b.closed || len(b.text) >= mostBegin:
				all = append(all, b)
			case r >= 0x80 && b.text == "": // such texts are tried always
			case b.text == "" && !letter(byte(r)) && r != '_': // as may leaves it out
				all = append(all, b)
			case r >= 0x80:
				all = append(all, beginning{b.text, true})
			default:
				all = append(all, beginning{b.text + strings.ToLower(string(r)), false})
			}
		}
	}
	return all
}

func closed(from []beginning) []beginning {
	all := make([]beginning, len(from))
	for i, b := range from {
		all[i] = beginning{b.text, true}
	}
	return all
}
