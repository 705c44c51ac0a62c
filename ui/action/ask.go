package action

import "dateline/ui/keys"

// Question is how an action asks for what it takes, where that was not given.
type Question struct {
	Action keys.Action // whose Choices complete the answer
	Label  string      // before what is typed; without a colon the front adds for how many articles
	Help   string      // while nothing is typed
	Menu   string      // the title of a menu of the choices that have keys; "": a line is asked for
	Line   string      // what line mode asks
	Text   string      // what stands there at first
	// Default has line mode take Text for an answer that is empty.
	Default bool
	Reads   Reads  // what its choices are made of
	Prompt  Prompt // where the screen asks
	History string // names the lines that were typed earlier and are offered again
}

// Prompt is where the screen asks.
type Prompt uint8

// The prompts.
const (
	InDialog  Prompt = iota // a menu, or a line of its own
	InFilter                // the filter, which is in force as it is typed
	ForDate                 // the same, for its date, with a calendar
	ForPlace                // a date to go to, with a calendar
	InArticle               // what is found as it is typed
)

// Reads is what the choices of a question need of the library.
type Reads uint8

// What there is.
const (
	Tags Reads = 1 << iota
	Rules
)

// Run carries out an action. What it takes and was not given is asked for first.
func Run(f Front, c Call) error {
	s := Of(c.Action)
	do := s.Do
	if do == nil {
		do = Front.Move
	}
	if c.Arg != "" || s.Ask == (Question{}) {
		return do(f, c)
	}
	q := s.Ask
	q.Action = c.Action
	ask := func(q Question) error {
		return f.Ask(q, func(text string) error {
			if text == "" {
				return nil
			}
			c.Arg = text
			return do(f, c)
		})
	}
	if s.Prepare != nil {
		return s.Prepare(f, q, ask)
	}
	return ask(q)
}
