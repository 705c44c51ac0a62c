package action

import "dateline/ui/keys"

// Question asks for the argument that an action was not given.
type Question struct {
	Action keys.Action // its Choices complete the answer
	Label  string      // before the input; without a colon, the front adds how many articles are meant
	Help   string      // shown while nothing is typed
	Menu   string      // title of a menu of the choices that have keys; "": a line of text
	Line   string      // what line mode asks
	Text   string      // the text to begin with
	// Default makes Text the answer to an empty line in line mode.
	Default bool
	Reads   Reads  // what the choices need to know
	Prompt  Prompt // where the screen asks
	History string // the name of a history of earlier answers
}

// Prompt is where the screen asks a question.
type Prompt uint8

// The prompts.
const (
	InDialog  Prompt = iota // a menu, or a line of its own
	InFilter                // the filter line, which filters while the reader types
	ForDate                 // the same for a date, with a calendar
	ForPlace                // a date to go to, with a calendar
	InArticle               // the line that searches the article
)

// Reads is what the library must be asked for choices.
type Reads uint8

// What choices may need.
const (
	Tags Reads = 1 << iota
	Rules
	Feeds
)

// Run performs an action, and asks first for an argument that is missing.
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
