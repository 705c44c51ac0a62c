// Package mail reads mail as articles: single mails (RFC 5322) and mailboxes (mbox, in
// any of its dialects).
package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"

	"dateline/feed/document"
	"dateline/feed/header"
	"dateline/feed/html2md"
	"dateline/model"
	"dateline/model/when/printed"
)

const (
	maxParts  = 256 // parts of one message
	maxWithin = 16  // parts within parts
)

// readMessage makes an article of a mail: the subject is its title, the sender
// its author, the list or the sender its source. Of a text in two forms it
// takes the HTML, which has links and structure; attachments are left out.
func readMessage(raw []byte) (*model.Article, error) {
	h, body := header.Cut(raw)
	if len(h) == 0 {
		return nil, errors.New("a message without a header")
	}
	name := sender(h)
	published, _ := printed.Field(h["date"], printed.DayFirst)
	a := &model.Article{
		EntryID:   model.CleanLine(strings.Trim(h["message-id"], "<> ")),
		Title:     model.CleanLine(h.Words("subject")),
		URL:       document.WebAddress(strings.Trim(h["archived-at"], "<> ")),
		Language:  model.CleanLine(h["content-language"]),
		Published: published.Date,
		Source:    name,
	}
	if name != "" {
		a.Authors = []string{name}
	}
	if list, _, ok := strings.Cut(h.Words("list-id"), "<"); ok && strings.TrimSpace(list) != "" {
		a.Source = model.CleanLine(strings.Trim(list, `" `))
	}
	var t messageText
	t.read(h, body, 0)
	a.Body = t.markdown()
	if a.Title == "" && a.Body == "" {
		return nil, errors.New("a message without subject and text")
	}
	return a, nil
}

// sender returns the name of who wrote, or else the address.
func sender(h header.Fields) string {
	from := h.Words("from")
	if a, err := netmail.ParseAddress(from); err == nil {
		if a.Name != "" {
			return model.CleanLine(a.Name)
		}
		return model.CleanLine(a.Address)
	}
	name, _, _ := strings.Cut(from, "<")
	return model.CleanLine(strings.Trim(name, `" `))
}

// messageText gathers the text of a message.
type messageText struct {
	plain, html []string // Markdown; HTML
	parts       int
}

// read adds the text of a part, whose own parts it reads in turn.
func (t *messageText) read(h header.Fields, body []byte, within int) {
	if t.parts++; t.parts > maxParts || within > maxWithin {
		return
	}
	if strings.HasPrefix(strings.ToLower(h["content-disposition"]), "attachment") {
		return
	}
	kind, parameters := h.MediaType()
	switch {
	case strings.HasPrefix(kind, "multipart/") && parameters["boundary"] != "":
		t.readParts(kind, parameters["boundary"], body, within)
	case kind == "message/rfc822":
		inner, rest := header.Cut(decode(h, body))
		t.read(inner, rest, within+1)
	case kind == "text/html":
		text, _ := document.ToUTF8(decode(h, body), parameters["charset"])
		t.html = append(t.html, string(text))
	case kind == "" || kind == "text" || strings.HasPrefix(kind, "text/plain"):
		text, _ := document.ToUTF8(decode(h, body), parameters["charset"])
		t.plain = append(t.plain, plainMarkdown(string(text), strings.EqualFold(parameters["format"], "flowed"), strings.EqualFold(parameters["delsp"], "yes")))
	}
}

func (t *messageText) readParts(kind, boundary string, body []byte, within int) {
	parts := multipart.NewReader(bytes.NewReader(body), boundary)
	for t.parts <= maxParts {
		p, err := parts.NextRawPart()
		if err != nil {
			return // what could be read of a message that is cut off is kept
		}
		inner := make(header.Fields, len(p.Header))
		for name, values := range p.Header {
			inner[strings.ToLower(name)] = values[0]
		}
		content, err := io.ReadAll(p)
		t.read(inner, content, within+1)
		if err != nil || kind == "multipart/related" {
			return // the rest are pictures
		}
	}
}

// decode undoes the transfer encoding of a body, as far as it is whole.
func decode(h header.Fields, body []byte) []byte {
	var r io.Reader
	switch strings.ToLower(strings.TrimSpace(h["content-transfer-encoding"])) {
	case "quoted-printable":
		r = quotedprintable.NewReader(bytes.NewReader(body))
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, &base64Only{body})
	default:
		return body
	}
	decoded, _ := io.ReadAll(r)
	return decoded
}

// base64Only passes on the characters of base64 only, as RFC 2045, 6.8, asks.
type base64Only struct{ b []byte }

// Read returns the next such characters.
func (o *base64Only) Read(p []byte) (int, error) {
	n := 0
	for len(o.b) > 0 && n < len(p) {
		c := o.b[0]
		o.b = o.b[1:]
		if 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/' || c == '=' {
			p[n] = c
			n++
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// plainMarkdown writes the plain text of a mail as Markdown, without its
// signature: lines that were quoted are quotations, and lines that a mailer
// broke are joined, as far as RFC 3676 or their width tells.
func plainMarkdown(text string, flowed, delSp bool) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if i := strings.LastIndex("\n"+text, "\n-- \n"); i >= 0 {
		text = text[:max(0, i-1)]
	}
	var out, part []string
	depth := 0 // of the quotation that part is of
	flush := func() {
		if md := model.MarkdownFrom(model.CleanText(strings.Join(part, "\n"))); md != "" {
			out = append(out, quoteMarkdown(md, depth))
		}
		part = part[:0]
	}
	open := false // the last line of part flows on
	for line := range strings.SplitSeq(text, "\n") {
		d, rest := unquoteLine(line)
		if flowed {
			rest = strings.TrimPrefix(rest, " ") // stuffed
		} else {
			rest = strings.TrimLeft(rest, " \t")
		}
		if d != depth {
			flush()
			depth, open = d, false
		}
		flows := flowed && strings.HasSuffix(rest, " ") && rest != "-- "
		if flows && delSp {
			rest = rest[:len(rest)-1]
		}
		if open {
			part[len(part)-1] += rest
		} else {
			part = append(part, rest)
		}
		open = flows
	}
	flush()
	return strings.Join(out, "\n\n")
}

// maxQuotes is how many quotations within quotations are told apart.
const maxQuotes = 8

// unquoteLine takes the marks of a quotation off a line and counts them.
func unquoteLine(line string) (depth int, rest string) {
	rest = line
	for {
		// Some mailers part the marks of quotations within quotations: "> > text".
		marked := strings.TrimPrefix(rest, " ")
		if depth == 0 {
			marked = rest
		}
		if !strings.HasPrefix(marked, ">") {
			return min(depth, maxQuotes), rest
		}
		depth, rest = depth+1, marked[1:]
	}
}

// quoteMarkdown puts Markdown within quotations.
func quoteMarkdown(md string, depth int) string {
	if depth == 0 {
		return md
	}
	mark := strings.Repeat("> ", depth)
	return mark + strings.ReplaceAll(md, "\n", "\n"+mark)
}

// markdown returns the text that was gathered.
func (t *messageText) markdown() string {
	if len(t.html) > 0 {
		body, err := html2md.Convert(strings.Join(t.html, "\n"), nil)
		if err == nil && strings.TrimSpace(body) != "" {
			return body
		}
	}
	return strings.Join(t.plain, "\n\n")
}
