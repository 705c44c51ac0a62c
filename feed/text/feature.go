package text

import "strings"

// feature is something that a line of a page has or has not. The groups below
// number them; weights (weights.go) has one number for each.
type feature int

// Where the groups begin.
const (
	ofBias        feature = 0
	ofLength              = ofBias + 1           // how long it is
	ofEnding              = ofLength + lengths   // how it ends, when short and when long
	ofStops               = ofEnding + 2*endings // how many small words it has
	ofCapitals            = ofStops + 2*shares
	ofDigits              = ofCapitals + 2*shares
	ofCommas              = ofDigits + shares
	ofBoilerplate         = ofCommas + 3 // which phrase it is
	ofFlags               = ofBoilerplate + feature(pageModel)
	ofBefore              = ofFlags + flags // the lengths of the lines around it
	ofBefore2             = ofBefore + lengths + 1
	ofAfter               = ofBefore2 + lengths + 1
	ofAfter2              = ofAfter + lengths + 1
	ofNear                = ofAfter2 + lengths + 1 // how much prose stands around it
	ofFar                 = ofNear + 2*shares
	ofPlace               = ofFar + 2*shares       // how much of the prose of the page stands above it
	ofAnchor              = ofPlace + positions    // where it stands beside the headline
	ofDated               = ofAnchor + 2*distances // beside a date or the names of authors
	ofComments            = ofDated + distances    // beside a line such as "3 comments"
	ofRelated             = ofComments + 2*distances
	ofFooter              = ofRelated + 2*distances
	ofPrompts             = ofFooter + 2*distances  // beside a share bar or a prompt for a newsletter
	ofCommentLike         = ofPrompts + 2*distances // near lines as readers' comments have them
	ofRepeated            = ofCommentLike + 6
	features              = ofRepeated + 3
)

// The sizes of groups.
const (
	lengths   = 10
	endings   = 6
	shares    = 6
	positions = 7
	flags     = 14
	distances = 6
)

// eachFeature calls f with the features of line i.
func (p *page) eachFeature(i int, f func(feature)) {
	l, w := p.lines[i], &p.wordings[i]
	long := feature(0)
	if w.words >= 9 {
		long = 1
	}
	f(ofBias)
	f(ofLength + lengthOf(w.words))
	f(ofEnding + long*endings + endingOf(l.text))
	f(ofStops + long*shares + share(w.stops, w.words))
	f(ofCapitals + long*shares + share(w.capitals, w.words))
	f(ofDigits + share(w.digits, w.words))
	f(ofCommas + feature(min(w.commas, 2)))
	if l.boilerplate != noBoilerplate {
		f(ofBoilerplate + feature(l.boilerplate) - 1)
	}
	p.eachFlag(i, f)
	f(ofBefore + p.lengthAt(i-1))
	f(ofBefore2 + p.lengthAt(i-2))
	f(ofAfter + p.lengthAt(i+1))
	f(ofAfter2 + p.lengthAt(i+2))
	f(ofNear + long*shares + p.density(i, 2))
	f(ofFar + long*shares + p.density(i, 7))
	f(ofPlace + p.place(i))
	switch {
	case !p.anchored:
	case p.anchor[i] == 0:
		f(ofAnchor + long*distances)
	default:
		f(ofAnchor + long*distances + distance(p.anchor[i]))
	}
	f(ofDated + distance(p.dated[i]))
	f(ofComments + long*distances + distance(p.comments[i]))
	f(ofRelated + long*distances + distance(p.related[i]))
	f(ofFooter + long*distances + distance(p.footer[i]))
	f(ofPrompts + long*distances + distance(p.prompts[i]))
	f(ofCommentLike + p.commentsNear(i))
	if p.seen[i] > 1 && long > 0 && !p.mostlyRepeated {
		switch {
		case i > 0 && p.lines[i-1].text == l.text || i+1 < len(p.lines) && p.lines[i+1].text == l.text:
			f(ofRepeated) // a caption, mostly
		case p.wordings[i].words < proseWords:
			f(ofRepeated + 1)
		default:
			f(ofRepeated + 2)
		}
	}
}

// distance returns how far n lines are, in steps; 0 is nowhere.
func distance(n int) feature {
	switch {
	case n == 0:
		return 0
	case n <= 3:
		return 1
	case n <= 9:
		return 2
	case n <= 25:
		return 3
	case n <= 70:
		return 4
	}
	return 5
}

func (p *page) eachFlag(i int, f func(feature)) {
	l, w := p.lines[i], &p.wordings[i]
	for n, has := range [flags]bool{
		l.days.only != nil,
		l.dated() && l.days.only == nil,
		l.boilerplate == noBoilerplate && w.words <= 16 && isByline(l.text),
		p.seen[i] == 2,
		p.seen[i] > 2,
		strings.ContainsAny(l.text, "|›»•·→"),
		w.links,
		w.lower,
		strings.HasPrefix(l.text, "“") || strings.HasPrefix(l.text, "\"") || strings.HasPrefix(l.text, "«") || strings.HasPrefix(l.text, "„"),
		strings.Contains(l.text, "©") || strings.Contains(l.text, "(c)") || strings.Contains(strings.ToLower(l.text), "all rights"),
		l.marked,
		strings.HasSuffix(l.text, ")") && w.digits > 0 && w.words < 9,
		isCredit(l.text),
		isRest(l.text) || digits(l.text) == len(l.text),
	} {
		if has {
			f(ofFlags + feature(n))
		}
	}
}

// isCredit reports whether a line is the credit or the caption of a picture.
func isCredit(s string) bool {
	head := strings.ToLower(s[:min(len(s), 40)])
	for _, w := range []string{"photo", "image", "picture", "credit", "foto", "bild", "getty", "(photo", "source:", "quelle", "crédit", "фото", "video:", "file photo", "courtesy"} {
		if strings.HasPrefix(head, w) {
			return true
		}
	}
	return strings.Contains(s, "Getty Images") || strings.Contains(s, "(Photo") || strings.Contains(s, "Photograph:") || strings.Contains(s, "/AFP") || strings.Contains(s, "AP Photo")
}

var lengthSteps = [lengths - 1]int{2, 3, 4, 6, 9, 14, 20, 36, 72}

func lengthOf(words int) feature {
	n := 0
	for n < len(lengthSteps) && words >= lengthSteps[n] {
		n++
	}
	return feature(n)
}

// lengthAt returns the length of line i, or that there is none.
func (p *page) lengthAt(i int) feature {
	if i < 0 || i >= len(p.lines) {
		return lengths
	}
	return lengthOf(p.wordings[i].words)
}

// endingOf says how a line ends; one of nothing but signs ("»", "•") has no text.
func endingOf(s string) feature {
	if s == "" {
		return 5
	}
	switch last := s[len(s)-1]; {
	case last == '.':
		return 0
	case last == '!' || last == '?':
		return 1
	case last == ':' || last == ',' || last == ';':
		return 2
	case sentenceEnd(s):
		return 3
	case last == ')' || last == ']':
		return 4
	}
	return 5
}

// share returns which part n is of all, in steps that grow.
func share(n, all int) feature {
	switch {
	case n == 0:
		return 0
	case n*8 < all:
		return 1
	case n*4 < all:
		return 2
	case n*5 < all*2:
		return 3
	case n*3 < all*2:
		return 4
	}
	return 5
}

// density returns how much of the words within reach of line i is prose.
func (p *page) density(i, reach int) feature {
	from, to := max(0, i-reach), min(len(p.lines), i+reach+1)
	n := p.proseBefore[to] - p.proseBefore[from] - p.proseWords(i)
	switch per := n / (to - from); {
	case n == 0:
		return 0
	case per < 4:
		return 1
	case per < 9:
		return 2
	case per < 16:
		return 3
	case per < 28:
		return 4
	}
	return 5
}

// place returns how much of the page's prose stands before line i.
func (p *page) place(i int) feature {
	all := p.proseBefore[len(p.lines)]
	before, through := p.proseBefore[i], p.proseBefore[i+1]
	switch {
	case all == 0, through == 0:
		return 0
	case before == 0:
		return 1
	case before >= all:
		return 6
	case before*20 < all:
		return 2
	case before*20 > all*19:
		return 5
	case before*2 < all:
		return 3
	}
	return 4
}
