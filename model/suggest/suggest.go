// Package suggest finds the word that may have been meant by one that is unknown,
// for "did you mean" in queries, commands and the configuration.
package suggest

import (
	"fmt"
	"strings"
)

// Most returns how many changes a slip in a word of n letters makes at most:
// none in one or two letters, one in up to five, two in up to nine, else three.
// What differs by more is another word.
func Most(n int) int {
	switch {
	case n < 3:
		return 0
	case n <= 5:
		return 1
	case n <= 9:
		return 2
	}
	return 3
}

// Word returns the first of the words that take the fewest changes to be made
// from name, whatever the case, or "" where none is within Most.
func Word(name string, words []string) string {
	from := []rune(strings.ToLower(name))
	best, least := "", Most(len(from))+1
	for _, w := range words {
		if d := distance(from, []rune(strings.ToLower(w))); d < least {
			best, least = w, d
		}
	}
	return best
}

// DidYouMean returns what ends a complaint about a word that is none of words: the one
// that may have been meant, or nothing where none is near.
func DidYouMean(word string, words []string) string {
	if w := Word(word, words); w != "" {
		return fmt.Sprintf("; did you mean %q?", w)
	}
	return ""
}

// Distance returns how many letters must be put in, taken out, changed or
// swapped with their neighbour to make b from a, none of them twice (the
// restricted distance of F. J. Damerau, 1964). It takes time in proportion to the
// product of their lengths.
func Distance(a, b string) int { return distance([]rune(a), []rune(b)) }

func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
