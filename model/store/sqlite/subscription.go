package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// The columns of a feed beside its address, in the order of subscriptionFields: what is
// set of it, where it is and its validators, and its schedule.
const (
	settingColumns      = "title, page, folder, tags, paused, full_text, hide_from_all, login, every, user_agent, proxy"
	validatorColumns    = "at, etag, modified"
	scheduleColumns     = "checked, next, interval, not_before, failures, failing_since, error, fault, gone, moved, moved_seen, hints"
	subscriptionColumns = "address, " + settingColumns + ", " + validatorColumns + ", " + scheduleColumns
)

// settingsOf are the fields of a feed that are in settingColumns; tags are theirs as text.
func settingsOf(f *model.Subscription, tags *[]byte) []any {
	return []any{&f.Title, &f.Page, &f.Folder, tags, &f.Paused, &f.FullText, &f.HideFromAll, &f.Login, (*length)(&f.Interval), &f.UserAgent, &f.Proxy}
}

func validatorsOf(f *model.Subscription) []any { return []any{&f.At, &f.ETag, &f.LastModified} }

func scheduleOf(s *model.Schedule) []any {
	return []any{
		(*moment)(&s.Checked), (*moment)(&s.Next), (*length)(&s.Interval), (*moment)(&s.NotBefore), &s.Failures,
		(*moment)(&s.FailingSince), &s.Error, (*string)(&s.Fault), &s.Gone, &s.Moved, (*moment)(&s.MovedSeen), &s.Hints,
	}
}

// scanSubscription reads subscriptionColumns.
func scanSubscription(rs *sql.Rows, f *model.Subscription) error {
	var tags []byte
	err := rs.Scan(slices.Concat([]any{&f.Address}, settingsOf(f, &tags), validatorsOf(f), scheduleOf(&f.Schedule))...)
	if err == nil && json.Unmarshal(tags, &f.Tags) != nil {
		err = fmt.Errorf("%w: the tags of %s", model.ErrDamaged, f.Address)
	}
	return err
}

// setColumns is what an UPDATE sets columns to: what follows so many arguments.
func setColumns(columns string, after int) string {
	var b strings.Builder
	for i, name := range strings.Split(columns, ", ") {
		fmt.Fprintf(&b, ", %s = ?%d", name, after+i+1)
	}
	return b.String()[2:]
}

// updateSubscription sets columns of a feed, and reports whether there is one.
func updateSubscription(ctx context.Context, tx *sql.Tx, address, columns string, values []any) (bool, error) {
	res, err := tx.ExecContext(ctx, "UPDATE subscription SET "+setColumns(columns, 1)+" WHERE address = ?1", append([]any{address}, values...)...)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Subscriptions implements model.SubscriptionStore.
func (s *Catalog) Subscriptions(ctx context.Context) ([]model.Subscription, error) {
	out, err := collect(ctx, s.read, "SELECT "+subscriptionColumns+" FROM subscription", scanSubscription)
	if err != nil {
		return nil, fmt.Errorf("list the feeds: %w", mapError(err))
	}
	slices.SortFunc(out, func(a, b model.Subscription) int {
		return cmp.Or(cmp.Compare(tokenize.Key(a.Title), tokenize.Key(b.Title)), cmp.Compare(a.Address, b.Address))
	})
	return out, nil
}

// Subscribe implements model.SubscriptionStore.
func (s *Catalog) Subscribe(ctx context.Context, feeds []model.Subscription, at time.Time) (int, error) {
	added := 0
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		added = 0
		for i := range feeds {
			fresh, err := subscribe(ctx, tx, &feeds[i], at)
			if err != nil {
				return false, fmt.Errorf("follow %s: %w", feeds[i].Address, err)
			}
			if fresh {
				added++
			}
		}
		return len(feeds) > 0, nil
	})
	return added, err
}

// subscribe follows a feed, and reports whether it is new.
func subscribe(ctx context.Context, tx *sql.Tx, f *model.Subscription, at time.Time) (fresh bool, err error) {
	tags, err := json.Marshal(f.Tags)
	if err != nil {
		return false, err
	}
	values := append(settingsOf(f, &tags), validatorsOf(f)...)
	known, err := updateSubscription(ctx, tx, f.Address, settingColumns+", "+validatorColumns, values)
	if err != nil || known {
		return false, err
	}
	values = slices.Concat([]any{f.Address}, values, scheduleOf(&f.Schedule), []any{at.Unix()})
	_, err = tx.ExecContext(ctx, "INSERT INTO subscription ("+subscriptionColumns+", added) VALUES (?"+strings.Repeat(", ?", len(values)-1)+")", values...)
	return true, err
}

// Unsubscribe implements model.SubscriptionStore.
func (s *Catalog) Unsubscribe(ctx context.Context, address string) error {
	err := s.changeRow(ctx, "DELETE FROM subscription WHERE address = ?", address)
	if err != nil {
		return fmt.Errorf("feed %s: %w", address, err)
	}
	return nil
}

// subscription returns the feed at an address, or model.ErrNotFound.
func subscription(ctx context.Context, db querier, address string) (model.Subscription, error) {
	found, err := collect(ctx, db, "SELECT "+subscriptionColumns+" FROM subscription WHERE address = ?", scanSubscription, address)
	if err == nil && len(found) == 0 {
		err = model.ErrNotFound
	}
	if err != nil {
		return model.Subscription{}, err
	}
	return found[0], nil
}

// ChangeSubscriptions implements model.SubscriptionChanger.
func (l *Library) ChangeSubscriptions(ctx context.Context, changes []model.SubscriptionChange, at time.Time) (model.Act, error) {
	act := model.Act{At: at.Truncate(time.Second)}
	err := l.changeShared(ctx, &act.Mark, func(tx *sql.Tx) (changed, shared bool, err error) {
		was, became, err := planned(ctx, tx, changes)
		if err != nil || len(was) == 0 {
			return false, false, err
		}
		act.Mark = subscriptionMark(was, became)
		c, err := l.newMarkTx(ctx, tx, act.Mark, at)
		if err != nil {
			return false, false, err
		}
		defer c.close()
		if err := l.switchSubscriptions(ctx, tx, was, became, at); err != nil {
			return false, false, err
		}
		if _, err = tx.ExecContext(ctx, "UPDATE act SET was = ?, became = ? WHERE id = ?", textOfFeeds(was), textOfFeeds(became), c.act); err != nil {
			return false, false, err
		}
		c.n, act.N = len(was), len(was)
		return true, true, c.finish()
	})
	if err != nil {
		return model.Act{}, fmt.Errorf("change feeds: %w", err)
	}
	return act, nil
}

// planned returns of the feeds that changes change what they are and what they become; nil:
// nothing.
func planned(ctx context.Context, tx *sql.Tx, changes []model.SubscriptionChange) (was, became []*model.Subscription, err error) {
	for _, c := range changes {
		old, err := subscription(ctx, tx, c.Address)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.Address, err)
		}
		var to *model.Subscription
		if c.To != nil {
			next := old.WithSettings(*c.To)
			to = &next
		}
		if to != nil && textOfFeeds([]*model.Subscription{to}) == textOfFeeds([]*model.Subscription{&old}) {
			continue
		}
		was, became = append(was, &old), append(became, to)
	}
	return was, became, nil
}

// subscriptionMark is the mark of an act that changes feeds.
func subscriptionMark(was, became []*model.Subscription) model.Mark {
	m := model.Mark{Do: model.SetSubscription, Tag: was[0].Name()}
	if !slices.ContainsFunc(became, func(f *model.Subscription) bool { return f != nil }) {
		m.Do = model.UnsetSubscription
	}
	return m
}

// textOfFeeds is how the journal keeps feeds; nil is one that is not followed.
func textOfFeeds(feeds []*model.Subscription) string {
	b, _ := json.Marshal(feeds) // strings, numbers and times: it cannot fail
	return string(b)
}

// feedsOf is the inverse of textOfFeeds.
func feedsOf(text string) (feeds []*model.Subscription, err error) {
	if json.Unmarshal([]byte(text), &feeds) != nil {
		return nil, fmt.Errorf("%w: the journal's feeds", model.ErrDamaged)
	}
	return feeds, nil
}

// undoSubscriptions makes feeds what the journal says of them before an act or after it.
func (l *Library) undoSubscriptions(ctx context.Context, tx *sql.Tx, before, after string, undo bool) error {
	was, err := feedsOf(before)
	if err != nil {
		return err
	}
	became, err := feedsOf(after)
	if err != nil || len(was) != len(became) {
		return cmp.Or(err, fmt.Errorf("%w: the journal's feeds", model.ErrDamaged))
	}
	if undo {
		was, became = became, was
	}
	return l.switchSubscriptions(ctx, tx, was, became, l.clock())
}

// switchSubscriptions makes other feeds of some. One that is not followed any more, and of
// which an act says only what was set of it, stays so.
func (l *Library) switchSubscriptions(ctx context.Context, tx *sql.Tx, was, became []*model.Subscription, at time.Time) error {
	for i, f := range became {
		var err error
		switch {
		case f == nil:
			_, err = tx.ExecContext(ctx, "DELETE FROM subscription WHERE address = ?", was[i].Address)
		case was[i] == nil:
			_, err = subscribe(ctx, tx, f, at)
		default:
			err = setSubscription(ctx, tx, was[i], f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// setSubscription gives a feed other settings, and its source its title.
func setSubscription(ctx context.Context, tx *sql.Tx, was, f *model.Subscription) error {
	tags, err := json.Marshal(f.Tags)
	if err != nil {
		return err
	}
	known, err := updateSubscription(ctx, tx, f.Address, settingColumns, settingsOf(f, &tags))
	if err != nil || !known {
		return err
	}
	if f.Interval != was.Interval {
		const q = "UPDATE subscription SET next = checked + CASE WHEN every > 0 THEN every ELSE interval END WHERE address = ? AND checked > 0 AND failures = 0"
		if _, err := tx.ExecContext(ctx, q, f.Address); err != nil {
			return err
		}
	}
	if f.Title == was.Title || f.Title == "" {
		return nil
	}
	_, err = tx.ExecContext(ctx, "UPDATE source SET title = ?, fold = ? WHERE place = ? AND part = '' AND owner = 0", f.Title, tokenize.Key(f.Title), f.Address)
	return err
}

// moment is a time in a column of seconds since 1970, in which 0 is the zero time.
type moment time.Time

// Scan implements sql.Scanner.
func (m *moment) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return errNumber
	}
	if *m = (moment{}); n != 0 {
		*m = moment(time.Unix(n, 0).UTC())
	}
	return nil
}

// Value implements driver.Valuer.
func (m *moment) Value() (driver.Value, error) {
	if t := time.Time(*m); !t.IsZero() {
		return t.Unix(), nil
	}
	return int64(0), nil
}

// length is a duration in a column of seconds.
type length time.Duration

// Scan implements sql.Scanner.
func (l *length) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return errNumber
	}
	*l = length(time.Duration(n) * time.Second)
	return nil
}

// Value implements driver.Valuer.
func (l *length) Value() (driver.Value, error) { return int64(time.Duration(*l) / time.Second), nil }

// errNumber: a column holds no number where it must.
var errNumber = errors.New("no number of seconds")
