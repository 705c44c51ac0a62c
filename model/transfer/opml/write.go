package opml

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"

	"dateline/model"
)

// Write writes subs as an OPML 2.0 document called title. A source stands in its folder,
// and its tags are categories, or folders behind all others where a category could not
// hold them. Reading the document gives the same sources in the same folders, with the
// same tags.
func Write(w io.Writer, title string, subs []model.Subscription) error {
	out := bufio.NewWriter(w)
	p := &printer{out: out}
	p.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>")
	p.text(title)
	p.print("</title>\n  </head>\n  <body>\n")
	tree, tags := foldersOf(subs)
	p.folder(tree, "    ")
	p.folder(tags, "    ")
	p.print("  </body>\n</opml>\n")
	if p.err != nil {
		return p.err
	}
	return out.Flush()
}

// folder is what an outline that is no source holds.
type folder struct {
	name    string
	sources []model.Subscription
	folders []*folder // in the order in which they are first met
	known   map[string]*folder
}

// within returns the folder of a name in f.
func (f *folder) within(name string) *folder {
	if g := f.known[name]; g != nil {
		return g
	}
	g := &folder{name: name}
	if f.folders = append(f.folders, g); f.known == nil {
		f.known = make(map[string]*folder)
	}
	f.known[name] = g
	return g
}

// foldersOf returns the tree of folders, and one folder for each tag that no category
// can hold.
func foldersOf(subs []model.Subscription) (tree, tags *folder) {
	tree, tags = &folder{}, &folder{}
	for _, s := range subs {
		at := tree
		for name := range strings.SplitSeq(s.Folder, "/") {
			if name != "" {
				at = at.within(name)
			}
		}
		at.sources = append(at.sources, s)
		for _, tag := range s.Tags {
			if strings.ContainsAny(tag, ",/") {
				in := tags.within(tag)
				in.sources = append(in.sources, s)
			}
		}
	}
	return tree, tags
}

// folder writes what f holds.
func (p *printer) folder(f *folder, indent string) {
	for _, s := range f.sources {
		p.print(indent)
		p.outline(s)
	}
	for _, g := range f.folders {
		p.print(indent, "<outline")
		p.attr("text", g.name)
		p.attr("title", g.name)
		p.print(">\n")
		p.folder(g, indent+"  ")
		p.print(indent, "</outline>\n")
	}
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
	for _, tag := range s.Tags {
		if !strings.ContainsAny(tag, ",/") {
			categories = append(categories, tag)
		}
	}
	p.attr("category", strings.Join(categories, ","))
	p.print("/>\n")
}

// WriteURLs writes subs as a urls file of newsboat, which has no place for the
// address of a website, and tags only: a folder is the first of them.
func WriteURLs(w io.Writer, subs []model.Subscription) error {
	out := bufio.NewWriter(w)
	p := &printer{out: out}
	for _, s := range subs {
		p.field(s.Address)
		if title := model.CleanLine(s.Title); title != "" {
			p.print(" ")
			p.field("~" + title)
		}
		for _, tag := range append([]string{s.Folder}, s.Tags...) {
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
