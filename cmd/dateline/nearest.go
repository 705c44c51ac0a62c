package main

import (
	"fmt"

	"dateline/model/suggest"
)

// didYouMean is what ends a complaint about a word that is none of words: the one
// that may have been meant, or nothing where none is near.
func didYouMean(word string, words []string) string {
	if w := suggest.Word(word, words); w != "" {
		return fmt.Sprintf("; did you mean %q?", w)
	}
	return ""
}
