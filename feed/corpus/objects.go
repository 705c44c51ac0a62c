package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"dateline/feed/document"
	"dateline/feed/jsonscan"
)

// errObject means that something in a stream of objects is none.
var errObject = errors.New("not a JSON object")

// objects cuts a stream into its top-level objects: JSON Lines, objects one
// after another, or those of one array.
type objects struct {
	r     *bufio.Reader
	line  int // lines passed
	limit int // bytes in an object; 0: any
	again int // bytes that may still be read again
}

// What is read again after an object that is broken: of one object, and in all.
const (
	againOnce  = 1 << 20
	againInAll = 64 << 20
)

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

// object reads the object that begins here. Two things end it as broken, since no
// JSON has them and the next line is likely whole: a line break within a string,
// and a line that begins an object where none may stand. What it took of the
// lines after its first is then read again.
func (o *objects) object(buf []byte) ([]byte, int, error) {
	first, start := o.line+1, len(buf)
	var c cut
	for {
		if _, err := o.r.Peek(1); err != nil {
			if errors.Is(err, io.EOF) {
				o.rewind(buf[start:], first)
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
			o.rewind(buf[start:], first)
			return buf[:start], first, errObject
		case large:
			return buf[:start], first, o.over("the size of one object", document.Size(int64(o.limit)))
		case deep:
			return buf[:start], first, o.over("the nesting of values", strconv.Itoa(jsonscan.MaxDepth))
		}
	}
}

// rewind has what a broken object took after its first line read again.
func (o *objects) rewind(taken []byte, first int) {
	i := bytes.IndexByte(taken, '\n')
	if i < 0 || i+1 == len(taken) || len(taken) > againOnce || len(taken) > o.again {
		return
	}
	rest := bytes.Clone(taken[i+1:])
	o.again -= len(rest)
	o.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(rest), o.r), o.r.Size())
	o.line = first
}

// over passes over the line on which an object went beyond a limit.
func (o *objects) over(what, limit string) error {
	o.line++
	if err := o.skipLine(); !errors.Is(err, errObject) {
		return err
	}
	return fmt.Errorf("%w: %w", errObject, &document.LimitError{What: what, Limit: limit})
}

// ending says why cut stopped.
type ending uint8

const (
	more   ending = iota // the chunk ended
	whole                // the object ended
	broken               // a line break within a string, or an object out of place
	large                // too many bytes
	deep                 // too many levels
)

// cut finds where an object ends, chunk by chunk.
type cut struct {
	arrays []bool // of the containers that are open, which are arrays
	text   bool   // within a string
	escape bool   // after a backslash
	lines  int    // line breaks passed
	last   byte   // before this chunk, the last that is no white space
	fresh  bool   // this chunk begins a line
}

// find returns how many bytes of chunk belong to the object.
func (c *cut) find(chunk []byte) (n int, end ending) {
	defer func() {
		if last := lastSign(chunk[:n]); last != 0 {
			c.last = last
		}
		c.fresh = n > 0 && chunk[n-1] == '\n'
	}()
	if c.fresh && !c.text && len(chunk) > 0 && chunk[0] == '{' && !c.mayBegin(nil) {
		return 0, broken
	}
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
			if i+1 < len(chunk) && chunk[i+1] == '{' && !c.mayBegin(chunk[:i]) {
				return i + 1, broken
			}
		case '{', '[':
			if c.arrays = append(c.arrays, chunk[i] == '['); len(c.arrays) > jsonscan.MaxDepth {
				return i + 1, deep
			}
		case '}', ']':
			if c.arrays = c.arrays[:len(c.arrays)-1]; len(c.arrays) == 0 {
				return i + 1, whole
			}
		}
	}
	return len(chunk), more
}

// mayBegin reports whether an object may stand after what was read, of which
// before is the end.
func (c *cut) mayBegin(before []byte) bool {
	last := lastSign(before)
	if last == 0 {
		last = c.last
	}
	switch last {
	case ':':
		return true
	case '[', ',':
		return len(c.arrays) > 0 && c.arrays[len(c.arrays)-1]
	}
	return len(c.arrays) == 0
}

// lastSign returns the last byte of b that is no white space, or 0.
func lastSign(b []byte) byte {
	if b = bytes.TrimRight(b, " \t\r\n"); len(b) > 0 {
		return b[len(b)-1]
	}
	return 0
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
