package main

import (
	"cmp"
	"slices"
)

// nearest returns the word that takes the fewest changes to be made from key.
func nearest(key string, words []string) string {
	return slices.MinFunc(words, func(a, b string) int { return cmp.Compare(distance(key, a), distance(key, b)) })
}

// distance is Levenshtein's: how many letters must be put in, taken out or
// changed to make b from a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
