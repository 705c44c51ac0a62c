package linemode

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/highlight"
	"dateline/ui/message"
)

// find prints the paragraphs of the article that hold a text.
func (s *Session) find(_ context.Context, text string) error {
	m := model.Match{Field: model.Text, Text: text}
	if re, ok := strings.CutPrefix(text, "/"); ok && len(re) > 1 && strings.HasSuffix(re, "/") {
		m.How, m.Text = model.Regexp, strings.TrimSuffix(re, "/")
	}
	term, ok := highlight.New(m)
	if !ok {
		return errors.New(message.NotToBeLookedFor)
	}
	term = term.Within()
	var paragraph []string
	found := 0
	end := func() {
		plain := ansi.Strip(strings.Join(paragraph, " "))
		x := highlight.NewText([]byte(plain))
		n := 0
		term.Each(&x, func(_, _ int) { n++ })
		if n > 0 && found > 0 {
			s.line("")
		}
		if n > 0 {
			s.say(plain)
		}
		found, paragraph = found+n, nil
	}
	for _, line := range append(s.reading.text, "") {
		if line = strings.TrimSpace(line); line == "" {
			end()
			continue
		}
		paragraph = append(paragraph, line)
	}
	if len(s.reading.text) == 0 {
		return errors.New(message.NothingBeingRead)
	}
	s.say(map[bool]string{true: message.NotFound, false: fmt.Sprintf(message.FoundNumber, found)}[found == 0])
	return nil
}
