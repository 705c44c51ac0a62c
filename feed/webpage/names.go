package webpage

import (
	"strings"
	"sync"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nameKind is what the class and id of an element say of it.
type nameKind uint32

const (
	nameUnlikely nameKind = 1 << iota // what Readability says of names
	nameMaybe
	nameNegative
	namePositive
	nameNegativeID
	namePositiveID
	nameByline
	nameShare
	nameCaption // partOf
	nameDate
	nameBy
	nameAuthor
	nameStandfirst
	nameOther
	nameComment // kinds of partOther
	nameRelated
	nameAd
	nameNewsletter
	nameNav
	nameTags
	nameContent // the text of an article
	nameTitle
	nameSide
	nameWidget
	nameEmbed
	nameHide
)

// nameWords are parts of names, by kind; the first four are those of Readability.
var nameWords = []struct {
	kind  nameKind
	words []string
}{
	{nameUnlikely, []string{"-ad-", "ai2html", "banner", "breadcrumbs", "combx", "comment", "community", "cover-wrap", "disqus", "extra", "footer", "gdpr", "header", "legends", "menu", "related", "remark", "replies", "rss", "shoutbox", "sidebar", "skyscraper", "social", "sponsor", "supplemental", "ad-break", "agegate", "pagination", "pager", "popup", "yom-remote"}},
	{nameMaybe, []string{"and", "article", "body", "column", "content", "main", "mathjax", "shadow"}},
	{nameNegative, []string{"-ad-", "banner", "combx", "comment", "com-", "contact", "footer", "gdpr", "masthead", "meta", "outbrain", "promo", "related", "share", "shoutbox", "sidebar", "skyscraper", "sponsor", "shopping", "tags", "widget"}},
	{namePositive, []string{"article", "body", "content", "entry", "main", "page", "pagination", "post", "text", "blog", "story"}},
	{nameByline, []string{"byline", "author", "dateline", "writtenby"}},
	{nameShare, []string{"share", "social", "follow"}},
	{nameComment, []string{"comment", "disqus", "respond", "replies", "discussion", "reply"}},
	{nameRelated, []string{"related", "recommend", "read-more", "readmore", "also", "trending", "popular", "most-", "teaser", "latest", "recent", "next", "prev", "more-", "similar", "recirc", "outbrain", "taboola", "card", "list"}},
	{nameAd, []string{"advert", "sponsor", "promo", "banner", "ad-", "-ad", "ads"}},
	{nameNewsletter, []string{"newsletter", "subscri", "signup", "sign-up", "paywall", "cookie", "consent", "gdpr", "modal", "popup", "login", "overlay"}},
	{nameNav, []string{"nav", "menu", "breadcrumb", "footer", "masthead", "topbar", "toolbar", "copyright", "skip"}},
	{nameTags, []string{"tag", "topic", "keyword", "categor"}},
	{nameContent, []string{"articlebody", "article-body", "article_body", "entry-content", "post-content", "article-content", "story-body", "storybody", "post-body", "postbody", "article-text", "articletext", "article__body", "article__content", "body-text", "bodytext", "content-body", "story-content", "post_content", "article_content", "entry_content", "richtext", "rich-text", "wysiwyg", "prose", "paragraph", "field--name-body", "field-name-body", "text-block", "textblock", "html-content"}},
	{nameTitle, []string{"title", "headline", "heading"}},
	{nameSide, []string{"sidebar", "side-bar", "aside", "rail", "secondary"}},
	{nameWidget, []string{"widget", "module", "block", "box", "banner", "gallery", "slider", "carousel", "video", "player"}},
	{nameEmbed, []string{"quote", "embed", "twitter", "instagram"}},
	{nameHide, []string{"hidden", "hide", "print", "sr-only", "screen-reader", "visually"}},
}

// partNames are the kinds of the parts of partOf.
var partNames = [...]nameKind{partText: 0, partCaption: nameCaption, partDate: nameDate, partByline: nameBy, partAuthor: nameAuthor, partStandfirst: nameStandfirst, partOther: nameOther}

type nameWord struct {
	word string
	kind nameKind
}

// nameIndex returns nameWords by their first byte.
var nameIndex = sync.OnceValue(func() *[256][]nameWord {
	var index [256][]nameWord
	for _, kind := range nameWords {
		for _, w := range kind.words {
			index[w[0]] = append(index[w[0]], nameWord{w, kind.kind})
		}
	}
	return &index
})

// name sets what the names of e say.
func (l *layout) name(e *element) {
	n := e.node
	class, id := "", ""
	role := ""
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class":
			class = a.Val
		case "id":
			id = a.Val
		case "role":
			role = a.Val
		case "itemprop":
			e.name |= l.nameOf(a.Val) & (nameByline | nameContent)
		case "hidden":
			e.flags |= invisible
		case "aria-hidden":
			if a.Val == "true" && !strings.Contains(dom.Attr(n, "class"), "fallback-image") {
				e.flags |= invisible
			}
		case "style":
			if hiddenStyle(a.Val) {
				e.flags |= invisible
			}
		}
	}
	if class != "" {
		e.name |= l.nameOf(class)
	}
	if id != "" {
		k := l.nameOf(id)
		if k&nameNegative != 0 {
			e.name |= nameNegativeID
		}
		if k&namePositive != 0 {
			e.name |= namePositiveID
		}
		e.name |= k &^ (nameNegative | namePositive)
	}
	switch role {
	case "menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog":
		e.flags |= unlikelyOne
	case "main", "article":
		e.tags |= tagMain
	}
	if e.name&(nameUnlikely|nameMaybe) == nameUnlikely && n.DataAtom != atom.A && n.DataAtom != atom.Body && n.DataAtom != atom.Html {
		e.flags |= unlikelyOne
	}
	if n.DataAtom != atom.Body && n.DataAtom != atom.Html {
		e.outer = e.name
	}
}

func hiddenStyle(s string) bool {
	return strings.Contains(s, "display") && strings.Contains(s, "none") && displayNone(s) || strings.Contains(s, "visibility") && strings.Contains(s, "hidden")
}

// nameOf returns what a class or id says.
func (l *layout) nameOf(s string) nameKind {
	if k, ok := l.names[s]; ok {
		return k
	}
	low := strings.ToLower(s[:min(len(s), 400)])
	var k nameKind
	index := nameIndex()
	for i := range len(low) {
		for _, w := range index[low[i]] {
			if strings.HasPrefix(low[i:], w.word) {
				k |= w.kind
			}
		}
	}
	for w := range strings.FieldsSeq(low) {
		if w == "hid" || w == "hidden" || w == "d-none" {
			k |= nameNegative
		}
	}
	k |= partNames[partNamed(s)]
	l.names[s] = k
	return k
}

// classWeight is Readability's: 25 for each of class and id with a good word, less 25
// with a bad one.
func (k nameKind) classWeight() float64 {
	w := 0.0
	if k&nameNegative != 0 {
		w -= 25
	}
	if k&namePositive != 0 {
		w += 25
	}
	if k&nameNegativeID != 0 {
		w -= 25
	}
	if k&namePositiveID != 0 {
		w += 25
	}
	return w
}

func displayNone(s string) bool {
	n := html.Node{Type: html.ElementNode, Attr: []html.Attribute{{Key: "style", Val: s}}}
	return dom.IsHidden(&n)
}
