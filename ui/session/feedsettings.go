package session

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/suggest"
	"dateline/ui/message"
)

// SourceSetting is a row of SourceSettings.
type SourceSetting struct {
	Name, Help string
	Words      []string // the values it may have; nil: any text
	One        bool     // it is set of one source at a time

	text func(f *model.Subscription) string
	set  func(f *model.Subscription, value string) error
}

// SourceSettings are what a reader may set of a feed, on the screen, line by line and in
// the shell.
var SourceSettings = []SourceSetting{
	{
		Name: "title", Help: message.SourceTitleHelp, One: true,
		text: func(f *model.Subscription) string { return f.Title },
		set: func(f *model.Subscription, value string) error {
			f.Title = value
			return nil
		},
	},
	{
		Name: "folder", Help: message.SourceFolderHelp,
		text: func(f *model.Subscription) string { return f.Folder },
		set: func(f *model.Subscription, value string) error {
			f.Folder = model.CleanFolder(value)
			return nil
		},
	},
	{
		Name: "tags", Help: message.SourceTagsHelp,
		text: func(f *model.Subscription) string { return strings.Join(f.Tags, " ") },
		set: func(f *model.Subscription, value string) error {
			f.Tags = strings.Fields(strings.ReplaceAll(value, "#", " "))
			return nil
		},
	},
	{
		Name: "interval", Help: message.SourceIntervalHelp,
		text: func(f *model.Subscription) string { return intervalText(f.Interval) },
		set: func(f *model.Subscription, value string) (err error) {
			f.Interval, err = parseInterval(value)
			return err
		},
	},
	truth("paused", message.SourcePausedHelp, func(f *model.Subscription) *bool { return &f.Paused }),
	truth("full-text", message.SourceFullTextHelp, func(f *model.Subscription) *bool { return &f.FullText }),
	truth("hide-from-all", message.SourceHideHelp, func(f *model.Subscription) *bool { return &f.HideFromAll }),
	truth("login", message.SourceLoginHelp, func(f *model.Subscription) *bool { return &f.Login }),
	{
		Name: "user-agent", Help: message.SourceUserAgentHelp,
		text: func(f *model.Subscription) string { return f.UserAgent },
		set: func(f *model.Subscription, value string) error {
			f.UserAgent = value
			return nil
		},
	},
	{
		Name: "proxy", Help: message.SourceProxyHelp,
		text: func(f *model.Subscription) string { return f.Proxy },
		set: func(f *model.Subscription, value string) error {
			f.Proxy = value
			return checkProxy(value)
		},
	},
}

// truth is a setting that is true or false.
func truth(name, help string, field func(*model.Subscription) *bool) SourceSetting {
	return SourceSetting{
		Name: name, Help: help, Words: []string{"true", "false"},
		text: func(f *model.Subscription) string { return strconv.FormatBool(*field(f)) },
		set: func(f *model.Subscription, value string) error {
			*field(f) = value == "true"
			return nil
		},
	}
}

// Text returns the value of a feed as it is typed; "" where there is none.
func (s *SourceSetting) Text(f *model.Subscription) string { return s.text(f) }

// Set returns what sets the setting of feeds; "" and "none" give it up.
func (s *SourceSetting) Set(feeds []model.Subscription, value string) ([]model.SubscriptionChange, error) {
	if value = model.CleanLine(value); value == "none" && s.Words == nil {
		value = ""
	}
	switch {
	case s.Words != nil && !slices.Contains(s.Words, value):
		return nil, wrong(message.SourceSettingWords, s.Name, strings.Join(s.Words, ", "), value)
	case s.One && len(feeds) > 1:
		return nil, wrong(message.SourceSettingOne, s.Name)
	case s.One && value == "":
		return nil, wrong(message.SourceNeedsName)
	}
	var err error
	changes := Changes(feeds, func(f *model.Subscription) { err = cmp.Or(s.set(f, value), err) })
	if err != nil {
		return nil, wrong("%s: %w", s.Name, err)
	}
	return changes, nil
}

// SourceSettingOf returns the setting of a name.
func SourceSettingOf(name string) (*SourceSetting, error) {
	var names []string
	for i := range SourceSettings {
		if names = append(names, SourceSettings[i].Name); SourceSettings[i].Name == name {
			return &SourceSettings[i], nil
		}
	}
	return nil, wrong(message.NoSourceSetting, name, cmp.Or(suggest.DidYouMean(name, names), "; "+strings.Join(names, ", ")))
}

// SetSource returns what "SETTING VALUE" sets of feeds.
func SetSource(feeds []model.Subscription, text string) ([]model.SubscriptionChange, error) {
	name, value, _ := strings.Cut(strings.TrimSpace(text), " ")
	s, err := SourceSettingOf(name)
	if err != nil {
		return nil, err
	}
	return s.Set(feeds, value)
}

// The bounds of an interval that is set by hand.
const (
	minInterval = time.Minute
	maxInterval = 365 * 24 * time.Hour
)

// intervalUnits are the units of an interval, the longest first.
var intervalUnits = []struct {
	letter string
	length time.Duration
}{{"w", 7 * 24 * time.Hour}, {"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}}

// parseInterval reads "45m", "2h", "1d" or "1w"; "" and "auto" are none.
func parseInterval(text string) (time.Duration, error) {
	if text == "" || text == "auto" {
		return 0, nil
	}
	for _, u := range intervalUnits {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(text, u.letter)))
		if d := time.Duration(n) * u.length; strings.HasSuffix(text, u.letter) && err == nil && n < int(maxInterval/minInterval) && d >= minInterval && d <= maxInterval {
			return d, nil
		}
	}
	return 0, fmt.Errorf(message.NotAnInterval, text)
}

// intervalText writes an interval as parseInterval reads it.
func intervalText(d time.Duration) string {
	for _, u := range intervalUnits {
		if d > 0 && d%u.length == 0 {
			return fmt.Sprint(int(d/u.length)) + u.letter
		}
	}
	return ""
}

// checkProxy returns an error unless a text is the address of a proxy, "direct" or "".
func checkProxy(text string) error {
	u, err := url.Parse(text)
	switch {
	case text == "" || text == "direct":
		return nil
	case err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme):
		return fmt.Errorf(message.NotAProxy, text)
	case u.User != nil:
		return fmt.Errorf(message.ProxyWithLogin)
	}
	return nil
}
