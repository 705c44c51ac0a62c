package webpage

import (
	"bytes"
	_ "embed"
	"net/url"
	"strings"
	"sync"
	"unicode"

	"dateline/feed/document"
	"dateline/feed/dom"
	"dateline/feed/gbdt"
	"dateline/feed/rank"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is known of a text that may be the title of a page: the features that the model
// of titles asks for. Those without a comment are 1 where the text is so.
const (
	titleH1        = iota // a heading of the first level
	titleH1First          // the first that shows
	titleH1Only           // all are the same
	titleH1Other          // in navigation or the like
	titleH1Hidden         // not shown
	titleBelow            // the share of the page's text below it, as far as the next such
	titleH2               // a heading of the second or third level
	titleH2First          // the first that shows
	titleH2Lone           // where none of the first level shows
	titleNamed            // named as the title of an article
	titleSiteNamed        // named as that of the site
	titleHome             // linked to the front page
	titleSelf             // linked to the page itself
	titleLinked           // linked to somewhere else
	titleArticle          // in <article> or <main>
	titleBlock            // a block that is named as a title
	titleBlockFirst
	titleOG // og:title
	titleTwitter
	titleMeta      // another meta element
	titleLinkedTo  // the headline of an article in JSON-LD
	titlePageTo    // the name of a page in JSON-LD
	titleElseTo    // of something else in JSON-LD
	titleWhole     // <title>
	titlePrefix    // <title> as far as a sign that parts it
	titleSuffix    // <title> from such a sign on
	titleInner     // between two
	titleCut       // all of <title> but its last part
	titleShare     // of the letters of <title> that a part of it has
	titleOffSite   // the rest of <title> has the name of the site
	titleOGPrefix  // as far as a sign in og:title
	titleOGSuffix  // from such a sign on
	titleOGShare   // of the letters of og:title that a part of it has
	titleIsSite    // it is the name of the site
	titleHasSite   // it begins or ends with that
	titleLetters   // how many it has
	titleInTitle   // the share of its words that <title> has
	titleOfTitle   // the share of the words of <title> that it has
	titleInAddress // the share of its words that the address has
	titleOfAddress // the share of the words of the address that it has
	titleOfHead    // the share of the words of the first heading that it has
	titleInHead    // the share of its words that the first heading has
	titleStarts    // <title> begins with it
	titleWithin    // <title> holds it
	titleWithinOG  // og:title holds it
	titleSources   // how many state it
	titleH1Count   // how many headings of the first level show
	titleFeatures
)

// heading is a text of the page that stands out.
type heading struct {
	text   string
	level  int // 1 to 3, or 0: a block that is named as a title
	zone   zone
	names  string // class, id and itemprop, in lower case
	link   string // where it leads
	offset int    // how many bytes of text stand before it
}

// maxHeadings is how many headings of a level are looked at.
const maxHeadings = 12

// heading notes a heading.
func (s *pageFacts) heading(n *html.Node, level int, text string, z zone) {
	if level > 1 {
		level = min(level, 2)
	}
	if s.perLevel[level] >= maxHeadings || text == "" || len(text) > 400 {
		return
	}
	s.perLevel[level]++
	h := heading{text: text, level: level, zone: z, offset: s.offset}
	h.names = strings.ToLower(dom.Attr(n, "class") + " " + dom.Attr(n, "id") + " " + dom.Attr(n, "itemprop"))
	a := dom.First(n, atom.A)
	for p := n; a == nil && p != nil; p = p.Parent {
		if p.DataAtom == atom.A {
			a = p
		}
	}
	if a != nil {
		h.link = dom.Attr(a, "href")
	}
	s.headings = append(s.headings, h)
}

// namedBlock notes a block whose class or id, or that of the element around it, says that
// it is a title.
func (s *pageFacts) namedBlock(n *html.Node, text string, z zone) {
	if len(text) > 400 || s.perLevel[0] >= maxHeadings || z.other || z.hidden {
		return
	}
	for _, n := range [...]*html.Node{n, n.Parent} {
		if n == nil || levelOf(n.DataAtom) > 0 {
			return
		}
		for i := range n.Attr {
			switch a := &n.Attr[i]; a.Key {
			case "class", "id", "itemprop":
				if low := strings.ToLower(a.Val); strings.Contains(low, "title") || strings.Contains(low, "headline") {
					s.heading(n, 0, model.CleanLine(text), z)
					return
				}
			}
		}
	}
}

// titles finds the texts that may be the title of a page.
type titles struct {
	*reading
	rank.Options
	title, og, site, host string // of the last three, the letters
	slug                  []string
	shown                 int // headings of the first level
	self                  *url.URL
}

// titleOptions returns what may be the title of the page, with its features.
func (r *reading) titleOptions() *rank.Options {
	t := &titles{reading: r, Options: rank.Options{Features: titleFeatures}}
	t.title, t.og, t.site = oneLine(r.facts.title), r.facts.value("og:title"), lettersOf(r.site())
	t.self, _ = url.Parse(r.address())
	if t.self != nil {
		host := strings.TrimPrefix(t.self.Hostname(), "www.")
		host, _, _ = strings.Cut(host, ".")
		t.host, t.slug = lettersOf(host), longWords(t.self.Path)
	}
	t.fromHeadings()
	t.fromMeta()
	t.fromParts(t.title, "<title>", titlePrefix, titleSuffix, titleInner, titleShare)
	t.fromParts(t.og, "og:title", titleOGPrefix, titleOGSuffix, titleInner, titleOGShare)
	t.compare()
	return &t.Options
}

func (t *titles) fromHeadings() {
	var first [3]bool
	shown, texts := 0, map[string]bool{}
	for _, h := range t.facts.headings {
		if h.level == 1 {
			texts[lettersOf(h.text)] = true
			if !h.zone.other && !h.zone.hidden {
				shown++
			}
		}
	}
	for i, h := range t.facts.headings {
		x := t.Add(h.text, headingName[h.level])
		if x == nil {
			continue
		}
		t.headingLooks(x, h)
		visible := !h.zone.other && !h.zone.hidden
		switch h.level {
		case 1:
			x[titleH1] = max(x[titleH1], rank.If(visible))
			x[titleH1Other], x[titleH1Hidden] = rank.If(h.zone.other), rank.If(h.zone.hidden)
			x[titleH1First] = max(x[titleH1First], rank.If(visible && !first[1]))
			x[titleH1Only] = rank.If(len(texts) == 1)
			if !h.zone.hidden {
				x[titleBelow] = max(x[titleBelow], t.below(i))
			}
		case 2:
			x[titleH2] = max(x[titleH2], rank.If(visible))
			x[titleH2First] = max(x[titleH2First], rank.If(visible && !first[2]))
			x[titleH2Lone] = rank.If(shown == 0)
		default:
			x[titleBlock] = max(x[titleBlock], rank.If(visible))
			x[titleBlockFirst] = max(x[titleBlockFirst], rank.If(visible && !first[0]))
		}
		first[h.level] = first[h.level] || visible
	}
	t.shown = shown
}

var headingName = [...]string{"a block named as a title", "<h1>", "<h2>"}

// below returns the share of the text that stands below heading i, as far as the next
// heading of the first level.
func (t *titles) below(i int) float32 {
	end, from := t.facts.offset, t.facts.headings[i].offset
	for _, h := range t.facts.headings[i+1:] {
		if h.level == 1 && h.offset > from {
			end = h.offset
			break
		}
	}
	return float32(end-from) / float32(max(1, t.facts.offset))
}

func (t *titles) headingLooks(x []float32, h heading) {
	if h.zone.article {
		x[titleArticle] = 1
	}
	if titleNames().MatchString(h.names) {
		x[titleNamed] = 1
	}
	if siteNames().MatchString(h.names) {
		x[titleSiteNamed] = 1
	}
	if h.link == "" {
		return
	}
	switch u := dom.Resolve(h.link, t.base()); {
	case u == nil:
	case strings.Trim(u.Path, "/") == "":
		x[titleHome] = 1
	case t.self != nil && strings.TrimSuffix(u.Path, "/") == strings.TrimSuffix(t.self.Path, "/"):
		x[titleSelf] = 1
	default:
		x[titleLinked] = 1
	}
}

// titleNames are classes, ids and itemprops of titles of articles, siteNames those of
// the names of sites.
var (
	titleNames = expression(``, ``, `(entry|post|article|story|news|content|topic|thread|page|single)[-_]?(title|head|name)|headline|\bname\b`)
	siteNames  = expression(``, ``, `site|logo|brand|blog-?title|header`)
)

func (t *titles) fromMeta() {
	set := func(text, where string, feature int) {
		if x := t.Add(text, where); x != nil {
			x[feature] = 1
		}
	}
	set(t.og, "og:title", titleOG)
	set(t.facts.value("twitter:title"), "twitter:title", titleTwitter)
	for _, name := range []string{"title", "dc.title", "headline", "parsely-title", "citation_title", "sailthru.title", "name"} {
		set(t.facts.value(name), "meta "+name, titleMeta)
	}
	for _, l := range t.jsonld {
		set(oneLine(l.headline), "JSON-LD", [...]int{titleElseTo, titleElseTo, titlePageTo, titleLinkedTo}[l.weight])
	}
	set(t.title, "<title>", titleWhole)
}

// fromParts adds what is left of a title between the signs that part it from the name
// of the site, of a section, of what else there is.
func (t *titles) fromParts(title, where string, prefix, suffix, inner, share int) {
	parts := partsOf(title)
	n := len(parts)
	if n < 2 || n > 7 {
		return
	}
	whole := float32(len(lettersOf(title)))
	for i := range n {
		for j := i; j < n; j++ {
			if i > 0 && j < n-1 && j > i || i == 0 && j == n-1 {
				continue
			}
			text := title[parts[i][0]:parts[j][1]]
			x := t.Add(text, "a part of "+where)
			if x == nil {
				continue
			}
			switch {
			case i == 0:
				x[prefix] = 1
			case j == n-1:
				x[suffix] = 1
			default:
				x[inner] = 1
			}
			if share == titleShare && i == 0 && j == n-2 {
				x[titleCut] = 1
			}
			x[share] = max(x[share], float32(len(lettersOf(text)))/max(1, whole))
			rest := lettersOf(title[:parts[i][0]] + title[parts[j][1]:])
			if t.site != "" && strings.Contains(rest, t.site) || t.host != "" && strings.Contains(rest, t.host) {
				x[titleOffSite] = 1
			}
		}
	}
}

// partsOf returns where the parts of a title begin and end, between the signs that
// part titles.
func partsOf(title string) [][2]int {
	var parts [][2]int
	start := 0
	for _, m := range titleSigns().FindAllStringIndex(title, 8) {
		if m[0] > start {
			parts = append(parts, [2]int{start, m[0]})
		}
		start = m[1]
	}
	if start < len(title) {
		parts = append(parts, [2]int{start, len(title)})
	}
	return parts
}

// titleSigns part titles from what stands beside them.
var titleSigns = expression(``, ``, `\s+[|–—\-·•«»‹›:/~★]+\s+`, `\s*[|｜»«]\s*`, `:\s`, `::`, `_`, `：`)

// compare fills in what the texts have in common with the name of the site, <title>,
// the address and the first heading.
func (t *titles) compare() {
	inTitle, inHead, slug := setOf(wordsOf(t.title)), map[string]bool{}, setOf(t.slug)
	for _, h := range t.facts.headings {
		if h.level == 1 && !h.zone.other && !h.zone.hidden {
			inHead = setOf(wordsOf(h.text))
			break
		}
	}
	title, og := lettersOf(t.title), lettersOf(t.og)
	for i := range t.All {
		o := &t.All[i]
		x := o.X
		x[titleIsSite] = rank.If(o.Key == t.site || o.Key == t.host)
		x[titleHasSite] = rank.If(len(t.site) > 3 && (strings.HasPrefix(o.Key, t.site) || strings.HasSuffix(o.Key, t.site)))
		x[titleLetters], x[titleH1Count] = float32(len(o.Key)), float32(t.shown)
		words := wordsOf(o.Text)
		x[titleInTitle], x[titleOfTitle] = shared(words, inTitle)
		x[titleInHead], x[titleOfHead] = shared(words, inHead)
		if len(slug) > 1 {
			x[titleInAddress], x[titleOfAddress] = shared(words, slug)
		}
		x[titleStarts], x[titleWithin] = rank.If(strings.HasPrefix(title, o.Key)), rank.If(strings.Contains(title, o.Key))
		x[titleWithinOG] = rank.If(strings.Contains(og, o.Key))
		for _, f := range []int{titleH1, titleH2, titleBlock, titleOG, titleTwitter, titleMeta, titleLinkedTo, titlePageTo, titleWhole} {
			x[titleSources] += x[f]
		}
	}
}

// shared returns the share of words that are in set, and the share of set that is in
// words.
func shared(words []string, set map[string]bool) (of, in float32) {
	if len(words) == 0 || len(set) == 0 {
		return 0, 0
	}
	seen := 0
	distinct := map[string]bool{}
	for _, w := range words {
		if set[w] {
			seen++
			distinct[w] = true
		}
	}
	return float32(seen) / float32(len(words)), float32(len(distinct)) / float32(len(set))
}

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// wordsOf returns the words of text in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// longWords returns the words of the path of an address, without short ones and
// numbers.
func longWords(path string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 2 {
			words = append(words, w)
		}
	}
	return words
}

// pickTitle returns the title of the page and says why, or "".
func (r *reading) pickTitle() string {
	o := r.titleOptions()
	best := o.Best(titleModel())
	if best == nil {
		return ""
	}
	if head := r.loneHeading(o); head != nil && head != best {
		head.Where = append(head.Where, "the only heading, and <title> has but the name of the site beside it")
		*head, *best = *best, *head
	}
	r.d.Note(0, "title", "%s", o.Explain())
	return model.CleanLine(best.Text)
}

// loneHeading returns the only heading of the page, of two words at least, where
// <title> is that heading with something before or behind it, or is four words at most
// without any of the heading, which then are the name of the site; else nil.
func (r *reading) loneHeading(o *rank.Options) *rank.Option {
	if len(r.facts.headings) != 1 {
		return nil
	}
	for i := range o.All {
		e := &o.All[i]
		if e.X[titleH1] == 0 || e.X[titleLinked] > 0 || len(wordsOf(e.Text)) < 2 {
			continue
		}
		title := wordsOf(r.facts.title)
		if e.X[titlePrefix] > 0 || e.X[titleSuffix] > 0 || len(title) <= 4 && e.X[titleInTitle] == 0 && e.X[titleHome] == 0 {
			return e
		}
	}
	return nil
}

//go:embed title.gbdt
var titleWeights []byte

// titleModel returns the model of titles, which feed/evaluation/train fits.
var titleModel = sync.OnceValue(func() *gbdt.Model { return rank.Model(titleWeights, titleFeatures) })

// TitleExamples returns what may be the title of a page, and what the model of titles
// is told of each.
func TitleExamples(page []byte) ([]rank.Example, error) {
	r, err := readingOf(document.New("page.html", bytes.NewReader(page)), page)
	if err != nil {
		return nil, err
	}
	return r.titleOptions().Examples(), nil
}
