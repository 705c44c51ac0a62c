package query

import "dateline/model/suggest"

// nearestKey returns the key that name is another word for, or that is near to it, or "".
func nearestKey(name string) string {
	other := map[string]string{
		"newer": "since", "older": "before", "later": "after", "earlier": "before", "by": "author", "site": "url",
		"feed": "from", "body": "text", "language": "lang", "path": "file", "label": "tag", "order": "sort", "state": "is",
		"day": "on", "near": "around", "to": "until", "till": "until", "during": "on", "in": "on", "year": "date", "category": "folder",
	}[name]
	if other != "" {
		return other
	}
	var names []string
	for _, k := range keys {
		if k.help != "" {
			names = append(names, k.name)
		}
	}
	return suggest.Word(name, names)
}
