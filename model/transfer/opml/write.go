package opml

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"

	"dateline/model"
)

// Write writes subs as an OPML 2.0 document called title. A source stands in
// the folder of its first tag; further tags are categories, or folders where a
// category could not hold them. Reading the document gives the same sources
// with the same tags, in the order of folders.
func Write(w io.Writer, title string, subs []model.Subscription) error {
	out := bufio.NewWriter(w)
	p := &printer{out: out}
	p.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>")
	p.text(title)
	p.print("</title>\n  </head>\n  <body>\n")
	order, folders := group(subs)
	for _, name := range order {
		indent := "    "
		if name != "" {
			p.print(indent, "<outline")
			p.attr("text", name)
			p.attr("title", name)
			p.print(">\n")
			indent += "  "
		}
		for _, s := range folders[name] {
			p.print(indent)
			p.outline(s)
		}
		if name != "" {
			p.print("    </outline>\n")
		}
	}
	p.print("  </body>\n</opml>\n")
	if p.err != nil {
		return p.err
	}
	return out.Flush()
}

// group puts subs into folders; order is that in which folders are first met.
func group(subs []model.Subscription) (order []string, folders map[string][]model.Subscription) {
	folders = map[string][]model.Subscription{}
	add := func(name string, s model.Subscription) {
		if _, ok := folders[name]; !ok {
			order = append(order, name)
		}
		folders[name] = append(folders[name], s)
	}
	for _, s := range subs {
		if len(s.Tags) == 0 {
			add("", s)
			continue
		}
		add(s.Tags[0], s)
		for _, tag := range s.Tags[1:] {
			if strings.ContainsAny(tag, ",/") {
				add(tag, s)
			}
		}
	}
	return order, folders
}

// printer writes XML and keeps the first error.
type printer struct {
	out *bufio.Writer
	err error
}

func (p *printer) print(parts ...string) {
	for _, s := range parts {
		if _, err := p.out.WriteString(s); err != nil && p.err == nil {
			p.err = err
		}
	}
}

func (p *printer) text(s string) {
	if err := xml.EscapeText(p.out, []byte(model.CleanLine(s))); err != nil && p.err == nil {
		p.err = err
	}
}

func (p *printer) attr(name, value string) {
	if value == "" {
		return
	}
	p.print(" ", name, "=\"")
	p.text(value)
	p.print("\"")
}

// outline writes the outline of a source.
func (p *printer) outline(s model.Subscription) {
	title := s.Title
	if title == "" {
		title = s.Address
	}
	p.print("<outline type=\"rss\"")
	p.attr("text", title)
	p.attr("title", s.Title)
	p.attr("xmlUrl", s.Address)
	p.attr("htmlUrl", s.Page)
	var categories []string
	for i, tag := range s.Tags {
		if i > 0 && !strings.ContainsAny(tag, ",/") {
			categories = append(categories, tag)
		}
	}
	p.attr("category", strings.Join(categories, ","))
	p.print("/>\n")
}

// WriteURLs writes subs as a urls file of newsboat, which has no place for the
// address of a website.
func WriteURLs(w io.Writer, subs []model.Subscription) error {
	out := bufio.NewWriter(w)
	p := &printer{out: out}
	for _, s := range subs {
		p.field(s.Address)
		if title := model.CleanLine(s.Title); title != "" {
			p.print(" ")
			p.field("~" + title)
		}
		for _, tag := range s.Tags {
			// These signs would make it something else.
			if tag = strings.TrimLeft(model.CleanLine(tag), "~! "); tag != "" {
				p.print(" ")
				p.field(tag)
			}
		}
		p.print("\n")
	}
	if p.err != nil {
		return p.err
	}
	return out.Flush()
}

// fieldEscapes are those within quotation marks.
var fieldEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// field writes a field of a urls file, in quotation marks where it needs them.
func (p *printer) field(s string) {
	s = model.CleanLine(s)
	if strings.ContainsAny(s, " \t\"\\#") {
		s = `"` + fieldEscapes.Replace(s) + `"`
	}
	p.print(s)
}
