package webpage

import (
	"strings"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// outline is the elements of a page in their order, with running sums of what
// stands in them, so that the contents of any element are a subtraction.
type outline struct {
	elements []outlined
	sums     []content // before each element, and at the end
	thread   bool      // an element says that it is a thread, or a question with its answers
	alike    []*alike  // once they were asked for
}

// outlined is one element and where the elements after its own begin.
type outlined struct {
	node   *html.Node
	end    int
	parent int // -1: the page
}

// content is how much an element holds.
type content struct {
	text    int // bytes
	prose   int // of them in long runs outside links
	authors int // elements that name who wrote something
	dates   int // short texts that look like a date
}

func (c content) minus(o content) content {
	return content{c.text - o.text, c.prose - o.prose, c.authors - o.authors, c.dates - o.dates}
}

// maxOutlined bounds the elements of an outline.
const maxOutlined = 60_000

// outlineOf returns the outline of what a page shows outside navigation.
func outlineOf(body *html.Node) *outline {
	o := &outline{}
	var now content
	o.walk(body, -1, false, &now)
	o.sums = append(o.sums, now)
	return o
}

func (o *outline) walk(n *html.Node, parent int, linked bool, now *content) {
	for c := n.FirstChild; c != nil && len(o.elements) < maxOutlined; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			now.addText(c.Data, linked)
		case c.Type == html.ElementNode && !isSkipped(c.DataAtom) && c.DataAtom != atom.Nav && c.DataAtom != atom.Footer:
			i := len(o.elements)
			o.elements = append(o.elements, outlined{node: c, parent: parent})
			o.thread = o.thread || typedThread(c)
			o.sums = append(o.sums, *now)
			o.walk(c, i, linked || c.DataAtom == atom.A, now)
			o.elements[i].end = len(o.elements)
			now.addElement(c, now.text-o.sums[i].text)
		}
	}
}

// typedThread reports whether the type of n is that of a thread (https://schema.org).
func typedThread(n *html.Node) bool {
	t := dom.Attr(n, "itemtype")
	return strings.HasSuffix(t, "/DiscussionForumPosting") || strings.HasSuffix(t, "/QAPage")
}

// of returns what the elements from i until end hold.
func (o *outline) of(i, end int) content { return o.sums[end].minus(o.sums[i]) }

func (c *content) addText(s string, linked bool) {
	s = strings.TrimSpace(s)
	c.text += len(s)
	if len(s) >= 40 && !linked {
		c.prose += len(s)
	}
	if len(s) < 80 && looksDated(s) {
		c.dates++
	}
}

// addElement notes what an element with that much text marks.
func (c *content) addElement(n *html.Node, text int) {
	if n.DataAtom == atom.Time || statesDate(n) {
		c.dates++
	}
	if text >= 2 && text <= 60 && namesAuthor(n) {
		c.authors++
	}
}

// statesDate reports whether an attribute of n is a date, as scripts read it.
func statesDate(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "title", "datetime":
			if len(a.Val) < 60 && looksDated(a.Val) {
				return true
			}
		}
	}
	return false
}

// looksDated reports whether a short text may be a date: it has a year, a time, or
// says how long ago something was.
func looksDated(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			if digits++; digits == 4 && (s[i-3] == '1' && s[i-2] == '9' || s[i-3] == '2' && s[i-2] == '0') && (i+1 == len(s) || s[i+1] < '0' || s[i+1] > '9') {
				return true
			}
			continue
		}
		digits = 0
	}
	return strings.HasSuffix(s, " ago") || strings.Contains(s, " ago ")
}

// authorNames are parts of the classes and properties of elements that name who wrote
// something.
var authorNames = []string{"author", "user", "poster", "nick", "membername", "member-name", "screenname", "displayname", "display-name", "display_name", "handle", "creator", "byline"}

// profiles are parts of the addresses of pages about a person.
var profiles = []string{"/user", "/member", "/profile", "/people/", "/u/", "/@", "/author", "memberlist", "userid=", "user=", "uid=", "&u=", "member.php"}

// namesAuthor reports whether n is marked as the name of who wrote something.
func namesAuthor(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "itemprop", "rel":
			if containsAny(strings.ToLower(a.Val), authorNames) {
				return true
			}
		case "href":
			if n.DataAtom == atom.A && containsAny(a.Val, profiles) {
				return true
			}
		}
	}
	return false
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// alike are elements that are made alike, as places in the outline.
type alike struct {
	key     string
	members []int
}

// groups returns the groups of elements that are made alike, in the order of their
// first members.
func (o *outline) groups() []*alike {
	if o.alike != nil {
		return o.alike
	}
	all := []*alike{}
	known := map[string]*alike{}
	for i := range o.elements {
		n := o.elements[i].node
		if !holdsPosts(n.DataAtom) || o.of(i, o.elements[i].end).text == 0 {
			continue
		}
		for _, key := range likenesses(n) {
			g := known[key]
			if g == nil {
				g = &alike{key: key}
				known[key], all = g, append(all, g)
			}
			g.members = append(g.members, i)
		}
	}
	o.alike = all
	return all
}

// holdsPosts reports whether elements of this name may hold a post, or an item of
// a list.
func holdsPosts(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Article, atom.Section, atom.Li, atom.Tr, atom.Tbody, atom.Table, atom.Dl, atom.Details, 0:
		return true
	}
	return false
}

// likenesses names what n may have in common with others: its class, the
// beginning of a numbered id, its type.
func likenesses(n *html.Node) []string {
	var keys []string
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class":
			if first, _, _ := strings.Cut(strings.TrimSpace(a.Val), " "); first != "" {
				keys = append(keys, n.Data+"."+strings.TrimRight(first, "0123456789-_"))
			}
		case "id":
			if bare := strings.TrimRight(a.Val, "0123456789"); bare != a.Val && bare != "" {
				keys = append(keys, n.Data+"#"+bare)
			}
		case "itemtype":
			if _, kind, ok := cutLast(a.Val, "/"); ok {
				keys = append(keys, n.Data+"@"+kind)
			}
		}
	}
	if dom.Attr(n, "class") == "" && n.Parent != nil {
		keys = append(keys, n.Parent.Data+"."+dom.Attr(n.Parent, "class")+">"+n.Data)
	}
	return keys
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
