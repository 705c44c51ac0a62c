package reading

import (
	"image"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/picture"
)

// TestNextGraphic: no number is given out that a picture has, also once all have
// been given out.
func TestNextGraphic(t *testing.T) {
	c := &Controller{}
	c.graphics.held = map[string]picture.Graphic{"a": {ID: 1}, "b": {ID: 3}}
	c.graphics.last = picture.MaxID - 1
	for _, want := range []int{picture.MaxID, 2, 4, 5} {
		if got := c.nextGraphic(); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
}

// TestSending: text goes to the terminal in order, one piece at a time,
// and a number that is given again is placed again.
func TestSending(t *testing.T) {
	c := &Controller{}
	g := picture.Graphic{ID: 7}
	size := image.Pt(4, 2)
	c.graphics.place(g, size) // by an article that is still laid out
	c.graphics.give(g, "GIVEN")
	c.graphics.place(g, size)
	c.graphics.place(g, size)
	if got, want := string(c.graphics.take()), g.Place(size)+"GIVEN"+g.Place(size); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.graphics.give(g, "1")
	first := c.sendGraphics()
	c.graphics.give(g, "2")
	if first == nil || c.sendGraphics() != nil {
		t.Fatal("two pieces are sent at a time")
	}
	if next := c.Sent(rawOf(first)); next == nil || rawOf(next).Msg != graphicsText("2") {
		t.Error("what was queued meanwhile is not sent")
	}
}

func rawOf(c tea.Cmd) tea.RawMsg {
	m, _ := c().(tea.RawMsg)
	return m
}
