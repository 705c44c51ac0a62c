package linemode

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/ui/diff"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// info says all that is known of an article.
func (s *Session) info(ctx context.Context, c keys.Call) error {
	h, err := s.meant(ctx, c.Count)
	if err != nil {
		return err
	}
	r, err := s.lib.Record(ctx, h.ID)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadArticle, err)
	}
	var lines []string
	for _, f := range session.About(&r, s.o.Now(), string(keys.Redate)) {
		switch {
		case f.Head != "":
			lines = append(lines, s.wrap(f.Head, 2)...)
		case f.Label != "":
			lines = append(lines, s.hang("  ", "    ", f.Label+": "+f.Text)...)
		default: // goes on with what stands above
			lines = append(lines, s.hang("    ", "    ", f.Text)...)
		}
	}
	s.sheet(lines)
	return nil
}

// versions says how an article has changed since it arrived.
func (s *Session) versions(ctx context.Context, c keys.Call) error {
	h, err := s.meant(ctx, c.Count)
	if err != nil {
		return err
	}
	_, changes, err := session.Versions(ctx, s.lib, h.ID)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", message.ReadEarlierTexts, err)
	case len(changes) == 0:
		return errors.New(message.OneVersionPlain)
	}
	var lines []string
	for i := range changes {
		lines = append(lines, s.wrap(changes[i].Head(s.o.Now()), 2)...)
		same := 0
		for _, p := range changes[i].Text {
			if p.Changed() {
				lines = append(lines, s.hang("  ", "  ", marked(p))...)
			} else {
				same++
			}
		}
		text := message.Plural(same, message.OneParagraphAsBefore, message.ParagraphsAsBefore)
		lines = append(lines, s.hang("  ", "  ", fmt.Sprintf(text, same))...)
	}
	s.sheet(lines)
	return nil
}

// marked writes a changed paragraph with what went and what came in brackets.
func marked(p diff.Paragraph) string {
	var b strings.Builder
	for i, w := range p {
		if w.Blank && i > 0 {
			b.WriteByte(' ')
		}
		if i == 0 || p[i-1].Op != w.Op {
			b.WriteString(session.Brackets[w.Op][0])
		}
		b.WriteString(w.Text)
		if i == len(p)-1 || p[i+1].Op != w.Op {
			b.WriteString(session.Brackets[w.Op][1])
		}
	}
	return b.String()
}
