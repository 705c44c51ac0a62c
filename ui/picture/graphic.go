package picture

import (
	"bytes"
	"errors"
	"image"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"

	"dateline/ui/message"
)

// Graphics use kitty's protocol. The terminal gets a picture once, with a number,
// and draws it wherever cells hold placeholders. Their colour is the number and
// their combining marks name a part of the picture. So pictures scroll and clip
// like text.
// https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders

const (
	// MaxID is the largest number of a graphic, as placeholders have 256 colours.
	MaxID = 200
	// queryID is the number in Query.
	queryID = 254

	// The assumed pixels of a cell limit the size of a transmitted picture. The
	// terminal scales it to the real cells.
	cellW, cellH = 10, 20
	// maxGraphic bounds the sides of a transmitted picture, in pixels.
	maxGraphic = 1000
	// maxSent bounds the size of a transmitted picture, in bytes.
	maxSent = 768 << 10
)

// Query asks the terminal whether it supports graphics. Answers recognises its
// reply; a terminal without graphics stays silent.
func Query() string {
	return ansi.KittyGraphics([]byte("AAAA"), "i="+strconv.Itoa(queryID), "s=1", "v=1", "a=q", "t=d", "f=24")
}

// Answers reports whether a terminal's message about graphic id answers Query, and
// whether it supports graphics.
func Answers(id int, text []byte) (answer, yes bool) {
	return id == queryID, string(text) == "OK"
}

// Graphic is a picture in the terminal's memory.
type Graphic struct {
	ID   int         // 1 to MaxID
	Size image.Point // in cells, without limits
}

// Transmit returns a graphic for the picture in data, and the sequence that sends it
// to the terminal. Errors are those of Decode.
func Transmit(data []byte, id int) (Graphic, string, error) {
	img, err := decode(data, maxGraphic)
	if err != nil {
		return Graphic{}, "", err
	}
	size := img.Bounds().Size()
	g := Graphic{ID: id, Size: image.Pt((size.X+cellW-1)/cellW, (size.Y+cellH-1)/cellH)}
	for {
		var b bytes.Buffer
		err := kitty.EncodeGraphics(&b, img, &kitty.Options{
			Action: kitty.Transmit, Transmission: kitty.Direct, Format: kitty.PNG, ID: id, Quiet: 2, Chunk: true,
		})
		if err != nil {
			return Graphic{}, "", errors.New(message.PictureDamaged)
		}
		if b.Len() <= maxSent {
			return g, b.String(), nil
		}
		size = size.Div(2)
		img = scale(img, max(1, size.X), max(1, size.Y))
	}
}

// Fit returns the size of a graphic within cols by rows cells.
func (g Graphic) Fit(cols, rows int) image.Point {
	if cols < 1 || rows < 1 {
		return image.Point{}
	}
	w, h := fitted(g.Size.X, g.Size.Y, cols, rows)
	return image.Pt(w, h)
}

// Place returns the sequence that sets the size of a graphic in cells.
func (g Graphic) Place(size image.Point) string {
	return ansi.KittyGraphics(nil, "a=p", "U=1", "q=2", "i="+strconv.Itoa(g.ID), "c="+strconv.Itoa(size.X), "r="+strconv.Itoa(size.Y))
}

// Lines returns the placeholders of a graphic. Every cell names its row and column,
// so that it stays right when its neighbours are covered.
func (g Graphic) Lines(size image.Point) []string {
	lines := make([]string, size.Y)
	for y := range lines {
		var b strings.Builder
		b.WriteString("\x1b[38;5;" + strconv.Itoa(g.ID) + "m")
		for x := range size.X {
			b.WriteRune(kitty.Placeholder)
			b.WriteRune(kitty.Diacritic(y))
			b.WriteRune(kitty.Diacritic(x))
		}
		b.WriteString("\x1b[m")
		lines[y] = b.String()
	}
	return lines
}

// Delete returns the sequence that deletes a graphic from the terminal.
func (g Graphic) Delete() string {
	return ansi.KittyGraphics(nil, "a=d", "d=I", "q=2", "i="+strconv.Itoa(g.ID))
}
