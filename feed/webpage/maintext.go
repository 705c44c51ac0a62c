package webpage

import (
	"bytes"
	_ "embed"
	"sync"

	"dateline/feed/document"
	"dateline/feed/gbdt"
)

//go:embed kind.gbdt
var kindWeights []byte

//go:embed main.gbdt
var mainWeights []byte

// kindModel returns the model that says that a page is no article, mainModel the one that
// says which blocks are of the main text of such a page.
var (
	kindModel = sync.OnceValue(func() *gbdt.Model { return modelOf(kindWeights) })
	mainModel = sync.OnceValue(func() *gbdt.Model { return modelOf(mainWeights) })
)

// surelyOther is the log odds from which on a page is no article: to take one for something
// else costs more than the other way about.
const surelyOther = 0.3

// ratherMain is the log odds from which on a block is of the main text. A list has much
// that is short.
const ratherMain = -0.8

// isArticlePage reports whether the page shows an article, not a list, a product or what
// somebody offers.
func (r *reading) isArticlePage(f *blockFeatures) bool {
	o := r.outline()
	return o == nil || kindModel().Predict(r.kindFeatures(f, o)) < surelyOther
}

// mainText returns which blocks are of the main text of a page that is no article.
func (p *picker) mainText() []bool {
	chosen := make([]bool, len(p.f.l.blocks))
	for i, c := range p.chances(mainModel()) {
		chosen[i] = c > ratherMain
	}
	return chosen
}

// modelOf returns the model that is made of weights, which are part of the program.
func modelOf(weights []byte) *gbdt.Model {
	m, err := gbdt.Load(weights)
	if err != nil {
		panic(err)
	}
	return m
}

// KindFeatures returns what a page as a whole is like, for the model of the kinds of pages
// (feed/evaluation/train).
func KindFeatures(page []byte) ([]float32, error) {
	r, err := readingOf(document.New("page.html", bytes.NewReader(page)), page)
	if err != nil {
		return nil, err
	}
	o := r.outline()
	if o == nil {
		return nil, nil
	}
	return r.kindFeatures(r.features(newLayout(r.root)), o), nil
}
