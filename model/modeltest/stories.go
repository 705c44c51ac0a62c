package modeltest

import (
	"fmt"
	"slices"
	"strings"

	"dateline/model"
)

func storyKey(e *item) model.StoryKey {
	return model.NewStoryKey(fmt.Sprintf("%p", e.source), e.Title, e.Published)
}

// clusterStories finds out which articles are of the stories that x asks for.
func (r *Reference) clusterStories(x model.Expr) {
	switch x := x.(type) {
	case model.And:
		for _, p := range x {
			r.clusterStories(p)
		}
	case model.Or:
		for _, p := range x {
			r.clusterStories(p)
		}
	case model.Not:
		r.clusterStories(x.X)
	case model.InStory:
		for i := range r.rows {
			delete(r.rows[i].stories, x.ID)
		}
		for i := range r.rows {
			if strings.HasPrefix(string(r.rows[i].ID), string(x.ID)) {
				r.addToStory(r.rows[i], x.ID)
			}
		}
	}
}

// addToStory marks e, and all that is related to it, as of a story.
func (r *Reference) addToStory(e *item, story model.ID) {
	if e.stories == nil {
		e.stories = make(map[model.ID]bool)
	}
	e.stories[story] = true
	t := storyKey(e)
	for _, o := range r.rows {
		if o.stories[story] || o.State.Hidden {
			continue
		}
		if u := storyKey(o); t.Related(&u) {
			r.addToStory(o, story)
		}
	}
}

// foldStories leaves out of a list what is related to what stands before it, but
// for what stays. It returns what is left, what is folded under each, and where the
// index at is now.
func foldStories(es []*item, at int, keep []model.Headline) (heads []*item, folded map[*item][]model.ID, place int) {
	folded = make(map[*item][]model.ID)
	head := make(map[*item]*item)
	keys := make([]model.StoryKey, len(es))
	for i, e := range es {
		if i == at {
			place = len(heads)
		}
		head[e] = e
		keys[i] = storyKey(e)
		for j, o := range es[:i] {
			if keys[i].Related(&keys[j]) && !slices.ContainsFunc(keep, func(h model.Headline) bool { return h.ID == e.ID }) {
				head[e] = head[o]
				break
			}
		}
		h := head[e]
		if h == e {
			heads = append(heads, e)
		} else if h.Published.At.Sub(e.Published.At).Abs() <= model.StorySpan {
			folded[h] = append(folded[h], e.ID)
		}
	}
	if at >= len(es) {
		place = len(heads)
	}
	return heads, folded, place
}
