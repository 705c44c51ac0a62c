package picture

import (
	"image"
	"image/color"
	"strconv"
)

// Mosaic draws img within cols columns and rows lines. Each cell has two pixels: the
// foreground of a half block and its background. All lines are equally wide and end
// with the colours off. Colours have 24 bits; the screen's renderer converts them
// for the terminal.
func Mosaic(img image.Image, cols, rows int) []string {
	b := img.Bounds()
	if cols < 1 || rows < 1 || b.Empty() {
		return nil
	}
	w, h := fitted(b.Dx(), b.Dy(), cols, 2*rows)
	h += h % 2 // whole cells
	small := scale(img, w, h)
	lines := make([]string, 0, h/2)
	for y := 0; y < h; y += 2 {
		lines = append(lines, mosaicLine(small, y))
	}
	return lines
}

// mosaicLine draws two rows of pixels. Neighbours with the same colours share one
// sequence.
func mosaicLine(img *image.RGBA, y int) string {
	var line []byte
	var top, low color.RGBA
	for x := range img.Bounds().Dx() {
		t, l := img.RGBAAt(x, y), img.RGBAAt(x, y+1)
		if x == 0 || t != top || l != low {
			top, low = t, l
			line = append(line, "\x1b[38;2;"...)
			line = appendColour(line, t)
			line = append(line, ";48;2;"...)
			line = appendColour(line, l)
			line = append(line, 'm')
		}
		line = append(line, "▀"...)
	}
	return string(append(line, "\x1b[m"...))
}

func appendColour(b []byte, c color.RGBA) []byte {
	b = append(strconv.AppendUint(b, uint64(c.R), 10), ';')
	b = append(strconv.AppendUint(b, uint64(c.G), 10), ';')
	return strconv.AppendUint(b, uint64(c.B), 10)
}
