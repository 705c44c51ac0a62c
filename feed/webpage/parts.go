package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// part is what the class, id or tag of an element says it is.
type part uint8

// The parts of a page that are not the text of its article.
const (
	partText       part = iota
	partCaption         // of an image
	partDate            // a date or time, or other small facts about the article
	partByline          // who wrote it
	partAuthor          // about who wrote it
	partStandfirst      // standfirst: a summary above the text
	partOther           // other articles, forms, buttons, navigation, advertisements
)

// partWords are the words of classes and ids that say what an element is. A
// word may be written in two ("read-more").
var partWords = map[string]part{
	"caption": partCaption, "captions": partCaption, "imagecaption": partCaption, "photocaption": partCaption,
	"credit": partCaption, "credits": partCaption, "photocredit": partCaption, "imagecredit": partCaption,

	"date": partDate, "dates": partDate, "dateline": partDate, "datetime": partDate, "timestamp": partDate, "pubdate": partDate,
	"publishdate": partDate, "postdate": partDate, "articledate": partDate, "entrydate": partDate, "published": partDate, "updated": partDate,
	"postmeta": partDate, "articlemeta": partDate, "entrymeta": partDate, "storymeta": partDate, "postinfo": partDate, "postmetadata": partDate, "metadata": partDate, "contentmeta": partDate,
	"readtime": partDate, "readingtime": partDate, "postviews": partDate, "breadcrumb": partOther, "breadcrumbs": partOther,

	"byline": partByline, "bylines": partByline, "byauthor": partByline, "authorname": partByline,

	"author": partAuthor, "authors": partAuthor, "authorbio": partAuthor, "authorbox": partAuthor, "authorinfo": partAuthor,
	"bio": partAuthor, "aboutauthor": partAuthor,

	"standfirst": partStandfirst, "dek": partStandfirst, "subheadline": partStandfirst, "subhead": partStandfirst, "articlesummary": partStandfirst,

	"related": partOther, "relatedcontent": partOther, "relatedarticles": partOther, "relatedposts": partOther, "recirc": partOther, "recirculation": partOther,
	"recommended": partOther, "recommendations": partOther, "recommendation": partOther, "readmore": partOther, "readnext": partOther, "alsoread": partOther,
	"morestories": partOther, "mostread": partOther, "mostpopular": partOther, "trending": partOther, "popular": partOther, "teaser": partOther, "teasers": partOther,
	"newsletter": partOther, "newsletters": partOther, "subscribe": partOther, "subscription": partOther, "signup": partOther, "cta": partOther,
	"promo": partOther, "promos": partOther, "promotion": partOther, "donate": partOther, "donation": partOther, "paywall": partOther, "membership": partOther,
	"share": partOther, "sharing": partOther, "sharedaddy": partOther, "sharebar": partOther, "social": partOther, "socials": partOther,
	"comment": partOther, "comments": partOther, "disqus": partOther, "respond": partOther, "replies": partOther,
	"ad": partOther, "ads": partOther, "advert": partOther, "adverts": partOther, "advertisement": partOther, "advertising": partOther, "sponsor": partOther, "sponsored": partOther,
	"rail": partOther, "outbrain": partOther, "taboola": partOther, "nav": partOther, "navbar": partOther, "navigation": partOther, "menu": partOther, "toolbar": partOther,
	"sidebar": partOther, "footer": partOther, "pager": partOther, "pagination": partOther, "tags": partOther, "taglist": partOther, "tagcloud": partOther,
	"cookie": partOther, "cookies": partOther, "consent": partOther, "gdpr": partOther, "popup": partOther, "modal": partOther,
	"printheader": partOther, "slidecount": partOther, "controlbar": partOther, "controlpanel": partOther, "copyright": partOther, "copyrights": partOther,
}

// partOf returns what the names of n say it is.
func partOf(n *html.Node) part {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Menu:
		return partOther
	case atom.Body, atom.Html, atom.Article, atom.Main, atom.Figcaption:
		return partText
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id", "role", "itemprop", "data-component", "data-testid":
			if p := partNamed(a.Val); p != partText {
				return p
			}
		}
	}
	return partText
}

// partNamed looks up the words of a name, and each two that stand together.
func partNamed(name string) part {
	if len(name) > 400 {
		name = name[:400]
	}
	found := partText
	var pair [64]byte
	before := pair[:0]
	for i := 0; i < len(name); {
		for i < len(name) && !letter(name[i]) {
			if name[i] == ' ' {
				before = before[:0]
			}
			i++
		}
		start := i
		for i < len(name) && letter(name[i]) && !(i > start && upper(name[i]) && !upper(name[i-1])) {
			i++
		}
		if i-start > 24 {
			before = before[:0]
			continue
		}
		from := len(before)
		for _, c := range []byte(name[start:i]) {
			before = append(before, c|0x20)
		}
		if p := partWords[string(before[from:])]; p > found {
			found = p
		}
		if p := partWords[string(before)]; from > 0 && p > found {
			found = p
		}
		before = append(pair[:0], before[from:]...)
	}
	return found
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

// weight is how much text an element holds, in bytes without outer blanks, and
// how much of it is in links.
type weight struct{ text, links int }

func (w weight) linked() float64 {
	if w.text == 0 {
		return 0
	}
	return float64(w.links) / float64(w.text)
}

// weigh returns the weight of n.
func weigh(n *html.Node) weight {
	var w weight
	w.add(n, false)
	return w
}

func (w *weight) add(n *html.Node, link bool) {
	switch n.Type {
	case html.TextNode:
		k := 0
		for word := range strings.FieldsSeq(n.Data) {
			k += len(word) + 1
		}
		w.text += k
		if link {
			w.links += k
		}
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe:
			return
		case atom.A:
			link = true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.add(c, link)
	}
}
