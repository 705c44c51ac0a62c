package main

import (
	"math"

	"dateline/model/near"
)

// nearest returns the word that takes the fewest changes to be made from key.
func nearest(key string, words []string) string { return near.Word(key, words, math.MaxInt) }
