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

// Graphics by kitty's protocol: the terminal is given a picture once, under a
// number, and draws it wherever cells hold placeholders, which name the number by
// their colour and the part of the picture by marks on them. So pictures scroll
// and are cut off as text is.
// https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders

const (
	// MaxID is the largest number of a graphic: placeholders name it by a colour of
	// 256.
	MaxID = 200
	// queryID is the number of what is sent to find out whether there are graphics.
	queryID = 254

	// A cell is taken to be of so many pixels: what is sent has no more of them
	// than are shown at that size, and the terminal scales it to its own.
	cellW, cellH = 10, 20
	// maxGraphic bounds the sides of what is sent, in pixels.
	maxGraphic = 1000
	// maxSent bounds what is sent of a picture, in bytes.
	maxSent = 768 << 10
)

// Query asks the terminal whether it knows graphics. One that does answers with
// what Answers is true for, others are silent.
func Query() string {
	return ansi.KittyGraphics([]byte("AAAA"), "i="+strconv.Itoa(queryID), "s=1", "v=1", "a=q", "t=d", "f=24")
}

// Answers reports whether what the terminal says of a graphic of a number answers
// Query, and whether it knows graphics.
func Answers(id int, text []byte) (answer, yes bool) {
	return id == queryID, string(text) == "OK"
}

// Graphic is a picture that the terminal holds.
type Graphic struct {
	ID   int         // 1 to MaxID
	Size image.Point // in cells, where there is room
}

// Transmit returns what gives the terminal the picture in data under a number.
// Errors are those of Decode.
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

// Fit returns the size of a graphic, in cells, in a room of cells.
func (g Graphic) Fit(cols, rows int) image.Point {
	if cols < 1 || rows < 1 {
		return image.Point{}
	}
	w, h := fitted(g.Size.X, g.Size.Y, cols, rows)
	return image.Pt(w, h)
}

// Place tells the terminal how many cells a graphic takes.
func (g Graphic) Place(size image.Point) string {
	return ansi.KittyGraphics(nil, "a=p", "U=1", "q=2", "i="+strconv.Itoa(g.ID), "c="+strconv.Itoa(size.X), "r="+strconv.Itoa(size.Y))
}

// Lines are the placeholders of a graphic. Every cell says its row and column, so
// that it is right also where those beside it are covered.
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

// Drop has the terminal forget a graphic.
func (g Graphic) Delete() string {
	return ansi.KittyGraphics(nil, "a=d", "d=I", "q=2", "i="+strconv.Itoa(g.ID))
}
