package sqlite

import (
	"fmt"
	"testing"
	"time"

	"dateline/model"
)

// TestManyRuns: what is written without blanks is found within more runs than the index
// is asked for one by one, and what is rare among them, too.
func TestManyRuns(t *testing.T) {
	s := inMemory(t)
	all := make([]model.Article, fewRuns+100)
	for i := range all {
		title := fmt.Sprintf("ประเทศไทยที่%d", i)
		if i%500 == 0 {
			title += "ข่าว"
		}
		all[i] = model.Article{ID: model.NewID("x", title, "", "", model.Date{}), Title: title, Source: "S", Body: "ข้าว"}
	}
	if _, err := s.Save(t.Context(), all, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	for _, field := range []model.Field{model.Anywhere, model.Title} {
		for _, sort := range []model.Sort{model.Newest, model.ByRelevance} {
			for text, want := range map[string]int{"ไทย": len(all), "ข่าว": 5, "ไทย ข่าว": 0, "ที่500ข่าว": 1, "ขาว": 0} {
				q := model.Query{Now: time.Unix(0, 0), Sort: sort, Where: model.Match{Field: field, Text: text}}
				p, err := s.Find(t.Context(), q, model.Window{After: 2 * len(all)})
				if err != nil || len(p.Headlines) != want {
					t.Errorf("%s, field %d, sort %d: found %d, want %d, %v", text, field, sort, len(p.Headlines), want, err)
				}
				if n, err := s.Count(t.Context(), q); err != nil || n.Total != want {
					t.Errorf("%s, field %d: counted %d, want %d, %v", text, field, n.Total, want, err)
				}
			}
		}
	}
}

// TestOnceEach: of words each is left once, in their order, whatever their number.
func TestOnceEach(t *testing.T) {
	for words, want := range map[string]string{
		"": "", " a": "a", " a b a": "a b", "a  a a ": "a", " ¶a a ¶a ab": "¶a a ab", " a b c d e f g h i j": "a b c d e f g h i j",
	} {
		if got := string(new(wordSet).onceEach([]byte(words))); got != want {
			t.Errorf("%q becomes %q, want %q", words, got, want)
		}
	}
}
