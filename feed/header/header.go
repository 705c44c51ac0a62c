// Package header reads the fields that stand before a body in mail (RFC 5322), HTTP
// (RFC 9112) and web archives (ISO 28500).
package header

import (
	"bytes"
	"mime"
	"strings"

	"dateline/feed/document"

	"golang.org/x/net/html/charset"
)

// Fields holds the fields before one body, by their name in lower case.
type Fields map[string]string

// MaxSize bounds the fields before one body.
const MaxSize = 256 << 10

// Cut splits b where its fields end: at the first empty line. A line that
// is no field ends them, too. Of fields that are repeated the first counts.
func Cut(b []byte) (h Fields, body []byte) {
	h = make(Fields, 16)
	last := ""
	for start := b; len(b) > 0; {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			return h, rest
		}
		if len(start)-len(rest) > MaxSize {
			return h, b
		}
		if line[0] == ' ' || line[0] == '\t' {
			if last != "" {
				h[last] += " " + string(bytes.TrimSpace(line))
			}
			b = rest
			continue
		}
		name, text, ok := bytes.Cut(line, []byte(":"))
		if !ok || !IsName(name) {
			return h, b
		}
		last = strings.ToLower(string(name))
		if _, repeated := h[last]; repeated {
			last = ""
		} else {
			h[last] = string(bytes.TrimSpace(text))
		}
		b = rest
	}
	return h, nil
}

// IsName reports whether b may be the name of a field (RFC 9110, 5.6.2).
func IsName(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7f || bytes.IndexByte([]byte(`"(),/:;<=>?@[\]{}`), c) >= 0 {
			return false
		}
	}
	return len(b) > 0
}

// MediaType returns the media type of a body, lower case, and its parameters.
func (h Fields) MediaType() (string, map[string]string) {
	t, parameters, err := mime.ParseMediaType(h["content-type"])
	if err != nil {
		// Much software writes parameters that do not parse; the type does.
		t, _, _ = strings.Cut(h["content-type"], ";")
		parameters = nil
	}
	return strings.ToLower(strings.TrimSpace(t)), parameters
}

// Words decodes a field that people read: encoded words (RFC 2047), or bytes
// in an encoding nobody named.
func (h Fields) Words(name string) string {
	s := h[name]
	if s == "" {
		return ""
	}
	decoder := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if decoded, err := decoder.DecodeHeader(s); err == nil {
		s = decoded
	}
	text, _ := document.ToUTF8([]byte(s), "")
	return string(text)
}
