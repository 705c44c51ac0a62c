package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"dateline/model"
	"dateline/ui/sshd/access"
)

// shared is the catalogue as one visitor may change it: by the role that he has at that
// moment, within what an editor may add, and with a line in the log for what he changes
// for all. No file is reached through it.
type shared struct {
	model.Catalog

	lib   *access.Library
	log   *slog.Logger      // says who he is
	added func() *additions // his
}

// allowed returns an error unless the visitor has a role.
func (c *shared) allowed(role model.Role, does string) error {
	if c.lib.ReadOnly() {
		return model.ErrReadOnly
	}
	if c.lib.Role() < role {
		return fmt.Errorf("only %s %s: %w", withArticle(role), does, model.ErrNotAllowed)
	}
	return nil
}

// Save implements model.Saver.
func (c *shared) Save(ctx context.Context, batch []model.Article, at time.Time) (sum model.Saved, err error) {
	if err := c.allowed(model.RoleEditor, "adds articles"); err != nil {
		return sum, err
	}
	asked := ""
	for i := range batch {
		if home := batch[i].Home; home != asked {
			asked = home
			if err := c.newSource(ctx, home, at); err != nil {
				return sum, err
			}
		}
	}
	for len(batch) > 0 {
		n := len(batch)
		if c.lib.Role() < model.RoleAdmin {
			if n, err = c.added().articles(n, at); err != nil {
				return sum, err
			}
		}
		saved, err := c.Catalog.Save(ctx, batch[:n], at)
		if err != nil {
			return sum, err
		}
		c.added().count(saved.Added)
		sum, batch = sum.Plus(saved), batch[n:]
	}
	return sum, nil
}

// SaveEach implements model.Saver.
func (c *shared) SaveEach(ctx context.Context, batches [][]model.Article, at time.Time) ([]model.Saved, error) {
	each := make([]model.Saved, len(batches))
	for i, b := range batches {
		var err error
		if each[i], err = c.Save(ctx, b, at); err != nil {
			return each[:i], err
		}
	}
	return each, nil
}

// newSource counts and logs a source that the catalogue does not have yet.
func (c *shared) newSource(ctx context.Context, place string, at time.Time) error {
	if _, err := c.FindSource(ctx, "", place); !errors.Is(err, model.ErrNotFound) {
		return nil // it is there; what else may be wrong shows when it is saved
	}
	return c.countSource(place, at)
}

func (c *shared) countSource(place string, at time.Time) error {
	fresh, err := c.added().source(place, at, c.lib.Role() >= model.RoleAdmin)
	if err == nil && fresh {
		c.log.Info("source added", "source", place)
	}
	return err
}

// Subscribe implements model.SubscriptionStore. Only what is on the web can be followed.
func (c *shared) Subscribe(ctx context.Context, feeds []model.Subscription, at time.Time) (int, error) {
	if err := c.allowed(model.RoleEditor, "adds sources"); err != nil {
		return 0, err
	}
	all, err := c.Subscriptions(ctx)
	if err != nil {
		return 0, err
	}
	known := make(map[string]bool, len(all))
	for _, f := range all {
		known[f.Address] = true
	}
	for _, f := range feeds {
		switch {
		case known[f.Address]:
			continue
		case !web(f.Address) || model.WithoutLogin(f.Address) != f.Address:
			return 0, fmt.Errorf("%s cannot be followed from here: want http:// or https:// without a password", model.CleanLine(model.WithoutLogin(f.Address)))
		}
		if err := c.countSource(f.Address, at); err != nil {
			return 0, err
		}
	}
	return c.Catalog.Subscribe(ctx, feeds, at)
}

// Unsubscribe implements model.SubscriptionStore.
func (c *shared) Unsubscribe(ctx context.Context, address string) error {
	return c.change(model.RoleEditor, "removes sources", "source removed", func() error { return c.Catalog.Unsubscribe(ctx, address) }, "source", address)
}

// Claim implements model.ScheduleStore.
func (c *shared) Claim(ctx context.Context, addresses []string, who string, at time.Time, lease time.Duration) ([]model.Subscription, error) {
	if err := c.allowed(model.RoleEditor, "refreshes sources"); err != nil {
		return nil, err
	}
	return c.Catalog.Claim(ctx, addresses, who, at, lease)
}

// Release implements model.ScheduleStore.
func (c *shared) Release(ctx context.Context, who string) error {
	if err := c.allowed(model.RoleEditor, "refreshes sources"); err != nil {
		return err
	}
	return c.Catalog.Release(ctx, who)
}

// KeepChecks implements model.ScheduleStore.
func (c *shared) KeepChecks(ctx context.Context, who string, checks []model.Subscription) error {
	if err := c.allowed(model.RoleEditor, "refreshes sources"); err != nil {
		return err
	}
	return c.Catalog.KeepChecks(ctx, who, checks)
}

// PauseHost implements model.ScheduleStore.
func (c *shared) PauseHost(ctx context.Context, host string, until, at time.Time) error {
	if err := c.allowed(model.RoleEditor, "refreshes sources"); err != nil {
		return err
	}
	return c.Catalog.PauseHost(ctx, host, until, at)
}

// MergeSources implements model.ScheduleStore.
func (c *shared) MergeSources(ctx context.Context, keep, drop string) error {
	return c.change(model.RoleEditor, "merges sources", "sources merged", func() error { return c.Catalog.MergeSources(ctx, keep, drop) }, "source", keep, "removed", drop)
}

// KeepFullTexts implements model.FullTextStore.
func (c *shared) KeepFullTexts(ctx context.Context, texts map[model.ID]string, at time.Time) (int, error) {
	if err := c.allowed(model.RoleEditor, "keeps the texts of pages"); err != nil {
		return 0, err
	}
	return c.Catalog.KeepFullTexts(ctx, texts, at)
}

// RenameSource implements model.SourceStore.
func (c *shared) RenameSource(ctx context.Context, id int64, title string) error {
	return c.change(model.RoleEditor, "renames sources", "source renamed", func() error { return c.Catalog.RenameSource(ctx, id, title) }, "source", id, "title", title)
}

// change does what a role may, and logs it.
func (c *shared) change(role model.Role, does, said string, do func() error, about ...any) error {
	if err := c.allowed(role, does); err != nil {
		return err
	}
	err := do()
	if err == nil {
		c.log.Info(said, about...)
	}
	return err
}

// Retain implements model.RetentionStore.
func (c *shared) Retain(ctx context.Context, r model.Retention) error {
	return c.change(model.RoleAdmin, "sets how long articles stay", "retention changed", func() error { return c.Catalog.Retain(ctx, r) },
		"source", r.Source, "days", r.Days, "keep", r.Keep, "unread", r.Unread)
}

// Prune implements model.RetentionStore.
func (c *shared) Prune(ctx context.Context, all []model.Pruning, now time.Time, report model.Report) (n int, err error) {
	err = c.change(model.RoleAdmin, "removes articles", "articles removed", func() (err error) {
		n, err = c.Catalog.Prune(ctx, all, now, report)
		return err
	})
	return n, err
}

// Readmit implements model.RetentionStore.
func (c *shared) Readmit(ctx context.Context) (n int, err error) {
	err = c.change(model.RoleAdmin, "lets articles come back", "removed articles may come back", func() (err error) {
		n, err = c.Catalog.Readmit(ctx)
		return err
	})
	return n, err
}

// MergeDuplicates implements model.DuplicateStore.
func (c *shared) MergeDuplicates(ctx context.Context, all []model.Duplicate, at time.Time, report model.Report) (n int, err error) {
	err = c.change(model.RoleAdmin, "merges articles", "duplicates merged", func() (err error) {
		n, err = c.Catalog.MergeDuplicates(ctx, all, at, report)
		return err
	})
	return n, err
}

// Readers implements model.ReaderStore.
func (c *shared) Readers(ctx context.Context) ([]model.Reader, error) {
	if err := c.allowed(model.RoleAdmin, "sees who the readers are"); err != nil {
		return nil, err
	}
	return c.Catalog.Readers(ctx)
}

// ReaderOfKey implements model.ReaderStore.
func (c *shared) ReaderOfKey(ctx context.Context, key string) (model.Reader, error) {
	if err := c.allowed(model.RoleAdmin, "sees who the readers are"); err != nil {
		return model.Reader{}, err
	}
	return c.Catalog.ReaderOfKey(ctx, key)
}

// Usage implements model.ReaderStore.
func (c *shared) Usage(ctx context.Context, id model.ReaderID) (model.Usage, error) {
	if err := c.allowed(model.RoleAdmin, "sees what is kept for readers"); err != nil {
		return model.Usage{}, err
	}
	return c.Catalog.Usage(ctx, id)
}

// AddReader implements model.ReaderStore. Nobody is made an admin from here.
func (c *shared) AddReader(ctx context.Context, r model.Reader, at time.Time) (got model.Reader, err error) {
	err = c.changeReader(ctx, "", r.Role, "reader added", func() (err error) {
		got, err = c.Catalog.AddReader(ctx, r, at)
		return err
	}, "name", r.Name, "as", r.Role)
	return got, err
}

// SetReader implements model.ReaderStore. No admin is made or changed from here.
func (c *shared) SetReader(ctx context.Context, r model.Reader) error {
	return c.changeReader(ctx, r.ID, r.Role, "reader changed", func() error { return c.Catalog.SetReader(ctx, r) },
		"name", r.Name, "as", r.Role, "keys", len(r.Keys))
}

// RemoveReader implements model.ReaderStore. No admin is removed from here.
func (c *shared) RemoveReader(ctx context.Context, id model.ReaderID) error {
	return c.changeReader(ctx, id, model.RoleReader, "reader removed", func() error { return c.Catalog.RemoveReader(ctx, id) }, "id", string(id))
}

// changeReader changes the reader of an ID, if there is one already, into one of a role.
func (c *shared) changeReader(ctx context.Context, id model.ReaderID, to model.Role, said string, do func() error, about ...any) error {
	if err := c.allowed(model.RoleAdmin, "changes readers"); err != nil {
		return err
	}
	all, err := c.Catalog.Readers(ctx)
	if err != nil {
		return err
	}
	is := to
	for _, r := range all {
		if r.ID == id {
			is = max(is, r.Role)
		}
	}
	if is >= model.RoleAdmin || id == model.LocalReader {
		return fmt.Errorf("an admin is made and changed in the shell of the server's machine: %w", model.ErrNotAllowed)
	}
	return c.change(model.RoleAdmin, "changes readers", said, do, about...)
}

// errHere is why nothing is done from a session to the file of the library.
var errHere = fmt.Errorf("the library is maintained in the shell of its machine: %w", model.ErrNotAllowed)

// Info implements model.Maintainer.
func (c *shared) Info(context.Context) (model.Info, error) { return model.Info{}, errHere }

// Check implements model.Maintainer.
func (c *shared) Check(context.Context, model.Report) ([]model.Fault, error) { return nil, errHere }

// CheckQuick implements model.Maintainer.
func (c *shared) CheckQuick(context.Context, model.Report) ([]model.Fault, error) {
	return nil, errHere
}

// Repair implements model.Maintainer.
func (c *shared) Repair(context.Context, []model.Fault, model.Report) (model.Loss, error) {
	return model.Loss{}, errHere
}

// Backup implements model.Maintainer.
func (c *shared) Backup(context.Context, string, bool, model.Report) error { return errHere }

// Compact implements model.Maintainer.
func (c *shared) Compact(context.Context, model.Report) (before, after int64, err error) {
	return 0, 0, errHere
}

// Reader implements model.Catalog: it hands out nobody's view.
func (c *shared) Reader(context.Context, model.ReaderID) (model.Library, error) {
	return nil, fmt.Errorf("the view of another reader: %w", model.ErrNotAllowed)
}

// ReadOnly implements model.Catalog.
func (c *shared) ReadOnly() bool { return c.lib.ReadOnly() }

// Close implements model.Catalog: the catalogue is the server's to close.
func (c *shared) Close() error { return nil }
