package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dateline/feed/handbook"
	"dateline/model/query"
	"dateline/ui/config"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// TestHandbookQueries: what the handbook calls a query is one.
func TestHandbookQueries(t *testing.T) {
	span := regexp.MustCompile("`([^`]+)`")
	for _, name := range []string{"help/dates.md", "help/query.md"} {
		text, err := fs.ReadFile(handbook.Pages, name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range span.FindAllStringSubmatch(string(text), -1) {
			q := m[1]
			if strings.HasSuffix(q, ":") || strings.HasPrefix(q, "dateline ") || !strings.ContainsAny(q, ":0123456789*\"") {
				continue // the name of a term, a command, or a key
			}
			n++
			if _, err := query.Parse(q, query.Env{Now: noon, View: func(string) (string, bool) { return "", true }}); err != nil {
				t.Errorf("%s: %s: %v", name, q, err)
			}
		}
		if n < 8 {
			t.Errorf("%s: %d queries", name, n)
		}
	}
}

// TestHandbookTerms: the pages on queries and dates have every term there is.
func TestHandbookTerms(t *testing.T) {
	pages := ""
	for _, name := range []string{"help/dates.md", "help/query.md"} {
		text, err := fs.ReadFile(handbook.Pages, name)
		if err != nil {
			t.Fatal(err)
		}
		pages += string(text)
	}
	for _, term := range query.Terms() {
		if !strings.Contains(pages, "`"+term) {
			t.Errorf("%s is not told of", term)
		}
	}
	for _, word := range query.DateWords() {
		form := regexp.MustCompile(`\d+`).ReplaceAllString(word, `\d+`)                             // 7d as any number of days
		form = regexp.MustCompile(`^(this|last|next)-`).ReplaceAllString(form, "(this|last|next)-") // last-year as next-year
		if !regexp.MustCompile("`" + form + "`").MatchString(pages) {
			t.Errorf("%s is not told of", word)
		}
	}
}

// TestHandbookConfig: what the handbook shows of a configuration is one, and the
// page tells of every setting and role.
func TestHandbookConfig(t *testing.T) {
	page, err := fs.ReadFile(handbook.Pages, "help/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		n++
		if _, err := config.Read(config.Sources{Text: m[1]}); err != nil {
			t.Errorf("%v", err)
		}
	}
	if n < 3 {
		t.Errorf("%d examples", n)
	}
	if !strings.Contains(string(page), "```toml\n"+config.Example()+"```") {
		t.Error("the page does not have the example of all settings; 'go generate ./...' puts it there")
	}
	late := regexp.MustCompile(`(?s)picks up the file when you save it, except for(.*?)\.`).FindStringSubmatch(string(page))
	for _, s := range config.Table() {
		if late == nil || strings.Contains(late[1], "`"+s.Name+"`") != (s.Live == config.AtStart) {
			t.Errorf("the page says wrongly whether %s counts at once", s.Name)
		}
	}
	for _, words := range [][]string{{"[keys]", "[macros]", "[themes."}, theme.Roles(), theme.Names(), keys.ScopeNames()} {
		for _, w := range words {
			if !strings.Contains(string(page), w) {
				t.Errorf("%s is not told of", w)
			}
		}
	}
}

// TestHandbookEnvironment: the handbook tells of every variable that the program
// looks at, but for those that only say where it runs.
func TestHandbookEnvironment(t *testing.T) {
	page, err := fs.ReadFile(handbook.Pages, "help/files.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	asked := regexp.MustCompile(`(?:\b(?:[gG]etenv|locale)\(|\bPlace\([a-z.]+, |\b(?:Env|locale): )"([A-Z_]+)"`)
	err = filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		code, err := os.ReadFile(name)
		for _, m := range asked.FindAllStringSubmatch(string(code), -1) {
			switch m[1] {
			case "HOME", "TMUX", "SSH_CONNECTION", "SSH_TTY", "TMPDIR", "SQLITE_TMPDIR":
				continue
			}
			if n++; !strings.Contains(string(page), m[1]) {
				t.Errorf("%s looks at %s, which is not told of", name, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 10 {
		t.Errorf("%d variables", n)
	}
}

// TestHandbookPages: every page of the handbook that is named in another, in the
// help or in the README is there, and so is every command.
func TestHandbookPages(t *testing.T) {
	p := &program{}
	root := p.root()
	root.InitDefaultCompletionCmd("completion")
	texts := []string{root.Long, root.Example}
	for _, cmd := range root.Commands() {
		texts = append(texts, cmd.Long, cmd.Example)
		for _, sub := range cmd.Commands() {
			texts = append(texts, sub.Long, sub.Example)
		}
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, string(readme))
	pages, err := fs.Glob(handbook.Pages, "help/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		text, err := fs.ReadFile(handbook.Pages, name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	n := 0
	for _, text := range texts {
		for _, m := range regexp.MustCompile("(?m)(?:^ *|['`\"])dateline ([a-z]+)((?: [a-z][a-z-]*)*)['`\"]?").FindAllStringSubmatch(text, -1) {
			words := append([]string{m[1]}, strings.Fields(m[2])...)
			cmd, _, err := root.Find(words[:1])
			if err != nil || cmd == root {
				continue // a sentence, or a document
			}
			n++
			if cmd.Name() == "guide" && len(words) > 1 && !slices.Contains(pages, "help/"+words[1]+".md") {
				t.Errorf("%s: there is no such page", m[0])
			}
			if cmd.HasSubCommands() && len(words) > 1 {
				if sub, _, err := root.Find(words[:2]); err != nil || sub == cmd {
					t.Errorf("%s: there is no such command", m[0])
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("%d commands", n)
	}
}
