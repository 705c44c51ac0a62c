package query

// nearestKey returns the key that differs from name in the fewest letters, at
// most two (one for names of up to four letters), or "".
func nearestKey(name string) string {
	most := 2
	if len(name) <= 4 {
		most = 1
	}
	best, least := "", most+1
	for _, k := range keys {
		if k.help == "" {
			continue
		}
		if d := distance(name, k.name, least); d < least {
			best, least = k.name, d
		}
	}
	if best == "" {
		return map[string]string{
			"newer": "since", "older": "before", "later": "after", "earlier": "before", "by": "author", "site": "url",
			"feed": "from", "body": "text", "language": "lang", "path": "file", "label": "tag", "order": "sort", "state": "is",
			"day": "on", "near": "around",
		}[name]
	}
	return best
}

// distance returns the number of letters to put in, leave out or change that
// make b of a (Levenshtein), or most where that is not less.
func distance(a, b string, most int) int {
	if len(a) > len(b)+most || len(b) > len(a)+most {
		return most
	}
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
	return min(row[len(b)], most)
}
