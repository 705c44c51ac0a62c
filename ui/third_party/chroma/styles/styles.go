// Package styles stands in for chroma's colour schemes, of which it has none.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry holds the schemes by name.
var Registry = map[string]*chroma.Style{}

// Register adds a scheme and returns it. It is not safe for use side by side,
// as the one it stands in for.
func Register(s *chroma.Style) *chroma.Style {
	Registry[s.Name] = s
	return s
}
