package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// halves is a picture that is red above and blue below.
func halves(w, h int) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}})
	for y := h / 2; y < h; y++ {
		for x := range w {
			img.SetColorIndex(x, y, 1)
		}
	}
	return img
}

func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

// bomb is a PNG that says it is 60,000 pixels wide and high.
func bomb(t testing.TB) []byte {
	data := pngOf(t, halves(16, 16))
	binary.BigEndian.PutUint32(data[16:], 60000)
	binary.BigEndian.PutUint32(data[20:], 60000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestDecode(t *testing.T) {
	img := halves(300, 200)
	for name, data := range map[string][]byte{
		"png":  pngOf(t, img),
		"gif":  encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) }),
		"jpeg": encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) }),
	} {
		got, err := Decode(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s := got.Bounds().Size(); s != image.Pt(144, 96) {
			t.Errorf("%s: it is %v", name, s)
		}
		if c := got.RGBAAt(70, 10); c.R < 200 || c.B > 50 {
			t.Errorf("%s: it begins with %v", name, c)
		}
	}
	clear, err := Decode(pngOf(t, image.NewRGBA(image.Rect(0, 0, 10, 10))))
	if err != nil || clear.RGBAAt(5, 5) != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("what is transparent is not white: %v", err)
	}
}

func TestDecodeFails(t *testing.T) {
	whole := pngOf(t, halves(100, 100))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "not a PNG, JPEG, GIF or WebP"},
		{"a page", []byte("<!DOCTYPE html><title>Not found</title>"), "not a PNG, JPEG, GIF or WebP"},
		{"a part", whole[:len(whole)-20], "it is damaged"},
		{"a head", whole[:20], "it is damaged"},
		{"a bomb", bomb(t), "too large: 60000 by 60000 pixels"},
		{"a counter", pngOf(t, halves(1, 1)), "only 1 by 1 pixels"},
	} {
		if img, err := Decode(c.data); err == nil || err.Error() != c.want || img != nil {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestMosaic(t *testing.T) {
	const (
		red  = "\x1b[38;2;255;0;0;48;2;255;0;0m"
		blue = "\x1b[38;2;0;0;255;48;2;0;0;255m"
		both = "\x1b[38;2;255;0;0;48;2;0;0;255m"
	)
	got := Mosaic(halves(8, 8), 40, 20)
	row := strings.Repeat("▀", 8) + "\x1b[m"
	want := []string{red + row, red + row, blue + row, blue + row}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
	if got := Mosaic(halves(8, 2), 40, 20); len(got) != 1 || got[0] != both+row {
		t.Errorf("two rows of pixels: got %q", got)
	}
	for _, c := range []struct{ w, h, cols, rows, wantCols, wantRows int }{
		{300, 200, 72, 30, 72, 24},
		{200, 300, 72, 10, 13, 10},
		{1000, 1, 40, 10, 40, 1},
		{1, 1000, 40, 10, 1, 10},
		{30, 9, 72, 30, 30, 5},
		{300, 200, 1, 1, 1, 1},
		{300, 200, 0, 5, 0, 0},
	} {
		lines := Mosaic(halves(c.w, c.h), c.cols, c.rows)
		if len(lines) != c.wantRows {
			t.Errorf("%v: %d rows", c, len(lines))
		}
		for _, s := range lines {
			if n := ansi.StringWidth(s); n != c.wantCols {
				t.Errorf("%v: a line of %d columns", c, n)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(pngOf(f, halves(16, 16)))
	f.Add(encoded(f, func(b *bytes.Buffer) error { return gif.Encode(b, halves(16, 16), nil) }))
	f.Add(encoded(f, func(b *bytes.Buffer) error { return jpeg.Encode(b, halves(16, 16), nil) }))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x0f\xc0\x03"))
	f.Add(bomb(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<20 {
			t.Skip("it would only take long")
		}
		img, err := Decode(data)
		if (img == nil) != (err != nil) {
			t.Fatalf("%v, %v", img, err)
		}
		if err != nil {
			return
		}
		for _, s := range Mosaic(img, 20, 10) {
			if n := ansi.StringWidth(s); n < 1 || n > 20 {
				t.Fatalf("a line of %d columns", n)
			}
		}
	})
}
