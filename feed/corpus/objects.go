package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"dateline/feed/doc"
)

// errObject means that something in a stream of objects is none.
var errObject = errors.New("not a JSON object")

// objects cuts a stream into its top-level objects: JSON Lines, objects one
// after another, or those of one array.
type objects struct {
	r     *bufio.Reader
	line  int // lines passed
	limit int // bytes in an object; 0: any
}

// next appends the next object to buf and returns it, with the line on which
// it begins. What is no object is an errObject, after which reading can go on;
// io.EOF is the end.
func (o *objects) next(buf []byte) ([]byte, int, error) {
	for {
		c, err := o.r.ReadByte()
		if err != nil {
			return buf, o.line + 1, err
		}
		switch c {
		case '\n':
			o.line++
		case ' ', '\t', '\r', ',', '[', ']', 0x1e: // RFC 7464 begins records with RS
		case '{':
			_ = o.r.UnreadByte()
			return o.object(buf)
		default:
			o.line++
			return buf, o.line, o.skipLine()
		}
	}
}

// skipLine passes over what is left of a line.
func (o *objects) skipLine() error {
	for {
		_, err := o.r.ReadSlice('\n')
		switch {
		case err == nil, errors.Is(err, io.EOF):
			return errObject
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// object reads the object that begins here. A line break within a string ends
// it as broken: no JSON has one, and the next line is likely whole.
func (o *objects) object(buf []byte) ([]byte, int, error) {
	first, start := o.line+1, len(buf)
	var c cut
	for {
		if _, err := o.r.Peek(1); err != nil {
			if errors.Is(err, io.EOF) {
				err = errObject
			}
			return buf[:start], first, err
		}
		chunk, _ := o.r.Peek(o.r.Buffered())
		n, end := c.find(chunk)
		o.line += c.lines
		c.lines = 0
		if end == whole || o.limit <= 0 || len(buf)-start+n <= o.limit {
			buf = append(buf, chunk[:n]...)
		} else {
			end = large
		}
		_, _ = o.r.Discard(n)
		switch end {
		case whole:
			return buf, first, nil
		case broken:
			return buf[:start], first, errObject
		case large:
			return buf[:start], first, o.over("the size of one object", doc.Size(int64(o.limit)))
		case deep:
			return buf[:start], first, o.over("the nesting of values", strconv.Itoa(maxDepth))
		}
	}
}

// over passes over the line on which an object went beyond a limit.
func (o *objects) over(what, limit string) error {
	o.line++
	if err := o.skipLine(); !errors.Is(err, errObject) {
		return err
	}
	return fmt.Errorf("%w: %w", errObject, &doc.LimitError{What: what, Limit: limit})
}

// ending says why cut stopped.
type ending uint8

const (
	more   ending = iota // the chunk ended
	whole                // the object ended
	broken               // a line break within a string
	large                // too many bytes
	deep                 // too many levels
)

// cut finds where an object ends, chunk by chunk.
type cut struct {
	depth  int
	text   bool // within a string
	escape bool // after a backslash
	lines  int  // line breaks passed
}

// find returns how many bytes of chunk belong to the object.
func (c *cut) find(chunk []byte) (int, ending) {
	for i := 0; i < len(chunk); i++ {
		if c.text {
			n, end := c.inText(chunk[i:])
			if end != whole {
				return i + n, end
			}
			i += n - 1
			continue
		}
		switch chunk[i] {
		case '"':
			c.text = true
		case '\n':
			c.lines++
		case '{', '[':
			if c.depth++; c.depth > maxDepth {
				return i + 1, deep
			}
		case '}', ']':
			if c.depth--; c.depth == 0 {
				return i + 1, whole
			}
		}
	}
	return len(chunk), more
}

// inText passes over the rest of a string; whole means that it ended.
func (c *cut) inText(chunk []byte) (int, ending) {
	i := 0
	if c.escape && len(chunk) > 0 {
		c.escape = false
		i = 1
	}
	for i < len(chunk) {
		n := bytes.IndexByte(chunk[i:], '"')
		piece := chunk[i:]
		if n >= 0 {
			piece = chunk[i : i+n]
		}
		if nl := bytes.IndexByte(piece, '\n'); nl >= 0 {
			c.lines++
			return i + nl + 1, broken
		}
		escaped := trailing(piece)%2 == 1
		if n < 0 {
			c.escape = escaped
			return len(chunk), more
		}
		i += n + 1
		if !escaped {
			c.text = false
			return i, whole
		}
	}
	return i, more
}

// trailing returns with how many backslashes b ends.
func trailing(b []byte) int {
	n := 0
	for n < len(b) && b[len(b)-1-n] == '\\' {
		n++
	}
	return n
}
