package ui_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
)

// edited is a library in which the first article has changed twice.
func edited(t *testing.T) model.Library {
	as := news()
	lib := modeltest.NewReference()
	same := strings.Repeat("The ferry leaves at nine.\n\n", 3)
	for i, v := range []struct{ title, body string }{
		{"Seven hurt in the harbour", same + "Seven people were hurt, the police say.\n\nNobody is missing."},
		{"Seven hurt in the harbour", same + "Nine people were hurt, the police say.\n\nNobody is missing."},
		{"Nine hurt in the storm at the harbour", same + "Nine people were hurt, the police say.\n\nA search goes on until the evening, when the light fails and the wind is expected to turn."},
	} {
		as[0].Title, as[0].Body = v.title, v.body
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
	d.See("How it has changed", "[-Seven-] {+Nine+} people were hurt", "(4 paragraphs as before)")
	golden(t, "versions-80x30", d.Screen())
	for w := 1; w <= 100; w += 3 {
		d.Resize(w, 30)
		check(t, d.Frame(), w, 30, ansi.StringWidthWc)
	}
	d.Resize(80, 30)
	d.Press("q", "j", "g", "v")
	d.See("There is one text of this article only")
}
