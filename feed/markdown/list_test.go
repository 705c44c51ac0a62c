package markdown_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/feed/markdown"
	"dateline/model"
)

// readList reads a list for a reader an hour east of Greenwich.
func readList(t testing.TB, s string) []string {
	t.Helper()
	d := document.New("list.md", strings.NewReader(s))
	d.Now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("", 3600))
	var got []string
	err := markdown.ReadList(t.Context(), d, func(a *model.Article) error {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s %s", a.Title, a.URL, a.Source, a.Published, a.Published.From))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestList(t *testing.T) {
	const day = "## Thursday 4 June 2026\n\n"
	tests := []struct{ name, in, want string }{
		{"a link", day + "- [One](<https://a.example/1>) (Weekly)", "One|https://a.example/1|Weekly|2026-06-04 stated"},
		{"a time", day + "- [One](<https://a.example/1>) (Weekly, 14:30 UTC)", "One|https://a.example/1|Weekly|2026-06-04T14:30:00Z stated"},
		{"a time with an offset", day + "- [One](<https://a.example/1>) (Weekly, 14:30 -05:00)", "One|https://a.example/1|Weekly|2026-06-04T14:30:00-05:00 stated"},
		{"a time without one", day + "- [One](<https://a.example/1>) (Weekly, 14:30)", "One|https://a.example/1|Weekly|2026-06-04T14:30:00+01:00 stated"},
		{"a day from an address", day + "- [One](<https://a.example/1>) (Weekly, ~)", "One|https://a.example/1|Weekly|2026-06-04 url"},
		{"first seen", day + "- [One](<https://a.example/1>) (Weekly, ~14:30 UTC)", "One|https://a.example/1|Weekly|2026-06-04T14:30:00Z first-seen"},
		{"no source", day + "- [One](<https://a.example/1>)", "One|https://a.example/1||2026-06-04 stated"},
		{"no source but a time", day + "- [One](<https://a.example/1>) (14:30 UTC)", "One|https://a.example/1||2026-06-04T14:30:00Z stated"},
		{"no address", day + "- One (Weekly, 14:30 UTC)", "One||Weekly|2026-06-04T14:30:00Z stated"},
		{"no address, brackets", day + `- One \(and two\) (Daily (UK), Weekly)`, "One (and two)||Daily (UK), Weekly|2026-06-04 stated"},
		{"signs", day + `- [\[1\] \*A\* \& b](<https://a.example/_x_>) (W \~ x)`, "[1] *A* & b|https://a.example/_x_|W ~ x|2026-06-04 stated"},
		{"an address without angles", day + "- [One](https://a.example/(1) \"title\") (Weekly)", "One|https://a.example/(1)|Weekly|2026-06-04 stated"},
		{"an address that is none", day + "- [One](<javascript:x>) (Weekly)", "One||Weekly|2026-06-04 stated"},
		{"undated", "## Undated\n\n- [One](<https://a.example/1>) (Weekly)", "One|https://a.example/1|Weekly| "},
		{
			"ahead", "## Ahead\n\n- [One](<https://a.example/1>) (Weekly, 2031-01-02)\n- [Two](<https://a.example/2>) (2031-01-02 14:30 UTC)",
			"One|https://a.example/1|Weekly|2031-01-02 stated\nTwo|https://a.example/2||2031-01-02T14:30:00Z stated",
		},
		{"another heading", "# 6 November 2020\n\n- [One](https://a.example/1)", "One|https://a.example/1||2020-11-06 stated"},
		{"two days", day + "- One (W)\n\n## Wednesday 3 June 2026\n\n- Two (W)", "One||W|2026-06-04 stated\nTwo||W|2026-06-03 stated"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !markdown.LooksList([]byte(tt.in)) {
				t.Error("it does not look like a list")
			}
			if got := strings.Join(readList(t, tt.in), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestNoList: other Markdown is not taken for a list.
func TestNoList(t *testing.T) {
	for name, in := range map[string]string{
		"a log of changes":              "## 2020-11-06\n\n- Fixed a bug\n- Added (at last) a test\n",
		"a log of changes with numbers": "## 6 November 2020\n\n- Fixed a bug (#12)\n- Added a test (#13)\n",
		"a diary":                       "## Friday 6 November 2020\n\nWent out (with Anna).\n",
		"links, no dates":               "# Links\n\n- [One](https://a.example/1)\n",
		"links in an essay":             "## 6 November 2020\n\n- [One](https://a.example/1)\n\nAnd so on.\n",
		"headings only":                 "## 6 November 2020\n\n## 7 November 2020\n",
		"nothing":                       "",
	} {
		if markdown.LooksList([]byte(in)) {
			t.Errorf("%s is taken for a list", name)
		}
	}
}

func FuzzList(f *testing.F) {
	f.Add("## Thursday 4 June 2026\n\n- [One](<https://a.example/1>) (Weekly, ~14:30 UTC)\n- Two \\(x\\) (W)\n")
	f.Add("## Ahead\n- [a](b) (2031-01-02 14:30)\n## Undated\n- [")
	f.Fuzz(func(t *testing.T, s string) {
		markdown.LooksList([]byte(s))
		d := document.New("x.md", strings.NewReader(s))
		_ = markdown.ReadList(t.Context(), d, func(a *model.Article) error {
			if a.Title == "" || a.Title != model.CleanLine(a.Title) || a.Source != model.CleanLine(a.Source) {
				t.Errorf("got %+v", a)
			}
			return nil
		})
	})
}
