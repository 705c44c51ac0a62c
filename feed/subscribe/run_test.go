package subscribe_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"dateline/feed/subscribe"
	"dateline/model"
)

// scheduled is a library that knows no more than when feeds are due.
type scheduled struct {
	subscribe.Library
	feeds []model.Subscription
}

// Subscriptions returns them.
func (s *scheduled) Subscriptions(context.Context) ([]model.Subscription, error) { return s.feeds, nil }

// TestRun: feeds are fetched when the next is due, looked for every minute, and not at
// once again where the library fails.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		due := func(after time.Duration) model.Schedule { return model.Schedule{Next: begun.Add(after)} }
		lib := &scheduled{feeds: []model.Subscription{
			{Address: "https://a.example/", Schedule: due(25 * time.Second)},
			{Address: "https://paused.example/", Paused: true},
			{Address: "https://gone.example/", Schedule: model.Schedule{Gone: true}},
		}}
		s := &subscribe.Service{Library: lib, Now: time.Now}
		ctx, stop := context.WithCancel(t.Context())
		var at []time.Duration
		go s.Run(ctx, func(_ context.Context, which subscribe.Which, _ subscribe.Listener) ([]subscribe.LeftOut, error) {
			at = append(at, time.Since(begun))
			if which.Anyway || which.Named != nil {
				t.Errorf("asked for %+v", which)
			}
			switch len(at) {
			case 2:
				lib.feeds[0].Schedule = due(26 * time.Second) // somebody else has it
			case 3:
				lib.feeds[0].Schedule = due(time.Hour)
			case 4:
				return nil, errors.New("busy")
			}
			return nil, nil
		})
		time.Sleep(4 * time.Minute)
		stop()
		synctest.Wait()
		if want := []time.Duration{0, 25 * time.Second, 35 * time.Second, 95 * time.Second, 155 * time.Second, 215 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("fetched after %v, want %v", at, want)
		}
	})
}
