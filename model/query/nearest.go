package query

import "dateline/model/near"

// nearestKey returns the key that differs from name in the fewest letters, at
// most two (one for names of up to four letters), or "".
func nearestKey(name string) string {
	most := 2
	if len(name) <= 4 {
		most = 1
	}
	var names []string
	for _, k := range keys {
		if k.help != "" {
			names = append(names, k.name)
		}
	}
	best := near.Word(name, names, most)
	if best == "" {
		return map[string]string{
			"newer": "since", "older": "before", "later": "after", "earlier": "before", "by": "author", "site": "url",
			"feed": "from", "body": "text", "language": "lang", "path": "file", "label": "tag", "order": "sort", "state": "is",
			"day": "on", "near": "around",
		}[name]
	}
	return best
}
