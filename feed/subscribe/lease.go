package subscribe

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"dateline/model"
)

// A lease is short, so that feeds of a program that has died somewhere are fetched again
// soon, and is renewed while they are being fetched.
const (
	lease = time.Minute
	renew = lease / 3
)

// newHolder returns who holds the leases of one refresh: this host, this process, and
// which of its refreshes.
func newHolder() string {
	host, _ := os.Hostname() // "" is one, too
	return fmt.Sprintf("%s %d %s", strings.ReplaceAll(host, " ", "-"), os.Getpid(), rand.Text())
}

// hasDied reports whether a holder was a process of this host that runs no longer.
func hasDied(holder string) bool {
	host, rest, _ := strings.Cut(holder, " ")
	pid, _, _ := strings.Cut(rest, " ")
	here, _ := os.Hostname()
	n, err := strconv.Atoi(pid)
	if err != nil || host != strings.ReplaceAll(here, " ", "-") {
		return false
	}
	p, err := os.FindProcess(n)
	return err == nil && errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// claim takes leases on feeds and returns those that it got, as they are now, in the
// order of feeds, and those that somebody else is fetching. What somebody held who has
// died is free.
func (s *Service) claim(ctx context.Context, feeds []model.Subscription, holder string) (got []model.Subscription, left []LeftOut, err error) {
	now := s.Now()
	mine := make(map[string]model.Subscription, len(feeds))
	take := func(addresses []string) error {
		claimed, err := s.Library.Claim(ctx, addresses, holder, now, lease)
		for _, f := range claimed {
			mine[f.Address] = f
		}
		return err
	}
	if err := take(addressesOf(feeds)); err != nil || len(mine) == len(feeds) {
		return inOrder(feeds, mine), nil, err
	}
	holders, err := s.Library.Holders(ctx, now)
	if err != nil {
		return nil, nil, err
	}
	var free []string
	dead := make(map[string]bool)
	for _, f := range feeds {
		who, held := holders[f.Address]
		if _, ok := mine[f.Address]; ok || !held {
			continue // or it is followed no longer
		}
		if _, known := dead[who]; !known {
			if dead[who] = hasDied(who); dead[who] {
				if err := s.Library.Release(ctx, who); err != nil {
					return nil, nil, err
				}
			}
		}
		if dead[who] {
			free = append(free, f.Address)
		}
	}
	if len(free) > 0 {
		err = take(free)
	}
	for _, f := range feeds {
		if _, ok := mine[f.Address]; !ok && holders[f.Address] != "" {
			left = append(left, LeftOut{f, Held, time.Time{}})
		}
	}
	return inOrder(feeds, mine), left, err
}

// renewing renews leases until ctx ends.
func (s *Service) renewing(ctx context.Context, feeds []model.Subscription, holder string) {
	tick := time.NewTicker(renew)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			// What cannot be renewed is fetched by somebody else, too, at worst.
			_, _ = s.Library.Claim(ctx, addressesOf(feeds), holder, s.Now(), lease)
		case <-ctx.Done():
			return
		}
	}
}

func addressesOf(feeds []model.Subscription) []string {
	addresses := make([]string, len(feeds))
	for i, f := range feeds {
		addresses[i] = f.Address
	}
	return addresses
}

// inOrder returns those of feeds that are among some, as they are there.
func inOrder(feeds []model.Subscription, among map[string]model.Subscription) []model.Subscription {
	out := make([]model.Subscription, 0, len(among))
	for _, f := range feeds {
		if now, ok := among[f.Address]; ok {
			out = append(out, now)
		}
	}
	return slices.Clip(out)
}
