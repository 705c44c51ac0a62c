package session

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// remedies say what to do about the faults of feeds.
var remedies = map[model.CheckFault]string{
	model.FaultLogin:       message.RemedyLogin,
	model.FaultForbidden:   message.RemedyForbidden,
	model.FaultNotFound:    message.RemedyNotFound,
	model.FaultGone:        message.RemedyGone,
	model.FaultBusy:        message.RemedyBusy,
	model.FaultServer:      message.RemedyServer,
	model.FaultName:        message.RemedyName,
	model.FaultUnreachable: message.RemedyUnreachable,
	model.FaultTimeout:     message.RemedyTimeout,
	model.FaultTLS:         message.RemedyTLS,
	model.FaultSize:        message.RemedySize,
	model.FaultFormat:      message.RemedyFormat,
	model.FaultPrivate:     message.RemedyPrivate,
	model.FaultFile:        message.RemedyFile,
	model.FaultCommand:     message.RemedyCommand,
}

// Remedy says what to do about the fault of a feed that fails.
func Remedy(s model.Schedule) string {
	if s.Gone {
		return message.RemedyGone
	}
	return cmp.Or(remedies[s.Fault], message.RemedyOther)
}

// FailingFeeds returns the feeds that fail, those that began to last first.
func FailingFeeds(feeds []model.Subscription) []model.Subscription {
	failing := slices.DeleteFunc(slices.Clone(feeds), func(f model.Subscription) bool { return !Failing(f) })
	slices.SortStableFunc(failing, func(a, b model.Subscription) int {
		return b.Schedule.FailingSince.Compare(a.Schedule.FailingSince)
	})
	return failing
}

// FailingFacts tells of the feeds that fail: since when, what happened, what to do, and
// when they are tried again; then of those that bring the same as another.
func FailingFacts(feeds []model.Subscription, now time.Time) []Fact {
	var facts []Fact
	for _, f := range FailingFeeds(feeds) {
		facts = append(facts, Fact{Head: message.FailingHead + model.CleanLine(f.Name()), Feed: f.Address})
		facts = append(facts, failure(&f, now)...)
	}
	for _, same := range Twins(feeds) {
		facts = append(facts,
			Fact{Head: fmt.Sprintf(message.TwinsHead, model.CleanLine(same[0].Name()), model.CleanLine(same[1].Name())), Feed: same[1].Address},
			Fact{Label: message.FactRemedy, Text: message.RemedyTwins})
	}
	return facts
}

// failure tells of the fault of a feed.
func failure(f *model.Subscription, now time.Time) []Fact {
	s := f.Schedule
	since := Moment(s.FailingSince, now)
	if s.Failures > 1 {
		since = fmt.Sprintf(message.FailedTimes, since, message.Number(s.Failures))
	}
	facts := []Fact{
		{Label: message.FactSince, Text: since},
		{Label: message.FactFault, Text: model.CleanLine(s.Error)},
		{Label: message.FactRemedy, Text: Remedy(s)},
		{Label: message.FactNext, Text: NextCheck(f, now)},
	}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Text == "" })
}

// Moment writes a time as it is needed near now: the time of day, with its day where that
// is another; "" for the zero time.
func Moment(t, now time.Time) string {
	t = t.In(now.Location())
	switch {
	case t.IsZero():
		return ""
	case model.DayOf(t) == model.DayOf(now):
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format(message.ShortTime)
	}
	return t.Format(message.ShortTimeYear)
}

// NextCheck tells when a feed is fetched next, or why it is not.
func NextCheck(f *model.Subscription, now time.Time) string {
	s := f.Schedule
	switch next := s.Next; {
	case s.Gone:
		return message.NextNever
	case s.NotBefore.After(now):
		return fmt.Sprintf(message.NextNotBefore, Moment(s.NotBefore, now))
	case f.Paused:
		return message.NextPaused
	case !next.After(now):
		return message.NextAtOnce
	default:
		return Moment(next, now)
	}
}

// Twins returns pairs of feeds that are fetched from one place, first the one that has
// always been.
func Twins(feeds []model.Subscription) [][2]model.Subscription {
	var out [][2]model.Subscription
	first := make(map[string]model.Subscription, len(feeds))
	for _, f := range feeds {
		one, ok := first[f.From()]
		switch {
		case !ok:
			first[f.From()] = f
		case f.At == "":
			out = append(out, [2]model.Subscription{f, one})
		default:
			out = append(out, [2]model.Subscription{one, f})
		}
	}
	return out
}

// TwinOf returns the feed that is meant and another that is fetched from the same place:
// keep has that address of old, or comes first.
func TwinOf(feeds []model.Subscription, m Meant) (keep, drop model.Subscription, ok bool) {
	f := m.Of(feeds)
	if f == nil {
		return keep, drop, false
	}
	for _, pair := range Twins(feeds) {
		if pair[0].Address == f.Address || pair[1].Address == f.Address {
			return pair[0], pair[1], true
		}
	}
	return keep, drop, false
}

// AboutFeed lists all that is known of a feed: its name, when it is fetched, what failed,
// and its settings.
func AboutFeed(f *model.Subscription, now time.Time) []Fact {
	facts := []Fact{{Head: model.CleanLine(f.Name()), Feed: f.Address}}
	add := func(label, text string) {
		if text = model.CleanLine(text); text != "" {
			facts = append(facts, Fact{Label: label, Text: text})
		}
	}
	add(message.Address, f.Address)
	add(message.FactFetchedFrom, f.At)
	add(message.FactPage, f.Page)
	add(message.FactChecked, cmp.Or(Moment(f.Schedule.Checked, now), message.NotYet))
	if !Failing(*f) {
		add(message.FactNext, NextCheck(f, now))
	}
	add(message.FactInterval, intervalWords(cmp.Or(f.Interval, f.Schedule.Interval)))
	if Failing(*f) {
		facts = append(facts, failure(f, now)...)
	}
	if s := f.Schedule; s.Moved != "" {
		add(message.FactMoved, s.Moved)
	}
	for i := range SourceSettings {
		s := &SourceSettings[i]
		if text := s.Text(f); text != "false" && s.Name != "title" {
			add(s.Name, text)
		}
	}
	return facts
}

// intervalWords writes how often a feed is fetched.
func intervalWords(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return fmt.Sprintf(message.Every, strings.TrimSuffix(strings.TrimSuffix(d.Round(time.Minute).String(), "0s"), "0m"))
}
