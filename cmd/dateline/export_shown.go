package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"sync"

	"dateline/model"
	"dateline/model/atomicfile"
	"dateline/model/transfer"
	"dateline/ui/host"
	"dateline/ui/session"
)

// exporter lets the screen export what its filter shows of a library, which may be
// closed when running is done.
func (p *program) exporter(lib model.Store, running *sync.WaitGroup) func(context.Context, model.Query, string, bool, func(host.Progress)) (string, error) {
	return func(ctx context.Context, q model.Query, name string, replace bool, report func(host.Progress)) (string, error) {
		running.Add(1)
		defer running.Done()
		if err := ctx.Err(); err != nil {
			return "", err // begun after the screen had ended
		}
		name = p.machine().Path(name)
		shown := model.CleanLine(filepath.Base(name))
		export, err := transfer.ByEnding(name)
		n := 0
		if err == nil {
			q.FoldStories = false
			err = atomicfile.Write(name, replace, func(w io.Writer) (err error) {
				n, err = export(ctx, lib, q, w, transfer.ExportOptions{Now: p.now(), Part: true, Progress: func(percent int) {
					report(host.Progress{Doing: fmt.Sprintf("Exporting to %s: %d%%", shown, percent)})
				}})
				return err
			})
		}
		if err != nil {
			return "", fmt.Errorf("export to %s: %w", model.CleanLine(name), err)
		}
		return fmt.Sprintf("Exported %s to %s.", session.Articles(n), model.CleanLine(name)), nil
	}
}
