package feeds

import (
	"context"
	"fmt"
	"runtime/debug"

	"dateline/cmd/outcome"
	"dateline/model"
)

// addingMemory is from how many bytes on the collector of garbage works harder while
// articles are added: batches are large, and only SQLite's cache comes on top of them.
const addingMemory = 320 << 20

// Indexed has articles added to a library, and then has it index what waits, also where
// some could not be added. When ctx ends before, it says that the rest waits.
func Indexed(ctx context.Context, c Console, lib model.Indexer, add func() error) error {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(addingMemory))
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
