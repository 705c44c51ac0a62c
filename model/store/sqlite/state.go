package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"dateline/model"
)

// Apply implements model.StateStore.
func (l *Library) Apply(ctx context.Context, changes []model.Change) (int, error) {
	n := 0
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		c := l.unrecorded(ctx, tx, time.Time{})
		defer c.close()
		for i := range changes {
			superseded, err := c.applyChange(&changes[i])
			if err != nil {
				return false, err
			}
			if superseded {
				n++
			}
		}
		return n > 0, c.settle()
	})
	if err != nil {
		return 0, fmt.Errorf("apply %d changes: %w", len(changes), err)
	}
	return n, nil
}

// applyChange makes a change if it supersedes what was there, and reports whether it
// does.
func (c *markTx) applyChange(change *model.Change) (bool, error) {
	m, isState := stateMarks[change.Do]
	if isTag := change.Do == model.AddTag || change.Do == model.DropTag; !isState && !isTag {
		return false, fmt.Errorf("unknown change %d", change.Do)
	}
	if change.Origin > model.ByRule {
		return false, fmt.Errorf("unknown origin %d", change.Origin)
	}
	i, err := c.findItem(string(change.ID))
	if i == nil || err != nil {
		return false, err
	}
	set := newStamp(c.lib.notAhead(change.At), change.Origin)
	c.at = sql.NullInt64{Int64: set.seconds(), Valid: true}
	c.log.inOrder = true
	if !isState {
		has, before, err := c.ownTag(i.id, change.Tag)
		if on := change.Do == model.AddTag; err == nil && set.supersedes(on, before, has) {
			return true, c.setTag(i, change.Tag, !on, set)
		}
		return false, err
	}
	if !set.supersedes(m.on, i.set[m.field], i.is[m.field]) {
		return false, nil
	}
	if change.Do == model.Hide && change.Origin != model.ByRule { // no rule shows it again
		if err := c.forgetRules([]model.ID{change.ID}); err != nil {
			return false, err
		}
	}
	return true, c.setState(i, change.Do, set)
}
