// Package quick stands in for chroma's highlighting in one call.
package quick

import "io"

// Highlight writes source as it is. It returns the error of w.
func Highlight(w io.Writer, source, lexer, formatter, style string) error {
	_, err := io.WriteString(w, source)
	return err
}
