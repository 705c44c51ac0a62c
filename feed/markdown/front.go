package markdown

import (
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"gopkg.in/yaml.v3"

	"dateline/model"
	"dateline/model/when"
)

// front is front matter: the values of keys in lower case; those of tables
// have keys such as "taxonomies.tags".
type front struct {
	values map[string][]string
	note   string // what was wrong with it
}

// frontMost bounds front matter, in bytes. More is text.
const frontMost = 256 << 10

// cut takes the front matter off a document. line is the number of the first
// line of the body.
func cut(text string) (f front, body string, line int) {
	text = strings.TrimLeft(text, "\n")
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.TrimRight(first, " \t")
	switch first {
	case "---", "+++":
		ends := []string{first}
		if first == "---" {
			ends = append(ends, "...")
		}
		matter, after, ok := until(rest, ends)
		if !ok || len(matter) > frontMost {
			break
		}
		if first == "+++" {
			f = readTOML(matter)
		} else {
			f = readYAML(matter)
		}
		if f.values == nil {
			break
		}
		return f, after, 3 + strings.Count(matter, "\n")
	}
	if f, rest, lines := plainFront(text); lines > 0 {
		return f, rest, lines + 1
	}
	return front{}, text, 1
}

// until cuts text at the first line that is one of ends.
func until(text string, ends []string) (before, after string, ok bool) {
	for at := 0; at < len(text); {
		line, next := text[at:], len(text)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		bare := strings.TrimRight(line, " \t")
		for _, e := range ends {
			if bare == e {
				return text[:at], text[next:], true
			}
		}
		at = next
	}
	return "", "", false
}

// readYAML reads YAML. Of what is not valid, it reads the lines "key: value".
func readYAML(matter string) front {
	if strings.TrimSpace(matter) == "" {
		return front{values: map[string][]string{}}
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(matter), &root); err != nil {
		f := readLines(matter)
		f.note = frontError("YAML", err)
		return f
	}
	f := front{}
	if len(root.Content) == 1 && root.Content[0].Kind == yaml.MappingNode {
		f.values = make(map[string][]string)
		f.mapping("", root.Content[0], 0)
	}
	return f
}

// nesting is how deep front matter is followed.
const nesting = 4

func (f *front) mapping(prefix string, n *yaml.Node, depth int) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		f.node(prefix+strings.ToLower(n.Content[i].Value), n.Content[i+1], depth+1)
	}
}

func (f *front) node(key string, n *yaml.Node, depth int) {
	if depth > nesting {
		return
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag != "!!null" {
			f.add(key, n.Value)
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if item.Kind == yaml.MappingNode { // authors: [{name: ...}]
				f.mapping(key+".", item, depth+1)
				continue
			}
			f.node(key, item, depth+1)
		}
	case yaml.MappingNode:
		f.mapping(key+".", n, depth)
	}
}

func (f *front) add(key, value string) {
	if value = strings.TrimSpace(value); value != "" && len(f.values[key]) < 1000 {
		f.values[key] = append(f.values[key], value)
	}
}

// readTOML reads TOML. Of what is not valid, it reads the lines "key = value".
func readTOML(matter string) front {
	var root map[string]any
	if _, err := toml.Decode(matter, &root); err != nil {
		f := readLines(matter)
		f.note = frontError("TOML", err)
		return f
	}
	f := front{values: make(map[string][]string)}
	f.table("", root, 0)
	return f
}

func (f *front) table(prefix string, t map[string]any, depth int) {
	for key, v := range t {
		f.value(prefix+strings.ToLower(key), v, depth+1)
	}
}

func (f *front) value(key string, v any, depth int) {
	if depth > nesting {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		f.table(key+".", v, depth)
	case []map[string]any:
		for _, t := range v {
			f.table(key+".", t, depth)
		}
	case []any:
		for _, item := range v {
			f.value(key, item, depth+1)
		}
	case time.Time:
		f.add(key, tomlTime(v))
	default:
		f.add(key, fmt.Sprint(v))
	}
}

// tomlTime writes a TOML date with no more than it states: its local dates and
// times come in locations of the library's own.
func tomlTime(t time.Time) string {
	if strings.HasSuffix(t.Location().String(), "-local") {
		return t.Format("2006-01-02")
	}
	return t.Format(time.RFC3339)
}

// readLines reads lines "key: value" and "key = value", and lists of "- item"
// below a key.
func readLines(matter string) front {
	f := front{values: make(map[string][]string)}
	key := ""
	for line := range strings.Lines(matter) {
		bare := strings.TrimSpace(line)
		if item, ok := strings.CutPrefix(bare, "- "); ok && key != "" {
			f.add(key, unquote(item))
			continue
		}
		i := strings.IndexAny(line, ":=")
		if i <= 0 || line[0] == ' ' || line[0] == '#' || strings.ContainsAny(line[:i], "\"'{}[]") {
			continue
		}
		key = strings.ToLower(strings.TrimSpace(line[:i]))
		value := strings.TrimSpace(line[i+1:])
		if strings.HasPrefix(value, "[") && strings.HasSuffix(value, "]") {
			for _, item := range strings.Split(value[1:len(value)-1], ",") {
				f.add(key, unquote(item))
			}
			continue
		}
		f.add(key, unquote(value))
	}
	return f
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// plainFront reads a head of lines "Title: ..." that a blank line ends, as
// MultiMarkdown and Pelican have it. It returns the number of its lines with
// the blank one, or 0.
func plainFront(text string) (f front, rest string, lines int) {
	at, titled := 0, false
	for lines < 40 && at < len(text) {
		line, next := text[at:], len(text)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if lines++; strings.TrimSpace(line) == "" {
			break
		}
		key, _, ok := strings.Cut(line, ":")
		if !ok || len(key) > 24 || strings.ContainsAny(key, " #*[`") {
			return front{}, text, 0
		}
		titled = titled || strings.EqualFold(key, "title")
		at = next
	}
	if !titled || lines < 3 {
		return front{}, text, 0
	}
	f = readLines(text[:at])
	return f, text[at:], lines
}

// usual reports whether f has a key that front matter mostly has. A line
// between rules may have a colon without being one.
func (f front) usual() bool {
	for _, k := range []string{"title", "date", "tags", "layout", "author", "authors", "categories", "draft", "slug", "description", "aliases", "lastmod", "published", "created", "lang", "permalink"} {
		if len(f.values[k]) > 0 {
			return true
		}
	}
	return false
}

// first returns the first value of the first of keys that has one.
func (f front) first(keys ...string) string {
	for _, k := range keys {
		if v := f.values[k]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// list returns the values of keys, each once. A single text stands for several
// where commas part it.
func (f front) list(keys ...string) []string {
	var all []string
	seen := make(map[string]bool)
	for _, k := range keys {
		values := f.values[k]
		if values == nil {
			values = f.values[k+".name"]
		}
		if len(values) == 1 {
			values = strings.Split(values[0], ",")
		}
		for _, v := range values {
			v = model.CleanLine(strings.Trim(strings.TrimSpace(v), "#[]"))
			if v != "" && !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	return all
}

// date returns the first of keys that is a date.
func (f front) date(keys ...string) model.Date {
	for _, k := range keys {
		if m, ok := when.PrintedIn(model.CleanLine(f.first(k)), when.DayFirst); ok {
			m.Date.From = model.FromMetadata
			return m.Date
		}
	}
	return model.Date{}
}
