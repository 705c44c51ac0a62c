package model

import (
	"errors"
	"fmt"
	"strings"
)

// Rule does something to what its query finds: once to what is there, and to what arrives.
type Rule struct {
	Do    ActionKind // Hide, MarkRead, Star, AddTag or Highlight
	Tag   string     // of AddTag: one line
	Query string     // one line
	// Hits are the articles to which it has done so and that are so still; 0 where a Rule
	// only names one.
	Hits int
}

// ruleWords are what a rule may do, in the order in which they are offered.
var ruleWords = []struct {
	word string
	do   ActionKind
}{{"hide", Hide}, {"read", MarkRead}, {"star", Star}, {"tag", AddTag}, {"highlight", Highlight}}

// RuleWords returns the words for what a rule may do; a tag follows the one for that.
func RuleWords() []string {
	var words []string
	for _, w := range ruleWords {
		words = append(words, w.word)
	}
	return words
}

// RuleActions says what a rule may do, with the tag that one takes.
const RuleActions = "hide, read, star, tag NAME or highlight"

// Action is what the rule does, in the words of ParseRule.
func (r Rule) Action() string {
	for _, w := range ruleWords {
		if w.do == r.Do && r.Do == AddTag {
			return w.word + " " + quoteName(r.Tag)
		} else if w.do == r.Do {
			return w.word
		}
	}
	return fmt.Sprintf("Rule(%d)", r.Do)
}

// quoteName puts quotes around a name that is not one word.
func quoteName(name string) string {
	if strings.ContainsAny(name, " \"") || name == "" {
		return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	}
	return name
}

// String is the rule in one line, which ParseRule reads: "tag economy title:prices".
func (r Rule) String() string { return r.Action() + " " + r.Query }

// Check says why there is no such rule, or nothing.
func (r Rule) Check() error {
	switch back, err := ParseRule(r.String()); {
	case err != nil:
		return err
	case back.Do != r.Do || back.Tag != r.Tag || back.Query != r.Query || strings.ContainsAny(r.Tag+r.Query, "\r\n"):
		return fmt.Errorf("the rule %q: its tag and its query are a line each", r.String())
	}
	return nil
}

// ParseRule reads what String writes: what to do, the tag that it takes (in quotes where
// it is several words), and a query.
func ParseRule(text string) (Rule, error) {
	word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	for _, w := range ruleWords {
		if w.word != word {
			continue
		}
		r := Rule{Do: w.do, Query: strings.TrimSpace(rest)}
		if w.do == AddTag {
			r.Tag, r.Query = cutName(r.Query)
			if r.Tag = strings.TrimLeft(r.Tag, "#"); r.Tag == "" {
				return Rule{}, errors.New("rule tag: name the tag")
			}
		}
		if r.Query == "" {
			return Rule{}, fmt.Errorf("rule %s: a query says what of", r.Action())
		}
		return r, nil
	}
	return Rule{}, fmt.Errorf("rule %s: want %s, and a query", word, RuleActions)
}

// cutName parts the name at the beginning of text, in quotes or one word, from the rest.
func cutName(text string) (name, rest string) {
	if !strings.HasPrefix(text, `"`) {
		name, rest, _ = strings.Cut(text, " ")
		return name, strings.TrimSpace(rest)
	}
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] != '"':
		case i+1 < len(text) && text[i+1] == '"':
			i++
		default:
			return strings.TrimSpace(strings.ReplaceAll(text[1:i], `""`, `"`)), strings.TrimSpace(text[i+1:])
		}
	}
	return "", text
}
