package rss

import "strings"

// elem is an element that means something here, whatever vocabulary it is
// written in.
type elem uint8

const (
	unknown elem = iota

	rootElem // rss, rdf:RDF: what holds the channel
	feedElem // channel, feed
	itemElem // item, entry
	skipElem // parts with titles and links of their own: image, textinput, source

	titleElem
	mediaTitleElem
	linkElem
	origLinkElem
	idElem
	descriptionElem
	contentElem
	extraElem // descriptions from other vocabularies
	bodyElem  // XHTML in the item itself

	authorElem
	creatorElem // authors in vocabularies that give one name an element
	ownerElem   // the author where nobody else is named
	personElem  // podcast:person

	publishedElem
	dateElem // dc:date: published or updated, it does not say
	createdElem
	updatedElem

	categoryElem
	keywordsElem // several, with commas
	textCategoryElem

	enclosureElem
	mediaElem
	alternateElem       // podcast:alternateEnclosure
	alternateSourceElem // podcast:source
	languageElem

	ttlElem // how often the feed is worth asking for
	hourElem
	dayElem
	periodElem
	frequencyElem
	baseElem
)

// elements says what the elements of each vocabulary mean. Names are in lower
// case, with the prefix that spaces gives their namespace; the core of RSS,
// RDF Site Summary, Atom and CDF has none. (RSS 0.9x to 2.0, RSS 1.0, RFC 4287,
// Atom 0.3, Dublin Core, Syndication, Media RSS 1.5, Apple's and the Podcast
// Index's podcast elements.)
var elements = map[string]elem{
	"rss": rootElem, "rdf:rdf": rootElem, "rdf": rootElem,
	"feed": feedElem, "channel": feedElem,
	"item": itemElem, "entry": itemElem,
	"image": skipElem, "textinput": skipElem, "source": skipElem, "cloud": skipElem, "contributor": skipElem,
	"dc:contributor": skipElem,

	"title": titleElem, "dc:title": titleElem,
	"media:title": mediaTitleElem, "itunes:title": mediaTitleElem, "dcterms:title": mediaTitleElem,

	"link":                linkElem,
	"feedburner:origlink": origLinkElem, "pheedo:origlink": origLinkElem,

	"guid": idElem, "id": idElem,

	"description": descriptionElem, "dc:description": descriptionElem, "summary": descriptionElem,
	"abstract": descriptionElem, "dcterms:abstract": descriptionElem,
	"content": contentElem, "content:encoded": contentElem, "encoded": contentElem, "fullitem": contentElem,
	"body": bodyElem, "xhtml:body": bodyElem, "xhtml:div": bodyElem,
	"media:description": extraElem, "itunes:summary": extraElem, "itunes:subtitle": extraElem,
	"googleplay:description": extraElem,

	"author": authorElem, "managingeditor": authorElem,
	"dc:creator": creatorElem, "dc:author": creatorElem, "dcterms:creator": creatorElem,
	"itunes:author": ownerElem, "googleplay:author": ownerElem,
	"podcast:person": personElem,

	"pubdate": publishedElem, "published": publishedElem, "issued": publishedElem, "dcterms:issued": publishedElem,
	"prism:publicationdate": publishedElem, "dcterms:available": publishedElem, "pubdatetime": publishedElem,
	"dc:date": dateElem, "date": dateElem, "dcterms:date": dateElem,
	"created": createdElem, "dcterms:created": createdElem,
	"updated": updatedElem, "modified": updatedElem, "dcterms:modified": updatedElem, "lastbuilddate": updatedElem,
	"prism:modificationdate": updatedElem,

	"category": categoryElem, "dc:subject": categoryElem, "media:category": categoryElem, "dcterms:subject": categoryElem,
	"keywords": keywordsElem, "itunes:keywords": keywordsElem, "media:keywords": keywordsElem, "tags": keywordsElem,
	"itunes:category": textCategoryElem, "googleplay:category": textCategoryElem,

	"enclosure": enclosureElem, "media:content": mediaElem, "podcast:alternateenclosure": alternateElem,
	"podcast:source": alternateSourceElem,
	"language":       languageElem, "dc:language": languageElem, "dcterms:language": languageElem,

	"ttl": ttlElem, "hour": hourElem, "day": dayElem,
	"sy:updateperiod": periodElem, "sy:updatefrequency": frequencyElem, "sy:updatebase": baseElem,
}

// spaces gives namespaces, in lower case and without a final "/" or "#", the
// prefix under which elements knows them.
var spaces = map[string]string{
	"":                                "",
	"http://backend.userland.com/rss": "", "http://backend.userland.com/rss2": "",
	"http://blogs.law.harvard.edu/tech/rss": "", "http://cyber.law.harvard.edu/rss": "",
	"http://purl.org/rss/1.0": "", "http://purl.org/rss/1.0/modules/rss091": "", "http://purl.org/net/rss1.1": "",
	"http://channel.netscape.com/rdf/simple/0.9": "", "http://my.netscape.com/rdf/simple/0.9": "",
	"http://my.netscape.com/publish/formats/rss-0.91": "",
	"http://www.w3.org/2005/atom":                     "", "http://purl.org/atom/ns": "", "http://purl.org/atom": "",
	"http://purl.org/echo": "", "http://purl.org/pie": "", "http://example.com/necho": "", "http://example.com/newformat": "",
	"uri/of/echo/namespace": "",

	"http://purl.org/dc/elements/1.1":                 "dc",
	"http://purl.org/dc/elements/1.0":                 "dc",
	"http://purl.org/dc/terms":                        "dcterms",
	"http://purl.org/rss/1.0/modules/content":         "content",
	"http://purl.org/rss/1.0/modules/syndication":     "sy",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":      "itunes",
	"http://example.com/dtds/podcast-1.0.dtd":         "itunes",
	"http://search.yahoo.com/mrss":                    "media",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns":      "rdf",
	"http://www.w3.org/1999/xhtml":                    "xhtml",
	"http://rssnamespace.org/feedburner/ext/1.0":      "feedburner",
	"http://www.pheedo.com/namespace/pheedo":          "pheedo",
	"http://www.google.com/schemas/play-podcasts/1.0": "googleplay",
	"http://podcastindex.org/namespace/1.0":           "podcast",
	"http://prismstandard.org/namespaces/1.2/basic":   "prism",
	"http://prismstandard.org/namespaces/basic/2.0":   "prism",
	"http://prismstandard.org/namespaces/basic/3.0":   "prism",
	"http://hacks.benhammersley.com/rss/streaming":    "str",
	"http://www.w3.org/2003/01/geo/wgs84_pos":         "geo",
	"http://purl.org/rss/1.0/modules/image":           "image",
	"http://purl.org/rss/1.0/modules/link":            "l",
	"http://purl.org/rss/1.0/modules/textinput":       "ti",
	"http://xmlns.com/foaf/0.1":                       "foaf",
}

// corePrefixes are those that stand for the core where nothing declares them.
var corePrefixes = map[string]bool{"rss": true, "atom": true, "a10": true, "rss1": true, "atom10": true}

// binding is a namespace declaration: prefix means the vocabulary space from
// the element at depth down.
type binding struct {
	prefix, space string
	depth         int
}

// names resolves the names of elements.
type names struct {
	bindings []binding
	cache    map[string]elem // by name as written, under the present bindings
	scratch  []byte
}

const maxCache = 4096

// declare takes over the namespace declarations among the attributes of an
// element at depth. Only those that change a meaning are kept.
func (n *names) declare(s *scanner, depth int) {
	for _, a := range s.attrs {
		if !hasPrefixFold(a.name, "xmlns") {
			continue
		}
		prefix := ""
		if len(a.name) > len("xmlns") {
			if a.name[len("xmlns")] != ':' {
				continue
			}
			prefix = strings.ToLower(string(a.name[len("xmlns:"):]))
		}
		uri := strings.ToLower(strings.TrimSpace(s.value(a.value)))
		uri = strings.TrimRight(uri, "/#")
		uri = strings.Replace(uri, "https://", "http://", 1)
		space, known := spaces[uri]
		if !known {
			space = prefix // as it is commonly meant; by default, the core
			if corePrefixes[prefix] {
				space = "?"
			}
		}
		if n.space(prefix) != space && len(n.bindings) < 4*maxAttrs {
			n.bindings = append(n.bindings, binding{prefix, space, depth})
			clear(n.cache)
		}
	}
}

// leave forgets the declarations of elements at depth or deeper.
func (n *names) leave(depth int) {
	i := len(n.bindings)
	for i > 0 && n.bindings[i-1].depth >= depth {
		i--
	}
	if i < len(n.bindings) {
		n.bindings = n.bindings[:i]
		clear(n.cache)
	}
}

// space returns the vocabulary that prefix (lower case) stands for.
func (n *names) space(prefix string) string {
	for i := len(n.bindings) - 1; i >= 0; i-- {
		if n.bindings[i].prefix == prefix {
			return n.bindings[i].space
		}
	}
	if corePrefixes[prefix] {
		return ""
	}
	return prefix
}

// elem returns what the element with this name, as written, means.
func (n *names) elem(name []byte) elem {
	if e, ok := n.cache[string(name)]; ok {
		return e
	}
	lowered := n.scratch[:0]
	for _, c := range name {
		lowered = append(lowered, lower(c))
	}
	n.scratch = lowered
	prefix, local, qualified := strings.Cut(string(lowered), ":")
	if !qualified {
		prefix, local = "", prefix
	}
	if space := n.space(prefix); space != "" {
		local = space + ":" + local
	}
	e := elements[local]
	if n.cache == nil {
		n.cache = make(map[string]elem)
	}
	if len(n.cache) < maxCache {
		n.cache[string(name)] = e
	}
	return e
}
