// Package outcome says in words what came of a command: of adding, importing, refreshing.
// It prints nothing.
package outcome

import (
	"errors"
	"fmt"
	"strings"

	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/transfer"
	"dateline/model/transfer/newsboat"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Added says what came of adding a place.
func Added(place string, a subscribe.Added) string {
	said := Saved(a.Saved)
	if a.Feed != "" {
		said = "its feed " + a.Feed + ": " + said
	}
	switch {
	case a.Down:
		said = "followed, and tried again later"
	case a.Page:
		said += ", followed: the dated headlines of the page are its entries"
	case a.Followed:
		said += ", followed"
	case len(a.Lists) > 0:
		for _, path := range a.Lists {
			what := "it"
			if path != place {
				what = model.Printable(path)
			}
			said += fmt.Sprintf("; %s is a list of feeds: 'dateline import %s' follows them", what, model.Printable(path))
		}
	case a.Sought:
		said += "; nothing is followed: there is no feed"
	}
	return model.CleanLine(said)
}

// Choices says that a place stands for several feeds.
func Choices(name string, a subscribe.Added) error {
	return fmt.Errorf("%s offers %d feeds", model.CleanLine(name), len(a.Choices))
}

// Saved says what Save did: "12 added, 3 changed, 40 known".
func Saved(s model.Saved) string {
	if s.Added+s.Changed == 0 && s.Same > 0 {
		return "nothing new"
	}
	var parts []string
	for _, c := range [...]struct {
		n    int
		word string
	}{{s.Added, "added"}, {s.Changed, "changed"}, {s.Same, "known"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.word))
		}
	}
	if len(parts) == 0 {
		return "nothing in it"
	}
	return strings.Join(parts, ", ")
}

// Imported says what was taken in, "" where there is only to say what was not.
func Imported(done transfer.Imported) string {
	var parts []string
	if done.Saved != (model.Saved{}) {
		parts = append(parts, Saved(done.Saved))
	}
	for _, c := range [...]struct {
		n    int
		word string
	}{{done.Feeds, "feed"}, {done.Views, "view"}, {done.Rules, "rule"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf(message.Plural(c.n, "%d "+c.word, "%d "+c.word+"s"), c.n))
		}
	}
	if len(parts) == 0 && done.Faults == 0 {
		return "nothing new in it"
	}
	return strings.Join(parts, ", ")
}

// Fault says what cannot be imported, where, and what would do.
func Fault(name string, f transfer.Fault) error {
	err := f.Err
	switch {
	case errors.Is(err, transfer.ErrUnknown):
		err = fmt.Errorf("%w; 'dateline add %s' adds documents", err, name)
	case errors.Is(err, transfer.ErrForeign):
		err = fmt.Errorf("%w; 'dateline add %s' adds it as a document", err, name)
	case errors.Is(err, newsboat.ErrForeign):
		err = fmt.Errorf("%w (--library opens a library of dateline)", err)
	}
	if f.Line > 0 {
		return fmt.Errorf("%s: line %d: %w", name, f.Line, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// Retention says a rule in words.
func Retention(r model.Retention) string {
	var parts []string
	if r.Days > 0 {
		parts = append(parts, fmt.Sprintf("older than "+message.Plural(r.Days, "%d day", "%d days"), r.Days))
	}
	if r.Keep > 0 {
		parts = append(parts, fmt.Sprintf("beyond the newest %d", r.Keep))
	}
	text := strings.Join(parts, " or ")
	if !r.Unread {
		text += ", if read"
	}
	return text
}

// Size writes bytes for people.
func Size(n int64) string {
	for _, u := range []struct {
		name string
		of   int64
	}{{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}} {
		if n >= u.of {
			return fmt.Sprintf("%.1f %s", float64(n)/float64(u.of), u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// Waiting says that articles can be read, but not searched yet, and when they will be.
func Waiting(n int) string {
	return session.Articles(n) + " not searched yet: dateline goes on when the library is opened next"
}
