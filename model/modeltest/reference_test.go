package modeltest

import (
	"testing"

	"dateline/model"
)

// TestReference: the reference does what it asks of others, so a part that asks too much
// or contradicts itself shows here.
func TestReference(t *testing.T) {
	runLocal(t, func(_ *testing.T, o model.OpenOptions) Filled { return newCatalog(o).readers[0] })
}

// TestReferenceOfReaders: likewise, for several readers.
func TestReferenceOfReaders(t *testing.T) {
	eachTheirOwn(t, func(_ *testing.T, o model.OpenOptions) peopled { return newCatalog(o) })
	runReaders(t, func(_ *testing.T, o model.OpenOptions) catalogue { return newCatalog(o) }, func(*testing.T) [2]catalogue {
		c := newCatalog(model.OpenOptions{})
		return [2]catalogue{c, c}
	})
}
