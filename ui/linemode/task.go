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

// The pause before the first progress report, and between later ones.
const (
	firstSaid = time.Second
	oftenSaid = 4 * time.Second
)

// reporter returns a function that prints failures at once, and progress now and then.
func (f front) reporter(doing string) func(host.Progress) {
	var mu sync.Mutex // work may report from several goroutines
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

// problem prints a failure and keeps it.
func (f front) problem(doing string, err error) {
	if f.problems.Add(f.o.Now(), doing, err) {
		f.Say(fmt.Sprintf(message.FailedPlain, f.problems[len(f.problems)-1].Text))
	}
}

// load reads the documents named on the command line. If the reader stops it, the
// articles read so far stay.
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

// goToBegun lists a library that was just created, once it has articles.
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
	if f.unfollow != nil { // of the library before
		f.unfollow()
		f.unfollow = nil
	}
	f.filter, f.visit = session.Filter{}, session.Visit{}
	f.greet()
	return f.begin()
}
