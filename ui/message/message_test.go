package message_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// elsewhere are packages whose words are not messages: names and descriptions
// of actions and settings, colours, tests, and code that is not ours.
var elsewhere = []string{"cli", "config", "handoff", "keys", "message", "sshd", "theme", "third_party", "uitest"}

// wordy is what reads like something that is said.
var wordy = regexp.MustCompile(`\pL{2,} |\pL[.:?!] *$| \pL{2,}|^\p{Lu}\p{Ll}{2}`)

// unsaid are texts that look like it and are not said as words: the program's
// own name, what is typed, parts of addresses and of Markdown.
var unsaid = regexp.MustCompile(`^ *dateline|^today tomorrow|^(older |on:|date:|before:|page |mailto:|NoteRef|\]\(data:)$`)

// saying are the functions whose argument at the index is said.
var saying = map[string]int{"say": 0, "complain": 0, "failed": 0, "problem": 0, "Show": 0, "TextRow": 0, "chooseFor": 1, "askFor": 1, "taking": 0, "section": 0}

// TestTable: what the screen says stands in the table.
func TestTable(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains(elsewhere, d.Name()) || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		for _, lit := range said(file) {
			t.Errorf("%s says %s: it belongs in the table of ui/message", set.Position(lit.Pos()), lit.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("only %d files were read", files)
	}
}

// said returns the texts of a file that look as if they were said.
func said(file *ast.File) []*ast.BasicLit {
	var found []*ast.BasicLit
	own := make(map[ast.Expr]bool) // words that stand where they belong
	take := func(x ast.Expr, surely bool) {
		lit, ok := x.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING || own[x] || slices.Contains(found, lit) {
			return
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			return
		}
		is := wordy.MatchString(text) || surely && strings.ContainsFunc(text, func(r rune) bool { return r >= 'A' })
		if is && !unsaid.MatchString(text) {
			found = append(found, lit)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.KeyValueExpr: // the words of an action stand in its row
			if key, ok := n.Key.(*ast.Ident); ok && file.Name.Name == "action" && slices.Contains([]string{"Arg", "Help", "Hint", "Plain"}, key.Name) {
				own[n.Value] = true
			}
		case *ast.CallExpr:
			name := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			if name == "group" && file.Name.Name == "action" { // a heading of the help
				own[n.Args[0]] = true
			}
			if i, ok := saying[name]; ok && i < len(n.Args) {
				take(n.Args[i], true)
			}
		case *ast.BasicLit:
			take(n, false)
		}
		return true
	})
	return found
}

// TestStrays: the test above finds what it is for.
func TestStrays(t *testing.T) {
	const text = `package p
import "a b"
func f(a A) {
	a.say("Done.")
	a.failed("copy", nil)
	g("there is none", "esc", "is:unread", "older than")
	h(fmt.Sprintf("%d left", n), "tag:", "%s")
}`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, lit := range said(file) {
		got = append(got, lit.Value)
	}
	want := []string{`"Done."`, `"copy"`, `"there is none"`, `"older than"`, `"%d left"`, `"tag:"`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestUsed: every message is used, and said once in the table.
func TestUsed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "table.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	used := make(map[string]bool)
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		src, err := os.ReadFile(path)
		use := `\bmessage\.(\w+)`
		if path == "../message/words.go" || path == "../message/rules.go" {
			use = `\b(\w+)`
		}
		for _, m := range regexp.MustCompile(use).FindAllSubmatch(src, -1) {
			used[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		name, value := spec.Names[0].Name, spec.Values[0].(*ast.BasicLit).Value
		if !used[name] {
			t.Errorf("%s is not used", name)
		}
		if other := texts[value]; other != "" {
			t.Errorf("%s and %s both say %s", other, name, value)
		}
		texts[value] = name
		return true
	})
	if len(texts) < 400 {
		t.Errorf("only %d messages", len(texts))
	}
}
