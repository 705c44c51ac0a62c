package webpage

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// jsonldArticle is what the JSON-LD of a page states of its article
// (https://schema.org/Article).
type jsonldArticle struct {
	headline  string
	published string
	modified  string
	created   string
	authors   []string
	publisher string
	weight    int // how sure it is that this is the article
}

// maxScript bounds a script of JSON-LD, in bytes.
const maxScript = 1 << 20

// readJSONLD returns the objects of the page's JSON-LD that may be its
// article, in their order. Scripts that are no JSON are searched for dates.
func readJSONLD(scripts []string) []jsonldArticle {
	var found []jsonldArticle
	names := map[string]any{}
	for _, script := range scripts {
		if len(script) > maxScript {
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(script), &v); err != nil {
			if err := json.Unmarshal([]byte(repairJSON(script)), &v); err != nil {
				if l, ok := scrapeDates(script); ok {
					found = append(found, l)
				}
				continue
			}
		}
		gatherNames(v, 0, names)
		gatherArticles(v, 0, names, &found)
	}
	return found
}

// maxNames bounds the objects of a page that others may refer to by their @id.
const maxNames = 1000

// gatherNames collects the names of the people and organizations in v by @id.
func gatherNames(v any, depth int, names map[string]any) {
	if depth > 8 || len(names) >= maxNames {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			gatherNames(e, depth+1, names)
		}
	case map[string]any:
		id, ok := v["@id"].(string)
		if name := v["name"]; ok && name != nil {
			names[id] = name
		}
		for _, e := range v {
			gatherNames(e, depth+1, names)
		}
	}
}

// namesOf returns the names of authors: of objects their name, be it a list, or that
// of the object whose @id they give.
func namesOf(v any, names map[string]any) []string {
	switch v := v.(type) {
	case []any:
		var all []string
		for _, e := range v {
			if len(all) < 20 {
				all = append(all, namesOf(e, names)...)
			}
		}
		return all
	case map[string]any:
		if n := texts(v["name"], "name"); len(n) > 0 {
			return n
		}
		if id, ok := v["@id"].(string); ok {
			return texts(names[id], "name")
		}
		return nil
	}
	return texts(v, "name")
}

// repairJSON takes out what makes JSON in pages invalid most often: line breaks in
// strings, comments around it, commas at the end of lists.
func repairJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, c := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, c[0]), c[1]))
	}
	s = strings.TrimSuffix(s, ";")
	var b strings.Builder
	b.Grow(len(s))
	inString, escaped := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case escaped:
			escaped = false
		case c == '\\' && inString:
			escaped = true
		case c == '"':
			inString = !inString
		case inString && c < ' ':
			b.WriteByte(' ')
			continue
		case !inString && c == ',':
			if rest := strings.TrimLeft(s[i+1:min(len(s), i+200)], " \t\r\n"); rest != "" && (rest[0] == '}' || rest[0] == ']') {
				continue
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

var datePublished = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"(datePublished|dateModified|dateCreated)"\s*:\s*"([^"]{6,40})"`)
})

// scrapeDates finds the dates in JSON-LD that cannot be read.
func scrapeDates(script string) (jsonldArticle, bool) {
	var l jsonldArticle
	for _, m := range datePublished().FindAllStringSubmatch(script, 8) {
		switch {
		case m[1] == "datePublished" && l.published == "":
			l.published = m[2]
		case m[1] == "dateModified" && l.modified == "":
			l.modified = m[2]
		case m[1] == "dateCreated" && l.created == "":
			l.created = m[2]
		}
	}
	l.weight = 1
	return l, l.published != "" || l.modified != "" || l.created != ""
}

// gatherArticles collects the articles in v.
func gatherArticles(v any, depth int, names map[string]any, found *[]jsonldArticle) {
	if depth > 8 || len(*found) > 64 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			gatherArticles(e, depth+1, names, found)
		}
	case map[string]any:
		if l := jsonldArticleFrom(v, names); l.weight > 0 {
			*found = append(*found, l)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "video"} {
			if child, ok := v[key]; ok {
				gatherArticles(child, depth+1, names, found)
			}
		}
	}
}

func jsonldArticleFrom(v map[string]any, names map[string]any) jsonldArticle {
	l := jsonldArticle{
		headline:  firstText(v, "headline", "name"),
		published: firstText(v, "datePublished", "dateposted", "datePosted", "uploadDate"),
		modified:  firstText(v, "dateModified"),
		created:   firstText(v, "dateCreated"),
		authors:   namesOf(v["author"], names),
	}
	if p := texts(v["publisher"], "name"); len(p) > 0 {
		l.publisher = p[0]
	}
	kind := strings.ToLower(strings.Join(texts(v["@type"], ""), " "))
	switch {
	case strings.Contains(kind, "article"), strings.Contains(kind, "blogposting"), strings.Contains(kind, "report"), strings.Contains(kind, "posting"), strings.Contains(kind, "review"), strings.Contains(kind, "recipe"):
		l.weight = 3
	case strings.Contains(kind, "webpage"), strings.Contains(kind, "creativework"), strings.Contains(kind, "itempage"):
		l.weight = 2
	case l.published != "" && !strings.Contains(kind, "comment"), strings.Contains(kind, "video"):
		l.weight = 1
	}
	return l
}

// firstText returns the first of the values of these keys that is text.
func firstText(v map[string]any, keys ...string) string {
	for _, key := range keys {
		if t := texts(v[key], "@value"); len(t) > 0 {
			return t[0]
		}
	}
	return ""
}

// texts returns the text, or texts, that v is; of objects, the value of key.
func texts(v any, key string) []string {
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(v); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, e := range v {
			if len(all) < 20 {
				all = append(all, texts(e, key)...)
			}
		}
		return all
	case map[string]any:
		if key != "" {
			return texts(v[key], "")
		}
	}
	return nil
}
