package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// Retag is a tag to give or to take away.
type Retag struct {
	Name string
	Drop bool
}

// Retags reads what was typed for tags: names with blanks between them, "-"
// before one to take it away, quotes around one that holds blanks. A name is
// spelled as in known where it stands there.
func Retags(text string, known []model.TagCount) ([]Retag, error) {
	var out []Retag
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var r Retag
		if text, r.Drop = strings.CutPrefix(text, "-"); !r.Drop {
			text = strings.TrimPrefix(text, "+")
		}
		text = strings.TrimPrefix(text, "#")
		if quoted, ok := strings.CutPrefix(text, `"`); ok {
			r.Name, text, _ = strings.Cut(quoted, `"`)
		} else {
			r.Name, text, _ = strings.Cut(text, " ")
		}
		if r.Name = model.CleanLine(r.Name); r.Name == "" {
			return nil, errors.New(message.TagNeedsName)
		}
		for _, t := range known {
			if strings.EqualFold(t.Name, r.Name) {
				r.Name = t.Name
				break
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// Apply changes the tag of articles. The one of a single article is dropped
// however it is spelled there.
func (r Retag) Apply(ctx context.Context, lib model.Library, ids []model.ID, at time.Time) (model.Act, error) {
	m := model.Mark{Do: model.AddTag, Tag: r.Name}
	if r.Drop {
		m.Do = model.DropTag
	}
	if r.Drop && len(ids) == 1 {
		art, err := lib.Article(ctx, ids[0])
		if err != nil {
			return model.Act{}, err
		}
		for _, t := range art.State.Tags {
			if strings.EqualFold(t, r.Name) {
				m.Tag = t
			}
		}
	}
	return lib.Mark(ctx, ids, m, at)
}
