package markdown_test

import (
	"context"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/feed/markdown"
	"dateline/model"
)

// TestFrontMatter reads one document a case and looks at one thing in it.
func TestFrontMatter(t *testing.T) {
	published := func(a *model.Article) string { return a.Published.String() }
	updated := func(a *model.Article) string { return a.Updated.String() }
	authors := func(a *model.Article) string { return strings.Join(a.Authors, "|") }
	tags := func(a *model.Article) string { return strings.Join(a.Tags, "|") }
	title := func(a *model.Article) string { return a.Title }
	for _, c := range []struct {
		name, file, matter string // matter without its fences: YAML, or TOML where it has " = "
		of                 func(*model.Article) string
		want               string
	}{
		{"a date", "", "date: 2018-11-06", published, "2018-11-06"},
		{"a time with its zone", "", "date: 2018-11-06T10:30:00+01:00", published, "2018-11-06T10:30:00+01:00"},
		{"a time as Jekyll writes it", "", "date: 2018-11-06 10:30:00 +0100", published, "2018-11-06T10:30:00+01:00"},
		{"a date far ahead", "", "date: 2999-01-01", published, "2999-01-01"},
		{"a time far ahead", "", "date: 2999-01-01T00:00:00Z", published, "2999-01-01T00:00:00Z"},
		{"TOML far ahead", "", "date = 2999-01-01", published, "2999-01-01"},
		{"no date at all, as Hugo writes it", "", "date: 0001-01-01T00:00:00Z", published, ""},
		{"a date before newspapers", "", "date: 1066-10-14", published, "1066-10-14"},
		{"a date with a comment", "", "date: 2018-11-06 # election day", published, "2018-11-06"},
		{"quoted date", "", `date: "2018-11-06"`, published, "2018-11-06"},
		{"date in words", "", "date: November 6, 2018", published, "2018-11-06"},
		{"no date", "", "date: soon", published, ""},
		{"no such day", "", "date: 2018-02-30", published, ""},
		{"a template", "", "date: {{ now }}", published, ""},
		{"Hugo publishDate", "", "publishDate = 2018-11-06", published, "2018-11-06"},
		{"Hugo publishDate beside date", "", "publishDate = 2018-11-07\ndate = 2018-11-06", published, "2018-11-06"},
		{"Hugo lastmod", "", "date = 2018-11-06\nlastmod = 2018-11-08T09:00:00Z", updated, "2018-11-08T09:00:00Z"},
		{"TOML local time", "", "date = 2018-11-06T10:30:00", published, "2018-11-06"},
		{"Obsidian created", "", "created: 2018-11-06T10:30", published, "2018-11-06"},
		{"Obsidian created and modified", "", "created: 2018-11-06\nmodified: 2018-11-07", updated, "2018-11-07"},
		{"Obsidian date created", "", "date created: Tuesday, November 6th 2018, 10:30:00 am", published, "2018-11-06"},
		{"Jekyll file name", "_posts/2018-11-06-title.md", "layout: post", published, "2018-11-06"},
		{"Jekyll file name, title", "_posts/2018-11-06-a-title.md", "layout: post", title, "A title"},
		{"Jekyll date over file name", "2018-11-06-title.md", "date: 2018-11-07", published, "2018-11-07"},
		{"Jekyll last_modified_at", "", "last_modified_at: 2018-11-07", updated, "2018-11-07"},
		{"Zola date in extra", "", "title = \"T\"\n[extra]\ndate = 2018-11-06", published, "2018-11-06"},
		{"Zola author in extra", "", "title = \"T\"\n[extra]\nauthor = \"A. Writer\"", authors, "A. Writer"},
		{"Zola taxonomies", "", "title = \"T\"\n[taxonomies]\ntags = [\"a\", \"b, c\"]\ncategories = [\"d\"]", tags, "a|b, c|d"},
		{"Zola one tag", "", "title = \"T\"\n[taxonomies]\ntags = [\"b, c\"]", tags, "b, c"},
		{"Zola updated", "", "date = 2018-11-06\nupdated = 2018-11-07", updated, "2018-11-07"},
		{"author", "", "author: A. Writer", authors, "A. Writer"},
		{"authors with a comment", "", "authors: A # the first", authors, "A"},
		{"authors between commas", "", "authors: A. Writer, B. Writer", authors, "A. Writer|B. Writer"},
		{"author with a comma, quoted", "", `author: "Writer, A."`, authors, "Writer, A."},
		{"authors between commas, quoted", "", `author: "Ann Writer, Bert Writer"`, authors, "Ann Writer|Bert Writer"},
		{"author with a comma, TOML", "", `author = "Writer, A."`, authors, "Writer, A."},
		{"authors in flow style", "", "authors: [A, B]", authors, "A|B"},
		{"authors as mappings and names", "", "authors:\n  - name: M. Orr\n    url: https://a.example\n  - Jo Bell", authors, "M. Orr|Jo Bell"},
		{"authors as mappings", "", "author: [{name: A}, {name: \"Writer, B.\"}]", authors, "A|Writer, B."},
		{"authors as tables", "", "[[authors]]\nname = \"A\"\n[[authors]]\nname = \"B\"", authors, "A|B"},
		{"authors as tables and names, TOML", "", "authors = [{name = \"A\"}, \"B\"]", authors, "A|B"},
		{"authors in flow style, quoted", "", `authors: ["Writer, A.", 'B']`, authors, "Writer, A.|B"},
		{"one author in flow style", "", `authors: ["Writer, A."]`, authors, "Writer, A."},
		{"authors in block style", "", "authors:\n  - A\n  - Writer, B.", authors, "A|Writer, B."},
		{"authors by name", "", "authors:\n  - name: A\n    email: a@a.example\n  - name: B", authors, "A|B"},
		{"author by name", "", "author:\n  name: A\n  url: https://a.example", authors, "A"},
		{"tags between commas", "", "tags: one, two", tags, "one|two"},
		{"tags between commas, quoted", "", `tags: "one, two"`, tags, "one|two"},
		{"tags with marks", "", "tags: ['#one', two]", tags, "one|two"},
		{"tags between blanks", "", "tags: one two", tags, "one two"},
		{"no tags", "", "tags:", tags, ""},
		{"empty tags", "", "tags: []", tags, ""},
		{"a tag that is a number", "", "tags: [2018, true]", tags, "2018|true"},
		{"a title with a colon", "", "title: A film: which one?", title, "A film: which one?"},
		{"a title with a comment sign", "", `title: "The #1 film"`, title, "The #1 film"},
		{"broken YAML, comment", "", "title: A: b\nauthors: A # the first", authors, "A"},
		{"broken YAML, quoted commas", "", "title: A: b\nauthors: [\"Writer, A.\", B] # two", authors, "Writer, A.|B"},
		{"broken YAML, quoted", "", "title: A: b\nauthors: \"Writer, A.\" # one", authors, "Writer, A."},
		{"broken YAML, quoted sign", "", "title: \"The #1 film: a\" # b\nauthors: A: B", title, "The #1 film: a"},
		{"broken YAML, list without end", "", "title: A: b\ntags: [a, b", tags, "a|b"},
		{"broken YAML, block", "", "title: A: b\nauthors:\n- 'Writer, A.'", authors, "Writer, A."},
		{"broken YAML, a sign", "", "title: A: the #1 film", title, "A: the #1 film"},
		{"broken YAML, date", "", "title: A: b\ndate: 2999-01-01 # far", published, "2999-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fence := "---"
			if strings.Contains(c.matter, " = ") {
				fence = "+++"
			}
			file := c.file
			if file == "" {
				file = "note.md"
			}
			var got *model.Article
			in := fence + "\n" + c.matter + "\n" + fence + "\n\nText.\n"
			err := markdown.Read(context.Background(), document.New(file, strings.NewReader(in)), func(a *model.Article) error { got = a; return nil })
			if err != nil {
				t.Fatal(err)
			}
			if s := c.of(got); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
			if got.Body != "Text." {
				t.Errorf("body %q", got.Body)
			}
		})
	}
}
