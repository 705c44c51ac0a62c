package article

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// TestPictures: a picture stands above its caption wherever it is in the text, in
// the room there is; in a table there is only the caption.
func TestPictures(t *testing.T) {
	a := model.Article{ID: "a", URL: "https://sea.example/a/", Body: "First ![one](one.png) then\n\n> ![two](/two.png)\n\n" +
		"- ![three](https://sea.example/three.png)\n\n[![four](four.png)](https://sea.example/)\n\n" +
		"| a | b |\n|---|---|\n| ![five](five.png) | x |\n\n![lost](lost.png)\n"}
	draw := func(cols, rows int) []string {
		line := "\x1b[38;2;1;2;3m" + strings.Repeat("▀", cols) + "\x1b[m"
		return []string{line, line}
	}
	pictures := map[string]Picture{"https://sea.example/a/lost.png": {Failed: "404 Not\x1b[2J Found"}}
	for _, address := range []string{"a/one.png", "two.png", "three.png", "a/four.png", "a/five.png"} {
		pictures["https://sea.example/"+address] = Picture{Draw: draw}
	}
	th := theme.New(theme.Options{Dark: true})
	r := NewRenderer()
	for _, with := range []map[string]Picture{nil, pictures, nil} { // what is kept has no pictures
		var lines []Line
		var last Chunk
		err := r.Render(context.Background(), a, Request{Width: 60, Height: 20, Theme: th, Now: now, Pictures: with}, func(c Chunk) bool {
			lines, last = append(lines, c.Lines...), c
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(last.Pictures) != 6 {
			t.Errorf("there are pictures at %q", last.Pictures)
		}
		var text []string
		n := 0
		for i, l := range lines {
			s := ansi.Strip(l.Text)
			text = append(text, s)
			if l.Picture {
				n++
				if r := readRun(lines, i); len(r.plain) > 0 {
					t.Errorf("a picture reads %q", r.plain)
				}
			}
			if strings.Contains(s, "▀") != l.Picture {
				t.Errorf("line %d: %q", i, s)
			}
		}
		check(t, th, linesOf([]Chunk{{Lines: lines}}), measure(60))
		all := strings.Join(text, "\n")
		if with == nil {
			if n > 0 {
				t.Errorf("there are pictures:\n%s", all)
			}
			continue
		}
		for _, want := range []string{
			"First\n" + strings.Repeat("▀", 58) + "\n" + strings.Repeat("▀", 58) + "\nImage 1: one (sea.example) then",
			strings.Repeat("▀", 56) + "\n" + th.Marks.Quote + " Image 2: two",
			"  " + strings.Repeat("▀", 56) + "\n  Image 3: three",
			strings.Repeat("▀", 58) + "\nImage 4: four",
			"Image 6: lost (sea.example) (not shown: 404 Not",
		} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is not in\n%s", want, all)
			}
		}
		if n != 8 {
			t.Errorf("%d lines of pictures:\n%s", n, all)
		}
	}
}
