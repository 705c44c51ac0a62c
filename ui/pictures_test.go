package ui_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// gallery hands out pictures and notes which it is asked for.
type gallery struct {
	mu    sync.Mutex
	asked []string
}

func (g *gallery) read(_ context.Context, url string) ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked = append(g.asked, url)
	if strings.HasSuffix(url, "/gone.png") {
		return nil, errors.New("404 Not Found")
	}
	img := image.NewRGBA(image.Rect(0, 0, 60, 20))
	for x := range 60 {
		for y := range 20 {
			img.Set(x, y, color.RGBA{uint8(4 * x), uint8(12 * y), 128, 255})
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

func (g *gallery) requests() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]string(nil), g.asked...)
}

// illustrated is a library of an article with pictures and one without.
func illustrated() []model.Article {
	as := news()[:2]
	as[0].Body = "Before it ![the pier](https://sea.example/pier.png) after it.\n\n" +
		"[![the tower](/tower.png)](https://sea.example/tower)\n\n![lost](https://sea.example/gone.png)\n\nThe end."
	return as
}

func openIllustrated(t *testing.T, w, h int, profile colorprofile.Profile, change ...func(*ui.Options)) (*uitest.Driver, *gallery) {
	g := &gallery{}
	change = append([]func(*ui.Options){func(o *ui.Options) { uitest.Allow(&o.Session).OnPicture = g.read }}, change...)
	d := open(t, illustrated(), w, h, change...)
	d.Send(tea.ColorProfileMsg{Profile: profile})
	d.See("Harbour reopens")
	return d, g
}

func TestPictures(t *testing.T) {
	d, g := openIllustrated(t, 120, 40, colorprofile.TrueColor)
	d.See("Before it Image 1: the pier (sea.example) after it.", "The end.")
	d.Settle()
	if n := len(g.requests()); n > 0 {
		t.Fatalf("%d pictures were fetched unasked", n)
	}
	d.Press("I")
	d.See("▀▀▀▀", "Image 2: the tower", "Image 3: lost (sea.example) (not shown: 404 Not Found)")
	d.Settle()
	golden(t, "pictures-120x40", d.Screen())
	if n := len(g.requests()); n != 3 {
		t.Errorf("asked for %q", g.requests())
	}
	// Pictures are no text to be found.
	d.Press("enter", "/")
	d.Type("▀")
	d.See("not found")
	d.Press("esc")
	d.Press("I")
	d.Gone("▀")
	d.See("Pictures are off", "Image 2: the tower")
	d.Press("I")
	d.See("▀▀▀▀", "(not shown: 404 Not Found)")
	d.Settle()
	if n := len(g.requests()); n != 4 {
		t.Errorf("only what failed is asked for again: %q", g.requests())
	}
	for _, size := range [][2]int{{20, 5}, {41, 12}, {80, 24}, {200, 60}, {60, 12}} {
		d.Resize(size[0], size[1])
		d.Settle()
		for _, row := range d.Rows() {
			if n := len([]rune(row)); n > size[0] {
				t.Errorf("at %v a row of %d columns: %q", size, n, row)
			}
		}
	}
}

// TestGraphics: a terminal that says that it draws pictures is given each once,
// and told to forget it when it is kept no longer.
func TestGraphics(t *testing.T) {
	var raw []string
	d, g := openIllustrated(t, 120, 40, colorprofile.TrueColor)
	d.Watch = func(m tea.Msg) {
		if m, ok := m.(tea.RawMsg); ok {
			raw = append(raw, fmt.Sprint(m.Msg))
		}
	}
	d.See("Before it Image 1: the pier (sea.example) after it.", "The end.")
	d.Settle()
	if len(raw) > 0 {
		t.Fatalf("sent unasked: %q", raw)
	}
	d.Press("I")
	d.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 254}, Payload: []byte("OK")})
	d.See(string(kitty.Placeholder), "(not shown: 404 Not Found)")
	d.Settle()
	if strings.Contains(d.Screen(), "▀") {
		t.Errorf("half blocks beside what the terminal draws:\n%s", d.Screen())
	}
	sent := strings.Join(raw, "")
	for what, n := range map[string]int{"a=q": 1, "f=100": 2, "a=p,U=1,q=2,i=1,c=6,r=1": 1, "a=p,U=1,q=2,i=2,c=6,r=1": 1, "a=d": 0} {
		if got := strings.Count(sent, what); got != n {
			t.Errorf("%s was sent %d times, want %d: %q", what, got, n, sent)
		}
	}
	if n := len(g.requests()); n != 3 {
		t.Errorf("asked for %q", g.requests())
	}
	d.Press("enter", "/")
	d.Type(string(kitty.Placeholder))
	d.Type("\u0305")
	d.See("not found")
	d.Press("esc")
	d.Press("I")
	d.Gone(string(kitty.Placeholder))
	d.Press("I")
	d.See(string(kitty.Placeholder), "(not shown: 404 Not Found)")
	d.Settle()
	if got := strings.Count(strings.Join(raw, ""), "f=100"); got != 2 {
		t.Errorf("pictures were sent again: %d", got)
	}
	for _, size := range [][2]int{{20, 5}, {41, 12}, {80, 24}, {200, 60}, {60, 12}} {
		d.Resize(size[0], size[1])
		d.Settle()
		for _, row := range d.Rows() {
			if n := ansi.StringWidth(row); n > size[0] {
				t.Errorf("at %v a row of %d columns: %q", size, n, row)
			}
		}
	}
}

// TestGraphicsOrder: the terminal is given each picture before it is told how
// large that is drawn, no two that it holds have the same number, and it is told
// to forget those that are kept no longer.
func TestGraphicsOrder(t *testing.T) {
	as := news()[:4]
	for i := range as {
		var body strings.Builder
		for k := range 12 {
			fmt.Fprintf(&body, "![%d](https://sea.example/%d-%d.png)\n\n", k, i, k)
		}
		as[i].Body = body.String() + "The end."
	}
	g, raw := &gallery{}, ""
	d := open(t, as, 120, 40, func(o *ui.Options) { uitest.Allow(&o.Session).OnPicture = g.read })
	d.Watch = func(m tea.Msg) {
		if m, ok := m.(tea.RawMsg); ok {
			raw += fmt.Sprint(m.Msg)
		}
	}
	d.Send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	d.See("Harbour reopens")
	d.Settle()
	d.Press("I")
	d.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 254}, Payload: []byte("OK")})
	for i := range as {
		if i > 0 {
			d.Press("J")
		}
		d.Until("the pictures", func(*uitest.Driver) bool { return len(g.requests()) == 12*(i+1) })
		d.Settle()
	}
	given, placed := make(map[string]bool), make(map[string]bool)
	for _, m := range regexp.MustCompile(`\x1b_G([^;\x1b]*)`).FindAllStringSubmatch(raw, -1) {
		id := regexp.MustCompile(`\bi=(\d+)`).FindStringSubmatch(m[1])
		switch {
		case id == nil || strings.Contains(m[1], "a=q"):
		case strings.Contains(m[1], "f=100"):
			if given[id[1]] {
				t.Errorf("%s is given again while it is held", id[1])
			}
			given[id[1]] = true
		case strings.Contains(m[1], "a=p"):
			if !given[id[1]] {
				t.Errorf("%s is placed before it is given", id[1])
			}
			placed[id[1]] = true
		case strings.Contains(m[1], "a=d"):
			if !given[id[1]] {
				t.Errorf("%s is taken away before it is given", id[1])
			}
			delete(given, id[1])
		}
	}
	if len(given) != 24 || len(placed) != 48 {
		t.Errorf("%d are held and %d were placed, want 24 and 48", len(given), len(placed))
	}
}

// TestNoGraphics: without an answer, with another, or behind tmux there are half
// blocks.
func TestNoGraphics(t *testing.T) {
	for _, tmux := range []bool{false, true} {
		asked := false
		d, _ := openIllustrated(t, 120, 40, colorprofile.TrueColor, func(o *ui.Options) { o.Tmux = tmux })
		d.Watch = func(m tea.Msg) {
			if m, ok := m.(tea.RawMsg); ok && strings.Contains(fmt.Sprint(m.Msg), "a=q") {
				asked = true
			}
		}
		d.See("Before it Image 1")
		d.Press("I")
		d.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 254}, Payload: []byte("ENOTSUPPORTED:")})
		d.See("▀▀▀▀")
		d.Settle()
		if asked == tmux {
			t.Errorf("behind tmux: %v, asked: %v", tmux, asked)
		}
	}
	d, _ := openIllustrated(t, 120, 40, colorprofile.TrueColor)
	d.See("Before it Image 1")
	d.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 254}, Payload: []byte("OK")}) // it was not asked
	d.Press("I")
	d.See("▀▀▀▀", "404 Not Found")
	d.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 254}, Payload: []byte("OK")}) // late
	d.See(string(kitty.Placeholder), "404 Not Found")
	d.Gone("▀▀▀▀")
}

func TestPicturesOn(t *testing.T) {
	d, g := openIllustrated(t, 120, 40, colorprofile.ANSI256, func(o *ui.Options) { o.Images = "on" })
	d.See("▀▀▀▀", "(not shown: 404 Not Found)")
	d.Settle()
	if n := len(g.requests()); n != 3 {
		t.Errorf("asked for %q", g.requests())
	}
}

// TestPicturesRemote: to a terminal that is elsewhere they come only when asked for.
func TestPicturesRemote(t *testing.T) {
	d, g := openIllustrated(t, 120, 40, colorprofile.ANSI256, func(o *ui.Options) { o.Images, o.Remote = "on", true })
	d.See("Image 1: the pier")
	d.Settle()
	if n := len(g.requests()); n != 0 {
		t.Errorf("asked for %q", g.requests())
	}
	d.Press("I")
	d.See("▀▀▀▀")
}

func TestPicturesNowhere(t *testing.T) {
	for _, c := range []struct {
		name    string
		profile colorprofile.Profile
		change  func(*ui.Options)
		want    string
	}{
		{"sixteen colours", colorprofile.ANSI, func(*ui.Options) {}, "Pictures need 256 colours and Unicode."},
		{"ASCII", colorprofile.TrueColor, func(o *ui.Options) { o.ASCII = true }, "Pictures need 256 colours and Unicode."},
		{"NO_COLOR", colorprofile.TrueColor, func(o *ui.Options) { o.Mono = true }, "Pictures need 256 colours and Unicode."},
		{"not allowed", colorprofile.TrueColor, func(o *ui.Options) { uitest.Allow(&o.Session).OnPicture = nil }, "Pictures cannot be shown here."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, g := openIllustrated(t, 100, 30, c.profile, c.change)
			d.See("Image 1: the pier")
			d.Press("I")
			d.See(c.want)
			d.Settle()
			if n := len(g.requests()); n > 0 {
				t.Errorf("asked for %q", g.requests())
			}
		})
	}
}
