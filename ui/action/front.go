// Package action is the table of everything that a reader can do: a row for each action,
// with its name, its keys and where they work, its help, and what it does. It knows the
// reader's session and library, but neither panes nor lines: what an action needs of the
// screen or of line mode, it asks of a Front.
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

// Call is a request for an action.
type Call = keys.Call

// Do performs an action. An error says why it was not done.
type Do func(f Front, c Call) error

// Front is where a reader reads: the screen or line mode. On the screen its methods return
// at once, and work that takes time runs in the background; what follows such work is
// passed as a function.
type Front interface {
	// Library holds the articles. Host does what leaves the session, where it allows that.
	Library() model.Library
	Host() host.Host
	// Env is the reader's clock and week. Filter is the filter of the list.
	Env() query.Env
	Filter() *session.Filter
	// Views are the saved views, Tags the tags of the library, and Visit tells when the
	// reader was last here.
	Views() []model.View
	Tags() []model.TagCount
	Visit() *session.Visit
	// NewFilter returns the filter for what has arrived while the reader reads, and counts
	// anew; "" if that is nothing.
	NewFilter() string
	// Here is the current headline, or nil. Many reports whether there is a selection.
	Here() *model.Headline
	Many() bool
	// Meant says which feeds the reader means: of the source or folder under the cursor of
	// the column, else of the current headline; none: zero.
	Meant() session.Meant
	// Known is what else completion needs.
	Known() Known
	// KeyFor returns the key of an action or, without one, what can be typed for it.
	KeyFor(name keys.Action) string
	// Ellipsis ends a message about work that goes on.
	Ellipsis() string

	// Problems are what has failed in this session; they count as seen.
	Problems() session.Problems

	// Say tells the reader something.
	Say(text string)
	// Show shows a text with a title.
	Show(title, text string)
	// ShowFacts shows facts with a title.
	ShowFacts(title string, facts []session.Fact)
	// Ask asks for an argument. The error of then refuses the answer.
	Ask(q Question, then func(text string) error) error
	// Confirm asks a yes-or-no question and calls yes if the reader agrees.
	Confirm(question string, yes func() error) error
	// Choose has one of choices chosen, by their keys, and calls then with its text.
	Choose(question string, choices []Choice, then func(text string) error) error

	// Background runs ask, which may take time, and then the function that it returned. It
	// reports an error as a Failure. New work replaces work of the same name.
	Background(w Work, ask func(context.Context) (then func() error, err error)) error
	// Task runs a task in the library, with progress, and reports its result.
	Task(t Task) error

	// Selected calls do with the headline that the count of c names in line mode, else with
	// the selection, else with the current headline.
	Selected(c Call, do func([]model.Headline) error) error
	// Headline calls do with the headline that the count of c names in line mode, else with
	// the current one.
	Headline(c Call, do func(model.Headline) error) error
	// Article calls do with the article of a number in line mode, else with the current one.
	Article(number int, do func(model.Article) error) error

	// Mark marks articles, and Change makes other changes, in the order of the calls. Both
	// report what changed, and keep the headlines in the list.
	Mark(hs []model.Headline, m model.Mark) error
	Change(hs []model.Headline, do func(ctx context.Context, at time.Time) (model.Act, error)) error
	// Propose counts what a plan would change, and executes it if the reader agrees.
	Propose(p session.Plan) error
	// Turn undoes n changes, or redoes them.
	Turn(redo bool, n int) error

	// SetFilter applies a filter and goes to a place in its list; the zero At is the top.
	// GoTo goes to a date in the list.
	SetFilter(text string, at model.At) error
	GoTo(date model.Span) error

	// Link returns the address of a link of the article on the screen; 0 is the highlighted
	// one.
	Link(number int) (string, error)
	// Renew shows the article on the screen anew if it is one of ids; line mode prints the
	// only one of ids.
	Renew(ids []model.ID) error
	// OpenPage shows the page at an address in place of the article.
	OpenPage(address string) error
	// Offer gives the reader an address that cannot be opened here.
	Offer(address string) error
	// Copy copies text to the clipboard; line mode prints it.
	Copy(text string) error

	// Move performs an action that has no Do. It returns ErrNeedsScreen if this front
	// cannot.
	Move(c Call) error
}

// Work is background work.
type Work struct {
	Name string // "read the article"
	// Says is the message of the screen while it runs. If set, Esc stops the work.
	Says string
	// Every keeps new work from replacing work of the same name.
	Every bool
}

// Task is long work in the library.
type Task struct {
	Doing string // "Refreshing"
	Text  string // shown until the first report
	Do    func(ctx context.Context, report func(host.Progress)) (said string, err error)
	// Asks returns what asks the reader, if the error of Do is a question, else nil. It may
	// be nil itself.
	Asks func(err error) (ask func() error)
}

// Question returns what asks the reader because of an error of Do, or nil.
func (t Task) Question(err error) (ask func() error) {
	if t.Asks == nil {
		return nil
	}
	return t.Asks(err)
}

// What keeps an action from being carried out.
var (
	ErrNeedsScreen = errors.New(message.NeedsScreen)
	// ErrNoHeadline says that there is no current headline. The screen does not report it,
	// since the reader sees that.
	ErrNoHeadline = errors.New(message.WhichArticle)
)

// Hint is an error that is no mistake: it says why there is nothing to do. Line is the text
// for line mode, if it differs.
type Hint struct{ Screen, Line string }

func (h Hint) Error() string { return h.Screen }

// Failed returns a Failure, or nil if err is nil.
func Failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	return Failure{doing, err}
}

// Failure is an error with what was being done.
type Failure struct {
	Doing string // "read the article"
	Err   error
}

func (f Failure) Error() string { return f.Doing + ": " + f.Err.Error() }

// Unwrap returns the cause.
func (f Failure) Unwrap() error { return f.Err }

// Refusal is a sentence that says why something cannot be done here.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// NotAllowed is a sentence that says what the host does not allow.
type NotAllowed string

func (n NotAllowed) Error() string { return string(n) }

// InLine returns an error as the end of a sentence, for line mode.
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
