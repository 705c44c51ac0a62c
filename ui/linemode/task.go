package linemode

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

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

func (t *teller) report(p host.Progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p.Failed != nil {
		t.s.problem(p.Failed)
	}
	text := p.Doing
	if p.Reading != "" {
		text = fmt.Sprintf(message.ReadingCount, p.Reading, session.Articles(p.Articles))
		if p.Percent > 0 {
			text += fmt.Sprintf(", %d%%", p.Percent)
		}
	}
	if now := time.Now(); text != "" && now.After(t.at) {
		t.s.say(text)
		t.at = now.Add(oftenSaid)
	}
}

// problem says what has failed, and keeps it.
func (s *Session) problem(err error) {
	if s.problems.Add(s.o.Now(), "", err) {
		s.say(fmt.Sprintf(message.FailedPlain, s.problems[len(s.problems)-1].Text))
	}
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

// task does some work in the library and says what came of it.
func (s *Session) task(ctx context.Context, do func(context.Context, func(host.Progress)) (string, error)) error {
	failed := len(s.problems)
	said, err := do(ctx, s.teller().report)
	if err != nil {
		if ctx.Err() == nil {
			s.problems.Add(s.o.Now(), "", err)
		}
		return err
	}
	if n := len(s.problems) - failed; n > 0 {
		s.say(strings.TrimSuffix(said, ".") + ", " + fmt.Sprintf(message.FailedCount, theme.Number(n)) + ".")
		s.say(message.ProblemsPlain)
	} else {
		s.say(said)
	}
	return s.goToBegun(ctx)
}

// goToBegun lists the library that has been begun, once there is something in
// it.
func (s *Session) goToBegun(ctx context.Context) error {
	if s.o.Begun == nil {
		return nil
	}
	begun, ok, err := s.o.Begun(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", message.OpenLibrary, err)
	}
	if !ok {
		return nil
	}
	s.lib, s.o.Session = begun.Library, begun
	s.filter = session.Filter{}
	s.visit = session.Visit{}
	s.greet()
	return s.begin(ctx)
}

// refresh fetches what is new of a source: the one that was named, or that of
// the article that is meant.
func (s *Session) refresh(ctx context.Context, c keys.Call) error {
	source := c.Arg
	if source == "" {
		h, err := s.meant(ctx, 0)
		if err != nil {
			return errors.New(message.WhichSource)
		}
		source = session.FeedOf(&h)
	}
	return s.refreshSource(ctx, source)
}

// refreshSource fetches what is new of a source, or of all where it is "".
func (s *Session) refreshSource(ctx context.Context, source string) error {
	if s.o.Host.Refresh() == nil {
		return errors.New(message.NothingToRefreshPlain)
	}
	return s.task(ctx, func(ctx context.Context, report func(host.Progress)) (string, error) {
		return s.o.Host.Refresh()(ctx, source, report)
	})
}

// askAdd takes a place into the library that was named, or that it asks for.
func (s *Session) askAdd(ctx context.Context, c keys.Call) error {
	if c.Arg == "" && s.o.Host.Add() != nil && len(s.o.Offers) > 0 {
		s.say(message.OffersPlain)
		for i, o := range s.o.Offers {
			for _, line := range s.hang(fmt.Sprintf("%d  ", i+1), "   ", o.Title+", "+o.About+": "+o.Address) {
				s.line(line)
			}
		}
	}
	return s.taking(message.AddLabelPlain, s.add)(ctx, c)
}

// add takes a place, or the feed to begin with of a number, into the library.
func (s *Session) add(ctx context.Context, place string) error {
	if n, err := strconv.Atoi(place); err == nil && n > 0 && n <= len(s.o.Offers) {
		place = s.o.Offers[n-1].Address
	}
	if s.o.Host.Add() == nil {
		return errors.New(message.NothingToAddToPlain)
	}
	return s.task(ctx, func(ctx context.Context, report func(host.Progress)) (string, error) {
		return s.o.Host.Add()(ctx, place, report)
	})
}

// showProblems lists what has failed and why, the newest first.
func (s *Session) showProblems() {
	if len(s.problems) == 0 {
		s.say(message.NoProblems)
		return
	}
	var lines []string
	for _, p := range s.problems.Newest() {
		lines = append(lines, s.wrap(p.At.In(s.o.Now().Location()).Format("15:04:05 ")+p.Text, 2)...)
	}
	s.sheet(lines)
}
