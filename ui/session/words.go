package session

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/ui/message"
)

// Turn undoes the last act or redoes it, and describes it: "Undone: starred “Title”",
// "Redone: tagged #a #b, 3 articles".
func Turn(ctx context.Context, lib model.Library, again bool) (model.Act, string, error) {
	do, says := lib.Undo, message.Undone
	if again {
		do, says = lib.Redo, message.Redone
	}
	act, err := do(ctx)
	if err != nil {
		return act, "", err
	}
	one := act
	one.N = 1
	words := Done(one)
	switch {
	case act.Mark.Do == model.SetRule || act.Mark.Do == model.UnsetRule, ofSources(act):
		words = Done(act)
	case act.N > 1:
		words += ", " + Articles(act.N)
	case act.First != "":
		if art, err := lib.Article(ctx, act.First); err == nil {
			words += " “" + model.CleanLine(art.Title) + "”"
		}
	}
	return act, fmt.Sprintf(says, lowerFirst(words)), nil
}

// NothingToTurn tells that Turn has found nothing to undo or redo.
func NothingToTurn(again bool) string {
	if again {
		return message.NothingToRedo
	}
	return message.NothingToUndo
}

// Changed reports whether an act changed anything: a rule may change no article.
func Changed(act model.Act) bool {
	return act.N > 0 || act.Mark.Do == model.SetRule || act.Mark.Do == model.UnsetRule
}

// ReadingWords describes the progress of reading a document. A percent of 0 means
// unknown.
func ReadingWords(name string, articles, percent int) string {
	text := fmt.Sprintf(message.ReadingCount, model.CleanLine(name), Articles(articles))
	if percent > 0 {
		text += fmt.Sprintf(", %d%%", percent)
	}
	return text
}

// WithUnread appends the number of unread articles, if any, to a number of articles.
func WithUnread(text string, n int) string {
	if n > 0 {
		text = fmt.Sprintf(message.CountUnread, text, message.Number(n))
	}
	return text
}

// WithFailed describes the result of a task of which n parts have failed.
func WithFailed(said string, n int) string {
	return strings.TrimSuffix(said, ".") + ", " + fmt.Sprintf(message.FailedCount, message.Number(n))
}

// lowerFirst prepares a sentence to be part of another.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// tagWords tells which tags were added and removed.
func tagWords(m model.Mark) string {
	var given, taken []string
	for _, c := range m.TagChanges() {
		if name := "#" + Quoted(c.Name); c.Drop {
			taken = append(taken, name)
		} else {
			given = append(given, name)
		}
	}
	var parts []string
	if len(given) > 0 {
		parts = append(parts, fmt.Sprintf(message.TagAdded, strings.Join(given, " ")))
	}
	if len(taken) > 0 {
		parts = append(parts, fmt.Sprintf(message.TagDropped, strings.Join(taken, " ")))
	}
	if len(parts) > 1 {
		parts[1] = lowerFirst(parts[1])
	}
	return strings.Join(parts, ", ")
}

// ofSources reports whether an act changed sources.
func ofSources(act model.Act) bool {
	return act.Mark.Do == model.SetSubscription || act.Mark.Do == model.UnsetSubscription
}

// sourcesDone describes an act that changed sources.
func sourcesDone(act model.Act) string {
	one, several := message.SourceChanged, message.SourcesChanged
	if act.Mark.Do == model.UnsetSubscription {
		one, several = message.SourceRemoved, message.SourcesRemoved
	}
	if act.N == 1 {
		return fmt.Sprintf(one, model.CleanLine(act.Mark.Tag))
	}
	return fmt.Sprintf(several, message.Number(act.N))
}

// Done describes an act: "Marked read", "Starred (3 articles)".
func Done(act model.Act) string {
	words := map[model.ActionKind]string{
		model.MarkRead: message.WordMarkedRead, model.MarkUnread: message.WordUnread,
		model.Star: message.WordStarred, model.Unstar: message.WordUnstarred,
		model.Hide: message.WordHidden, model.Unhide: message.WordShown,
		model.AddTag: tagWords(act.Mark), model.DropTag: tagWords(act.Mark), model.Retag: tagWords(act.Mark),
		model.SetDate: fmt.Sprintf(message.DateSet, cmp.Or(act.Mark.Date.String(), message.NoneWord)), model.ResetDate: message.DateReset,
		model.SetView: fmt.Sprintf(message.ViewSaved, act.Mark.Tag), model.UnsetView: fmt.Sprintf(message.ViewDropped, act.Mark.Tag),
	}
	if ofSources(act) {
		return sourcesDone(act)
	}
	if d := act.Mark.Do; d == model.SetRule || d == model.UnsetRule {
		return RuleDone(act)
	}
	if act.N == 1 {
		return words[act.Mark.Do]
	}
	return fmt.Sprintf("%s (%s)", words[act.Mark.Do], Articles(act.N))
}
