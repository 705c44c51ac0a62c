package feed

import (
	"path/filepath"
	"strings"
)

// Omission is text that was left out of the articles of a source.
type Omission struct {
	Source   string // as it was named, or the document where nothing fits
	Document string // the first that something was left out of
	First    string // the first words of what was left out there
	Passages int
	Words    int // of all passages
}

// Omissions gathers what a Load leaves out of articles (Options.LeftOut), by the
// places that it was given.
type Omissions struct {
	Places []string
	List   []Omission // one a source, in the order in which they came

	index map[string]int
}

// Add takes in the first words of a passage of so many words.
func (o *Omissions) Add(path, first string, words int) {
	source := path
	for _, named := range o.Places {
		if p := Place(named); path == p || strings.HasPrefix(path, p+string(filepath.Separator)) {
			source = named
			break
		}
	}
	i, ok := o.index[source]
	if !ok {
		if o.index == nil {
			o.index = make(map[string]int)
		}
		i, o.index[source] = len(o.List), len(o.List)
		o.List = append(o.List, Omission{Source: source, Document: path, First: first})
	}
	o.List[i].Passages++
	o.List[i].Words += words
}
