package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ours is the path of this module.
const ours = "dateline/"

// house is the tree, floor above floor: what each package imports of this module,
// no more and no less, so that an arrow that is new, and one that has gone, is a line
// of a change. A package imports only what stands above it here; cmd/dateline, which
// wires them all, has no row. CONTRIBUTING tells what the floors are for.
var house = []struct{ name, imports string }{
	// What articles, dates and questions are.
	{"model/tokenize", ""},
	{"model/suggest", ""},
	{"model/zone", ""},
	{"model/atomicfile", ""},
	{"model/shell", ""},
	{"model", "model/tokenize"},
	{"model/when/lexicon", "model/tokenize"},
	{"model/when/lexicon/cldr", "model/when/lexicon"},
	{"model/when/printed", "model model/when/lexicon"},
	{"model/when", "model model/suggest model/when/lexicon"},
	{"model/query", "model model/suggest model/tokenize model/when"},

	// What keeps them.
	{"model/modeltest", "model"},
	{"model/store/sqlite/codec", "model"},
	{"model/store/sqlite/rowid", "model"},
	{"model/store/sqlite/schema", "model"},
	{"model/store/sqlite", "model model/store/sqlite/codec model/store/sqlite/rowid model/store/sqlite/schema model/tokenize model/zone"},
	{"model/store", "model model/store/sqlite"},

	// What moves them in and out.
	{"model/transfer/jsonlines", "model"},
	{"model/transfer/opml", "model"},
	{"model/transfer/newsboat", "model model/store/sqlite model/when/printed"},
	{"model/listing", "model model/transfer/jsonlines"},
	{"model/transfer", "model model/listing model/query model/tokenize model/transfer/jsonlines model/transfer/newsboat model/transfer/opml"},

	// What reads documents.
	{"feed/fetch", ""},
	{"feed/discover", ""},
	{"feed/document", "model"},
	{"feed/dom", "model"},
	{"feed/gbdt", ""},
	{"feed/rank", "feed/gbdt"},
	{"feed/byline", "model model/when/lexicon model/when/printed"},
	{"feed/byline/given", "model/when/lexicon"},
	{"feed/evaluation", "feed/dom model"},
	{"feed/html2md", "feed/dom model"},
	{"feed/header", "feed/document"},
	{"feed/jsonscan", "feed/document"},
	{"feed/parallel", "feed/document"},
	{"feed/corpus", "feed/document feed/header feed/html2md feed/jsonscan feed/parallel model model/transfer/jsonlines model/when/printed"},
	{"feed/mail", "feed/document feed/header feed/html2md feed/parallel model model/when/printed"},
	{"feed/markdown", "feed/document model model/when/printed"},
	{"feed/rss", "feed/document feed/html2md feed/jsonscan model model/when/printed"},
	{"feed/text", "feed/byline feed/document feed/gbdt feed/rank model model/when/printed"},
	{"feed/text/train", "feed/evaluation feed/gbdt feed/text"},
	{"feed/webpage", "feed/byline feed/discover feed/document feed/dom feed/gbdt feed/html2md feed/rank model model/when/printed"},
	{"feed", "feed/corpus feed/discover feed/document feed/fetch feed/mail feed/markdown feed/rss feed/text feed/webpage model model/transfer/opml"},
	{"feed/evaluation/train", "feed/evaluation feed/gbdt feed/rank feed/text feed/webpage model"},
	{"feed/evaluation/score", "feed feed/document feed/evaluation model"},

	// What uses that for a library.
	{"feed/command", "model model/atomicfile model/shell"},
	{"feed/credentials", "feed/fetch model model/atomicfile model/shell"},
	{"feed/handbook", "feed/document feed/markdown model"},
	{"feed/subscribe", "feed feed/command feed/discover feed/document feed/fetch model model/tokenize"},

	// The screen: tables first, then panes, then what puts them together.
	{"ui/diff", ""},
	{"ui/termtype", ""},
	{"ui/host", "model"},
	{"ui/message", "model"},
	{"ui/keys", "model/suggest"},
	{"ui/theme", "model"},
	{"ui/highlight", "model model/tokenize"},
	{"ui/picture", "ui/message"},
	{"ui/config/file", ""},
	{"ui/article", "model ui/highlight ui/message ui/theme"},
	{"ui/calendar", "model ui/message ui/theme"},
	{"ui/input", "model ui/theme"},
	{"ui/load", ""},
	{"ui/keystream", ""},
	{"ui/framerate", ""},
	{"ui/overlay", "model/tokenize ui/diff ui/keys ui/message ui/theme"},
	{"ui/sidebar", "model model/tokenize ui/message ui/theme"},
	{"ui/timeline", "model ui/message ui/theme"},
	{"ui/session", "model model/query model/suggest model/tokenize ui/diff ui/message"},
	{"ui/action", "model model/query model/tokenize ui/host ui/keys ui/message ui/session"},
	{"ui/dialog", "model ui/action ui/input ui/message ui/theme"},
	{"ui/config", "model model/query model/suggest ui/action ui/keys ui/message ui/session ui/theme"},
	{"ui/config/example", "ui/config"},
	{"ui/shared", "model model/query ui/config ui/host ui/input ui/keys ui/message ui/session ui/theme"},
	{"ui/reading", "model ui/action ui/article ui/keys ui/load ui/message ui/picture ui/session ui/shared ui/theme"},
	{"ui/tasks", "model ui/host ui/keys ui/load ui/message ui/session ui/shared"},
	{"ui/periods", "model model/query ui/calendar ui/keys ui/load ui/message ui/session ui/shared ui/timeline"},
	{"ui/sources", "model model/query ui/keys ui/load ui/message ui/session ui/shared ui/sidebar"},
	{"ui/details", "model ui/keys ui/load ui/message ui/overlay ui/session ui/shared"},
	{"ui/arrivals", "ui/config ui/keys ui/load ui/message ui/session ui/shared"},
	{"ui/known", "model ui/load ui/message ui/shared"},
	{"ui/list", "model model/query ui/config ui/highlight ui/message ui/theme"},
	{"ui/lines", "model ui/message ui/termtype ui/theme"},
	{"ui/browsing", "model model/query ui/keys ui/list ui/load ui/message ui/session ui/shared"},
	{"ui/prompt", "model model/query ui/input ui/message ui/session ui/shared"},
	{"ui", "model model/query ui/action ui/arrivals ui/article ui/browsing ui/calendar ui/config ui/details ui/dialog ui/framerate ui/host ui/input ui/keys ui/keystream ui/known ui/list ui/load ui/message ui/periods ui/prompt ui/reading ui/session ui/shared ui/sources ui/tasks ui/termtype ui/theme"},
	{"ui/linemode", "model model/query ui/action ui/article ui/config ui/host ui/keys ui/lines ui/list ui/message ui/session ui/theme"},
	{"ui/handoff", "model model/listing model/shell"},

	// The server: who comes in, then connections and sessions.
	{"ui/sshd/access", "model model/tokenize"},
	{"ui/uitest", "model model/query ui/host ui/load"},
	{"ui/sshd/sshtest", ""},

	// The same for readers elsewhere.
	{"ui/sshd", "model/atomicfile ui ui/article ui/config ui/host ui/linemode ui/lines ui/sshd/access ui/termtype"},

	// The manners of the command line.
	{"cmd/cli", "model model/suggest"},
	{"cmd/outcome", "feed/subscribe model model/transfer model/transfer/newsboat ui/message ui/session"},
	{"cmd/task", "cmd/outcome feed feed/fetch feed/subscribe model model/tokenize ui/config ui/host ui/session"},
	{"cmd/feeds", "cmd/cli cmd/outcome feed feed/subscribe model model/suggest model/when ui/session"},
	{"cmd/remote", "cmd/cli feed feed/fetch feed/subscribe model model/suggest model/tokenize model/zone ui/config"},
	{"cmd/serve", "cmd/cli cmd/remote cmd/task feed feed/credentials feed/fetch feed/subscribe model model/suggest model/tokenize ui/article ui/config ui/config/file ui/host ui/sshd ui/sshd/access"},
}

// holders are the only packages that import what reaches out of the program, or is
// a matter of one room.
var holders = map[string]string{
	"database/sql":                "model/store/sqlite model/store/sqlite/codec model/store/sqlite/rowid model/store/sqlite/schema model/transfer/newsboat",
	"net/http":                    "cmd/serve feed/fetch feed/subscribe",
	"net":                         "cmd/serve feed/fetch ui/sshd",
	"os":                          "cmd/dateline cmd/serve feed feed/byline/given feed/evaluation feed/evaluation/score feed/evaluation/train feed/fetch feed/subscribe feed/text/train model/atomicfile model/listing model/modeltest model/shell model/store model/store/sqlite model/transfer model/transfer/newsboat model/when/lexicon/cldr model/zone ui/config/example ui/config/file ui/handoff ui/sshd ui/sshd/access ui/uitest",
	"os/exec":                     "model/shell ui/handoff",
	"unsafe":                      "ui/framerate",
	"charm.land/bubbletea/v2":     "ui ui/arrivals ui/browsing ui/details ui/dialog ui/framerate ui/input ui/known ui/load ui/periods ui/prompt ui/reading ui/shared ui/sources ui/tasks ui/uitest",
	"charm.land/lipgloss/v2":      "ui/theme",
	"charm.land/ssh":              "ui/sshd",
	"charm.land/wish/v2":          "ui/sshd",
	"charm.land/glamour/v2/ansi":  "ui/article ui/theme",
	"github.com/spf13/cobra":      "cmd/cli cmd/dateline cmd/feeds cmd/remote cmd/serve",
	"dateline/model/store":        "cmd/dateline",
	"dateline/model/store/sqlite": "model/store model/transfer/newsboat",
	"dateline/ui/handoff":         "cmd/dateline",
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

// TestHouse: the packages import one another as they are said to, downwards only, and
// what reaches out of the program stays with those that may.
func TestHouse(t *testing.T) {
	floor := make(map[string]int)
	for i, room := range house {
		floor[room.name] = i
		for _, to := range strings.Fields(room.imports) {
			if _, ok := floor[to]; !ok {
				t.Errorf("%s imports %s, which does not stand above it in the table", room.name, to)
			}
		}
	}
	held := make(map[string][]string)
	for _, line := range golist(t, "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...") {
		words := strings.Fields(line)
		from := strings.TrimPrefix(words[0], ours)
		var local []string
		for _, to := range words[1:] {
			if name, ok := strings.CutPrefix(to, ours); ok {
				local = append(local, name)
			}
			if _, ok := holders[to]; ok {
				held[to] = append(held[to], from)
			}
		}
		i, ok := floor[from]
		switch {
		case from == "cmd/dateline":
		case !ok:
			t.Errorf("%s: no row says what it imports", from)
		case strings.Join(local, " ") != house[i].imports:
			t.Errorf("%s imports %s;\n\tsaid: %s", from, strings.Join(local, " "), house[i].imports)
		}
	}
	for what, who := range holders {
		if got := strings.Join(held[what], " "); got != who {
			t.Errorf("%s is imported by %s;\n\tsaid: %s", what, got, who)
		}
	}
}

// services are used by commands, by the screen and by whatever else comes. Neither
// they nor their tests know flags, commands or standard output.
var services = []string{
	"feed", "feed/credentials", "feed/handbook", "feed/subscribe", "model/listing", "model/store",
	"model/transfer", "model/transfer/jsonlines", "model/transfer/newsboat", "model/transfer/opml", "ui/config", "ui/config/file",
}

func TestServicesKnowNoCommandLine(t *testing.T) {
	for _, name := range services {
		for _, line := range golist(t, "-f", `{{range .Imports}}{{.}} {{end}}{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}`, "./"+name) {
			for _, to := range strings.Fields(line) {
				if to == "flag" || strings.HasPrefix(to, "github.com/spf13/") || strings.HasPrefix(to, ours+"cmd/") {
					t.Errorf("%s or its tests import %s", name, to)
				}
			}
		}
		files, err := filepath.Glob(filepath.Join("..", "..", name, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", name, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, stream := range []string{"os.Stdin", "os.Stdout", "os.Stderr", "os.Args", "os.Exit"} {
				if strings.Contains(string(text), stream) {
					t.Errorf("%s has %s", file, stream)
				}
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

// TestLineModeHasNoScreen: not even what line mode imports knows the screen.
func TestLineModeHasNoScreen(t *testing.T) {
	for _, path := range golist(t, "-deps", "./ui/linemode") {
		if path == ours+"ui" || strings.HasPrefix(path, "charm.land/bubble") {
			t.Errorf("ui/linemode needs %s", path)
		}
	}
}

// controllers are the parts of the screen that have a state of their own. They know
// neither the screen nor each other, and each has a test that makes it alone.
var controllers = []string{"ui/browsing", "ui/details", "ui/dialog", "ui/known", "ui/periods", "ui/prompt", "ui/reading", "ui/sources", "ui/tasks"}

func TestControllersStandApart(t *testing.T) {
	for _, c := range controllers {
		for _, path := range golist(t, "-deps", "./"+c) {
			if name := strings.TrimPrefix(path, ours); name == "ui" || name != c && slices.Contains(controllers, name) {
				t.Errorf("%s imports %s", c, name)
			}
		}
		if tests, err := filepath.Glob(filepath.Join("..", "..", c, "*_test.go")); err != nil || len(tests) == 0 {
			t.Errorf("%s has no test: %v", c, err)
		}
	}
}

// maxFields is how many fields the screen may have: what is more belongs to a room.
const maxFields = 30

// TestAppIsSmall: App routes, lays out and draws.
func TestAppIsSmall(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "ui", "app.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	fields := 0
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSpec); ok && s.Name.Name == "App" {
			for _, field := range s.Type.(*ast.StructType).Fields.List {
				fields += max(1, len(field.Names))
			}
		}
		return true
	})
	if fields == 0 || fields > maxFields {
		t.Errorf("ui.App has %d fields, of %d that it may have", fields, maxFields)
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
