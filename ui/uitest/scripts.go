package uitest

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
)

// Scripts has words that are hard to measure, by name: wide characters, combining
// marks, emoji sequences and right-to-left text.
var Scripts = []struct{ Name, Words string }{
	{"cjk", "選挙の結果 발표되었다 投票结果"},
	{"halves", "ﾊﾝｶｸ ＦＵＬＬ １２３"},
	{"combining", "Cafe\u0301 re\u0301sume\u0301 Z\u0300\u0301\u0302ürich"},
	{"indic", "समाचार क्षत्रिय ข่าวที่ดี தமிழ்"},
	{"emoji", "👩‍👩‍👧‍👦 👍🏽 ❤️ ☎️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪🇫🇷"},
	{"hebrew", "חדשות היום מירושלים"},
	{"arabic", "أخبار اليوم مِنَ القُدْس"},
	{"mixed", "News חדשות 選挙 e\u0301 🇯🇵 2018"},
}

// InScripts returns a small library with an article for each of Scripts, an hour
// apart. Its title, source, author, tag and all kinds of text use the script.
func InScripts() []model.Article {
	var as []model.Article
	for i, s := range Scripts {
		as = append(as, model.Article{
			ID: model.ID(s.Name), Title: s.Words + " (" + s.Name + ")", Source: s.Words, Authors: []string{s.Words}, Tags: []string{strings.Fields(s.Words)[0]},
			Published: model.AtInstant(Noon.Add(-time.Duration(i)*time.Hour), model.FromStated), URL: "https://a.example/" + s.Name,
			Body: fmt.Sprintf("## %s\n\n%[1]s and once more %[1]s, so that a line is broken where it may be: %[1]s; %[1]s.\n\n- %[1]s\n- second\n\n| %[1]s | b |\n|---|---|\n| x | %[1]s |\n\n> %[1]s\n", s.Words),
		})
	}
	return as
}
