// Package action is everything that a reader can ask for: a row for each action, with
// its name, its keys, where they count, its words and what it does. It knows the
// reader's session and library, but neither panes nor lines: what an action needs of
// whoever shows the articles, the screen or line mode, are the verbs of Front.
package action

import (
	"context"
	"errors"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Call is an action that is asked for.
type Call = keys.Call

// Do carries out an action. An error says why it was not done.
type Do func(f Front, c Call) error

// Front is where a reader reads: the screen or line mode. Its verbs return at once on
// the screen, which does what takes time beside itself; what follows then is passed to
// them as a function.
type Front interface {
	// Library is what is read, Host whoever shows it.
	Library() model.Library
	Host() host.Host
	// Env is the reader's clock and week, Filter what the list is of.
	Env() query.Env
	Filter() *session.Filter
	// Views are those that the reader has saved, Tags those of the library, Visit when
	// the reader was here.
	Views() []model.View
	Tags() []model.TagCount
	Visit() *session.Visit
	// Here is the headline that is meant, nil if there is none; Many reports whether
	// several are.
	Here() *model.Headline
	Many() bool
	// Known is what completions are made of, beside all that.
	Known() Known
	// KeyFor names what asks for an action: a key or its name.
	KeyFor(name keys.Action) string
	// Ellipsis ends what is said of something that goes on.
	Ellipsis() string

	// Say tells the reader something.
	Say(text string)
	// Show shows a text to be read.
	Show(title, text string)
	// Ask asks for what an action takes; then may refuse it with an error.
	Ask(q Question, then func(text string) error) error
	// Confirm does something once the reader agrees to it.
	Confirm(question string, yes func() error) error

	// Background asks something that takes time, and then does what ask returns. An error
	// is a Failure. The next work of the same name takes the place of one under way.
	Background(w Work, ask func(context.Context) (then func() error, err error)) error
	// Task does some work in the library, reports how far it is and says what came of it.
	Task(t Task) error

	// Selected does something with the headline of a call's count or, without one, with
	// those that are meant.
	Selected(c Call, do func([]model.Headline) error) error
	// Headline does something with the headline of a call's count or, without one, with
	// the one that is meant.
	Headline(c Call, do func(model.Headline) error) error
	// Article does something with the article of a number, or with the one that is meant.
	Article(number int, do func(model.Article) error) error

	// Mark marks articles, and Change changes them otherwise, in the order of the
	// calls. Both say what that did, and keep the headlines in the list.
	Mark(hs []model.Headline, m model.Mark) error
	Change(hs []model.Headline, do func(ctx context.Context, at time.Time) (model.Act, error)) error
	// Propose counts what a plan would change, and carries it out if the reader agrees.
	Propose(p session.Plan) error
	// Turn takes n changes back, or makes them again.
	Turn(redo bool, n int) error

	// SetFilter puts a filter in force, and goes to a place in its list; the zero At is
	// the top. GoTo goes to a date in the list.
	SetFilter(text string, at model.At) error
	GoTo(date model.Span) error

	// Link returns the address of a link of the article being read; that of 0 is the
	// highlighted one.
	Link(number int) (string, error)
	// OpenPage reads what is at an address in the place of the article.
	OpenPage(address string) error
	// Copy gives text to the reader: the screen puts it on the clipboard.
	Copy(text string) error

	// Move carries out what is a matter of the front alone. It returns ErrNeedsScreen
	// where the front cannot.
	Move(c Call) error
}

// Work is something that takes time.
type Work struct {
	Name string // "read the article"
	// Says is what the screen says while it goes on; Esc then stops it.
	Says string
	// Every has each work of the name count: none takes the place of the one before.
	Every bool
}

// Task is work in the library that takes a while.
type Task struct {
	Doing string // "Refreshing"
	Text  string // what is said until it reports
	Do    func(ctx context.Context, report func(host.Progress)) (said string, err error)
	// Exists is called where a file that it would write exists; nil: that is an error.
	Exists func() error
}

// What keeps an action from being carried out.
var (
	ErrNeedsScreen = errors.New(message.NeedsScreen)
	// ErrNoHeadline says that there is no headline to do something with. The screen, where
	// that is plain to see, does not say so.
	ErrNoHeadline = errors.New(message.WhichArticle)
)

// Hint is an error that is no mistake: it says why there is nothing to do. Line is what
// line mode says, if that is not Screen.
type Hint struct{ Screen, Line string }

func (h Hint) Error() string { return h.Screen }

// Failed returns an error of what was being done, or nil where err is.
func Failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	return Failure{doing, err}
}

// Failure is an error of what was being done.
type Failure struct {
	Doing string // "read the article"
	Err   error
}

func (f Failure) Error() string { return f.Doing + ": " + f.Err.Error() }

// Unwrap returns what went wrong.
func (f Failure) Unwrap() error { return f.Err }

// Refusal is an error in a sentence: why something is not done here.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// NotAllowed is an error that says what the host of the session does not allow.
type NotAllowed string

func (n NotAllowed) Error() string { return string(n) }

// InLine says why something was not done as the end of a sentence, for line mode.
func InLine(err error) string {
	var hint Hint
	var refusal Refusal
	text := err.Error()
	switch {
	case errors.As(err, new(NotAllowed)):
		return message.NotAvailablePlain
	case errors.As(err, &hint) && hint.Line != "":
		return hint.Line
	case hint.Screen != "", errors.As(err, &refusal):
		return strings.ToLower(text[:1]) + strings.TrimSuffix(text[1:], ".")
	}
	return text
}
