package sqlite

import (
	"context"
	"database/sql"

	"dateline/model"
	"dateline/model/store/sqlite/schema"
)

// migrate brings the schema up to date. keep is model.OpenOptions.KeepLogins.
func migrate(ctx context.Context, db *sql.DB, keep func(model.Logins) error) error {
	return schema.Migrate(ctx, db, map[int]schema.Hooks{
		2:  {After: func(ctx context.Context, tx *sql.Tx) error { return reindex(ctx, tx, func(string, int) {}) }},
		4:  {After: sumUnhidden},
		8:  {After: recountHidden},
		9:  {Before: func(ctx context.Context, tx *sql.Tx) error { return moveLogins(ctx, tx, keep) }},
		10: {After: keepLegacyPlaces},
	})
}
