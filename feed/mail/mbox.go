package mail

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"dateline/feed/document"
	"dateline/feed/header"
	"dateline/feed/parallel"
	"dateline/model"
)

// message is a mail of a mailbox.
type message struct {
	raw  []byte
	line int // on which it begins
}

// LooksMbox reports whether a document begins like a mailbox (RFC 4155).
func LooksMbox(head []byte) bool {
	rest, ok := bytes.CutPrefix(head, []byte("From "))
	if !ok {
		return false
	}
	_, rest, ok = bytes.Cut(rest, []byte("\n"))
	name, _, colon := bytes.Cut(rest[:min(len(rest), 128)], []byte(":"))
	return ok && colon && header.IsName(name)
}

// Looks reports whether a document begins like a mail: with fields, among
// them some of those that every mail has.
func Looks(head []byte) bool {
	h, body := header.Cut(head)
	if len(h) < 3 || len(body) == 0 && len(head) < document.Sniff && !bytes.HasSuffix(head, []byte("\n")) {
		return false
	}
	known := 0
	for _, name := range []string{"date", "subject", "received", "message-id", "mime-version", "return-path", "to", "delivered-to", "list-id"} {
		if h[name] != "" {
			known++
		}
	}
	return h["from"] != "" && known >= 2
}

// ReadMbox reads a mailbox, in any of its dialects, a message an article, on
// all cores.
func ReadMbox(ctx context.Context, d *document.Document, emit document.Emit) error {
	return parallel.Read(ctx, d, func(put func(message) error) error { return cutMessages(d, put) }, readPiece, emit)
}

// readPiece reads one message of a mailbox.
func readPiece(d *document.Document, m message, out *parallel.Outcome[*model.Article]) {
	a, err := readMessage(m.raw)
	if err != nil {
		d.Note(m.line, "dropped", "%v", err)
		return
	}
	a.Line = m.line
	out.Found = append(out.Found, a)
}

// cutMessages cuts the mailbox at the lines that separate messages.
func cutMessages(d *document.Document, put func(message) error) error {
	var (
		m       message
		line    int
		empty   = true  // the line before was empty
		begins  = true  // a line begins here
		dropped = false // m is too long
	)
	flush := func() error {
		whole := m
		m, dropped = message{line: line}, false
		if len(bytes.TrimSpace(whole.raw)) == 0 {
			return nil
		}
		return put(whole)
	}
	for {
		part, err := d.Body.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read mailbox: %w", err)
		}
		if begins {
			line++
			if bytes.HasPrefix(part, []byte("From ")) {
				part = bytes.Clone(part) // Peek may move it
				next, _ := d.Body.Peek(maxFieldName)
				if separates(part, next, empty, line == 1) {
					if err := flush(); err != nil {
						return err
					}
					part = nil
				}
			}
			empty = len(bytes.TrimRight(part, "\r\n")) == 0
			part = unquote(part)
		}
		begins = err == nil
		switch {
		case len(m.raw)+len(part) <= parallel.MaxPiece:
			m.raw = append(m.raw, part...)
		case !dropped:
			dropped = true
			d.Note(m.line, "cut", "a message at the limit of %s", document.Size(parallel.MaxPiece))
		}
		if errors.Is(err, io.EOF) {
			return flush()
		}
	}
}

// maxFieldName is how far a field's name is looked for.
const maxFieldName = 128

// fromLine is a separator as RFC 4155 has it: who, and when, as asctime writes it.
var fromLine = regexp.MustCompile(`^From \S.* \d{1,2}:\d\d(:\d\d)? .*\d{4}\b`)

// startFields are the fields that a message may start with.
var startFields = []string{
	"from", "date", "subject", "received", "return-path", "message-id", "delivered-to", "to", "cc", "mime-version",
	"content-type", "reply-to", "sender", "status", "x-status", "list-id", "path", "newsgroups", "references", "in-reply-to",
}

// separates reports whether a line that begins with "From " begins a message.
// Mailers are meant to quote such a line within a text, and many do not, so that
// the line after it must be a field of a header, and the line itself stand after
// an empty one or have the form of a separator.
func separates(line, next []byte, afterEmpty, first bool) bool {
	if first {
		return true
	}
	name, _, colon := bytes.Cut(next, []byte(":"))
	if !colon || !header.IsName(name) {
		return false
	}
	known := slices.Contains(startFields, strings.ToLower(string(name))) || bytes.HasPrefix(name, []byte("X-"))
	dated := fromLine.Match(line)
	return afterEmpty && (known || dated) || known && dated
}

// unquote undoes what keeps a line from beginning with "From ".
func unquote(line []byte) []byte {
	if len(line) > 0 && line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
		return line[1:]
	}
	return line
}

// Read reads one mail (RFC 5322) as an article. One longer than the limit
// of d is read as far as the limit, and the error says so.
func Read(ctx context.Context, d *document.Document, emit document.Emit) error {
	raw, short := d.ReadAll()
	if err := ctx.Err(); err != nil {
		return err
	}
	a, err := readMessage(raw)
	switch {
	case err == nil:
		err = emit(a)
	case short != nil:
		return short
	}
	if err != nil {
		return err
	}
	return short
}
