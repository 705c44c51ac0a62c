// Package arrivals has the news come by itself while somebody reads: it has the host fetch
// what is due, counts what has arrived since the reader last looked, and notifies him of
// views that he named. It shows no article and moves nothing.
package arrivals

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/config"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Wait is how long after the first key the fetching begins: a reader who only glances at
// the list has nothing fetched, and the start is not slowed down.
const Wait = 5 * time.Second

// Options says what comes by itself, and how to tell of it.
type Options struct {
	Follow func(context.Context)     // fetches what is due until the context ends; nil: nothing is fetched
	Notify func(text string) tea.Cmd // tells the terminal; nil: it cannot be told
	Still  bool                      // what arrives is being read by the reader's order, and is not news
}

// Controller counts and notifies.
type Controller struct {
	*shared.State
	opts     Options
	arrivals session.Arrivals
	begun    bool // a key has been pressed

	waiting   load.Rest
	following load.Load[struct{}]
	later     load.Rest // delays the next count
	counting  load.Load[counted]
	took      time.Duration // the last count
	stale     bool          // the library has changed since counting began
}

// countMore is how long the next count waits at most: ten times as long as the last took,
// as a library that is filling changes many times a second.
const countMore = 8 * time.Second

// counted is what has arrived, and how long it took to count it.
type counted struct {
	session.Arrived
	took time.Duration
}

// New returns a controller for a library that was just opened.
func New(s *shared.State, o Options) *Controller {
	return &Controller{State: s, opts: o, arrivals: session.NewArrivals(s.Now())}
}

// Reset begins anew, for another library.
func (c *Controller) Reset(follow func(context.Context)) {
	*c = *New(c.State, Options{Follow: follow, Notify: c.opts.Notify})
}

// Touched tells that the reader has pressed a key. The first begins the fetching after
// Wait.
func (c *Controller) Touched() tea.Cmd {
	if c.begun {
		return nil
	}
	c.begun = true
	return c.Settle()
}

// Settle begins the fetching or ends it, as the settings have it.
func (c *Controller) Settle() tea.Cmd {
	off := c.Config.Refresh == config.RefreshOff || c.Library.ReadOnly()
	switch {
	case c.opts.Follow == nil || !c.begun:
		return nil
	case off:
		c.waiting.Stop()
		c.following.Stop()
		return nil
	case c.following.Busy():
		return nil
	}
	return c.waiting.Start(c.Ctx, Wait, func() tea.Cmd {
		return c.following.Start(c.Ctx, func(ctx context.Context) (struct{}, error) {
			c.opts.Follow(ctx)
			return struct{}{}, nil
		}, func(struct{}, error) tea.Cmd { return nil })
	})
}

// Count counts what has arrived, because the library has changed.
func (c *Controller) Count() tea.Cmd {
	if c.stale = c.counting.Busy(); c.stale || c.opts.Still || c.later.Busy() {
		return nil
	}
	return c.later.Start(c.Ctx, min(10*c.took, countMore), c.countNow)
}

func (c *Controller) countNow() tea.Cmd {
	lib, arrivals, now := c.Library, c.arrivals, c.Now()
	views := session.Notifying(c.notified(), c.Views, c.Env(false))
	return c.counting.Start(c.Ctx, func(ctx context.Context) (counted, error) {
		began := time.Now()
		got, err := arrivals.Count(ctx, lib, views, now)
		return counted{got, time.Since(began)}, err
	}, func(n counted, err error) tea.Cmd {
		c.took = n.took
		if err != nil {
			return c.Failed(message.Count, err)
		}
		if c.stale { // it has changed again
			return c.Count()
		}
		if added := c.arrivals.Take(n.Arrived); len(added) > 0 {
			return c.opts.Notify(session.NewsWords(added))
		}
		return nil
	})
}

// notified returns the names of the views that the reader is notified of.
func (c *Controller) notified() string {
	if c.opts.Notify == nil || c.Config.Notify == config.NotifyOff {
		return ""
	}
	return c.Config.Notify
}

// Words tells how much is new, and the key that shows it; "" if nothing is.
func (c *Controller) Words() string {
	if c.arrivals.Unread == 0 {
		return ""
	}
	words := fmt.Sprintf(message.NewWords, message.Number(c.arrivals.Unread))
	if key := c.KeyFor(keys.New); key != "" {
		words += " " + c.Theme.Marks.Dot + " " + key
	}
	return words
}

// Filter returns the filter that shows what is new, and counts anew; "" if nothing is.
func (c *Controller) Filter() string {
	c.stale = c.counting.Busy() // what it counts was new to the reader before
	return c.arrivals.Filter(c.Now())
}

// Notification returns the command of a terminal that notifies of text (OSC 9), for tmux
// wrapped to pass through it.
func Notification(text string, tmux bool) string {
	if set := ansi.Notify(text); !tmux {
		return set
	} else {
		return ansi.TmuxPassthrough(set)
	}
}
