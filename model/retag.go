package model

import (
	"slices"
	"strings"
)

// TagChange is a tag to give or to take away.
type TagChange struct {
	Name string // one line
	Drop bool
}

// TagMark returns the mark that makes all changes as one act, of each tag the last.
func TagMark(changes []TagChange) Mark {
	var last []TagChange
	for i, c := range changes {
		if !slices.ContainsFunc(changes[i+1:], func(o TagChange) bool { return o.Name == c.Name }) {
			last = append(last, c)
		}
	}
	if len(last) == 1 {
		return Mark{Do: map[bool]ActionKind{false: AddTag, true: DropTag}[last[0].Drop], Tag: last[0].Name}
	}
	return Mark{Do: Retag, Tag: TagLines(last)}
}

// TagLines writes changes as the Tag of a mark that is a Retag: "+name" or "-name" a
// line.
func TagLines(changes []TagChange) string {
	var lines []string
	for _, c := range changes {
		lines = append(lines, map[bool]string{false: "+", true: "-"}[c.Drop]+c.Name)
	}
	return strings.Join(lines, "\n")
}

// TagChanges returns what m does to tags.
func (m Mark) TagChanges() []TagChange {
	switch m.Do {
	case AddTag, DropTag:
		return []TagChange{{m.Tag, m.Do == DropTag}}
	case Retag:
		var changes []TagChange
		for line := range strings.SplitSeq(m.Tag, "\n") {
			if line != "" {
				changes = append(changes, TagChange{line[1:], line[0] == '-'})
			}
		}
		return changes
	}
	return nil
}

// Reversed returns the changes that take others back, which were made.
func Reversed(changes []TagChange) []TagChange {
	var back []TagChange
	for i := len(changes) - 1; i >= 0; i-- {
		back = append(back, TagChange{changes[i].Name, !changes[i].Drop})
	}
	return back
}
