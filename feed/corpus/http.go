package corpus

import (
	"bytes"
	"fmt"
	"io"
	"net/http/httputil"
	"strings"

	"dateline/feed/document"
	"dateline/feed/header"
	"dateline/feed/parallel"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// answer returns the body of the HTTP response that the block is, and takes
// over what its fields say. It returns false, with a note, for one that holds
// no document.
func (c *capture) answer(d *document.Document) ([]byte, bool) {
	status, rest, _ := bytes.Cut(c.block, []byte("\n"))
	var version string
	var code int
	if _, err := fmt.Sscanf(string(status[:min(len(status), 64)]), "%s %d", &version, &code); err != nil || !strings.HasPrefix(version, "HTTP/") {
		d.Note(0, "dropped", "%s: not an HTTP response", c.target)
		return nil, false
	}
	if code < 200 || code > 299 {
		d.Note(0, "dropped", "%s: the answer of a server with status %d", c.target, code)
		return nil, false
	}
	h, body := header.Cut(rest)
	mediaType, parameters := h.MediaType()
	c.mediaType, c.charset = mediaType, parameters["charset"]
	if !mayBeDocument(mediaType) {
		return nil, false
	}
	body, err := decodeBody(h, body)
	if err != nil {
		d.Note(0, "dropped", "%s: %v", c.target, err)
	}
	return body, len(body) > 0
}

// decodeBody undoes the transfer and content encodings of a response. Archives
// often hold bodies that have been decoded although the fields still say
// otherwise, so the bytes decide.
func decodeBody(h header.Fields, body []byte) ([]byte, error) {
	if strings.Contains(strings.ToLower(h["transfer-encoding"]), "chunked") && chunked(body) {
		// A body that is cut off is worth what there is of it.
		whole, _ := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body)))
		body = whole
	}
	var r io.Reader
	var err error
	switch encoding := strings.ToLower(strings.TrimSpace(h["content-encoding"])); {
	case bytes.HasPrefix(body, []byte("\x1f\x8b\x08")):
		r, err = gzip.NewReader(bytes.NewReader(body))
	case encoding == "deflate" && len(body) > 1 && body[0]&0x0f == 8 && (int(body[0])<<8+int(body[1]))%31 == 0:
		r, err = zlib.NewReader(bytes.NewReader(body))
	case encoding == "deflate" && !printable(body):
		r = flate.NewReader(bytes.NewReader(body))
	case (encoding == "br" || encoding == "zstd") && !printable(body):
		return nil, fmt.Errorf("encoded as %s, which is not read in archives", encoding)
	default:
		return body, nil
	}
	if err != nil {
		return nil, fmt.Errorf("decode body: %w", err)
	}
	limited := document.New("", r)
	limited.Limits.Bytes = parallel.MaxPiece
	return limited.ReadAll()
}

// chunked reports whether body begins with the size of a chunk (RFC 9112, 7.1).
func chunked(body []byte) bool {
	line, _, ok := bytes.Cut(body[:min(len(body), 64)], []byte("\r\n"))
	size, _, _ := bytes.Cut(line, []byte(";"))
	size = bytes.TrimSpace(size)
	if !ok || len(size) == 0 || len(size) > 8 {
		return false
	}
	for _, c := range size {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	return true
}

// printable reports whether body begins like text.
func printable(body []byte) bool {
	for _, c := range body[:min(len(body), 64)] {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}
