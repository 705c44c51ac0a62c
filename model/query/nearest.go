package query

import "dateline/model/suggest"

// nearestKey returns the key that is near to name, or another word for it, or "".
func nearestKey(name string) string {
	var names []string
	for _, k := range keys {
		if k.help != "" {
			names = append(names, k.name)
		}
	}
	best := suggest.Word(name, names)
	if best == "" {
		return map[string]string{
			"newer": "since", "older": "before", "later": "after", "earlier": "before", "by": "author", "site": "url",
			"feed": "from", "body": "text", "language": "lang", "path": "file", "label": "tag", "order": "sort", "state": "is",
			"day": "on", "near": "around", "to": "until", "till": "until", "during": "on", "in": "on", "year": "date",
		}[name]
	}
	return best
}
