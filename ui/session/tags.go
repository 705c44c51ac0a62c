package session

import (
	"context"
	"errors"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/message"
)

// Retags reads what was typed for tags: names with blanks between them, "-"
// before one to take it away, quotes around one that holds blanks. A name is
// spelled as in known where it stands there.
func Retags(text string, known []model.TagCount) ([]model.TagChange, error) {
	var out []model.TagChange
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var r model.TagChange
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
			if tokenize.Same(t.Name, r.Name) {
				r.Name = t.Name
				break
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// Retag changes tags of articles, as one act. Those that are taken from a single
// article are however they are spelled there.
func Retag(ctx context.Context, lib model.Library, ids []model.ID, changes []model.TagChange, at time.Time) (model.Act, error) {
	if len(ids) == 1 {
		art, err := lib.Article(ctx, ids[0])
		if err != nil {
			return model.Act{}, err
		}
		for i, c := range changes {
			for _, t := range art.State.Tags {
				if c.Drop && tokenize.Same(t, c.Name) {
					changes[i].Name = t
				}
			}
		}
	}
	return lib.Mark(ctx, ids, model.TagMark(changes), at)
}
