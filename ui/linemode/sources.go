package linemode

import (
	"context"
	"fmt"

	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// sources lists the sources with what they hold.
func (s *Session) sources(ctx context.Context) error {
	all, err := session.Sources(ctx, s.lib)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadSources, err)
	}
	var lines []string
	for _, src := range all {
		text := fmt.Sprintf("%s: %s", src.Title, theme.Number(src.Total))
		if src.Unread > 0 {
			text = fmt.Sprintf(message.CountUnread, text, theme.Number(src.Unread))
		}
		lines = append(lines, s.wrap(text, 2)...)
	}
	if len(lines) == 0 {
		s.say(message.NoSourcesPlain)
		return nil
	}
	s.sheet(lines)
	return nil
}

// nextSource filters by the next source, or the one before.
func (s *Session) nextSource(ctx context.Context, c keys.Call) error {
	all, err := s.lib.Sources(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadSources, err)
	}
	text, err := session.NextSource(s.filter.Text, all, sign(c, keys.PrevSource))
	return s.refilter(ctx, text, err)
}
