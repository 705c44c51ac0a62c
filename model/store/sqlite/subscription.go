package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// Subscriptions implements model.SubscriptionStore.
func (s *Catalog) Subscriptions(ctx context.Context) ([]model.Subscription, error) {
	out, err := collect(ctx, s.read, "SELECT address, title, page, tags, etag, modified FROM subscription", func(rs *sql.Rows, f *model.Subscription) error {
		var tags []byte
		err := rs.Scan(&f.Address, &f.Title, &f.Page, &tags, &f.ETag, &f.LastModified)
		if err == nil && json.Unmarshal(tags, &f.Tags) != nil {
			err = fmt.Errorf("%w: the tags of %s", model.ErrDamaged, f.Address)
		}
		return err
	})
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
		for _, f := range feeds {
			n, err := subscribe(ctx, tx, f, at)
			if err != nil {
				return false, fmt.Errorf("follow %s: %w", f.Address, err)
			}
			added += n
		}
		return len(feeds) > 0, nil
	})
	return added, err
}

func subscribe(ctx context.Context, tx *sql.Tx, f model.Subscription, at time.Time) (added int, err error) {
	tags, err := json.Marshal(f.Tags)
	if err != nil {
		return 0, err
	}
	res, err := tx.ExecContext(ctx, "UPDATE subscription SET title = ?2, page = ?3, tags = ?4, etag = ?5, modified = ?6 WHERE address = ?1",
		f.Address, f.Title, f.Page, tags, f.ETag, f.LastModified)
	if err != nil {
		return 0, err
	}
	if n, err := res.RowsAffected(); n > 0 || err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO subscription (address, title, page, tags, etag, modified, added) VALUES (?, ?, ?, ?, ?, ?, ?)",
		f.Address, f.Title, f.Page, tags, f.ETag, f.LastModified, at.Unix())
	return 1, err
}

// Unsubscribe implements model.SubscriptionStore.
func (s *Catalog) Unsubscribe(ctx context.Context, address string) error {
	err := s.changeRow(ctx, "DELETE FROM subscription WHERE address = ?", address)
	if err != nil {
		return fmt.Errorf("feed %s: %w", address, err)
	}
	return nil
}
