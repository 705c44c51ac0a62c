package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dateline/cmd/cli"
	"dateline/model"
	"dateline/model/when"
)

// The settings of a source that are kept apart from the feed: they are no acts of the
// journal.
const (
	keepSetting        = "keep"
	credentialsSetting = "credentials"
)

// apart takes the settings that are kept apart out of settings.
func apart(settings []string) (own, rest []string) {
	for _, text := range settings {
		name, _, _ := strings.Cut(text, "=")
		if name == keepSetting || name == credentialsSetting {
			own = append(own, text)
		} else {
			rest = append(rest, text)
		}
	}
	return own, rest
}

// setApart makes settings that are kept apart, of each of feeds.
func (c *commands) setApart(ctx context.Context, lib model.Store, feeds []model.Subscription, settings []string) error {
	for _, text := range settings {
		name, value, _ := strings.Cut(text, "=")
		for _, f := range feeds {
			var err error
			if name == keepSetting {
				err = retain(ctx, lib, f, value, c.Now())
			} else {
				err = c.setLogin(lib, f, value)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// retain sets how much of a source is kept: so many of the newest, those of so long, or
// all.
func retain(ctx context.Context, lib model.Store, f model.Subscription, value string, now time.Time) error {
	rule := model.Retention{}
	n, err := strconv.Atoi(value)
	switch back, wrong := when.Length(value); {
	case value == "all":
	case err == nil && n > 0:
		rule.Keep = n
	case wrong == nil:
		rule.Days = int(model.DayOf(now) - model.DayOf(back(now, -1)))
	}
	if value != "all" && rule.None() || rule.Days < 0 {
		return &cli.UsageError{Err: fmt.Errorf("sources set: keep is all, a number of articles or an age as 90d, 6mo or 1y, not %q", value)}
	}
	source, err := lib.FindSource(ctx, f.Address, f.Address)
	if errors.Is(err, model.ErrNotFound) {
		return errors.New("keep: it has brought nothing yet")
	}
	if err != nil {
		return err
	}
	rule.Source = source.ID
	return lib.Retain(ctx, rule)
}

// setLogin keeps the name and the password of a feed, NAME:PASSWORD; "none" forgets them.
func (c *commands) setLogin(lib model.Store, f model.Subscription, value string) error {
	logins := c.Service(lib).Logins
	if value == "none" {
		_, err := logins.Forget(f.Address)
		return err
	}
	name, password, ok := strings.Cut(value, ":")
	if !ok || name == "" {
		return &cli.UsageError{Err: errors.New("sources set: credentials are NAME:PASSWORD, or none")}
	}
	_, err := logins.Keep(map[string]*url.Userinfo{f.Address: url.UserPassword(name, password)}, true)
	return err
}
