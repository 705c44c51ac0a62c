package rss

import "bytes"

// markup passes over what begins with "<!", "<?" or "</" and is no tag, and
// enters CDATA sections. It reports whether it was one of these.
func (s *scanner) markup(c byte) bool {
	switch {
	case c == '?':
		return s.instruction()
	case c == '/':
		return s.skipTo(">", 2)
	}
	s.need(len("<![CDATA["))
	rest := s.buf[s.pos:s.end]
	switch {
	case hasPrefixFold(rest, "<![CDATA["):
		s.pos += len("<![CDATA[")
		s.cdata = true
		return true
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.comment()
		return true
	case hasPrefixFold(rest, "<!DOCTYPE"):
		// Only the first can declare anything.
		first := !s.declared
		s.declared = true
		return first && s.doctype() || s.skipTo(">", 2)
	}
	return s.skipTo(">", 2)
}

// skipTo passes over everything up to and with mark, which must stand within
// reach, at least after bytes from here.
func (s *scanner) skipTo(mark string, after int) bool {
	for {
		if s.end-s.pos > after {
			if i := bytes.Index(s.buf[s.pos+after:s.end], []byte(mark)); i >= 0 {
				s.pos += after + i + len(mark)
				return true
			}
		}
		if s.end-s.pos > maxReach || !s.more() {
			return false
		}
	}
}

// instruction passes over a processing instruction, whether it ends as in XML
// or, as many do, as in HTML.
func (s *scanner) instruction() bool {
	if !s.skipTo(">", 2) {
		return false
	}
	if s.buf[s.pos-2] == '?' {
		return true
	}
	rest := s.buf[s.pos:s.end]
	if i := bytes.IndexByte(rest, '<'); i >= 0 {
		rest = rest[:i]
	}
	if i := bytes.Index(rest, []byte("?>")); i >= 0 {
		s.pos += i + 2
	}
	return true
}

// comment passes over a comment of any length; one that is not closed takes
// the rest of the document, as in a browser.
func (s *scanner) comment() {
	s.pos += len("<!--")
	if s.need(2) && s.buf[s.pos] == '-' && s.buf[s.pos+1] == '>' { // "<!-->"
		s.pos += 2
		return
	}
	for {
		rest := s.buf[s.pos:s.end]
		if i := bytes.Index(rest, []byte("-->")); i >= 0 {
			s.pos += i + 3
			return
		}
		s.pos += max(0, len(rest)-2)
		if !s.more() {
			s.pos = s.end
			return
		}
	}
}

// doctype passes over a document type and keeps the entities that it declares.
func (s *scanner) doctype() bool {
	for {
		n, declared := doctypeEnd(s.buf[s.pos:s.end])
		if n > 0 {
			s.declare(declared)
			s.pos += n
			return true
		}
		if s.end-s.pos > maxReach || !s.more() {
			return false
		}
	}
}
