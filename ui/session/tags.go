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

// Retags parses typed tags: names separated by blanks, "-" before one to remove it,
// quotes around one that contains blanks. A name in known is spelled as there.
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

// Retag changes tags of articles in one act. From a single article it removes tags in
// whatever spelling the article has.
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
