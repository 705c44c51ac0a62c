package text

import "bytes"

// PageLine is a line of the dump of a page as the model of pages sees it: to fit the
// model's weights (./train).
type PageLine struct {
	Text     string
	Words    int
	Features []int // that the line has
}

// PageLines returns the lines of a dump that say something.
func PageLines(dump []byte) []PageLine {
	var lines []line
	for b := range bytes.Lines(dump) {
		lines = append(lines, newLine(len(lines)+1, bytes.TrimRight(b, "\r\n")))
	}
	p := newPage(lines)
	all := make([]PageLine, len(p.lines))
	for i, l := range p.lines {
		all[i] = PageLine{Text: l.text, Words: p.wordings[i].words}
		p.eachFeature(i, func(f feature) { all[i].Features = append(all[i].Features, int(f)) })
	}
	return all
}

// FeatureGroup is a group of features that exclude one another, mostly: Name is that
// of the constant for the first.
type FeatureGroup struct {
	Name       string
	First, End int
}

// FeatureGroups returns the groups in their order. Features are numbered from 0 to the
// End of the last.
func FeatureGroups() []FeatureGroup {
	groups := []FeatureGroup{
		{Name: "ofBias", First: int(ofBias)},
		{Name: "ofLength", First: int(ofLength)},
		{Name: "ofEnding", First: int(ofEnding)},
		{Name: "ofStops", First: int(ofStops)},
		{Name: "ofCapitals", First: int(ofCapitals)},
		{Name: "ofDigits", First: int(ofDigits)},
		{Name: "ofCommas", First: int(ofCommas)},
		{Name: "ofBoilerplate", First: int(ofBoilerplate)},
		{Name: "ofFlags", First: int(ofFlags)},
		{Name: "ofBefore", First: int(ofBefore)},
		{Name: "ofBefore2", First: int(ofBefore2)},
		{Name: "ofAfter", First: int(ofAfter)},
		{Name: "ofAfter2", First: int(ofAfter2)},
		{Name: "ofNear", First: int(ofNear)},
		{Name: "ofFar", First: int(ofFar)},
		{Name: "ofPlace", First: int(ofPlace)},
		{Name: "ofAnchor", First: int(ofAnchor)},
		{Name: "ofDated", First: int(ofDated)},
		{Name: "ofComments", First: int(ofComments)},
		{Name: "ofRelated", First: int(ofRelated)},
		{Name: "ofFooter", First: int(ofFooter)},
		{Name: "ofPrompts", First: int(ofPrompts)},
		{Name: "ofCommentLike", First: int(ofCommentLike)},
		{Name: "ofRepeated", First: int(ofRepeated)},
	}
	for i := range groups {
		groups[i].End = int(features)
		if i+1 < len(groups) {
			groups[i].End = groups[i+1].First
		}
	}
	return groups
}
