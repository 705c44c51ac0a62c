package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/model"
	"dateline/ui/session"
)

const undoLong = `Take back the last change that was made of the library, here or on the screen: of the
state of articles, tags, dates, views, rules, and of sources that were renamed, moved,
paused, set or removed. Again, the one before. 'dateline redo' makes it again.`

// turnCommand is undo, or redo.
func (p *program) turnCommand(redo bool) *cobra.Command {
	use, short, long := "undo", "Take back the last change", undoLong
	if redo {
		use, short, long = "redo", "Make again what undo has taken back", "Make again the last change that 'dateline undo', or u on the screen, has taken back."
	}
	return &cobra.Command{
		Use: use, Short: short, Long: long, Example: "  dateline " + use,
		Args: usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withLibrary(cmd.Context(), false, func(lib model.Store) error {
				if err := p.writable(lib); err != nil {
					return err
				}
				_, said, err := session.Turn(cmd.Context(), lib, redo)
				if errors.Is(err, model.ErrNothingToUndo) {
					said, err = session.NothingToTurn(redo), nil
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(p.stdout, said)
				return err
			})
		},
	}
}
