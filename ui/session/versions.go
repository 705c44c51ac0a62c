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

// Change is what one version of an article made of that before.
type Change struct {
	Revision model.Revision // the version before
	Text     []diff.Paragraph
	Is       model.Date // what it is dated now
}

// Versions compares the versions of an article, the newest change first. It
// stops early when ctx ends.
func Versions(ctx context.Context, lib model.Library, id model.ID) (title string, changes []Change, err error) {
	art, err := lib.Article(ctx, id)
	if err != nil {
		return "", nil, err
	}
	revisions, err := lib.Revisions(ctx, id)
	now := model.Revision{Title: art.Title, Summary: art.Summary, Body: art.Body, Updated: art.Updated}
	for _, r := range revisions {
		if ctx.Err() != nil {
			return art.Title, changes, ctx.Err()
		}
		changes = append(changes, Change{r, diff.Texts(versionText(&r), versionText(&now)), now.Updated})
		now = r
	}
	return art.Title, changes, err
}

// versionText is what is compared of a version.
func versionText(r *model.Revision) string {
	text := model.PlainText(r.Body)
	if strings.TrimSpace(text) == "" {
		text = r.Summary
	}
	return model.CleanText(r.Title + "\n" + text)
}

// Head says when a change was made.
func (c *Change) Head(now time.Time) string {
	at := TimeText(c.Revision.Replaced, now)
	if c.Is.Dated() && !c.Is.Equal(c.Revision.Updated) {
		return fmt.Sprintf(message.ChangedDated, at, DateText(c.Is, now))
	}
	return fmt.Sprintf(message.Changed, at)
}

// Brackets mark what was taken away and what was added, as wdiff does, so that
// no colour is needed to tell them.
var Brackets = [...][2]string{diff.Same: {"", ""}, diff.Removed: {"[-", "-]"}, diff.Added: {"{+", "+}"}}
