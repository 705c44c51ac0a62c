package corpus

import (
	"strconv"

	"dateline/model"
)

// take takes what the member m states for k.
func (r *record) take(k rank, m value) {
	switch {
	case k.field == fieldEnclosure:
		if m.kind == isArray {
			r.enclosures = readEnclosures(m)
			r.rank[k.field] = k.order + 1
		}
	case m.kind == isArray:
		r.setList(k, texts(m))
	case m.kind == isObject:
		r.set(k, within(m))
	default:
		r.set(k, m.text())
	}
}

// texts returns the elements of a list in words.
func texts(list value) []string {
	var all []string
	_ = list.elements(func(v value) bool {
		s := v.text()
		if v.kind == isObject {
			s = within(v)
		}
		if s != "" {
			all = append(all, s)
		}
		return true
	})
	return all
}

// inner are the members that say what an object in the place of a word means:
// {"name": "A. Writer"}, {"$date": "2018-11-06"}, {"text": "..."}.
var inner = []string{"name", "title", "$date", "date", "value", "text", "term", "rendered", "content", "#text", "_value", "url", "href", "$oid"}

func within(object value) string {
	best, found := len(inner), ""
	_ = object.members(func(key []byte, m value) bool {
		for i, name := range inner[:best] {
			if string(key) == name && m.kind != isArray && m.kind != isObject {
				if s := m.text(); s != "" {
					best, found = i, s
				}
			}
		}
		return best > 0
	})
	return found
}

// readEnclosures reads [{"url": ..., "type": ..., "length": ...}], and what
// JSON Feed calls them.
func readEnclosures(list value) []model.Enclosure {
	var all []model.Enclosure
	_ = list.elements(func(v value) bool {
		var e model.Enclosure
		if v.kind == isString {
			e.URL = address(v.text())
		} else if v.kind == isObject {
			_ = v.members(func(key []byte, m value) bool {
				switch string(key) {
				case "url", "href":
					e.URL = address(m.text())
				case "type", "mime_type":
					e.Type = model.CleanLine(m.text())
				case "length", "size_in_bytes":
					e.Length, _ = strconv.ParseInt(m.text(), 10, 64)
				}
				return true
			})
		}
		if e.URL != "" {
			all = append(all, e)
		}
		return len(all) < 64
	})
	return all
}
