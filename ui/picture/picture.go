// Package picture decodes pictures and draws them with coloured half blocks, or lets
// the terminal draw them. It does no I/O. Its input comes from documents and may be
// hostile.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // the supported formats
	_ "image/jpeg"
	_ "image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // likewise

	"dateline/ui/message"
)

const (
	// maxPixels bounds the declared size, which decides the memory for decoding.
	maxPixels = 40_000_000
	// minSide is the least side of a real picture: smaller ones count readers or
	// fill gaps.
	minSide = 8
	// maxSide bounds a decoded picture, as no terminal shows more in half blocks.
	maxSide = 144
)

// Decode returns the picture in data (PNG, JPEG, WebP or the first frame of a GIF).
// It shrinks the picture to what half blocks can show and puts white behind
// transparent parts. Errors say in a few words why there is no picture.
func Decode(data []byte) (*image.RGBA, error) { return decode(data, maxSide) }

// decode is Decode with a limit for the sides, in pixels.
func decode(data []byte, side int) (_ *image.RGBA, err error) {
	defer func() { // a panic in a decoder must not crash the screen
		if recover() != nil {
			err = errors.New(message.PictureDamaged)
		}
	}()
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat):
		return nil, errors.New(message.PictureUnknown)
	case err != nil, c.Width <= 0, c.Height <= 0:
		return nil, errors.New(message.PictureDamaged)
	case c.Width > maxPixels/c.Height:
		return nil, fmt.Errorf(message.PictureTooLarge, c.Width, c.Height)
	case c.Width < minSide || c.Height < minSide:
		return nil, fmt.Errorf(message.PictureTooSmall, c.Width, c.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New(message.PictureDamaged)
	}
	b := img.Bounds()
	w, h := fitted(b.Dx(), b.Dy(), side, side)
	return scale(img, w, h), nil
}

// fitted shrinks w by h to fit into roomW by roomH, and never enlarges it.
func fitted(w, h, roomW, roomH int) (int, int) {
	if w > roomW {
		w, h = roomW, h*roomW/w
	}
	if h > roomH {
		w, h = w*roomH/h, roomH
	}
	return max(1, w), max(1, h)
}

func scale(img image.Image, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.BiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Over, nil)
	return out
}
