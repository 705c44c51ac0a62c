package store

import (
	"errors"
	"math/rand/v2"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestRenameSource(t *testing.T) {
	s, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 1)), 60, s)
	count := func(source string) int {
		t.Helper()
		n, err := s.Count(t.Context(), model.Query{Now: modeltest.Clock, Where: model.Match{Field: model.FromSource, Text: source}})
		if err != nil {
			t.Fatal(err)
		}
		return n.Total
	}
	before := count("Field Notes")
	if err := s.RenameSource(t.Context(), "Field Notes", "Élan vital"); err != nil {
		t.Fatal(err)
	}
	if got := count("elan"); got != before || count("Field Notes") != 0 {
		t.Errorf("%d articles, want %d", got, before)
	}
	for _, tt := range []struct {
		from, to string
		want     error
	}{
		{"Field Notes", "x", model.ErrNotFound},
		{"Élan vital", "capital", ErrTaken},
		{"capital", "capital", nil},
	} {
		if err := s.RenameSource(t.Context(), tt.from, tt.to); !errors.Is(err, tt.want) {
			t.Errorf("%s to %s: got %v, want %v", tt.from, tt.to, err, tt.want)
		}
	}
}
