package document

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// UTF8Reader returns the content of r as a stream of UTF-8 without a byte
// order mark, and the name of the encoding it was taken for. It decides like
// ToUTF8, from as much of the beginning as r can Peek, up to Sniff bytes. What
// was taken for UTF-8 is passed on as it is, so damage further on stays:
// Lines and the functions of model that clean text take care of it.
func UTF8Reader(r *bufio.Reader, hint string) (io.Reader, string) {
	head, _ := r.Peek(min(Sniff, r.Size()))
	enc, name, skip := guess(head, hint)
	_, _ = r.Discard(skip)
	if enc == nil {
		return r, name
	}
	return transform.NewReader(r, enc.NewDecoder()), name
}

// Lines reads a document line by line, as UTF-8. Lines end with LF, CR LF or,
// in a document that begins without any LF, CR.
type Lines struct {
	d      *Document
	r      *bufio.Reader
	ending byte
	long   []byte // a line that did not fit into the buffer
	plain  []byte // a line that had to be decoded
	text   []byte
	number int
	err    error
}

// NewLines returns the lines of d. It decodes d.Body as UTF8Reader does, with
// d.Charset as the hint, and keeps to d.Limits.Line.
func NewLines(d *Document) *Lines {
	r, name := UTF8Reader(d.Body, d.Charset)
	if name != "utf-8" {
		d.Note(0, "encoding", "read as %s", name)
	}
	br, ok := r.(*bufio.Reader)
	if !ok {
		br = bufio.NewReaderSize(r, Sniff)
	}
	l := &Lines{d: d, r: br, ending: '\n'}
	head, _ := br.Peek(min(Sniff, br.Size()))
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		l.ending = '\r'
	}
	return l
}

// Next reads the next line and reports whether there was one.
func (l *Lines) Next() bool {
	if l.err != nil {
		return false
	}
	line, err := l.r.ReadSlice(l.ending)
	if err != nil {
		line, err = l.rest(line, err)
	}
	if err != nil {
		l.err = err
		if len(line) == 0 {
			return false
		}
	}
	l.number++
	l.text = unstyled(l.valid(trimEnding(line)))
	return true
}

// unstyled takes out, in place, what programs write to make text coloured or
// bold on a terminal or printer: ESC [ 1 ; 31 m, and a letter that is struck
// over. Other escape sequences stay, for whoever cleans the text.
func unstyled(line []byte) []byte {
	if bytes.IndexByte(line, '\x1b') < 0 && bytes.IndexByte(line, '\b') < 0 {
		return line
	}
	out := line[:0]
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\x1b' && styleLength(line[i:]) > 0:
			i += styleLength(line[i:]) - 1
		case c == '\b' && len(out) > 0:
			_, n := utf8.DecodeLastRune(out)
			out = out[:len(out)-n]
		default:
			out = append(out, c)
		}
	}
	return out
}

// styleLength returns the length of the sequence for colours (SGR), or to
// erase the rest of a line, that b begins with; 0: none.
func styleLength(b []byte) int {
	if len(b) < 3 || b[1] != '[' {
		return 0
	}
	for i, c := range b[2:min(len(b), 64)] {
		switch {
		case c == 'm', c == 'K':
			return i + 3
		case c != ';' && c != ':' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

// rest reads on where a line did not fit into the buffer, or ended without its
// ending.
func (l *Lines) rest(line []byte, err error) ([]byte, error) {
	l.long = append(l.long[:0], line...)
	limit, dropped := l.d.Limits.Line, false
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = l.r.ReadSlice(l.ending)
		if limit > 0 && len(l.long)+len(line) > limit {
			line = line[:max(0, limit-len(l.long))]
			dropped = true
		}
		l.long = append(l.long, line...)
	}
	if dropped {
		l.d.Note(l.number+1, "dropped", "what follows the first %s of the line", Size(int64(limit)))
	}
	return l.long, err
}

// valid returns line as valid UTF-8. A line with no character beyond ASCII in
// valid UTF-8 comes from a piece of the document in another encoding.
func (l *Lines) valid(line []byte) []byte {
	if utf8.Valid(line) {
		return line
	}
	good := false
	for i := 0; i < len(line) && !good; {
		r, n := utf8.DecodeRune(line[i:])
		good = n > 1 && r != utf8.RuneError
		i += n
	}
	if good {
		return bytes.ToValidUTF8(line, []byte("\uFFFD"))
	}
	l.plain = l.plain[:0]
	for _, c := range line {
		l.plain = utf8.AppendRune(l.plain, charmap.Windows1252.DecodeByte(c))
	}
	return l.plain
}

func trimEnding(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

// Text returns the line without its ending, valid UTF-8 but not cleaned. It is
// valid until the next call of Next.
func (l *Lines) Text() []byte { return l.text }

// Number returns the line's number, from 1.
func (l *Lines) Number() int { return l.number }

// Err returns what ended the lines before the end of the document, or nil.
func (l *Lines) Err() error {
	if l.err == nil || errors.Is(l.err, io.EOF) {
		return nil
	}
	return wrapRead(l.err)
}
