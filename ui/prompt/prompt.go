// Package prompt is the line in which a filter or a date is typed, and the line under it
// that reads back what was understood. It puts nothing in force: what a key comes to is
// a Decision, which the screen carries out.
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

// Kind is what is asked for.
type Kind uint8

// The kinds.
const (
	Filter Kind = iota
	Date        // for the filter
	GoTo        // a date to go to
)

// labels stand before what is typed.
var labels = [...]string{Filter: "/", Date: message.DateLabel, GoTo: message.GotoLabel}

// Decision is what a key comes to.
type Decision uint8

// The decisions.
const (
	None     Decision = iota
	Edited            // the text is another
	Accepted          // it is to be put in force, and the line to be closed
	GivenUp           // what was in force before is to be put back
	Calendar          // the calendar gets the keys
	ReadTags          // tags are to be read, and then the key given once more
	ForList           // the text is accepted, and the key is meant for the list
)

// Controller is the line. Its text is that of the State's Line.
type Controller struct {
	*shared.State
	complete func(text string) []string
	kind     Kind
	saved    string   // the filter in force when the line was opened
	savedAt  model.ID // what was selected then

	entered    input.History // of filters
	completion completion
	tagsRead   bool // since the line was opened
}

// New returns a closed line. complete returns what the text of a filter may become.
func New(s *shared.State, complete func(text string) []string) *Controller {
	return &Controller{State: s, complete: complete}
}

// Open begins to ask. here is the selected headline, nil where there is none.
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

// Asking reports whether the line is open and asks for a kind of thing.
func (p *Controller) Asking(k Kind) bool { return p.Line.Editing() && p.kind == k }

// ForDate reports whether the line is open and asks for a date.
func (p *Controller) ForDate() bool { return p.Line.Editing() && p.kind != Filter }

// Saved returns the filter that was in force when the line was opened, and what was
// selected then.
func (p *Controller) Saved() (string, model.ID) { return p.saved, p.savedAt }

// Key takes a key press or what was pasted. calendar says that there is one on the
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

// Reads returns the filter that what is typed comes to while it is typed, and reports
// whether it is one. What is wrong with it is the filter's Err.
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

// Accept closes the line, unless what it says is in error: then the line under it says
// so. It returns what is left to be done with the text.
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

// GiveUp closes the line.
func (p *Controller) GiveUp() {
	p.Line.Close()
	p.Filter.Settle()
}

// WithDate is a filter with the date that an answer stands for.
func (p *Controller) WithDate(filter, answer string, here *model.Headline, typing bool) (string, error) {
	term, err := session.DateTerm(answer, here, p.Env(false))
	if err != nil {
		return "", err
	}
	return query.SetDate(filter, term, p.Env(typing))
}

// Span reads a date to go to.
func (p *Controller) Span(text string, here *model.Headline) (model.Span, error) {
	return session.DateSpan(text, here, p.Env(false))
}

// dateWords are what a date that is typed may begin with, so that a key that cannot go
// on is known to be meant for the list.
var dateWords = strings.Fields(`today tomorrow tuesday thursday tue thu yesterday year wednesday week wed
	may march monday month mon mar mercredi mardi mittwoch montag mai mars undated until uhr`)

// meantForList reports whether a key typed after a one-letter answer cannot go on with a
// date and so is meant for the list.
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
