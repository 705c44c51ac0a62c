// Package markdown reads Markdown files with the front matter of static site
// generators and note takers: Hugo, Jekyll, Zola, Pelican, Obsidian. It knows
// the head of a document and little of its Markdown, which is kept as it is.
package markdown

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"strings"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/when/printed"
)

// Read reads a Markdown document as one article. It is a document.Reader.
//
// The front matter is YAML between lines "---", TOML between lines "+++", or
// lines such as "Title: ..." up to a blank line (MultiMarkdown, Pelican). What
// of it is understood: title; date and its relatives; lastmod, updated and
// theirs; tags, categories, keywords, also under taxonomies; author, authors;
// description, summary, excerpt; lang; url, canonical and theirs where they are
// absolute; id, guid; draft, which becomes a tag; date_from, where this program says
// that the date was inferred.
//
// A title that is missing is the first heading, else the file's name; a date,
// that before the file's name ("2020-11-06-title.md") or one on a line of its
// own below the title. Links such as [[Page|text]] become plain text.
func Read(ctx context.Context, d *document.Document, emit document.Emit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	content, err := d.ReadAll()
	if err != nil && len(content) == 0 {
		return err
	}
	utf8, name := document.ToUTF8(content, d.Charset)
	if name != "utf-8" {
		d.Note(0, "encoding", "read as %s", name)
	}
	text := model.CleanText(string(utf8))
	front, body, line := cut(text)
	if front.note != "" {
		d.Note(1, "front matter", "%s", front.note)
	}
	a := article(front)
	a.Line = line
	a.Body = strings.Trim(plainLinks(body), "\n")
	title(d, a)
	date(d, a)
	if a.Title == "" && a.Body == "" {
		if err != nil {
			return err
		}
		return document.ErrNothing
	}
	if e := emit(a); e != nil {
		return e
	}
	return err
}

// authorKeys name whoever wrote a document.
var authorKeys = []string{"authors", "author", "by", "extra.author", "extra.authors", "params.author", "taxonomies.authors"}

// article returns what the front matter states.
func article(f front) *model.Article {
	a := &model.Article{
		Title:   model.CleanLine(f.first("title")),
		EntryID: model.CleanLine(f.first("guid", "id", "uid")),
		Summary: strings.TrimSpace(model.CleanText(f.first("description", "summary", "excerpt", "subtitle", "abstract"))),
		Authors: f.list(authorKeys...),
		Tags:    f.list("tags", "tag", "categories", "category", "keywords", "taxonomies.tags", "taxonomies.categories"),
	}
	a.Language = model.CleanLine(f.first("lang", "language", "locale"))
	for _, key := range []string{"canonical", "canonical_url", "canonicalurl", "url", "permalink", "link", "source"} {
		if u, err := url.Parse(f.first(key)); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			a.URL = u.String()
			break
		}
	}
	if draft := strings.ToLower(f.first("draft")); draft == "true" || draft == "yes" {
		a.Tags = append(a.Tags, "draft")
	}
	a.Published = f.date("date", "published", "publishdate", "pubdate", "date_published", "published_at", "publish_date", "created", "date created", "date_created", "created_at", "issued", "extra.date")
	// A document may say that its date was inferred, but not that it can be trusted more.
	if from := model.ParseOrigin(f.first("date_from")); from.Approximate() && a.Published.Dated() {
		a.Published.From = from
	}
	a.Updated = f.date("lastmod", "updated", "modified", "last_modified_at", "date modified", "date_modified", "updated_at", "updateddate", "last_modified", "last-modified", "extra.updated")
	return a
}

// title finds the title of a where its front matter has none, and takes it out
// of the beginning of the body.
func title(d *document.Document, a *model.Article) {
	heading, rest, ok := firstHeading(a.Body)
	switch {
	case a.Title != "":
		if ok && strings.EqualFold(strings.TrimSpace(heading), a.Title) {
			a.Body = rest
		}
		return
	case ok:
		a.Title, a.Body = heading, rest
		d.Note(a.Line, "title", "%q: the first heading", a.Title)
		return
	}
	if heading = anyHeading(a.Body); heading != "" {
		a.Title = heading
		d.Note(a.Line, "title", "%q: the first heading", a.Title)
		return
	}
	if a.Title = nameTitle(d.Path); a.Title != "" {
		d.Note(0, "title", "%q: the file's name", a.Title)
	}
}

// date finds the date of a where its front matter has none.
func date(d *document.Document, a *model.Article) {
	if a.Published.Dated() {
		d.Note(1, "date", "%s: front matter", a.Published)
		return
	}
	if day, _, ok := nameDate(baseName(d.Path)); ok {
		a.Published = day
		d.Note(0, "date", "%s: the file's name", a.Published)
		return
	}
	n := 0
	for line := range strings.Lines(a.Body) {
		line = strings.Trim(model.CleanLine(line), "*_ ")
		if line == "" {
			continue
		}
		if n++; n > 4 || len(line) > 120 {
			return
		}
		m, ok := printed.FindLast(line, printed.DayFirst)
		if ok && m.Apart && (m.Start == 0 || m.Label == printed.Publication) {
			a.Published = m.Date
			d.Note(a.Line, "date", "%s: below the title", a.Published)
			return
		}
	}
}

// baseName returns the last part of a path or address, without its ending.
func baseName(p string) string {
	if u, err := url.Parse(p); err == nil && u.Host != "" {
		p = u.Path
	}
	base := path.Base(strings.ReplaceAll(p, "\\", "/"))
	for range 2 { // ".md.gz"
		switch ext := path.Ext(base); strings.ToLower(ext) {
		case ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd", ".txt", ".text", ".gz", ".zst", ".bz2", ".xz":
			base = strings.TrimSuffix(base, ext)
		}
	}
	return base
}

// nameDate reads the date at the beginning of a file's name.
func nameDate(base string) (day model.Date, rest string, ok bool) {
	if len(base) < 10 {
		return day, base, false
	}
	head := strings.ReplaceAll(base[:10], "_", "-")
	if head[4] != '-' && head[4] != '.' || head[7] != head[4] {
		return day, base, false
	}
	m, ok := printed.Parse(head, printed.DayFirst)
	if !ok {
		return day, base, false
	}
	m.Date.From = model.FromMetadata
	return m.Date, strings.Trim(base[10:], "-_ ."), true
}

// nameTitle makes a title of a file's name.
func nameTitle(p string) string {
	base := baseName(p)
	switch base {
	case ".", "/", "-", "":
		return ""
	}
	if base == "index" || base == "_index" || base == "README" { // a bundle: its folder's name
		if dir := path.Base(path.Dir(strings.ReplaceAll(p, "\\", "/"))); dir != "." && dir != "/" && dir != ".." && base != "README" {
			base = dir
		}
	}
	if _, rest, ok := nameDate(base); ok && rest != "" {
		base = rest
	} else if ok {
		return base[:10]
	}
	if !strings.Contains(base, " ") {
		base = strings.NewReplacer("-", " ", "_", " ").Replace(base)
	}
	return model.TitleFrom(upperFirst(model.CleanLine(base)))
}

func upperFirst(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}

// frontError is why front matter was read line by line.
func frontError(kind string, err error) string {
	return fmt.Sprintf("not valid %s, so read line by line: %s", kind, model.CleanLine(err.Error()))
}
