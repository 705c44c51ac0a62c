package byline

import (
	_ "embed"
	"strings"

	"dateline/model/when/lexicon"
)

// givenNames are given names of many languages, folded as lexicon.Fold does, sorted,
// one a line.
//
//go:embed givennames.txt
var givenNames string

// IsGiven reports whether a word is a given name that is common somewhere.
func IsGiven(word string) bool {
	w := lexicon.Fold(strings.TrimSpace(word))
	if len(w) < 3 || strings.ContainsRune(w, '\n') {
		return false
	}
	low, high := 0, len(givenNames) // beginnings of lines
	for low < high {
		mid := low + (high-low)/2
		mid = strings.LastIndexByte(givenNames[:mid], '\n') + 1
		end := mid + strings.IndexByte(givenNames[mid:], '\n')
		switch c := strings.Compare(w, givenNames[mid:end]); {
		case c == 0:
			return true
		case c < 0:
			high = mid
		default:
			low = end + 1
		}
	}
	return false
}
