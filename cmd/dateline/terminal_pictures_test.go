package main

import (
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
)

// TestTerminalPictures: the pictures of an article are fetched when they are asked
// for, and only from the public internet.
func TestTerminalPictures(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/pier.png" {
			http.NotFound(w, r)
			return
		}
		_ = png.Encode(w, image.NewGray(image.Rect(0, 0, 40, 8)))
	}))
	defer site.Close()
	news := written(t, "news.md", fmt.Sprintf("---\ntitle: Harbour\ndate: 2026-11-01\n---\n\n![the pier](%s/pier.png)\n\n![nothing](%[1]s/none.png)\n\nThe end.\n", site.URL), 0o600)

	x := startWith(t, []string{"DATELINE_TEST_SERVER=1"}, "dateline-at-noon", 100, 30, news)
	x.see("Image 1: the pier", "The end.")
	x.press("I")
	x.see("▀▀▀▀▀▀▀▀", "(not shown: 404 Not Found)")
	x.press("I")
	x.gone("▀▀▀▀▀▀▀▀")
	x.see("Image 1: the pier")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()

	for _, leave := range []func(x *terminal){
		func(x *terminal) { x.press("Q") },
		func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGTERM) },
	} {
		drawsPictures(t, news, leave)
	}

	x = start(t, "dateline-at-noon", 100, 30, news)
	x.see("Image 1: the pier", "The end.")
	x.press("I")
	x.see("not shown: addresses on")
	x.press("Q")
	x.ended()
}

// drawsPictures: a terminal that draws pictures is given them, and told to forget
// them however the program ends.
func drawsPictures(t *testing.T, news string, leave func(*terminal)) {
	x := startWith(t, []string{"DATELINE_TEST_SERVER=1"}, "dateline-at-noon", 100, 30, news)
	x.see("Image 1: the pier", "The end.")
	x.press("I")
	x.until("the question", func(string) bool { return strings.Contains(x.output(), "a=q") })
	x.press("\x1b_Gi=254;OK\x1b\\")
	x.until("a picture", func(string) bool {
		out := x.output()
		return strings.Contains(out, "\x1b_Gf=100,q=2,i=1") && strings.Contains(out, "a=p,U=1,q=2,i=1,c=4,r=1") &&
			strings.Contains(out, "38;5;1m\U0010EEEE\u0305\u0305\U0010EEEE\u0305\u030d")
	})
	leave(x)
	x.ended()
	x.restored()
	if !strings.Contains(x.output(), "a=d,d=I,q=2,i=1") {
		t.Error("the terminal keeps the picture")
	}
}
