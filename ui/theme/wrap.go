package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks plain text into lines of at most w columns, between words if
// possible.
func (t *Theme) Wrap(s string, w int) []string {
	if t.Graphemes {
		return strings.Split(ansi.Wrap(s, w, ""), "\n")
	}
	return strings.Split(ansi.WrapWc(s, w, ""), "\n")
}
