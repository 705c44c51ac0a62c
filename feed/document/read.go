package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/model"
)

// New returns a Document that reads r through a buffer wide enough to Peek
// Sniff bytes, with DefaultLimits. The caller fills in what else is known.
func New(path string, r io.Reader) *Document {
	return &Document{Path: path, Place: path, Identity: path, Body: bufio.NewReaderSize(r, Sniff), Limits: DefaultLimits}
}

// Head returns the first bytes of the content, at most Sniff, without taking
// them. It is shorter only when the content is, or when reading failed; the
// error of such a failure comes again when the content is read.
func (d *Document) Head() []byte {
	head, _ := d.Body.Peek(Sniff)
	return head
}

// ReadAll returns the rest of the content. When it is longer than
// Limits.Bytes, the result is what fits together with a *LimitError.
func (d *Document) ReadAll() ([]byte, error) {
	limit := d.Limits.Bytes
	if limit <= 0 {
		b, err := io.ReadAll(d.Body)
		return b, wrapRead(err)
	}
	b, err := io.ReadAll(io.LimitReader(d.Body, limit+1))
	if err != nil {
		return b, wrapRead(err)
	}
	if int64(len(b)) > limit {
		return b[:limit], &LimitError{What: "size", Limit: Size(limit)}
	}
	return b, nil
}

func wrapRead(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read document: %w", err)
}

// Size returns a number of bytes in words, in binary units: "64 MiB",
// "1.5 GiB", "512 bytes".
func Size(n int64) string {
	const unit = 1024
	if n < unit {
		return fmt.Sprintf("%d bytes", n)
	}
	value, units := float64(n), "KMGTPE"
	for value /= unit; value >= unit && len(units) > 1; units = units[1:] {
		value /= unit
	}
	if value == float64(int64(value)) {
		return fmt.Sprintf("%d %ciB", int64(value), units[0])
	}
	return fmt.Sprintf("%.1f %ciB", value, units[0])
}

// WebAddress returns s, cleaned, when it is an absolute http(s) address, or "".
func WebAddress(s string) string {
	s = model.CleanLine(s)
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}
