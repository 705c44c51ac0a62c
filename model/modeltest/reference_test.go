package modeltest

import (
	"testing"

	"dateline/model"
)

// TestReferenceOfReaders: the reference does what it asks of others, so a part that asks
// too much or contradicts itself shows here. What compares one reader's answers with the
// reference would say nothing of it.
func TestReferenceOfReaders(t *testing.T) {
	eachTheirOwn(t, func(_ *testing.T, o model.OpenOptions) peopled { return newCatalog(o) })
	runReaders(t, func(_ *testing.T, o model.OpenOptions) catalogue { return newCatalog(o) }, func(*testing.T) [2]catalogue {
		c := newCatalog(model.OpenOptions{})
		return [2]catalogue{c, c}
	})
	changingFeeds(t, NewReference(nil))
	scheduling(t, NewReference(nil))
	fullTexts(t, NewReference(nil))
}
