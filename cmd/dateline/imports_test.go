package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ours is the path of this module.
const ours = "dateline/"

// importRule says what the packages under a path may import of this module,
// and which packages they must not, of others or of this one. The first that fits
// counts.
type importRule struct {
	from    string   // package, or all below it with a trailing /
	ours    []string // likewise
	never   []string
	stdOnly bool
}

// screenNever is what the screen has no business with.
var screenNever = []string{"os", "net/http", "database/sql", "os/exec", "ui/handoff"}

var importRules = []importRule{
	{from: "cmd/dateline", ours: []string{"cmd/cli", "ui", "ui/", "feed", "feed/", "model", "model/"}, never: []string{"database/sql", "net/http", "model/store/sqlite"}},
	{from: "model", ours: []string{"model/tokenize"}, stdOnly: true},
	{from: "model/tokenize"},
	{from: "model/store", ours: []string{"model", "model/store/sqlite"}},
	{from: "model/store/sqlite", ours: []string{"model", "model/store/sqlite/", "model/when", "model/tokenize"}},
	{from: "model/store/sqlite/", ours: []string{"model"}},
	{from: "model/modeltest", ours: []string{"model", "model/when"}},
	{from: "model/suggest", stdOnly: true},
	{from: "model/when/lexicon", ours: []string{"model/tokenize"}, never: []string{"os", "net/http", "database/sql"}},
	{from: "model/when/printed", ours: []string{"model", "model/when/lexicon"}, never: []string{"os", "net/http", "database/sql"}},
	{from: "model/when", ours: []string{"model", "model/suggest", "model/when/lexicon"}, never: []string{"os", "net/http", "database/sql"}},
	{from: "model/atomicfile", stdOnly: true},
	{from: "model/shell", stdOnly: true},
	{from: "model/transfer", ours: []string{"model", "model/listing", "model/query", "model/transfer/", "model/tokenize"}, never: []string{"net/http", "database/sql"}},
	{from: "model/transfer/newsboat", ours: []string{"model", "model/store/sqlite", "model/when/printed"}, never: []string{"net/http"}},
	{from: "model/listing", ours: []string{"model", "model/transfer/jsonlines"}, never: []string{"net/http", "database/sql"}},
	{from: "model/", ours: []string{"model", "model/suggest", "model/when", "model/tokenize"}, never: []string{"os", "net/http", "database/sql"}},
	{from: "feed", ours: []string{"feed/", "model", "model/transfer/opml", "model/when/printed"}, never: []string{"database/sql"}},
	{from: "feed/credentials", ours: []string{"feed/fetch", "model", "model/atomicfile", "model/shell"}, never: []string{"database/sql", "net/http"}},
	{from: "feed/corpus", ours: []string{"feed/document", "feed/header", "feed/html2md", "feed/jsonscan", "feed/parallel", "model", "model/transfer/jsonlines", "model/when/printed"}, never: []string{"database/sql"}},
	{from: "feed/subscribe", ours: []string{"feed", "feed/fetch", "model", "model/tokenize"}, never: []string{"database/sql", "os", "net/http"}},
	{from: "feed/fetch", never: []string{"database/sql"}},
	{from: "feed/remote", ours: []string{"feed/document", "feed/fetch", "feed/webpage", "model", "model/when/printed"}, never: []string{"database/sql"}},
	{from: "feed/dom", ours: []string{"model"}, never: []string{"database/sql"}},
	{from: "feed/text/train", ours: []string{"feed/text"}, never: []string{"database/sql", "net/http"}},
	{from: "feed/header", ours: []string{"feed/document"}, never: []string{"database/sql", "net/http"}},
	{from: "feed/parallel", ours: []string{"feed/document"}, never: []string{"database/sql", "net/http"}},
	{from: "feed/mail", ours: []string{"feed/document", "feed/header", "feed/html2md", "feed/parallel", "model", "model/when/printed"}, never: []string{"database/sql", "net/http"}},
	{from: "feed/jsonscan", ours: []string{"feed/document"}, never: []string{"database/sql"}},
	{from: "feed/html2md", ours: []string{"feed/dom", "model"}, never: []string{"database/sql"}},
	{from: "feed/webpage", ours: []string{"feed/document", "feed/dom", "feed/html2md", "model", "model/when/printed"}, never: []string{"database/sql"}},
	{from: "feed/handbook", ours: []string{"feed/document", "feed/markdown", "model"}, never: []string{"database/sql"}},
	{from: "feed/", ours: []string{"feed/document", "feed/html2md", "feed/jsonscan", "model", "model/when/printed"}, never: []string{"database/sql"}},
	{from: "ui", ours: []string{"ui/", "model", "model/suggest", "model/query", "model/tokenize"}, never: screenNever},
	{from: "ui/handoff", ours: []string{"model", "model/listing", "model/shell"}, never: []string{"net/http", "database/sql"}},
	{from: "ui/sshd", ours: []string{"ui", "ui/keys", "ui/message", "ui/theme", "model", "model/query"}, never: []string{"database/sql"}},
	{from: "ui/uitest", ours: []string{"ui", "ui/", "model", "model/query"}},
	{from: "cmd/cli", ours: []string{"model", "model/suggest"}, never: screenNever},
	{from: "ui/config", ours: []string{"ui/keys", "ui/message", "ui/theme", "model", "model/query", "model/suggest"}, never: screenNever},
	{from: "ui/config/example", ours: []string{"ui/config"}},
	{from: "ui/config/file", never: []string{"net/http", "database/sql"}},
	{from: "ui/keys", ours: []string{"model/suggest"}, never: screenNever},
	{from: "ui/theme", ours: []string{"model"}, never: screenNever},
	{from: "ui/session", ours: []string{"ui/article", "ui/diff", "ui/message", "ui/theme", "model", "model/suggest", "model/query", "model/tokenize"}, never: screenNever},
	{from: "ui/linemode", ours: []string{"ui", "ui/article", "ui/session", "ui/diff", "ui/keys", "ui/list", "ui/message", "ui/theme", "ui/highlight", "model", "model/query"}, never: screenNever},
	{from: "ui/diff", never: screenNever},
	{from: "ui/message", never: screenNever},
	{from: "ui/highlight", ours: []string{"model", "model/tokenize"}, never: screenNever},
	{from: "ui/", ours: []string{"ui/keys", "ui/message", "ui/theme", "ui/highlight", "model", "model/query", "model/tokenize"}, never: screenNever},
}

// under reports whether path is one of the patterns, or below one that ends
// with a slash.
func under(path string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return path == p || strings.HasSuffix(p, "/") && strings.HasPrefix(path, p)
	})
}

// golist runs `go list` at the root of the module and returns its lines.
func golist(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// TestImports: the packages import one another in one direction only.
func TestImports(t *testing.T) {
	for _, line := range golist(t, "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...") {
		words := strings.Fields(line)
		from := strings.TrimPrefix(words[0], ours)
		i := slices.IndexFunc(importRules, func(r importRule) bool { return under(from, []string{r.from}) })
		if i < 0 {
			t.Errorf("%s: no rule says what it may import", from)
			continue
		}
		r := importRules[i]
		for _, to := range words[1:] {
			local, isOurs := strings.CutPrefix(to, ours)
			switch {
			case isOurs && (!under(local, r.ours) || slices.Contains(r.never, local)):
				t.Errorf("%s imports %s", from, local)
			case !isOurs && slices.Contains(r.never, to):
				t.Errorf("%s imports %s", from, to)
			case !isOurs && r.stdOnly && strings.Contains(strings.Split(to, "/")[0], "."):
				t.Errorf("%s imports %s, though the standard library is all it may", from, to)
			}
		}
	}
}

// costly are packages that must not be linked at all.
var costly = []string{
	"go-dateparser", "go-trafilatura", "go-htmldate", // 0.2 s and 55 MB at every start
	"chroma/v2/lexers",   // 13 ms at every start: see .github/adr/0007
	"lipgloss/v2/compat", // asks the terminal when it is loaded
}

func TestNothingCostlyIsLinked(t *testing.T) {
	for _, path := range golist(t, "-deps", "./cmd/dateline") {
		for _, c := range costly {
			if strings.Contains(path, c) {
				t.Errorf("%s is linked", path)
			}
		}
	}
}

// TestColoursAreInTheTheme: no other package makes styles.
func TestColoursAreInTheTheme(t *testing.T) {
	for _, root := range []string{"../../ui", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
				strings.Contains(filepath.ToSlash(path), "ui/theme/") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, call := range []string{"lipgloss.NewStyle(", "lipgloss.Color("} {
				if strings.Contains(string(text), call) {
					t.Errorf("%s has %s...)", path, call)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
