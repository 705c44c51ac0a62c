package model

import (
	"slices"
	"testing"
	"time"
)

// TestRelated: articles tell of one event when two sources use the same words for
// it within three days.
func TestRelated(t *testing.T) {
	at := time.Date(2020, 11, 6, 9, 0, 0, 0, time.UTC)
	key := NewStoryKey
	first := key("Post", "Storm damages harbour wall in Cork", AtInstant(at, FromStated))
	for _, c := range []struct {
		what string
		with StoryKey
		want bool
	}{
		{"other words", key("Mail", "Council votes on the tram", AtInstant(at, FromStated)), false},
		{"the same words", key("Mail", "Cork: harbour wall gives way to storm", AtInstant(at.Add(71*time.Hour), FromStated)), true},
		{"before", key("Mail", "Storm over Cork: harbour wall gives way", AtInstant(at.Add(-72*time.Hour), FromStated)), true},
		{"too late", key("Mail", "Cork: harbour wall gives way to storm", AtInstant(at.Add(72*time.Hour+time.Second), FromStated)), false},
		{"the same source", key("Post", "Cork: harbour wall gives way to storm", AtInstant(at, FromStated)), false},
		{"two words", key("Mail", "Cork harbour", AtInstant(at, FromStated)), false},
		{"three of many", key("Mail", "Storm, harbour, Cork", OnDay(NewDay(2020, 11, 8), FromStated)), true},
		{"no date", key("Mail", "Storm damages harbour wall in Cork", Date{}), false},
	} {
		if got := first.Related(&c.with); got != c.want || c.with.Related(&first) != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	long := key("Post", "One ferry captain tells how nine lighthouse keepers kept their lamps burning through winter storms", AtInstant(at, FromStated))
	short := key("Mail", "Ferry winter storms: eight boats stranded outside Kinsale marina", AtInstant(at, FromStated))
	if long.Related(&short) {
		t.Error("three words of eight are not half")
	}
}

// TestStoryWords: what a headline is about, whatever its script.
func TestStoryWords(t *testing.T) {
	for title, want := range map[string][]string{
		"The storm, THE Storm and a wall": {"storm", "wall"},
		"選挙の結果":                           {"選挙", "挙の", "の結", "結果"},
		"Élan: l’été 2018":                {"elan", "ete", "2018"},
		"대통령 선거 결과":                       {"대통령"},
		"iPhone発売":                        {"iphone", "発売"},
		"हिन्दी में":                      {"हिन्दी", "में"},
		"":                                nil,
	} {
		if got := StoryWords(title); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}
