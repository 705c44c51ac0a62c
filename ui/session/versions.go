package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/diff"
	"dateline/ui/message"
)

// Change is the difference between two versions of an article.
type Change struct {
	Revision model.Revision // the earlier version
	Text     []diff.Paragraph
	Is       model.Date // the date since
	Full     bool       // from the text of the document to that of its page, which is beside it
}

// Versions compares the versions of an article, newest change first. It stops early when
// ctx ends.
func Versions(ctx context.Context, lib model.Library, id model.ID) (title string, changes []Change, err error) {
	art, err := lib.Article(ctx, id)
	if err != nil {
		return "", nil, err
	}
	revisions, err := lib.Revisions(ctx, id)
	now := model.Revision{Title: art.Title, Summary: art.Summary, Body: art.OfDocument(), Updated: art.Updated}
	if art.FullText {
		full := now
		full.Body = art.Body
		changes = append(changes, Change{Revision: now, Text: diff.Texts(versionText(&now), versionText(&full)), Is: art.Updated, Full: true})
	}
	for _, r := range revisions {
		if ctx.Err() != nil {
			return art.Title, changes, ctx.Err()
		}
		changes = append(changes, Change{Revision: r, Text: diff.Texts(versionText(&r), versionText(&now)), Is: now.Updated})
		now = r
	}
	return art.Title, changes, err
}

// versionText returns the text of a version that is compared.
func versionText(r *model.Revision) string {
	text := model.PlainText(r.Body)
	if strings.TrimSpace(text) == "" {
		text = r.Summary
	}
	return model.CleanText(r.Title + "\n" + text)
}

// Head tells when the change was made.
func (c *Change) Head(now time.Time) string {
	if c.Full {
		return message.ChangedFull
	}
	at := TimeText(c.Revision.Replaced, now)
	if c.Is.Dated() && !c.Is.Equal(c.Revision.Updated) {
		return fmt.Sprintf(message.ChangedDated, at, DateText(c.Is, now))
	}
	return fmt.Sprintf(message.Changed, at)
}

// Words returns the changed paragraphs, with deletions and insertions in diff.Brackets,
// and the number of unchanged ones.
func (c *Change) Words() []string {
	var out []string
	same := 0
	for _, p := range c.Text {
		if p.Changed() {
			out = append(out, bracketed(p))
		} else {
			same++
		}
	}
	return append(out, fmt.Sprintf(message.Plural(same, message.OneParagraphAsBefore, message.ParagraphsAsBefore), same))
}

func bracketed(p diff.Paragraph) string {
	var b strings.Builder
	for i, w := range p {
		if w.Blank && i > 0 {
			b.WriteByte(' ')
		}
		if i == 0 || p[i-1].Op != w.Op {
			b.WriteString(diff.Brackets[w.Op][0])
		}
		b.WriteString(w.Text)
		if i == len(p)-1 || p[i+1].Op != w.Op {
			b.WriteString(diff.Brackets[w.Op][1])
		}
	}
	return b.String()
}
