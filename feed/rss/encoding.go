package rss

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"dateline/feed/document"
)

// declaration is the encoding that an XML declaration names.
var declaration = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[^<]{0,512}<\?xml[^>]{0,200}?encoding\s*=\s*["']?([A-Za-z0-9._:-]+)`)
})

// decode returns the content of d as UTF-8, from its first character that is
// not white space. Bytes that are UTF-8 are taken for that whatever is said of
// them; of others, what the document says of itself counts for less than what
// the server says (RFC 7303 section 3), unless the server says what servers
// say of anything.
func decode(d *document.Document) (*bufio.Reader, error) {
	head := d.Head()
	stated := ""
	if m := declaration().FindSubmatch(head[:min(len(head), 1024)]); m != nil {
		stated = string(m[1])
	}
	hint := strings.Trim(strings.TrimSpace(d.Charset), `"'`)
	if hint == "" || stated != "" && isUsualDefault(hint) {
		hint = stated
	}
	body := d.Body
	if hint != "" && !strings.EqualFold(hint, "utf-8") && len(head) >= document.Sniff && firstBeyond(head) < 0 {
		// The first other character decides, wherever it is.
		body = bufio.NewReaderSize(&lateEncoding{r: d.Body, hint: hint}, document.Sniff)
	}
	content, name := document.UTF8Reader(body, hint)
	if name != "utf-8" {
		d.Note(0, "encoding", "read as %s", name)
	}
	br, ok := content.(*bufio.Reader)
	if !ok {
		br = bufio.NewReaderSize(content, document.Sniff)
	}
	for {
		c, err := br.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return br, nil
		case err != nil:
			return nil, fmt.Errorf("read feed: %w", err)
		case !space(c) && c != 0:
			return br, br.UnreadByte()
		}
	}
}

// isUsualDefault reports whether a charset is one that servers claim without looking.
func isUsualDefault(charset string) bool {
	switch strings.ToLower(charset) {
	case "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1":
		return true
	}
	return false
}

// firstBeyond returns the index of the first byte of b beyond ASCII, or -1.
func firstBeyond(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if binary.LittleEndian.Uint64(b[i:])&0x8080808080808080 != 0 {
			break
		}
	}
	for ; i < len(b); i++ {
		if b[i] >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// lateEncoding passes ASCII on as it is and decides on an encoding at the first
// character beyond it.
type lateEncoding struct {
	r       *bufio.Reader
	hint    string
	decoded io.Reader
}

// Read implements io.Reader.
func (l *lateEncoding) Read(p []byte) (int, error) {
	if l.decoded != nil {
		return l.decoded.Read(p)
	}
	if _, err := l.r.Peek(1); err != nil {
		return 0, err
	}
	next, _ := l.r.Peek(min(l.r.Buffered(), len(p)))
	n := firstBeyond(next)
	if n < 0 {
		n = len(next)
	}
	if n == 0 {
		l.decoded, _ = document.UTF8Reader(l.r, l.hint)
		return l.decoded.Read(p)
	}
	return l.r.Read(p[:n])
}
