package feed

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// signatures are the beginnings of what is no document, as file(1) and the WHATWG
// MIME sniffing standard know them.
var signatures = []struct {
	at          int
	begins      string
	kind        string
	alsoAt      int
	alsoContain string
}{
	{begins: "\x89PNG\r\n\x1a\n", kind: "a PNG image"},
	{begins: "\xff\xd8\xff", kind: "a JPEG image"},
	{begins: "GIF8", kind: "a GIF image"},
	{begins: "RIFF", alsoAt: 8, alsoContain: "WEBP", kind: "a WebP image"},
	{begins: "RIFF", alsoAt: 8, alsoContain: "WAVE", kind: "a sound"},
	{begins: "RIFF", alsoAt: 8, alsoContain: "AVI ", kind: "a film"},
	{at: 4, begins: "ftypavif", kind: "an AVIF image"},
	{at: 4, begins: "ftyphei", kind: "a HEIF image"},
	{at: 4, begins: "ftypM4A", kind: "a sound"},
	{at: 4, begins: "ftyp", kind: "a film"},
	{begins: "II*\x00", kind: "a TIFF image"},
	{begins: "MM\x00*", kind: "a TIFF image"},
	{begins: "BM", alsoAt: 6, alsoContain: "\x00\x00\x00\x00", kind: "a BMP image"},
	{begins: "\x00\x00\x01\x00", kind: "an icon"},
	{begins: "8BPS", kind: "a Photoshop image"},
	{begins: "ID3", kind: "a sound"},
	{begins: "\xff\xfb", kind: "a sound"},
	{begins: "OggS", kind: "a sound or film"},
	{begins: "fLaC", kind: "a sound"},
	{begins: "MThd", kind: "a sound"},
	{begins: "\x1a\x45\xdf\xa3", kind: "a film"},
	{begins: "FLV\x01", kind: "a film"},
	{begins: "%PDF-", kind: "a PDF file"},
	{begins: "%!PS", kind: "a PostScript file"},
	{begins: "{\\rtf", kind: "an RTF file"},
	{begins: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kind: "an office document"},
	{begins: "SQLite format 3\x00", kind: "an SQLite database"},
	{begins: "\x7fELF", kind: "a program"},
	{begins: "MZ", alsoAt: 2, alsoContain: "\x00", kind: "a program"},
	{begins: "\xcf\xfa\xed\xfe", kind: "a program"},
	{begins: "\xca\xfe\xba\xbe", kind: "a program"},
	{begins: "\x00asm", kind: "a program"},
	{begins: "wOFF", kind: "a font"},
	{begins: "wOF2", kind: "a font"},
	{begins: "OTTO\x00", kind: "a font"},
	{begins: "\x00\x01\x00\x00\x00", kind: "a font"},
	{begins: "\xfd7zXZ\x00", kind: "compressed with xz, which is not read: decompress it first"},
	{begins: "7z\xbc\xaf\x27\x1c", kind: "a 7z archive, which is not read: unpack it first"},
	{begins: "Rar!\x1a\x07", kind: "a RAR archive, which is not read: unpack it first"},
	{begins: "\x04\x22\x4d\x18", kind: "compressed with lz4, which is not read: decompress it first"},
	{begins: "\x1f\x9d", kind: "compressed with compress, which is not read: decompress it first"},
	{begins: "PAR1", kind: "a Parquet file"},
	{begins: "ARROW1", kind: "an Arrow file"},
	{begins: "\x80\x04\x95", kind: "a Python pickle"},
	{begins: "!<arch>\n", kind: "a program library"},
	{begins: "bplist00", kind: "a property list"},
}

// notDocument is what a picture, a sound or a program is.
type notDocument struct{ kind string }

// Error says what it is instead.
func (e *notDocument) Error() string {
	if bytes.Contains([]byte(e.kind), []byte("which is not read")) {
		return "is " + e.kind
	}
	return fmt.Sprintf("is %s, not a document", e.kind)
}

// binary returns a *notDocument when head, as stored, begins like something
// that cannot be read as a document, or holds no text.
func binary(head, text []byte) error {
	for _, m := range signatures {
		if len(head) < m.at || !bytes.HasPrefix(head[m.at:], []byte(m.begins)) {
			continue
		}
		if m.alsoContain != "" && (len(head) < m.alsoAt || !bytes.HasPrefix(head[m.alsoAt:], []byte(m.alsoContain))) {
			continue
		}
		return &notDocument{m.kind}
	}
	if !readable(head, text) {
		return &notDocument{"binary data"}
	}
	return nil
}

// readable reports whether text, which head was decoded to, is text. Some
// controls are forgiven, more of them where the rest is good UTF-8: scraped
// text has been through many hands.
func readable(head, text []byte) bool {
	if len(text) == 0 {
		return true
	}
	controls, runes := 0, 0
	for i := 0; i < len(text) && i < 8<<10; {
		if c := text[i]; c >= ' ' && c < 0x7f {
			i++
			runes++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		runes++
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\f', r == 0x1b:
		case r < 0x20, r >= 0x7f && r < 0xa0, r == utf8.RuneError:
			controls++
		}
	}
	allowed := runes / 20
	if utf8.Valid(head) {
		allowed = runes / 3
	}
	return controls <= allowed
}
