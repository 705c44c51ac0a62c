package article

import "strings"

// A body is rendered piece by piece, so that the first screen does not wait
// for the last page. split cuts Markdown where that does not change its
// meaning: before a line at the left edge after a blank line, where every list,
// quotation and paragraph has ended, outside fenced code and HTML blocks
// (CommonMark 0.31, sections 4 and 5).

const (
	// pieceSize is the approximate size of a piece in bytes: some 600 words, a
	// millisecond or two of work.
	pieceSize = 4 << 10
	// pieceMax and lineMax bound blocks and lines, which split cuts in the middle
	// if necessary: some lines cost a parser the square of their length.
	pieceMax = 32 << 10
	lineMax  = 8 << 10
	// refsMax bounds the link definitions kept for other pieces, in bytes.
	refsMax = 64 << 10
)

// note is a footnote: the text after "[^label]:".
type note struct {
	label string
	text  string // Markdown
}

// pieces is a body after split.
type pieces struct {
	text  []string // in order, parts of the body
	at    []int    // offset of each in the body, not counting a reopened fence
	size  int      // bytes of the body
	refs  string   // paragraphs that define link references
	notes []note
}

type splitter struct {
	out           pieces
	body          string
	refs          strings.Builder
	start         int    // of the piece being collected
	reopen        string // reopens the code fence in which a piece was cut
	fence         string // closes the open code fence, "" outside one
	html          string // closes the open HTML block, "" outside one
	blank         bool   // the line before is blank or missing
	inDefinitions bool   // the line before belongs to a paragraph of link definitions
}

// split cuts body into pieces of at least size bytes; the last one and those
// before footnotes may be shorter.
func split(body string, size int) pieces {
	body = dropData(body)
	s := &splitter{body: body, blank: true}
	for at := 0; at < len(body); {
		end := lineEnd(body, at)
		line := strings.TrimRight(body[at:end], "\n")
		if s.fence == "" && s.html == "" {
			if next := s.note(at, line); next > at {
				at = next
				continue
			}
			if s.blank && at-s.start >= size && atEdge(line) {
				s.cut(at)
			}
			s.definition(line)
		}
		s.cutLong(at, end)
		s.track(line)
		at = end
	}
	s.cut(len(body))
	s.out.refs, s.out.size = s.refs.String(), len(body)
	return s.out
}

// lineEnd returns the index after the newline that ends the line at i.
func lineEnd(s string, i int) int {
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(s)
}

// cut ends the piece before i.
func (s *splitter) cut(i int) {
	if p := s.body[s.start:i]; strings.TrimSpace(p) != "" {
		s.out.text = append(s.out.text, s.reopen+p)
		s.out.at = append(s.out.at, s.start-len(s.reopen))
	}
	s.start, s.reopen = i, ""
	if s.fence != "" {
		s.reopen = s.fence + "\n"
	}
}

// cutLong cuts a block that has grown too large between its lines, and a line
// between its words.
func (s *splitter) cutLong(at, end int) {
	if end-at <= lineMax {
		if end-s.start > pieceMax && at > s.start {
			s.cut(at)
		}
		return
	}
	s.cut(at)
	for end-s.start > lineMax {
		i := s.start + lineMax
		if n := strings.LastIndexByte(s.body[s.start:i], ' '); n > lineMax/2 {
			i = s.start + n
		} else {
			for i > s.start && s.body[i]&0xc0 == 0x80 { // not inside a character
				i--
			}
		}
		s.cut(i)
	}
}

// atEdge reports whether a piece may begin with line: it starts at the left
// edge and is no list item, which might continue a list.
func atEdge(line string) bool {
	if line == "" || line[0] == ' ' || line[0] == '\t' {
		return false
	}
	switch line[0] {
	case '-', '+', '*':
		return len(line) > 1 && line[1] != ' ' && line[1] != '\t'
	}
	digits := strings.TrimLeft(line, "0123456789")
	return len(digits) == len(line) || digits == "" || digits[0] != '.' && digits[0] != ')'
}

// track follows code fences and HTML blocks.
func (s *splitter) track(line string) {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	trimmed := strings.TrimRight(text, " \t")
	was := s.blank
	s.blank = trimmed == ""
	switch {
	case s.fence != "":
		if indent < 4 && strings.HasPrefix(trimmed, s.fence) && strings.Trim(trimmed, s.fence[:1]) == "" {
			s.fence = ""
		}
	case s.html != "":
		if strings.Contains(strings.ToLower(line), s.html) {
			s.html = ""
		}
	case indent >= 4:
	case strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"):
		n := len(text) - len(strings.TrimLeft(text, text[:1]))
		if text[0] == '~' || !strings.Contains(text[n:], "`") {
			s.fence = text[:n]
		}
	case strings.HasPrefix(text, "<"):
		s.html = htmlEnd(text)
	}
	if s.blank != was && s.blank {
		s.inDefinitions = false
	}
}

// htmlBlocks lists the HTML blocks that a blank line does not end.
var htmlBlocks = [...][2]string{
	{"<!--", "-->"},
	{"<script", "</script>"},
	{"<style", "</style>"},
	{"<pre", "</pre>"},
	{"<textarea", "</textarea>"},
	{"<?", "?>"},
	{"<![cdata[", "]]>"},
}

// htmlEnd returns the end of the HTML block that text begins. It is "" if the
// block cannot hold blank lines or ends in text.
func htmlEnd(text string) string {
	head := strings.ToLower(text[:min(len(text), 12)])
	for _, b := range htmlBlocks {
		if strings.HasPrefix(head, b[0]) {
			if strings.Contains(strings.ToLower(text), b[1]) {
				return ""
			}
			return b[1]
		}
	}
	return ""
}

// definition copies link reference definitions ("[label]: address"), which any
// piece may use.
func (s *splitter) definition(line string) {
	text := strings.TrimLeft(line, " ")
	if !s.inDefinitions && s.blank && len(line)-len(text) < 4 && strings.HasPrefix(text, "[") {
		i := strings.Index(text, "]:")
		s.inDefinitions = i > 1 && i < 1000
	}
	if s.inDefinitions && s.refs.Len()+len(line) < refsMax {
		s.refs.WriteString(line)
		s.refs.WriteByte('\n')
	}
}

// note removes a footnote that begins at i from the text and returns where the
// text continues; i if there is none.
func (s *splitter) note(i int, line string) int {
	text := strings.TrimLeft(line, " ")
	if len(line)-len(text) >= 4 || !strings.HasPrefix(text, "[^") {
		return i
	}
	label, rest, ok := strings.Cut(text[2:], "]:")
	if !ok || label == "" || len(label) > 100 || strings.ContainsAny(label, "[] \t") {
		return i
	}
	s.cut(i)
	var b strings.Builder
	b.WriteString(strings.TrimSpace(rest))
	at := lineEnd(s.body, i)
	for blank := false; at < len(s.body) && b.Len() < pieceMax; {
		end := lineEnd(s.body, at)
		line := strings.TrimRight(s.body[at:end], "\n")
		text := strings.TrimLeft(line, " \t")
		if text == "" {
			blank = true
		} else if (blank && len(line) == len(text)) || strings.HasPrefix(text, "[^") {
			break
		}
		b.WriteByte('\n')
		b.WriteString(dedent(line))
		at = end
	}
	s.out.notes = append(s.out.notes, note{label, strings.TrimSpace(b.String())})
	s.start, s.blank, s.inDefinitions = at, true, false
	return at
}

// dedent removes the four blanks that make a line part of a footnote.
func dedent(line string) string {
	if strings.HasPrefix(line, "\t") {
		return line[1:]
	}
	for n := 0; n < 4 && strings.HasPrefix(line, " "); n++ {
		line = line[1:]
	}
	return line
}

// dropData removes "data:" addresses of pictures, which cannot be opened and may
// be larger than the text.
func dropData(s string) string {
	const intro = "](data:"
	if !strings.Contains(s, intro) {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, intro)
		if i < 0 {
			break
		}
		b.WriteString(s[:i+2])
		s = s[i+2:]
		s = s[max(0, strings.IndexAny(s, ") \n")):]
	}
	b.WriteString(s)
	return b.String()
}
