package webpage

import (
	"dateline/feed/document"
	"dateline/feed/dom"
)

// TrainingBlock is a block of text of a page as the model of bodies sees it: to fit the
// model (./train).
type TrainingBlock struct {
	Text     string
	Features []float32
	Likely   bool // it is running text, or Readability keeps it
}

// TrainingBlocks returns the blocks of the page that content is.
func TrainingBlocks(content []byte) ([]TrainingBlock, error) {
	text, _ := document.ToUTF8(content, statedCharset(content))
	root, _, err := dom.Parse(string(text))
	if err != nil {
		return nil, err
	}
	l := newLayout(root)
	f := (&reading{root: root, facts: gatherFacts(root, nil)}).features(l)
	all := make([]TrainingBlock, len(l.blocks))
	for i := range all {
		b := &l.blocks[i]
		f.x = nil
		f.gather(int32(i))
		x := f.x
		all[i] = TrainingBlock{dom.CollapseSpace(b.text()), x, b.running() || f.r.kept[b.inner]}
	}
	return all, nil
}
