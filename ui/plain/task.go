package plain

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/theme"
)

// problem is something that has failed.
type problem struct {
	at   time.Time
	text string
}

// maxProblems bounds what is remembered; the oldest go.
const maxProblems = 1000

// How long nothing is said of work that goes on, at first and then.
const (
	firstSaid = time.Second
	oftenSaid = 4 * time.Second
)

// teller says how far some work is, a sentence now and then, and what fails at
// once.
type teller struct {
	s  *Session
	mu sync.Mutex // work may report from several sides
	at time.Time  // when the next sentence is due
}

func (s *Session) teller() *teller { return &teller{s: s, at: time.Now().Add(firstSaid)} }

func (t *teller) report(p ui.Progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p.Failed != nil {
		t.s.problem(p.Failed)
	}
	text := p.Doing
	if p.Reading != "" {
		text = fmt.Sprintf("Reading %s: %s articles", p.Reading, theme.Number(p.Articles))
		if p.Percent > 0 {
			text += fmt.Sprintf(", %d %%", p.Percent)
		}
	}
	if now := time.Now(); text != "" && now.After(t.at) {
		t.s.say(text)
		t.at = now.Add(oftenSaid)
	}
}

// problem says what has failed, and keeps it.
func (s *Session) problem(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	text := model.CleanLine(err.Error())
	s.say("Failed: " + text)
	if len(s.problems) == maxProblems {
		s.problems = s.problems[1:]
	}
	s.problems = append(s.problems, problem{s.o.Now(), text})
}

// load reads what was named on the command line. What has come when the reader
// stops it stays.
func (s *Session) load(ctx context.Context) error {
	if s.o.Load == nil {
		return nil
	}
	err := s.o.Load(ctx, s.teller().report)
	if err != nil && ctx.Err() == nil {
		s.problem(err)
	}
	return ctx.Err()
}
