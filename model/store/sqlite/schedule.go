package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"dateline/model"
)

// Claim implements model.ScheduleStore.
func (s *Catalog) Claim(ctx context.Context, addresses []string, who string, at time.Time, lease time.Duration) (got []model.Subscription, err error) {
	err = s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		got, err = collect(ctx, tx, `UPDATE subscription SET lease_by = ?1, lease_until = ?2 WHERE (lease_until <= ?3 OR lease_by = ?1)
			AND address IN (SELECT value FROM json_each(?4)) RETURNING `+subscriptionColumns, scanSubscription,
			who, at.Add(lease).Unix(), at.Unix(), jsonList(addresses))
		return false, err
	})
	if err != nil {
		return nil, fmt.Errorf("claim %d feeds: %w", len(addresses), err)
	}
	slices.SortFunc(got, func(a, b model.Subscription) int { return cmp.Compare(a.Address, b.Address) })
	return got, nil
}

// Release implements model.ScheduleStore.
func (s *Catalog) Release(ctx context.Context, who string) error {
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		_, err := tx.ExecContext(ctx, "UPDATE subscription SET lease_by = '', lease_until = 0 WHERE lease_by = ?", who)
		return false, err
	})
	if err != nil {
		return fmt.Errorf("give back the feeds of %s: %w", who, err)
	}
	return nil
}

// Holders implements model.ScheduleStore.
func (s *Catalog) Holders(ctx context.Context, at time.Time) (map[string]string, error) {
	all := make(map[string]string)
	err := each(ctx, s.read, "SELECT address, lease_by FROM subscription WHERE lease_until > ?", func(rs *sql.Rows) error {
		var address, who string
		err := rs.Scan(&address, &who)
		all[address] = who
		return err
	}, at.Unix())
	if err != nil {
		return nil, fmt.Errorf("list who checks feeds: %w", mapError(err))
	}
	return all, nil
}

// DueFeeds implements model.ScheduleStore.
func (s *Catalog) DueFeeds(ctx context.Context, at time.Time) ([]model.Subscription, error) {
	out, err := collect(ctx, s.read, "SELECT "+subscriptionColumns+` FROM subscription
		WHERE paused = 0 AND gone = 0 AND next <= ?1 AND not_before <= ?1 AND lease_until <= ?1 ORDER BY next, address`, scanSubscription, at.Unix())
	if err != nil {
		return nil, fmt.Errorf("list the feeds that are due: %w", mapError(err))
	}
	return out, nil
}

// KeepChecks implements model.ScheduleStore.
func (s *Catalog) KeepChecks(ctx context.Context, who string, checks []model.Subscription) error {
	if len(checks) == 0 {
		return nil
	}
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		were, err := subscriptionsAt(ctx, tx, checks)
		if err != nil {
			return false, err
		}
		st := s.statements(ctx, tx)
		defer st.close()
		visible := false
		for i := range checks {
			was, followed := were[checks[i].Address]
			if !followed {
				continue
			}
			f := afterCheck(was, &checks[i])
			if _, err := st.exec(updateCheck, slices.Concat([]any{f.Address, who, f.Title, f.Page, f.Login}, validatorsOf(&f), scheduleOf(&f.Schedule))...); err != nil {
				return false, fmt.Errorf("%s: %w", f.Address, err)
			}
			visible = visible || looksOther(&was, &f)
		}
		return visible, nil
	})
	if err != nil {
		return fmt.Errorf("keep %d checks: %w", len(checks), err)
	}
	return nil
}

// updateCheck sets what a check brought of the feed ?1, and gives back the lease of ?2.
var updateCheck = "UPDATE subscription SET lease_until = CASE WHEN lease_by = ?2 THEN 0 ELSE lease_until END, " +
	"lease_by = CASE WHEN lease_by = ?2 THEN '' ELSE lease_by END, " +
	setColumns("title, page, login, "+validatorColumns+", "+scheduleColumns, 2) + " WHERE address = ?1"

// subscriptionsAt returns the feeds at the addresses of others, by address.
func subscriptionsAt(ctx context.Context, db querier, of []model.Subscription) (map[string]model.Subscription, error) {
	addresses := make([]string, len(of))
	for i := range of {
		addresses[i] = of[i].Address
	}
	found, err := collect(ctx, db, "SELECT "+subscriptionColumns+" FROM subscription WHERE address IN (SELECT value FROM json_each(?))", scanSubscription, jsonList(addresses))
	all := make(map[string]model.Subscription, len(found))
	for _, f := range found {
		all[f.Address] = f
	}
	return all, err
}

// afterCheck returns a feed with what a check of it brought.
func afterCheck(f model.Subscription, check *model.Subscription) model.Subscription {
	f.Title, f.Page = cmp.Or(f.Title, check.Title), cmp.Or(f.Page, check.Page)
	f.At, f.ETag, f.LastModified, f.Login, f.Schedule = check.At, check.ETag, check.LastModified, check.Login, check.Schedule
	return f
}

// looksOther reports whether a list of feeds shows another thing of a feed than before.
func looksOther(was, is *model.Subscription) bool {
	type look struct {
		title, page, at, err, moved string
		fault                       model.CheckFault
		notBefore, since            time.Time
		gone                        bool
	}
	of := func(f *model.Subscription) look {
		s := &f.Schedule
		return look{f.Title, f.Page, f.At, s.Error, s.Moved, s.Fault, s.NotBefore.UTC().Truncate(time.Second), s.FailingSince.UTC().Truncate(time.Second), s.Gone}
	}
	return of(was) != of(is)
}

// HostPauses implements model.ScheduleStore.
func (s *Catalog) HostPauses(ctx context.Context, at time.Time) (map[string]time.Time, error) {
	all := make(map[string]time.Time)
	err := each(ctx, s.read, "SELECT host, until FROM host_pause WHERE until > ?", func(rs *sql.Rows) error {
		var host string
		var until moment
		err := rs.Scan(&host, &until)
		all[host] = time.Time(until)
		return err
	}, at.Unix())
	if err != nil {
		return nil, fmt.Errorf("list the hosts that are paused: %w", mapError(err))
	}
	return all, nil
}

// PauseHost implements model.ScheduleStore. Those that are over go with it.
func (s *Catalog) PauseHost(ctx context.Context, host string, until, at time.Time) error {
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		return true, execAll(
			ctx, tx, stmt("DELETE FROM host_pause WHERE until <= ?", at.Unix()),
			stmt("INSERT INTO host_pause (host, until) VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET until = max(until, ?2)", host, until.Unix()),
		)
	})
	if err != nil {
		return fmt.Errorf("pause %s: %w", host, err)
	}
	return nil
}
