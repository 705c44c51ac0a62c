package model

import (
	"errors"
	"fmt"
)

// ParseMark reads what is to be done to articles: an action, and the tag or the date that
// it takes.
func ParseMark(words []string) (Mark, error) {
	if len(words) == 0 {
		return Mark{}, errors.New("mark: say what to do: " + actionNames)
	}
	if words[0] == "date" {
		return parseRedate(words[1:])
	}
	d, ok := actions[words[0]]
	switch {
	case !ok:
		return Mark{}, fmt.Errorf("mark %s: want "+actionNames, words[0])
	case d.tag && (len(words) != 2 || CleanLine(words[1]) == ""):
		return Mark{}, fmt.Errorf("mark %s: name one tag", words[0])
	case !d.tag && len(words) != 1:
		return Mark{}, fmt.Errorf("mark %s: nothing may follow", words[0])
	}
	m := Mark{Do: d.do}
	if d.tag {
		m.Tag = CleanLine(words[1])
	}
	return m, nil
}

// actions are the words for a Mark, and whether a tag follows them.
var actions = map[string]struct {
	do  ActionKind
	tag bool
}{
	"read":   {MarkRead, false},
	"unread": {MarkUnread, false},
	"star":   {Star, false},
	"unstar": {Unstar, false},
	"hide":   {Hide, false},
	"unhide": {Unhide, false},
	"tag":    {AddTag, true},
	"untag":  {DropTag, true},
}

const actionNames = "read, unread, star, unstar, hide, unhide, tag NAME, untag NAME or date DAY"

// parseRedate reads what follows date.
func parseRedate(words []string) (Mark, error) {
	const want = "want 2018-11-06, 2018-11, 2018, 2018-11-06T14:30:00+01:00, none or stated"
	if len(words) != 1 || words[0] == "" {
		return Mark{}, errors.New("mark date: " + want)
	}
	switch words[0] {
	case "none":
		return Mark{Do: SetDate}, nil
	case "stated":
		return Mark{Do: ResetDate}, nil
	}
	d, err := ParseDate(words[0], FromHand)
	if err != nil {
		return Mark{}, fmt.Errorf("mark date %s: %s", words[0], want)
	}
	return Mark{Do: SetDate, Date: d}, nil
}
