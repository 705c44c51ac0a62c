// Package action is everything that a reader can ask for: a row for each action, with
// its name, its keys, where they count, its words and what it does. It knows the
// reader's session and library, but neither panes nor lines: what an action needs of
// whoever shows the articles, the screen or line mode, are the verbs of Front.
package action

import (
	"context"
	"errors"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/diff"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Call is an action that is asked for.
type Call = keys.Call

// Do carries out an action. An error says why it was not done.
type Do func(f Front, c Call) error

// Front is where a reader reads: the screen or line mode. Its verbs return at once on
// the screen, which does what takes time beside itself; what then follows is passed to
// them as a function.
type Front interface {
	// Library is what is read, and Env the reader's clock, week and views.
	Library() model.Library
	Env() query.Env
	// Views are those that the reader has saved, Visit when the reader was here.
	Views() []model.View
	Visit() *session.Visit
	// Here is the headline that is meant, nil if there is none.
	Here() *model.Headline
	// KeyFor names what asks for an action: a key or its name.
	KeyFor(name keys.Action) string
	// Ellipsis ends what is said of something that goes on.
	Ellipsis() string

	// Say tells the reader something.
	Say(text string)
	// Each says one thing on the screen and another in line mode; "" is nothing.
	Each(screen, line string)
	// Sheet shows rows to be read.
	Sheet(title string, rows []Row) error
	// Ask asks for what an action takes; then may refuse it with an error.
	Ask(c Call, then func(text string) error) error
	// Confirm does something once the reader agrees to it.
	Confirm(question string, yes func() error) error

	// Background asks something that takes time, and then does what ask returns. It
	// reports an error as one of what was being done, "read the article", or as it is
	// where that is "". The next of the same name takes the place of one under way.
	Background(doing string, ask func(context.Context) (then func() error, err error)) error
	// Selected does something with the headline of a call's count or, without one, with
	// those that are meant.
	Selected(c Call, do func([]model.Headline) error) error
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
	// ShowPage shows an article in the place of the one that links to it.
	ShowPage(a model.Article) error
	// Copy copies a line of each article that is meant, if it has one.
	Copy(c Call, line func(*model.Article) string) error

	// Move carries out what is a matter of the front alone. It returns ErrNeedsScreen
	// where the front cannot.
	Move(c Call) error
}

// Row is a line to be read: a heading, a label with its text, a text alone, or a
// paragraph with what has changed in it.
type Row struct {
	Head, Label, Text string
	Changed           diff.Paragraph
}

// Choice is something that an action may be given.
type Choice struct {
	Key   string // chooses it in a menu; "": it stands in none
	Text  string // what is typed for it
	Label string
	Help  string
}

// What keeps an action from being carried out.
var (
	ErrNeedsScreen = errors.New(message.NeedsScreen)
	// ErrNoHeadline says that there is no headline to do something with. The screen, where
	// that is plain to see, does not say so.
	ErrNoHeadline = errors.New(message.WhichArticle)
)

// Hint is an error that is no mistake: it only says why there is nothing to do. Line is
// what line mode says, where that is not Screen.
type Hint struct{ Screen, Line string }

func (h Hint) Error() string { return h.Screen }

// NotAllowed is an error that says what the host of the session does not allow.
type NotAllowed string

func (n NotAllowed) Error() string { return string(n) }
