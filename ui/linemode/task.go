package linemode

import (
	"fmt"
	"sync"
	"time"

	"dateline/ui/action"
	"dateline/ui/host"
	"dateline/ui/message"
	"dateline/ui/session"
)

// How long nothing is said of work that goes on, at first and then.
const (
	firstSaid = time.Second
	oftenSaid = 4 * time.Second
)

// reporter returns what says how far some work is, a sentence now and then, and what
// fails at once.
func (f front) reporter(doing string) func(host.Progress) {
	var mu sync.Mutex // work may report from several sides
	due := time.Now().Add(firstSaid)
	return func(p host.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Failed != nil {
			f.problem(doing, p.Failed)
		}
		text := p.Doing
		if p.Reading != "" {
			text = session.ReadingWords(p.Reading, p.Articles, p.Percent)
		}
		if now := time.Now(); text != "" && now.After(due) {
			f.Say(text)
			due = now.Add(oftenSaid)
		}
	}
}

// problem says what has failed, and keeps it.
func (f front) problem(doing string, err error) {
	if f.problems.Add(f.o.Now(), doing, err) {
		f.Say(fmt.Sprintf(message.FailedPlain, f.problems[len(f.problems)-1].Text))
	}
}

// load says what is open and reads what was named on the command line. What has come
// when the reader stops it stays.
func (f front) load() error {
	f.greet()
	if f.o.Load == nil {
		return nil
	}
	err := f.o.Load(f.ctx, f.reporter(message.DoingOpening))
	if err != nil && f.ctx.Err() == nil {
		f.problem(message.DoingOpening, err)
	}
	return f.ctx.Err()
}

// goToBegun lists the library that has been begun, once there is something in
// it.
func (f front) goToBegun() error {
	if f.o.Begun == nil {
		return nil
	}
	o, ok, err := f.o.Begun(f.ctx)
	switch {
	case err != nil:
		return action.Failure{Doing: message.OpenLibrary, Err: err}
	case !ok:
		return nil
	}
	f.o.Session = o
	f.filter, f.visit = session.Filter{}, session.Visit{}
	f.greet()
	return f.begin()
}
