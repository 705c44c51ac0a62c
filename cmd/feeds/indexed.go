package feeds

import (
	"context"
	"fmt"

	"dateline/cmd/outcome"
	"dateline/model"
)

// Indexed has articles added to a library, and then has it index what waits, also where
// some could not be added. When ctx ends before, it says that the rest waits.
func Indexed(ctx context.Context, c Console, lib model.Indexer, add func() error) error {
	err := add()
	report, clear := c.Progress()
	failed := lib.Index(ctx, report)
	clear()
	if ctx.Err() != nil {
		if n, err := lib.Waiting(context.WithoutCancel(ctx)); err == nil && n > 0 {
			fmt.Fprintf(c.Stderr, "dateline: %s\n", outcome.Waiting(n))
		}
	}
	if err == nil && failed != nil {
		err = fmt.Errorf("index the articles: %w", failed)
	}
	return err
}
