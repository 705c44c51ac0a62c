package webpage

import (
	"slices"
	"strings"

	"dateline/feed/dom"

	"golang.org/x/net/html/atom"
)

// posts are the elements of a page that look most like the posts of a thread.
type posts struct {
	o       *outline
	key     string // what they have in common
	members []span
	good    int     // members that have an author and a date
	inside  content // of all members
	whole   content // of the page
}

// span is a run of the elements of an outline.
type span struct{ start, end int }

// maxPosts bounds the posts of one thread.
const maxPosts = 1000

// fewestPosts is how many posts make a thread, where all else says that it is one.
const fewestPosts = 2

// findPosts returns the group that looks most like the posts of a thread, or nil:
// of those that hold most of the text, the one with the most members that have an author
// and a date, and the fewest others.
func (o *outline) findPosts() *posts {
	all := o.groups()
	best := o.bestPosts(all, false)
	if apart := o.bestPosts(all, true); apart != nil && (best == nil || apart.inside.prose*10 > best.inside.prose*13) {
		return apart // a post is a heading with what stands below it
	}
	return best
}

func (o *outline) bestPosts(all []*alike, apart bool) *posts {
	var found []*posts
	most := 0
	for _, g := range all {
		if len(g.members) < fewestPosts {
			continue
		}
		if p := o.postsOf(g, apart); p != nil {
			found = append(found, p)
			most = max(most, p.inside.text)
		}
	}
	var best *posts
	for _, p := range found {
		if p.inside.text*10 >= most*8 && (best == nil || p.good > best.good || p.good == best.good && len(p.members) < len(best.members)) {
			best = p
		}
	}
	return best
}

// postsOf reads g as posts, each with an author and a date, or returns nil. Posts
// that are apart go on until the next member begins.
func (o *outline) postsOf(g *alike, apart bool) *posts {
	p := &posts{o: o, key: g.key, whole: o.sums[len(o.sums)-1]}
	authored, dated := 0, 0
	for k, i := range g.members {
		end := o.elements[i].end
		if apart {
			end = o.parentEnd(i)
		}
		if k+1 < len(g.members) {
			end = min(end, g.members[k+1]) // answers may lie in what they answer
		}
		own := o.of(i, end)
		if own.text < 20 || own.authors == 0 && own.dates == 0 {
			continue
		}
		if own.authors > 0 {
			authored++
		}
		if own.dates > 0 {
			dated++
		}
		if own.authors > 0 && own.dates > 0 {
			p.good++
		}
		p.inside.text += own.text
		p.inside.prose += own.prose
		p.members = append(p.members, span{i, end})
	}
	n := len(p.members)
	if n < fewestPosts || authored*10 < n*7 || dated*10 < n*6 || p.inside.prose < 200 {
		return nil
	}
	return p
}

// parentEnd returns where the parent of element i ends.
func (o *outline) parentEnd(i int) int {
	if p := o.elements[i].parent; p >= 0 {
		return o.elements[p].end
	}
	return len(o.elements)
}

// outline returns the outline of the page, or nil where it has no body.
func (r *reading) outline() *outline {
	if r.outlined == nil {
		if body := dom.First(r.root, atom.Body); body != nil {
			r.outlined = outlineOf(body)
		}
	}
	return r.outlined
}

// threadWords are parts of addresses that lead to threads.
var threadWords = []string{
	"/thread", "/topic/", "/t/", "/discussion", "/question", "viewtopic", "showthread", "/forum", "//forum", "//community.", "//discuss",
	"//boards.", "//bbs.", "/comments/", "/community/", "/boards/",
}

// threadNames are parts of the classes and ids of what is in a thread, postNames of
// posts, which articles and their comments have too.
var (
	threadNames  = []string{"discussion", "forum", "thread", "topic"}
	postNames    = []string{"reply", "message", "answer", "post"}
	commentNames = []string{"comment", "respon", "kommentar"}
)

// isThread reports whether the page is a thread with the posts p.
func (r *reading) isThread(p *posts) bool {
	why := r.whyThread(p)
	if why == "" {
		return false
	}
	r.d.Note(0, "kind", "a thread of %d posts, as %s", len(p.members), why)
	return true
}

// whyThread returns what says that the page is a thread with the posts p, or "".
func (r *reading) whyThread(p *posts) string {
	share := float64(p.inside.prose) / float64(max(1, p.whole.prose))
	before := p.o.of(0, p.members[0].start) // of an article, what is no comment
	few := before.prose*8 < p.inside.prose && !r.isArticle()
	comments := p.named(commentNames)
	switch {
	case share < 0.05 || p.headed():
		return ""
	case p.o.thread || r.typedThread():
		return "its types say"
	case share > 0.2 && containsAny(strings.ToLower(r.address()), threadWords) && !(comments && before.prose > 800 && before.prose*3 > p.inside.prose):
		return "its address says"
	case share < 0.6 || len(p.members) < 4:
		return ""
	case comments && before.text < 100 && share > 0.9:
		return "nothing stands above them"
	case (few || !comments) && p.named(threadNames), few && !comments && p.named(postNames):
		return "the names of its elements say"
	}
	return ""
}

// typedThread reports whether the JSON-LD of the page has the type of a thread.
func (r *reading) typedThread() bool {
	return slices.ContainsFunc(r.facts.scripts, func(s string) bool {
		return strings.Contains(s, `"DiscussionForumPosting"`) || strings.Contains(s, `"QAPage"`)
	})
}

// named reports whether the classes or ids of most posts hold one of names.
func (p *posts) named(names []string) bool {
	n := 0
	for _, s := range p.members {
		e := p.o.elements[s.start].node
		near := strings.ToLower(dom.Attr(e, "class") + dom.Attr(e, "id") + dom.Attr(e.Parent, "class") + dom.Attr(e.Parent, "id"))
		near = strings.ReplaceAll(strings.ReplaceAll(near, "thread-even", ""), "thread-odd", "") // of comments
		if containsAny(near, names) {
			n++
		}
	}
	return n*2 > len(p.members)
}

// headed reports whether most posts have a heading of their own that is a link, as
// the items of a list have.
func (p *posts) headed() bool {
	heads := map[string]bool{}
	for _, s := range p.members {
		for i := s.start; i < s.end; i++ {
			n := p.o.elements[i].node
			if !isHeading(n.DataAtom) || namesAuthor(n) {
				continue
			}
			if a := dom.First(n, atom.A); dom.Within(n, atom.A) || a != nil && !namesAuthor(a) {
				heads[dom.Text(n)] = true
				break
			}
		}
	}
	return len(heads)*10 > len(p.members)*6
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
