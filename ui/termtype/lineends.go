package termtype

import (
	"bytes"
	"io"
)

// LineEnds returns a writer to a raw terminal, on which "\n" only goes down: it adds the
// "\r" that is missing.
func LineEnds(w io.Writer) io.Writer { return lineEnds{w} }

type lineEnds struct{ w io.Writer }

// Write implements io.Writer.
func (l lineEnds) Write(p []byte) (int, error) {
	n := bytes.Count(p, []byte("\n"))
	if n == 0 {
		return l.w.Write(p)
	}
	mapped := make([]byte, 0, len(p)+n)
	for i, c := range p {
		if c == '\n' && (i == 0 || p[i-1] != '\r') {
			mapped = append(mapped, '\r')
		}
		mapped = append(mapped, c)
	}
	if _, err := l.w.Write(mapped); err != nil {
		return 0, err
	}
	return len(p), nil
}
