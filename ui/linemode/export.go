package linemode

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// export writes what the filter shows to a file. It asks before it replaces one.
func (s *Session) export(ctx context.Context, c keys.Call) error {
	if s.o.Host.Export() == nil {
		return errors.New(message.NoExportingPlain)
	}
	q, name := s.filter.Now(s.env(ctx)), c.Arg
	if name == "" {
		t, err := s.lib.Count(ctx, q)
		if err != nil {
			return fmt.Errorf("%s: %w", message.CountArticles, err)
		}
		name = session.ExportName(s.o.Now())
		typed, err := s.ask(ctx, fmt.Sprintf(message.ExportLabelPlain, session.Articles(t.Total), name))
		if err != nil {
			return err
		}
		if typed != "" {
			name = typed
		}
	}
	for replace := false; ; replace = true {
		said, err := s.o.Host.Export()(ctx, q, name, replace, s.teller().report)
		if !errors.Is(err, fs.ErrExist) || replace {
			if err == nil {
				s.say(said)
			}
			return err
		}
		if yes, err := s.agree(ctx, fmt.Sprintf(message.ReplaceFile, name)); err != nil || !yes {
			return err
		}
	}
}
