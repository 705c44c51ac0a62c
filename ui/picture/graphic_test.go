package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// apc matches what is sent of a graphic: its options and its data.
var apc = regexp.MustCompile(`\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\`)

// sent returns the options of the first part and the picture of all.
func sent(t *testing.T, text string) (string, image.Image) {
	t.Helper()
	if rest := apc.ReplaceAllString(text, ""); rest != "" {
		t.Fatalf("beside what is sent stands %q", rest)
	}
	options, data := "", ""
	for i, m := range apc.FindAllStringSubmatch(text, -1) {
		if i == 0 {
			options = m[1]
		}
		if len(m[2]) > 4096 {
			t.Errorf("a part of %d bytes", len(m[2]))
		}
		data += m[2]
	}
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return options, img
}

func TestTransmit(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 2400, 1800))
	random := rand.NewChaCha8([32]byte{})
	_, _ = random.Read(noise.Pix)
	for _, c := range []struct {
		name       string
		img        image.Image
		w, h       int // of what is sent, at most
		cells, fit image.Point
	}{
		{"small", halves(45, 30), 45, 30, image.Pt(5, 2), image.Pt(5, 2)},
		{"large", halves(3000, 1500), 1000, 500, image.Pt(100, 25), image.Pt(40, 10)},
		{"tall", halves(300, 4000), 75, 1000, image.Pt(8, 50), image.Pt(1, 10)},
		{"much to send", noise, 500, 375, image.Pt(100, 38), image.Pt(26, 10)},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, text, err := Transmit(pngOf(t, c.img), 7)
			if err != nil {
				t.Fatal(err)
			}
			options, img := sent(t, text)
			for _, o := range []string{"i=7", "f=100", "q=2"} {
				if !strings.Contains(","+options+",", ","+o+",") {
					t.Errorf("%s: no %s", options, o)
				}
			}
			if len(text) > maxSent+maxSent/50 {
				t.Errorf("%d bytes", len(text))
			}
			if s := img.Bounds().Size(); s.X > c.w || s.Y > c.h || c.w-s.X > 1 {
				t.Errorf("%v is sent, want %d x %d", s, c.w, c.h)
			}
			if g.Size != c.cells || g.Fit(40, 10) != c.fit {
				t.Errorf("%v cells, %v in a room, want %v, %v", g.Size, g.Fit(40, 10), c.cells, c.fit)
			}
		})
	}
	if _, _, err := Transmit([]byte("no picture"), 1); err == nil {
		t.Error("what is none is sent")
	}
	if _, _, err := Transmit(bomb(t), 1); err == nil {
		t.Error("a bomb is sent")
	}
}

func TestPlaceholders(t *testing.T) {
	g := Graphic{ID: 42, Size: image.Pt(3, 2)}
	lines := g.Lines(g.Size)
	want := []string{
		"\x1b[38;5;42m\U0010EEEE\u0305\u0305\U0010EEEE\u0305\u030D\U0010EEEE\u0305\u030E\x1b[m",
		"\x1b[38;5;42m\U0010EEEE\u030D\u0305\U0010EEEE\u030D\u030D\U0010EEEE\u030D\u030E\x1b[m",
	}
	if len(lines) != 2 || lines[0] != want[0] || lines[1] != want[1] {
		t.Errorf("%q", lines)
	}
	if w := ansi.StringWidth(lines[0]); w != 3 {
		t.Errorf("a line is %d cells wide", w)
	}
	if s := g.Place(g.Size); s != "\x1b_Ga=p,U=1,q=2,i=42,c=3,r=2\x1b\\" {
		t.Errorf("%q", s)
	}
	if s := g.Delete(); s != "\x1b_Ga=d,d=I,q=2,i=42\x1b\\" {
		t.Errorf("%q", s)
	}
	if answer, yes := Answers(queryID, []byte("OK")); !answer || !yes {
		t.Error("a yes is not understood")
	}
	if answer, yes := Answers(queryID, []byte("EINVAL:no")); !answer || yes {
		t.Error("a no is not understood")
	}
	if answer, _ := Answers(3, []byte("OK")); answer {
		t.Error("another graphic answers")
	}
	if p := g.Fit(0, 5); p != (image.Point{}) {
		t.Errorf("no room holds %v", p)
	}
}
