package linemode_test

import (
	"context"
	"fmt"
	"io/fs"
	"testing"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// TestExport: what the filter shows goes to a file that is asked for, and one that
// exists is replaced only once the reader has agreed.
func TestExport(t *testing.T) {
	o, lib := open(t, uitest.News())
	uitest.Allow(&o.Session).OnExport = func(ctx context.Context, q model.Query, name string, replace bool, _ func(host.Progress)) (string, error) {
		n, err := lib.Count(ctx, q)
		if err == nil && name == "there.md" && !replace {
			err = fmt.Errorf("export to there.md: %w", fs.ErrExist)
		}
		return fmt.Sprintf("Exported %d articles to %s.", n.Total, name), err
	}
	uitest.Golden(t, "export", run(t, o, "filter from:coast", "export", "", "export x.tsv", "export there.md", "n", "export", "there.md", "y", "q"))

	o, _ = open(t, uitest.News())
	uitest.Golden(t, "export-nowhere", run(t, o, "export x.tsv", "q"))
}
