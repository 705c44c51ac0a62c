package corpus

import (
	"strconv"

	"dateline/feed/document"
	"dateline/feed/jsonscan"
	"dateline/model"
)

// take takes what the member m states for k.
func (r *record) take(k rank, m jsonscan.Value) {
	switch {
	case k.field == fieldEnclosure:
		if m.Kind == jsonscan.Array {
			r.enclosures = readEnclosures(m)
			r.rank[k.field] = k.order + 1
		}
	case m.Kind == jsonscan.Array:
		r.setList(k, texts(m))
	case m.Kind == jsonscan.Object:
		r.set(k, within(m))
	default:
		r.set(k, m.Text())
	}
}

// texts returns the elements of a list in words.
func texts(list jsonscan.Value) []string {
	var all []string
	_ = list.Elements(func(v jsonscan.Value) bool {
		s := v.Text()
		if v.Kind == jsonscan.Object {
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

func within(object jsonscan.Value) string {
	best, found := len(inner), ""
	_ = object.Members(func(key []byte, m jsonscan.Value) bool {
		for i, name := range inner[:best] {
			if string(key) == name && m.Kind != jsonscan.Array && m.Kind != jsonscan.Object {
				if s := m.Text(); s != "" {
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
func readEnclosures(list jsonscan.Value) []model.Enclosure {
	var all []model.Enclosure
	_ = list.Elements(func(v jsonscan.Value) bool {
		var e model.Enclosure
		if v.Kind == jsonscan.String {
			e.URL = document.WebAddress(v.Text())
		} else if v.Kind == jsonscan.Object {
			_ = v.Members(func(key []byte, m jsonscan.Value) bool {
				switch string(key) {
				case "url", "href":
					e.URL = document.WebAddress(m.Text())
				case "type", "mime_type":
					e.Type = model.CleanLine(m.Text())
				case "length", "size_in_bytes":
					e.Length, _ = strconv.ParseInt(m.Text(), 10, 64)
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
