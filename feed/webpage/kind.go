package webpage

import (
	"net/url"
	"strings"

	"dateline/model/when/printed"
)

// kindFeatures are what a page as a whole is like, for the model that says whether it is
// an article or shows something else: a list, products, what somebody offers.
type kindFeatures struct {
	r *reading
	l *layout
	f *blockFeatures
	o *outline
	x []float32
}

// kindFeatures returns the features of the page, in the order of the model.
func (r *reading) kindFeatures(f *blockFeatures, o *outline) []float32 {
	k := &kindFeatures{r: r, l: f.l, f: f, o: o}
	k.types()
	k.metadata()
	k.address()
	k.blocks()
	k.marks()
	k.groups()
	return k.x
}

func (k *kindFeatures) add(v ...float32) { k.x = append(k.x, v...) }

// schemaKinds are types of JSON-LD that tell pages apart (https://schema.org).
var schemaKinds = [...][]string{
	{`"Product"`, `"Offer"`, `"AggregateOffer"`},
	{`"ItemList"`, `"CollectionPage"`, `"OfferCatalog"`},
	{`"Organization"`, `"LocalBusiness"`, `"Corporation"`},
	{`"FAQPage"`, `"Question"`},
	{`"Service"`, `"SoftwareApplication"`, `"WebApplication"`},
	{`"BreadcrumbList"`},
	{`"WebSite"`, `"SearchAction"`},
	{`"Person"`},
	{`"WebPage"`},
}

// types adds which types the page states, and how sure the article among them is.
func (k *kindFeatures) types() {
	sure := 0
	for _, l := range k.r.jsonld {
		sure = max(sure, l.weight)
	}
	k.add(float32(sure), float32(len(k.r.jsonld)))
	for _, names := range schemaKinds {
		stated := false
		for _, s := range k.r.facts.scripts {
			stated = stated || containsAny(s, names)
		}
		k.add(yes(stated))
	}
}

// metadata adds what the meta elements state.
func (k *kindFeatures) metadata() {
	s := k.r.facts
	kind := strings.ToLower(s.value("og:type"))
	k.add(yes(kind == ""), yes(kind == "article"), yes(kind == "website"), yes(strings.Contains(kind, "product")))
	k.add(yes(s.value("article:published_time", "datepublished", "date", "pubdate", "dc.date") != ""))
	k.add(yes(s.value("author", "article:author", "dc.creator", "byl") != ""))
	k.add(yes(s.value("article:section", "article:tag", "news_keywords", "keywords") != ""), yes(len(s.feeds) > 0))
}

// Parts of the addresses of articles, and of pages of other kinds.
var (
	articleFolders = []string{"blog", "news", "article", "post", "story"}
	otherFolders   = []string{"product", "shop", "collection", "categor", "/c/", "/p/", "service", "solution", "/topic", "/tag"}
)

// address adds what the address of the page is like.
func (k *kindFeatures) address() {
	u, err := url.Parse(k.r.address())
	if err != nil || u.Path == "" {
		k.add(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1)
		return
	}
	path := strings.Trim(u.Path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	digits := 0
	for i := range len(path) {
		if path[i] >= '0' && path[i] <= '9' {
			digits++
		}
	}
	_, dated := printed.Address(u.String())
	low := strings.ToLower(u.Path)
	k.add(float32(strings.Count(path, "/")), float32(len(last)), float32(strings.Count(last, "-")+strings.Count(last, "_")), float32(digits), yes(path == ""))
	k.add(yes(strings.Contains(last, ".")), yes(u.RawQuery != ""), yes(dated), yes(containsAny(low, articleFolders)), yes(containsAny(low, otherFolders)))
}

// blocks adds what the blocks of text are like, and how many of them are prose.
func (k *kindFeatures) blocks() {
	l, p := k.l, &k.f.page
	k.add(log(int32(p.chars)), ratio(p.prose, p.chars), ratio(p.kept, p.chars), p.density, p.articles, p.score, log(int32(p.kept)))
	var heads, mains, running, prose, longest, now, short, prices, numbers, lists, tables float32
	for i := range l.blocks {
		b := &l.blocks[i]
		around := l.elements[b.inner].around
		heads += yes(around&tagHeading != 0)
		mains += yes(around&tagH1 != 0)
		lists += yes(around&tagList != 0)
		tables += yes(around&tagTable != 0)
		short += yes(b.chars < 40)
		numbers += yes(b.chars < 30 && b.digits > 0)
		prices += yes(b.chars < 40 && strings.ContainsAny(b.texts[0].Data, "$€£"))
		switch {
		case b.running():
			running, prose, now = running+1, prose+float32(b.chars), now+float32(b.chars)
			longest = max(longest, now)
		case around&tagHeading != 0 && b.chars < 30 || b.density() > 0.5:
			now *= 2. / 3
		}
	}
	n := float32(max(1, len(l.blocks)))
	k.add(log(int32(n)), heads/n, mains, running/n, log(int32(prose)), log(int32(longest)), ratio(longest, prose))
	k.add(short/n, prices, numbers/n, lists/n, tables/n, ratio(prose, running))
	k.add(log(l.elements[0].sum.images), log(l.elements[0].sum.inputs))
}

// marks adds how many dates and names the page shows, and whether a date stands below
// its title.
func (k *kindFeatures) marks() {
	s := k.r.facts
	below := false
	for _, d := range s.visibleDates {
		for _, t := range s.titles {
			below = below || d.line >= t && d.line-t < 6
		}
	}
	whole := k.o.sums[len(k.o.sums)-1]
	k.add(float32(len(s.visibleDates)), yes(below), float32(whole.authors), float32(whole.dates), ratio(float32(whole.prose), float32(whole.text)))
}

// groups adds how much of the text lies in elements made alike that have headings.
func (k *kindFeatures) groups() {
	most, members, headed := 0, 0, 0
	for _, g := range k.o.groups() {
		if len(g.members) < 3 {
			continue
		}
		text, heads := k.o.headed(g)
		if heads*2 > len(g.members) && text > most {
			most, members, headed = text, len(g.members), heads
		}
	}
	k.add(ratio(float32(most), float32(k.o.sums[len(k.o.sums)-1].text)), float32(members), float32(headed))
}

// headed returns how much text the members of g hold, and how many of them have a heading
// at their beginning.
func (o *outline) headed(g *alike) (text, heads int) {
	const beginning = 40
	end := -1
	for _, i := range g.members {
		if i < end {
			continue // lies in the one before
		}
		end = o.elements[i].end
		text += o.of(i, end).text
		for j := i; j < min(end, i+beginning); j++ {
			if isHeading(o.elements[j].node.DataAtom) {
				heads++
				break
			}
		}
	}
	return text, heads
}
