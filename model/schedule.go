package model

import (
	"context"
	"time"
)

// Schedule is what is known of the checks of a feed. Its times are to the second, in UTC;
// zero is never, its lengths are whole seconds.
type Schedule struct {
	Checked time.Time // the last check
	// Next is when the next check is due; zero: at once. Whoever checks works it out, from
	// Subscription.Interval too.
	Next     time.Time
	Interval time.Duration // between checks, as worked out of what the feed says and does
	// NotBefore is when its server wants to be asked again (Retry-After). Nothing passes
	// over it.
	NotBefore time.Time

	Failures     int       // in a row
	FailingSince time.Time // the first of them
	Error        string    // of the last, one line; "" when the last check went well
	Fault        CheckFault
	Gone         bool // its server says that it is gone for good: it is not checked any more

	Moved     string    // where its server has moved it for good, not followed yet; "" nowhere
	MovedSeen time.Time // when that was seen first

	// Hints are what the feed says of how often it is to be checked, as whoever checks it
	// writes them down: an answer that nothing is new does not repeat them.
	Hints string
}

// CheckFault is the kind of what went wrong in a check, so that it can be said what to do.
type CheckFault string

// The kinds; "" is none.
const (
	FaultLogin       CheckFault = "login"     // it wants a name and a password, or others
	FaultForbidden   CheckFault = "forbidden" // HTTP 403
	FaultNotFound    CheckFault = "not found" // HTTP 404, or a file that is not there
	FaultGone        CheckFault = "gone"      // HTTP 410
	FaultBusy        CheckFault = "busy"      // HTTP 429 and 503: it wants to be asked later
	FaultServer      CheckFault = "server"    // another answer that is none
	FaultName        CheckFault = "name"      // there is no host of that name
	FaultUnreachable CheckFault = "unreachable"
	FaultTimeout     CheckFault = "timeout"
	FaultTLS         CheckFault = "tls"     // its certificate is not good
	FaultSize        CheckFault = "size"    // it is larger than allowed
	FaultFormat      CheckFault = "format"  // it is no feed, or broken
	FaultPrivate     CheckFault = "private" // its address is one of a private network
	FaultFile        CheckFault = "file"    // a file or folder cannot be read
	FaultCommand     CheckFault = "command" // it is a command that failed, or is of another machine
	FaultOther       CheckFault = "other"
)

// Due reports whether the feed is to be checked at a time: it is neither paused nor gone,
// and its time has come. A pause of its host (ScheduleStore.HostPauses) is not looked at.
func (f Subscription) Due(at time.Time) bool {
	return !f.Paused && !f.Schedule.Gone && !f.Schedule.Next.After(at) && !f.Schedule.NotBefore.After(at)
}

// ScheduleStore keeps when feeds are checked, and sees to it that no two programs check
// one at a time. It is a role of the catalogue. What it changes is no act of a reader.
type ScheduleStore interface {
	// Claim takes a lease on feeds for somebody: until it ends or is given back (KeepChecks,
	// Release), nobody else claims them; whoever holds it, renews it. It returns those that
	// nobody else had, by address, as they are now: also such as are not due. who is another
	// for everyone who claims. at is now.
	Claim(ctx context.Context, addresses []string, who string, at time.Time, lease time.Duration) ([]Subscription, error)

	// Release gives back all leases that somebody has.
	Release(ctx context.Context, who string) error

	// Holders returns by address who has the leases that have not ended at a time.
	Holders(ctx context.Context, at time.Time) (map[string]string, error)

	// DueFeeds returns the feeds that are to be checked at a time (Subscription.Due) and
	// that nobody holds, the longest due first.
	DueFeeds(ctx context.Context, at time.Time) ([]Subscription, error)

	// KeepChecks keeps what checks of feeds brought, in one transaction, and gives back the
	// leases that who has: Schedule, ETag, LastModified, At, Login, and Title and Page where the
	// feed has none. What else was set meanwhile stays, and what was removed stays removed.
	// It signals a change only where a reader would see one: the times of a check, and the
	// validators, are none.
	KeepChecks(ctx context.Context, who string, checks []Subscription) error

	// HostPauses returns until when hosts are not to be asked for anything, of those that
	// are still paused at a time.
	HostPauses(ctx context.Context, at time.Time) (map[string]time.Time, error)

	// PauseHost asks a host (name, and port where it is not the usual one) for nothing until
	// a time, to the second. The later of two times counts. at is now.
	PauseHost(ctx context.Context, host string, until, at time.Time) error

	// MergeSources makes one of two feeds that bring the same: the articles of drop's
	// source, which keep their IDs and all that was done to them, are of keep's from then
	// on, and drop is followed no longer. Other settings of keep stay. It cannot be undone:
	// ask first. The error is ErrNotFound where one of them is not followed.
	MergeSources(ctx context.Context, keep, drop string) error
}

// SubscriptionChange is what a reader changes of a feed.
type SubscriptionChange struct {
	Address string // of the feed
	// To is what it is to be: Title, Page, Folder, Tags, Paused, FullText, HideFromAll, Login,
	// Interval, UserAgent and Proxy; all else stays as it is. nil: it is followed no longer.
	To *Subscription
}

// SubscriptionChanger changes feeds for all readers, as acts of the journal of the one who
// does. It is a role of a reader.
type SubscriptionChanger interface {
	// ChangeSubscriptions changes feeds as one act (SetSubscription, or UnsetSubscription
	// where all of them are removed), which Undo takes back: a feed that was removed comes
	// back with its settings and schedule. N counts the feeds that it changed; with 0, it is
	// not kept. A feed of another title gives that to its source, too. Its articles stay in
	// any case. One whose interval is set anew is due accordingly; one that goes on after a
	// pause, when it would have been. The error is ErrNotFound for an address that is not
	// followed; nothing is changed then.
	ChangeSubscriptions(ctx context.Context, changes []SubscriptionChange, at time.Time) (Act, error)
}

// WithSettings returns f with the settings of another.
func (f Subscription) WithSettings(of Subscription) Subscription {
	of.Address, of.At, of.ETag, of.LastModified, of.Schedule = f.Address, f.At, f.ETag, f.LastModified, f.Schedule
	return of
}
