package sqlite

import (
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestConformance(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) model.Library{
		"memory": func(t *testing.T) model.Library {
			s := memory(t)
			s.sortInMemory = 0 // what would be sorted is walked along
			return s
		},
		"disk": func(t *testing.T) model.Library {
			s, err := Open(t.Context(), filepath.Join(t.TempDir(), "a folder", "l?b%.db"))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			return s
		},
	} {
		t.Run(name, func(t *testing.T) { modeltest.Run(t, open) })
	}
}

// TestWordsInText: a word is found wherever it stands, with accents or without,
// also where the letter with the accent ends the text.
func TestWordsInText(t *testing.T) {
	for text, want := range map[string]bool{
		"tram café": true, "Café": true, "a CAFE by the pier": true, "cafe\u0301": true, "cafés": false, "caf": false, "": false,
	} {
		if got := hasWords(text, []string{"cafe"}, false); got != want {
			t.Errorf("%q: got %t", text, got)
		}
	}
}
