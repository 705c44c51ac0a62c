package ui_test

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/uitest"
)

// edited is a library in which the first article has changed twice.
func edited(t *testing.T) model.Library {
	lib := modeltest.NewReference(nil)
	for i, as := range uitest.Edits() {
		if _, err := lib.Save(t.Context(), as, noon.Add(time.Duration(i-3)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

func TestVersions(t *testing.T) {
	d := open(t, nil, 80, 30, func(o *ui.Options) { o.Library, o.Mono = edited(t), true })
	d.See("Nine hurt")
	d.Press("g", "v")
	d.See("How it has changed", "[-Seven-] {+Nine+} people were hurt", "(4 paragraphs unchanged)")
	golden(t, "versions-80x30", d.Screen())
	for w := 1; w <= 100; w += 3 {
		d.Resize(w, 30)
		check(t, d.Frame(), w, 30, ansi.StringWidthWc)
	}
	d.Resize(80, 30)
	d.Press("q", "j", "g", "v")
	d.See("This article has not changed since it arrived.")
}
