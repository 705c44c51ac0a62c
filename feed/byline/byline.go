// Package byline reads who wrote something from the lines and values that say so: a
// name without the word for "by", without a date, without what its bearer is. It knows
// neither pages nor documents.
package byline

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"

	"dateline/model"
	"dateline/model/when/printed"
)

// signs part a name from what stands beside it.
const signs = " ,;|•·–—-/()\u00a0"

// Names returns the names in a byline, without what often stands beside them:
// a date and a time, the time it takes to read, what its author is ("Staff Writer").
func Names(line string) []string {
	line = withoutDates(strings.TrimSpace(line))
	if before, inner, ok := strings.Cut(line, " ("); ok && IsRole(strings.TrimRight(inner, ")")) {
		line = before
	}
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",|•·–—/", r) })
	for len(parts) > 1 {
		last := strings.TrimSpace(parts[len(parts)-1])
		if !IsRole(last) && !facts().MatchString(last) && last != "" {
			break
		}
		parts = parts[:len(parts)-1]
		line = strings.TrimRight(line[:strings.LastIndex(line, last)], signs)
	}
	if line == "" || IsRole(line) {
		return nil
	}
	return []string{line}
}

// withoutDates returns a byline without dates at its ends and without the word for
// "by" at its beginning.
func withoutDates(line string) string {
	for {
		m, ok := printed.FindFirst(line, printed.DayFirst)
		if !ok {
			break
		}
		line = strings.TrimLeft(line[m.End:], signs)
	}
	line = strings.TrimLeft(timeOfDay().ReplaceAllString(line, ""), signs)
	line = WithoutBy(line)
	for {
		m, ok := printed.FindLast(line, printed.DayFirst)
		if !ok || m.Start == 0 {
			break
		}
		line = strings.TrimRight(line[:m.Start], signs)
	}
	return strings.Trim(line, signs)
}

// maxNames is how many names one article has at most.
const maxNames = 20

// Clean returns the names among values that metadata states, each once and at most 20.
// Addresses and the accounts of social networks are none.
func Clean(values []string) []string {
	var names []string
	for _, v := range values {
		v = WithoutBy(model.CleanLine(html.UnescapeString(v)))
		if v == "" || len(v) > 120 || strings.Contains(v, "://") || strings.HasPrefix(v, "@") {
			continue
		}
		if !slices.Contains(names, v) && len(names) < maxNames {
			names = append(names, v)
		}
	}
	return names
}

// expression returns the expression that one of the alternatives matches whole,
// whatever their case, once it is wanted.
func expression(alternatives ...string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("(?i)^(?:" + strings.Join(alternatives, "|") + ")$")
	})
}

// byPrefix is what stands before the name in a byline. Some of these words
// also begin names, but then what follows is no given name.
var byPrefix = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(?i:(?:written|posted|words|story|reported) by|by):?\s+|(?:Von|Par|Por|VON|PAR|POR):?\s+(\p{Lu}\S+\s+\S))`)
})

// WithoutBy returns a byline without the words that stand before the name.
func WithoutBy(s string) string {
	m := byPrefix().FindStringSubmatchIndex(s)
	switch {
	case m == nil:
		return s
	case m[2] >= 0:
		return s[m[2]:]
	}
	return s[m[1]:]
}

// roles are what authors are, as bylines add it.
var roles = expression(
	`(the |a |our )?((former |senior |staff |freelance |contributing |associate |assistant |deputy |managing |chief |executive |national |political |science |health |business |technology |tech |sports?|education |foreign |special |guest |news |digital |video |data )*`+
		`(reporter|writer|editor|journalist|correspondent|columnist|contributor|author|producer|blogger|publisher|photographer|editor.in.chief|editorial team|staff)( (at|for|of|in) .{2,40})?)`,
	`redaktion|redakteur(in)?|korrespondent(in)?|rédaction|journaliste|redacción|redacción .{2,30}|periodista|redazione|redação`)

// IsRole reports whether s says what somebody is ("Senior Political Editor"), not who.
func IsRole(s string) bool { return roles().MatchString(s) }

// timeOfDay is a time with its zone, at the beginning of what is left of a byline.
var timeOfDay = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:at )?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:[A-Z]{2,5}|Uhr))?\b`)
})

// facts are what bylines say of the article beside its author.
var facts = expression(
	`\d+ (min(ute)?s?|hours?|days?|weeks?) (read|ago)|(estimated )?read(ing)? time.*|tempo de leitura.*|lesezeit.*|temps de lecture.*`,
	`(published|posted|updated|last updated|first published|modified)\b.{0,60}`, `\d+ (comments?|shares?)`)
