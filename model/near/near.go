// Package near finds the word that may have been meant by one that is unknown,
// for "did you mean" in queries, commands and the configuration.
package near

// Word returns the first of the words that take the fewest changes to be made
// from name, or "" where all take more than most.
func Word(name string, words []string, most int) string {
	best, least := "", most
	for _, w := range words {
		if d := Distance(name, w); d < least || d == least && best == "" {
			best, least = w, d
		}
	}
	return best
}

// Distance returns how many bytes must be put in, taken out or changed to make b
// from a (V. I. Levenshtein, 1966). It takes time in proportion to the product
// of their lengths.
func Distance(a, b string) int {
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
