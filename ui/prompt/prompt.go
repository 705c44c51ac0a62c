// Package prompt edits a filter or a date in one line and explains its meaning in the
// line below. It applies nothing itself: each key results in a Decision, which the screen
// carries out.
package prompt

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/input"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Kind is what the prompt asks for.
type Kind uint8

// The kinds.
const (
	Filter Kind = iota
	Date        // the date term of the filter
	GoTo        // a date to go to
)

// labels precede the typed text.
var labels = [...]string{Filter: "/", Date: message.DateLabel, GoTo: message.GotoLabel}

// Decision is the result of a key.
type Decision uint8

// The decisions.
const (
	None     Decision = iota
	Edited            // the text has changed
	Accepted          // apply the text and close the line
	GivenUp           // restore the filter from before
	Calendar          // the calendar gets the keys
	ReadTags          // load the tags, then repeat the key
	ForList           // accept the text, then pass the key to the list
)

// Controller is the prompt. It edits the Line of the State.
type Controller struct {
	*shared.State
	complete func(text string) []string
	kind     Kind
	saved    string   // the filter when the line opened
	savedAt  model.ID // the selection at that time

	entered    input.History // filters
	completion completion
	tagsRead   bool // since the line opened
}

// New returns a closed prompt. complete returns the completions of a filter.
func New(s *shared.State, complete func(text string) []string) *Controller {
	return &Controller{State: s, complete: complete}
}

// Open opens the prompt. here is the selected headline or nil.
func (p *Controller) Open(k Kind, here *model.Headline) {
	p.kind, p.saved, p.savedAt = k, p.Filter.Text, ""
	if here != nil {
		p.savedAt = here.ID
	}
	text := ""
	if k == Filter && p.saved != "" {
		text = p.saved + " "
	}
	p.Line.Open(text)
	p.Filter.Settle()
	p.entered.Begin()
	p.completion, p.tagsRead = completion{}, false
}

// Asking reports whether the prompt is open and of kind k.
func (p *Controller) Asking(k Kind) bool { return p.Line.Editing() && p.kind == k }

// ForDate reports whether the prompt is open and asks for a date.
func (p *Controller) ForDate() bool { return p.Line.Editing() && p.kind != Filter }

// Saved returns the filter and the selection from when the prompt opened.
func (p *Controller) Saved() (string, model.ID) { return p.saved, p.savedAt }

// Key handles a key press or pasted text. calendar tells whether the calendar is on the
// screen.
func (p *Controller) Key(msg tea.Msg, calendar bool) Decision {
	key, _ := msg.(tea.KeyPressMsg)
	forList := p.kind == Date && p.meantForList(key)
	switch s := key.String(); {
	case s == "esc", s == "ctrl+c":
		return GivenUp
	case s == "enter":
		return Accepted
	case calendar && (s == "tab" || s == "down" && !forList):
		return Calendar
	case s == "tab" && p.offer() != nil:
		p.Line.Set(p.offer().In(p.Line.Text()))
		return Edited
	case p.kind == Filter && (s == "tab" || s == "shift+tab"):
		if !p.tagsRead {
			p.tagsRead = true
			return ReadTags
		}
		return p.cycle(map[string]int{"tab": 1, "shift+tab": -1}[s])
	case p.kind == Filter && (s == "up" || s == "down"):
		return p.recall(map[string]int{"up": -1, "down": 1}[s])
	case forList:
		return ForList
	case p.Line.Key(msg):
		return Edited
	}
	return None
}

// Reads returns the filter that the text so far stands for, and whether it is one. It
// stores an error in Filter.Err.
func (p *Controller) Reads(here *model.Headline) (text string, ok bool) {
	text = p.Line.Text()
	switch p.kind {
	case Date:
		with, err := p.WithDate(p.saved, text, here, true)
		if err != nil {
			p.Filter.Err = session.QueryError(err)
		}
		return with, err == nil
	case GoTo:
		_, err := p.Span(text, here)
		p.Filter.Err = session.QueryError(err)
		return "", false
	}
	return text, true
}

// Accept closes the prompt and returns its kind and text. If the text is wrong, the
// prompt stays open and the line below says why.
func (p *Controller) Accept() (k Kind, text string, ok bool) {
	if p.kind == Filter {
		_, err := query.Parse(p.Line.Text(), p.Env(false))
		p.Filter.Err = session.QueryError(err)
	}
	if p.Filter.Err != nil {
		return p.kind, "", false
	}
	if text = p.Line.Close(); p.kind == Filter {
		p.entered.Add(strings.TrimSpace(text))
	}
	return p.kind, text, true
}

// GiveUp closes the prompt without a result.
func (p *Controller) GiveUp() {
	p.Line.Close()
	p.Filter.Settle()
}

// WithDate returns a filter with the date that an answer stands for.
func (p *Controller) WithDate(filter, answer string, here *model.Headline, typing bool) (string, error) {
	term, err := session.DateTerm(answer, here, p.Env(false))
	if err != nil {
		return "", err
	}
	return query.SetDate(filter, term, p.Env(typing))
}

// Span parses a date to go to.
func (p *Controller) Span(text string, here *model.Headline) (model.Span, error) {
	return session.DateSpan(text, here, p.Env(false))
}

// dateWords are the words that a typed date may begin with. A key that continues none of
// them is meant for the list.
var dateWords = strings.Fields(`today tomorrow tuesday thursday tue thu yesterday year wednesday week wed
	may march monday month mon mar mercredi mardi mittwoch montag mai mars undated until uhr`)

// meantForList reports whether a key after a one-letter answer cannot continue a date
// and so is meant for the list.
func (p *Controller) meantForList(msg tea.KeyPressMsg) bool {
	text := p.Line.Text()
	if _, ok := session.DateAnswers[text]; !ok || !p.Line.Typing() {
		return false
	}
	more := msg.Key().Text
	if more == "" {
		switch msg.String() {
		case "up", "down", "pgup", "pgdown", "tab":
			return true
		}
		return false
	}
	for _, w := range dateWords {
		if strings.HasPrefix(w, strings.ToLower(text+more)) {
			return false
		}
	}
	return true
}
