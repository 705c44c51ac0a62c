package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
)

// scripts are words in what is hard to measure: wide characters, marks that
// combine, sequences of emoji, and text from right to left.
var scripts = []struct{ name, words string }{
	{"cjk", "選挙の結果 발표되었다 投票结果"},
	{"halves", "ﾊﾝｶｸ ＦＵＬＬ １２３"},
	{"combining", "Cafe\u0301 re\u0301sume\u0301 Z\u0300\u0301\u0302ürich"},
	{"indic", "समाचार क्षत्रिय ข่าวที่ดี தமிழ்"},
	{"emoji", "👩‍👩‍👧‍👦 👍🏽 ❤️ ☎️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪🇫🇷"},
	{"hebrew", "חדשות היום מירושלים"},
	{"arabic", "أخبار اليوم مِنَ القُدْس"},
	{"mixed", "News חדשות 選挙 e\u0301 🇯🇵 2018"},
}

func inScripts() []model.Article {
	var as []model.Article
	for i, s := range scripts {
		as = append(as, model.Article{
			ID: model.ID(s.name), Title: s.words + " (" + s.name + ")", Source: s.words, Authors: []string{s.words}, Tags: []string{strings.Fields(s.words)[0]},
			Published: model.AtInstant(noon.Add(-time.Duration(i)*time.Hour), model.FromStated), URL: "https://a.example/" + s.name,
			Body: fmt.Sprintf("## %s\n\n%s and once more %[1]s, so that a line is broken where it may be: %[1]s; %[1]s.\n\n- %[1]s\n- second\n\n| %[1]s | b |\n|---|---|\n| x | %[1]s |\n\n> %[1]s\n", s.words, s.words),
		})
	}
	return as
}

// TestGoldenScripts: in every pane what stands beside such text stands where it
// would beside any other.
func TestGoldenScripts(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		w, h := size[0], size[1]
		d := open(t, inScripts(), w, h)
		d.See("選挙の結果", "(halves)")
		d.Settle()
		look := func(name string) {
			t.Helper()
			d.Settle()
			divider := -1
			for _, row := range d.Rows() {
				if n := ansi.StringWidthWc(row); n > w {
					t.Errorf("%s: %d columns: %q", name, n, row)
				}
				before, _, ok := strings.Cut(row, "│")
				if n := ansi.StringWidthWc(before); ok && divider >= 0 && n != divider {
					t.Errorf("%s: the divider is at %d and at %d: %q", name, divider, n, row)
				} else if ok {
					divider = n
				}
			}
			golden(t, fmt.Sprintf("scripts-%s-%dx%d", name, w, h), d.Screen())
		}
		look("list")
		if w > 100 {
			for i, s := range scripts {
				if i > 0 {
					d.Press("j")
				}
				look(s.name)
			}
			d.Press("i")
			d.See("About this article")
			look("info")
			d.Press("q", "T")
			look("timeline")
			d.Press("q")
		}
		d.Press("L")
		d.See("All articles")
		look("sources")
	}
}
