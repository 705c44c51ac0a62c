package markdown

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"gopkg.in/yaml.v3"

	"dateline/model"
	"dateline/model/when/printed"
)

// front is front matter: the values of keys in lower case; those of tables
// have keys such as "taxonomies.tags".
type front struct {
	values map[string][]string
	listed map[string]bool // keys whose values are those of a list, not to be parted at commas
	note   string          // what was wrong with it
}

func newFront() front {
	return front{values: make(map[string][]string), listed: make(map[string]bool)}
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
		return newFront()
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(matter), &root); err != nil {
		f := readLines(matter)
		f.note = frontError("YAML", err)
		return f
	}
	if len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return front{}
	}
	f := newFront()
	f.mapping("", root.Content[0], 0)
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
		switch {
		case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
			f.addQuoted(key, n.Value)
		case n.Tag != "!!null":
			f.add(key, n.Value)
		}
	case yaml.SequenceNode:
		f.listed[key] = true
		for _, item := range n.Content {
			if item.Kind == yaml.MappingNode { // authors: [{name: ...}, ...]
				f.mapping(key+".", item, depth+1)
				item = valueOf(item, "name")
			}
			f.node(key, item, depth+1)
		}
	case yaml.MappingNode:
		f.mapping(key+".", n, depth)
	}
}

// valueOf returns what stands under a key of a mapping, or an empty node.
func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if strings.EqualFold(mapping.Content[i].Value, key) {
			return mapping.Content[i+1]
		}
	}
	return &yaml.Node{}
}

func (f *front) add(key, value string) {
	if value = strings.TrimSpace(value); value != "" && len(f.values[key]) < 1000 {
		f.values[key] = append(f.values[key], value)
	}
}

// addQuoted is add for a text in quotation marks, which may be there for the
// comma of a name: "Surname, Given".
func (f *front) addQuoted(key, value string) {
	surname, given, ok := strings.Cut(value, ",")
	if ok && slices.Contains(authorKeys, key) && len(strings.Fields(surname)) == 1 && len(strings.Fields(given)) == 1 && !strings.Contains(given, ",") {
		f.listed[key] = true
	}
	f.add(key, value)
}

// readTOML reads TOML. Of what is not valid, it reads the lines "key = value".
func readTOML(matter string) front {
	var root map[string]any
	if _, err := toml.Decode(matter, &root); err != nil {
		f := readLines(matter)
		f.note = frontError("TOML", err)
		return f
	}
	f := newFront()
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
		f.listed[key] = true
		for _, t := range v {
			f.table(key+".", t, depth)
			f.value(key, t["name"], depth+1)
		}
	case []any:
		f.listed[key] = true
		for _, item := range v {
			if t, ok := item.(map[string]any); ok {
				f.table(key+".", t, depth)
				item = t["name"]
			}
			f.value(key, item, depth+1)
		}
	case nil:
	case time.Time:
		f.add(key, tomlTime(v))
	case string:
		f.addQuoted(key, v)
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
	f := newFront()
	key := ""
	for line := range strings.Lines(matter) {
		bare := strings.TrimSpace(line)
		if item, ok := strings.CutPrefix(bare, "- "); ok && key != "" {
			f.listed[key] = true
			f.add(key, scalar(item))
			continue
		}
		i := strings.IndexAny(line, ":=")
		if i <= 0 || line[0] == ' ' || line[0] == '#' || strings.ContainsAny(line[:i], "\"'{}[]") {
			continue
		}
		key = strings.ToLower(strings.TrimSpace(line[:i]))
		value := strings.TrimSpace(line[i+1:])
		switch items, ok := flow(value); {
		case ok:
			f.listed[key] = true
			for _, item := range items {
				f.add(key, item)
			}
		case value != "" && strings.IndexByte("\"'", value[0]) >= 0:
			f.addQuoted(key, scalar(value))
		default:
			f.add(key, scalar(value))
		}
	}
	return f
}

// flow returns the items of a list such as [a, "b, c"], of which the end may
// be missing. It returns false for what is none.
func flow(s string) (items []string, ok bool) {
	s, ok = strings.CutPrefix(s, "[")
	if !ok {
		return nil, false
	}
	var quote byte
	from := 0
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.TrimSpace(s[from:i]) == "":
			quote = c
		case c == ',':
			items, from = append(items, scalar(s[from:i])), i+1
		case c == ']':
			return append(items, scalar(s[from:i])), true
		}
	}
	return append(items, scalar(s[from:])), true
}

// scalar returns what a value says: what is in its quotation marks, else what
// stands before a comment.
func scalar(s string) string {
	s = strings.TrimSpace(s)
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		inner, after, ok := strings.Cut(s[1:], s[:1])
		if after = strings.TrimSpace(after); ok && (after == "" || after[0] == '#') {
			return inner
		}
	}
	if i := strings.Index(s, " # "); i >= 0 { // "the #1 film" is no comment
		s = strings.TrimSpace(s[:i])
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

// list returns the values of keys, each once. A text that is no list stands for
// several where commas part it.
func (f front) list(keys ...string) []string {
	var all []string
	seen := make(map[string]bool)
	for _, k := range keys {
		if f.values[k] == nil {
			k += ".name"
		}
		values := f.values[k]
		if len(values) == 1 && !f.listed[k] {
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
		if m, ok := printed.Field(f.first(k), printed.DayFirst); ok {
			return m.Date
		}
	}
	return model.Date{}
}
