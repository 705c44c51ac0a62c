package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"dateline/feed/doc"
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
	return ok && colon && token(name)
}

// LooksMail reports whether a document begins like a mail: with fields, among
// them some of those that every mail has.
func LooksMail(head []byte) bool {
	h, body := cutHeader(head)
	if len(h) < 3 || len(body) == 0 && len(head) < doc.Sniff && !bytes.HasSuffix(head, []byte("\n")) {
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
func ReadMbox(ctx context.Context, d *doc.Document, emit doc.Emit) error {
	q := &inOrder[message]{d: d, emit: emit}
	q.work = func(m message, out *outcome) {
		d := aside(d, out)
		a, err := readMessage(m.raw)
		if err != nil {
			d.Note(m.line, "dropped", "%v", err)
			return
		}
		a.Line = m.line
		out.articles = append(out.articles, a)
	}
	err := putMessages(ctx, d, q)
	if finishErr := q.finish(ctx); err == nil || finishErr != nil && ctx.Err() != nil {
		err = finishErr
	}
	return err
}

// putMessages cuts the mailbox where a line begins with "From " after an empty
// one.
func putMessages(ctx context.Context, d *doc.Document, q *inOrder[message]) error {
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
		return q.put(ctx, whole)
	}
	for {
		part, err := d.Body.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read mailbox: %w", err)
		}
		if begins {
			line++
			if empty && bytes.HasPrefix(part, []byte("From ")) {
				if err := flush(); err != nil {
					return err
				}
				part = nil
			}
			empty = len(bytes.TrimRight(part, "\r\n")) == 0
			part = unquote(part)
		}
		begins = err == nil
		switch {
		case len(m.raw)+len(part) <= maxPiece:
			m.raw = append(m.raw, part...)
		case !dropped:
			dropped = true
			d.Note(m.line, "cut", "a message at the limit of %s", doc.Size(maxPiece))
		}
		if errors.Is(err, io.EOF) {
			return flush()
		}
	}
}

// unquote undoes what keeps a line from beginning with "From ".
func unquote(line []byte) []byte {
	if len(line) > 0 && line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
		return line[1:]
	}
	return line
}

// ReadMail reads one mail (RFC 5322) as an article. One longer than the limit
// of d is read as far as the limit, and the error says so.
func ReadMail(ctx context.Context, d *doc.Document, emit doc.Emit) error {
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
