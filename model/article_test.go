package model_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/model"
)

func TestNewID(t *testing.T) {
	d := model.OnDay(model.NewDay(2020, 11, 6), model.FromStated)
	base := model.NewID("feed", "guid", "https://a.example/1", "Title", d)
	if len(base) != 20 || strings.ToLower(string(base)) != string(base) {
		t.Errorf("got %q: want 20 lower-case characters", base)
	}
	same := map[string]model.ID{
		"the entry's id decides over address and title": model.NewID("feed", "guid", "https://a.example/2", "Other", model.Date{}),
	}
	for name, id := range same {
		if id != base {
			t.Errorf("%s: got another id", name)
		}
	}
	other := map[string]model.ID{
		"another source":            model.NewID("feed2", "guid", "https://a.example/1", "Title", d),
		"another entry":             model.NewID("feed", "guid2", "https://a.example/1", "Title", d),
		"by address":                model.NewID("feed", "", "https://a.example/1", "Title", d),
		"by title and date":         model.NewID("feed", "", "", "Title", d),
		"by title, undated":         model.NewID("feed", "", "", "Title", model.Date{}),
		"parts do not run together": model.NewID("fee", "dguid", "", "", model.Date{}),
	}
	seen := map[model.ID]string{base: "base"}
	for name, id := range other {
		if was, ok := seen[id]; ok {
			t.Errorf("%s has the id of %s", name, was)
		}
		seen[id] = name
	}
}

func TestTitleFrom(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"short", "A note.\nMore.", "A note."},
		{"blank", " \n ", ""},
		{"long", strings.Repeat("words and ", 20), "words and words and words and words and words and words and words and words…"},
		{"no blanks", strings.Repeat("選", 100), strings.Repeat("選", 79) + "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := model.TitleFrom(c.in)
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if n := utf8.RuneCountInString(got); n > 80 {
				t.Errorf("%d runes", n)
			}
		})
	}
}

func TestSamePlace(t *testing.T) {
	tests := []struct {
		recorded, place string
		want            bool
	}{
		{"/home/a/news.txt", "/home/a/news.txt", true},
		{"/home/b/news.txt", "/home/a/news.txt", false},
		{"news.txt", "/home/a/news.txt", true},
		{"./a/../a/news.txt", "/home/a/news.txt", true},
		{"b/news.txt", "/home/a/news.txt", false},
		{"", "/home/a/news.txt", false},
		{"", "", true},
		{"https://a.example:443/feed#x", "https://a.example/feed", true},
		{"https://b.example/feed", "https://a.example/feed", false},
		{"feed", "https://a.example/feed", false},
		{"https://a.example/feed", "/home/a/feed", false},
	}
	for _, tt := range tests {
		if got := model.SamePlace(tt.recorded, tt.place); got != tt.want {
			t.Errorf("%q, %q: got %t", tt.recorded, tt.place, got)
		}
	}
}

func TestNewIDOfALink(t *testing.T) {
	const link = "https://a.example/1"
	if model.NewID("p", link, link, "A", model.Date{}) != model.NewID("p", "", link, "B", model.Date{}) {
		t.Error("an id that is the link makes another ID than the link")
	}
	if model.NewID("p", "1", link, "A", model.Date{}) == model.NewID("p", "", link, "A", model.Date{}) || model.NewID("p", link, "", "A", model.Date{}) == model.NewID("p", "", "", "A", model.Date{}) {
		t.Error("an id that is not the link counts for nothing")
	}
}
