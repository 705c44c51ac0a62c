package webpage

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"dateline/feed/byline"
	"dateline/feed/document"
	"dateline/feed/dom"
	"dateline/feed/gbdt"
	"dateline/feed/rank"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is known of names that may be those of the authors of a page: the features that
// the model of authors asks for. Those without a comment are 1 where it is so.
const (
	authorOfArticle = iota // of an article in JSON-LD
	authorOfPage           // of a page in JSON-LD
	authorOfElse           // of something else in JSON-LD
	authorMeta             // meta author
	authorMetaElse         // another meta element
	authorRel              // rel=author
	authorProp             // itemprop=author and the like
	authorByline           // a class or id such as byline
	authorClass            // a class or id such as author
	authorLink             // linked to the page of an author
	authorSaid             // behind "by" or the like
	authorLine             // a line beside the title is but a name
	authorNear             // how near the title, 0 to 20
	authorBelow            // below the title
	authorInArticle
	authorInHeader
	authorInOther
	authorInComment
	authorInItem
	authorDated    // a date stands in the same line
	authorOrder    // how many credits stand before the first such
	authorOffset   // the share of the text before the first such
	authorTimes    // how many credits say so
	authorUnion    // of several credits that stand together
	authorRead     // what byline.Read finds in a longer line
	authorWhole    // all of what is stated
	authorCount    // how many names
	authorWords    // in the shortest name
	authorLetters  // in all names
	authorIsName   // the first looks like the name of a person
	authorGiven    // the first begins with a given name
	authorDigits   // has digits
	authorSmall    // begins with a small letter
	authorSite     // is the name of the site or of its host
	authorHasSite  // has that in it, or stands in it
	authorRole     // says what somebody is
	authorStands   // in how many other options it stands
	authorHolds    // how many other options stand in it
	authorLinked   // JSON-LD states some author
	authorInAddr   // the address of the page has it
	authorAlone    // how many options there are
	authorTitled   // the title has it
	authorRivals   // how many other options begin with a given name and have two words or more
	authorFeatures // how many features there are
)

// credit is a place where a page may name its authors.
type credit struct {
	text   string
	kind   int // one of the features from authorRel to authorLine
	line   int
	offset int
	zone   zone
	link   bool // it leads to what may be the page of an author
	dated  bool
}

// maxCredits is how many places are looked at.
const maxCredits = 120

// credit notes what an element says of authors, if it is named as one that does.
func (s *pageFacts) credit(n *html.Node, z zone) {
	kind := creditKind(n)
	if kind < 0 || len(s.credits) >= maxCredits {
		return
	}
	text := textWithin(n, 160)
	if text == "" {
		return
	}
	link := kind == authorLink || kind == authorRel
	if a := dom.First(n, atom.A); a != nil {
		link = link || authorAddress(dom.Attr(a, "href"))
	}
	s.credits = append(s.credits, credit{text: text, kind: kind, line: s.lines + 1, offset: s.offset, zone: z, link: link})
}

// creditsIn notes what the inline elements in n say of authors.
func (s *pageFacts) creditsIn(n *html.Node, z zone) {
	if n.Type != html.ElementNode || isSkipped(n.DataAtom) {
		return
	}
	s.credit(n, z)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.creditsIn(c, z)
	}
}

// creditKind returns how an element says that it names an author, or -1.
func creditKind(n *html.Node) int {
	kind := -1
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "rel":
			if strings.Contains(a.Val, "author") {
				return authorRel
			}
		case "itemprop":
			if low := strings.ToLower(a.Val); strings.Contains(low, "author") || strings.Contains(low, "creator") {
				return authorProp
			}
		case "href":
			if kind < 0 && n.DataAtom == atom.A && authorAddress(a.Val) {
				kind = authorLink
			}
		case "class", "id", "data-testid", "data-component", "data-qa":
			switch low := strings.ToLower(a.Val); {
			case strings.Contains(low, "byline"):
				return authorByline
			case strings.Contains(low, "author"), strings.Contains(low, "writer"), strings.Contains(low, "contributor"), strings.Contains(low, "creator"):
				kind = authorClass
			}
		}
	}
	return kind
}

// authorAddress reports whether an address may be that of the page of an author.
func authorAddress(ref string) bool {
	for _, part := range []string{"/author", "/people/", "/profile", "/by/", "/staff/", "/contributor", "/writer", "/autor", "/auteur", "/team/", "/user/", "/users/", "/@"} {
		if strings.Contains(ref, part) {
			return true
		}
	}
	return false
}

// textWithin returns the text of n, or "" where it is longer than so many bytes.
func textWithin(n *html.Node, most int) string {
	var b strings.Builder
	if !writeWithin(&b, n, 2*most) {
		return ""
	}
	if text := oneLine(b.String()); len(text) <= most {
		return text
	}
	return ""
}

// writeWithin writes the text of n with a line break for each element that may be a
// block, and reports whether that was all.
func writeWithin(b *strings.Builder, n *html.Node, most int) bool {
	switch {
	case n.Type == html.TextNode:
		if strings.TrimSpace(n.Data) == "" {
			b.WriteByte(' ')
			return true
		}
		b.WriteString(n.Data)
		return b.Len() <= most
	case n.Type != html.ElementNode || isSkipped(n.DataAtom):
		return true
	}
	block := dom.IsBlock(n.DataAtom) || n.DataAtom == atom.Br
	if block {
		b.WriteString(" | ")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !writeWithin(b, c, most) {
			return false
		}
	}
	if block {
		b.WriteString(" | ")
	}
	return true
}

// saidWords begin lines that name authors.
var saidWords = map[string]bool{
	"by": true, "von": true, "par": true, "por": true, "di": true, "da": true, "door": true, "av": true, "af": true, "автор": true, "автор:": true, "text": true, "text:": true,
	"written": true, "posted": true, "words": true, "story": true, "author": true, "author:": true, "authors:": true, "autor": true, "autor:": true, "reported": true, "reviewed": true,
	"published": true, "by:": true, "od": true, "przez": true, "oleh": true, "yazan:": true, "tekst:": true, "escrito": true, "texto": true, "texte": true, "testo": true, "publicado": true,
}

// creditLine notes a block of text that may name authors: behind "by", or nothing but
// what may be a name.
func (s *pageFacts) creditLine(text string, z zone) {
	if len(text) > 160 || len(text) < 4 || len(s.credits) >= maxCredits || z.hidden {
		return
	}
	first, rest, many := strings.Cut(text, " ")
	kind := -1
	switch {
	case len(s.above) < 24 && saidWords[firstWordOf(s.above)] && len(byline.Read(s.above, s.order).Names) == 0,
		saidWords[strings.ToLower(first)], strings.HasPrefix(text, "作者"), strings.HasPrefix(text, "文："), strings.HasPrefix(text, "文/"), strings.HasPrefix(text, "记者"), strings.Contains(text, "記者"), strings.HasSuffix(text, "기자"):
		kind = authorSaid
	case len(text) <= 60 && !z.other && many && !slices.Contains(s.titles, s.lines) && (upper(text[0]) || text[0] >= 0x80) && strings.Count(rest, " ") < 4 && s.near(s.lines) > 0:
		kind = authorLine
	case len(text) <= 120 && s.near(s.lines) > 8 && strings.Contains(text, " by "):
		kind = authorSaid
	}
	if kind >= 0 {
		s.credits = append(s.credits, credit{text: text, kind: kind, line: s.lines, offset: s.offset, zone: z})
	}
}

// firstWordOf returns the first word of text in lower case.
func firstWordOf(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return strings.ToLower(first)
}

// authors finds the names that may be those of the authors of a page.
type authors struct {
	*reading
	rank.Options
	names  map[string][]string // by the key of the option
	title  string              // of the page, its letters
	person []bool              // of each option: it looks like the name of a person
}

// authorOptions returns who may have written the page, with the features.
func (r *reading) authorOptions(title string) *authors {
	a := &authors{reading: r, Options: rank.Options{Features: authorFeatures}, names: map[string][]string{}, title: lettersOf(title)}
	a.fromMeta()
	a.fromCredits()
	a.compare()
	return a
}

// add adds the names as one option and returns its features, or nil.
func (a *authors) add(names []string, where string) []float32 {
	text := strings.Join(names, ", ")
	x := a.Add(text, where)
	if key := lettersOf(text); x != nil && (a.names[key] == nil || len(names) > len(a.names[key])) {
		a.names[key] = names
	}
	return x
}

// state adds what values of metadata state: as it is, and the names that are in it.
func (a *authors) state(values []string, where string, feature int) {
	values = byline.Clean(values)
	var read []string
	for _, v := range values {
		read = append(read, byline.Read(v, a.facts.order).Names...)
	}
	if x := a.add(values, where); x != nil {
		x[feature], x[authorWhole] = 1, 1
	}
	if x := a.add(read, where); x != nil {
		x[feature], x[authorRead] = 1, 1
	}
}

func (a *authors) fromMeta() {
	for _, l := range a.jsonld {
		a.state(l.authors, "JSON-LD", [...]int{authorOfElse, authorOfElse, authorOfPage, authorOfArticle}[l.weight])
	}
	for _, name := range []string{"author", "article:author", "dc.creator", "dc:creator", "dcterm:creator", "citation_author", "sailthru.author", "parsely-author", "byl", "og:article:author", "dcterms.creator", "twitter:creator:name"} {
		var all []string
		for _, m := range a.facts.meta {
			if m.name == name {
				all = append(all, m.value)
			}
		}
		feature := authorMetaElse
		if name == "author" {
			feature = authorMeta
		}
		a.state(all, "meta "+name, feature)
	}
	if label := strings.ToLower(a.facts.value("twitter:label1")); strings.Contains(label, "by") || strings.Contains(label, "auto") || strings.Contains(label, "verfasst") || strings.Contains(label, "écrit") {
		a.state([]string{a.facts.value("twitter:data1")}, "meta twitter:data1", authorMetaElse)
	}
}

var creditName = map[int]string{
	authorRel: "rel=author", authorProp: "itemprop author", authorByline: "an element named as a byline", authorClass: "an element named as an author",
	authorLink: "a link to an author", authorSaid: `behind "by"`, authorLine: "a line beside the title",
}

// maxNameWords is how many words what stands in a byline may have as a whole: names of
// several, with what they are.
const maxNameWords = 10

func (a *authors) fromCredits() {
	credits := a.facts.credits
	for i, c := range credits {
		l := byline.Read(c.text, a.facts.order)
		plain := byline.Names(c.text)
		if (c.kind == authorLine || c.kind == authorSaid) && !l.Said && (len(l.Names) == 0 || l.Rest > 0) {
			continue
		}
		c.dated = len(l.Dates) > 0
		if x := a.add(l.Names, creditName[c.kind]); x != nil {
			a.credit(x, c, i)
			x[authorRead] = 1
			x[authorSaid] = max(x[authorSaid], rank.If(l.Said))
		}
		if c.kind == authorLine || len(plain) > 0 && len(strings.Fields(plain[0])) > maxNameWords {
			continue
		}
		if x := a.add(plain, creditName[c.kind]); x != nil {
			a.credit(x, c, i)
			x[authorWhole] = 1
		}
		a.unite(credits[i:], i)
	}
}

// unite adds the names of the credits of one kind that stand together.
func (a *authors) unite(credits []credit, i int) {
	first := credits[0]
	var names []string
	for _, c := range credits {
		if c.line > first.line+4 {
			break
		}
		if c.kind != first.kind {
			continue
		}
		for _, n := range byline.Read(c.text, a.facts.order).Names {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	if len(names) < 2 || len(names) > 8 {
		return
	}
	if x := a.add(names, creditName[first.kind]); x != nil {
		a.credit(x, first, i)
		x[authorUnion] = 1
	}
}

// credit fills in the features of a place.
func (a *authors) credit(x []float32, c credit, i int) {
	x[c.kind] = 1
	if c.link {
		x[authorLink] = 1
	}
	x[authorNear] = max(x[authorNear], float32(a.facts.near(c.line)))
	if slices.ContainsFunc(a.facts.titles, func(t int) bool { return t <= c.line }) {
		x[authorBelow] = 1
	}
	if x[authorTimes] == 0 {
		x[authorOrder] = float32(i)
		x[authorOffset] = float32(c.offset) / float32(max(1, a.facts.offset))
		x[authorInOther], x[authorInComment], x[authorInItem] = 1, 1, 1
	}
	x[authorTimes]++
	for f, so := range map[int]bool{authorInArticle: c.zone.article, authorInHeader: c.zone.header, authorDated: c.dated} {
		if so {
			x[f] = 1
		}
	}
	for f, so := range map[int]bool{authorInOther: c.zone.other, authorInComment: c.zone.comment, authorInItem: c.zone.item} {
		if !so {
			x[f] = 0
		}
	}
}

// compare fills in what the names look like, and what they have in common with each
// other and the site.
func (a *authors) compare() {
	site, host := lettersOf(a.site()), ""
	if u := a.base(); u != nil {
		host, _, _ = strings.Cut(strings.TrimPrefix(u.Hostname(), "www."), ".")
		host = lettersOf(host)
	}
	address := lettersOf(a.address())
	linked := slices.ContainsFunc(a.jsonld, func(l jsonldArticle) bool { return len(l.authors) > 0 })
	for _, o := range a.All {
		first := a.names[o.Key][0]
		given, more, _ := strings.Cut(first, " ")
		a.person = append(a.person, more != "" && byline.IsGiven(given) && byline.IsName(first))
	}
	for i := range a.All {
		o := &a.All[i]
		x, names := o.X, a.names[o.Key]
		words := strings.Fields(names[0])
		x[authorCount], x[authorWords], x[authorLetters] = float32(len(names)), float32(fewestWords(names)), float32(len(o.Key))
		x[authorIsName], x[authorGiven] = rank.If(byline.IsName(names[0])), rank.If(byline.IsGiven(words[0]))
		x[authorDigits], x[authorSmall] = rank.If(strings.ContainsAny(o.Text, "0123456789")), rank.If(strings.ToLower(words[0]) == words[0])
		x[authorSite] = rank.If(o.Key == site || o.Key == host)
		x[authorHasSite] = rank.If(len(site) > 3 && (strings.Contains(o.Key, site) || strings.Contains(site, o.Key)) || len(host) > 3 && (strings.Contains(o.Key, host) || strings.Contains(host, o.Key)))
		x[authorRole] = rank.If(byline.IsRole(names[0]) || byline.Read(o.Text, a.facts.order).Role)
		x[authorLinked], x[authorAlone] = rank.If(linked), float32(len(a.All))
		x[authorInAddr], x[authorTitled] = rank.If(strings.Contains(address, o.Key)), rank.If(strings.Contains(a.title, o.Key))
		for j := range a.All {
			other := a.All[j].Key
			if i != j && a.person[j] {
				x[authorRivals]++
			}
			switch {
			case i == j:
			case strings.Contains(other, o.Key):
				x[authorStands]++
			case strings.Contains(o.Key, other):
				x[authorHolds]++
			}
		}
	}
}

// fewestWords returns how many words the shortest of some names has.
func fewestWords(names []string) int {
	fewest := len(strings.Fields(names[0]))
	for _, n := range names[1:] {
		fewest = min(fewest, len(strings.Fields(n)))
	}
	return fewest
}

// leastAuthor is how likely, in log odds, names must be those of the authors.
const leastAuthor = -1.5

// pickAuthors returns the authors of the page, whose title is known, and says why.
func (r *reading) pickAuthors(title string) []string {
	a := r.authorOptions(title)
	best := a.Best(authorModel())
	if best == nil || best.Chance < leastAuthor {
		return nil
	}
	r.d.Note(0, "authors", "%s", a.Explain())
	return a.names[best.Key]
}

//go:embed author.gbdt
var authorWeights []byte

// authorModel returns the model of authors, which feed/evaluation/train fits.
var authorModel = sync.OnceValue(func() *gbdt.Model { return rank.Model(authorWeights, authorFeatures) })

// AuthorExamples returns who may have written a page, and what the model of authors is
// told of each.
func AuthorExamples(page []byte) ([]rank.Example, error) {
	r, err := readingOf(document.New("page.html", bytes.NewReader(page)), page)
	if err != nil {
		return nil, err
	}
	return r.authorOptions(r.pickTitle()).Examples(), nil
}
