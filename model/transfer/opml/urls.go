package opml

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"dateline/model"
)

// Skipped is what a list holds and nobody follows.
type Skipped struct {
	Line int // 1-based; 0 unknown
	Text string
	Why  string
}

// maxLine is the most bytes of a line of a urls file.
const maxLine = 1 << 20

// ReadURLs reads a urls file of newsboat: an address a line, then tags, of
// which one that begins with "~" is the title and one with "!" hides the feed;
// quotation marks hold blanks together; '#' begins a comment
// (https://newsboat.org/releases/2.10.2/docs/newsboat.html). A plain list of
// addresses is such a file too. Sources that are queries or programs are
// skipped.
func ReadURLs(r io.Reader, toUTF8 ToUTF8) ([]model.Subscription, []Skipped, error) {
	l := &lister{known: map[string]int{}}
	var skipped []Skipped
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		text, _ := toUTF8(line, "")
		fields := fields(string(text))
		if len(fields) == 0 {
			continue
		}
		if why := notASource(fields[0]); why != "" {
			skipped = append(skipped, Skipped{n, model.CleanLine(string(text)), why})
			continue
		}
		s := model.Subscription{Address: fields[0]}
		for _, f := range fields[1:] {
			switch f = model.CleanLine(f); {
			case strings.HasPrefix(f, "~"):
				s.Title = model.CleanLine(f[1:])
			case !strings.HasPrefix(f, "!"):
				s.Tags = addTag(s.Tags, f)
			}
		}
		l.add(s)
	}
	if err := lines.Err(); err != nil {
		return l.subs, skipped, fmt.Errorf("read urls: %w", err)
	}
	return l.subs, skipped, nil
}

// LooksURLs reports whether the lines of head, the beginning of a document, are
// addresses, as in a urls file: with tags after them, among comments. Of four lines
// one may be something short that is none; prose is not a list. more: the document
// goes on after head, whose last line may be half of one.
func LooksURLs(head []byte, more bool) bool {
	if i := bytes.LastIndexByte(head, '\n'); more && i >= 0 {
		head = head[:i]
	}
	const longest = 60 // bytes of a line that is no address
	addresses, others := 0, 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(bytes.TrimLeft(line, " \t\""))
		switch {
		case len(line) == 0, beginsWith(line, "#", "query:", "exec:", "filter:", "$("):
		case beginsWith(line, "http://", "https://", "file:///", "feed:"):
			addresses++
		case len(line) > longest || bytes.ContainsAny(line[len(line)-1:], ".:!?"):
			return false
		default:
			others++
		}
	}
	return addresses > 0 && addresses >= 3*others
}

func beginsWith(line []byte, prefixes ...string) bool {
	for _, p := range prefixes {
		if len(line) >= len(p) && strings.EqualFold(string(line[:len(p)]), p) {
			return true
		}
	}
	return false
}

// notASource says why a field is no address that can be read, or "".
func notASource(s string) string {
	if strings.HasPrefix(s, "query:") {
		return "a query feed: save the query as a view instead"
	}
	if isProgram(s) {
		return noPrograms
	}
	if !strings.Contains(s, "://") {
		return "this is no address"
	}
	return ""
}

// noPrograms is why a command is left out: whoever wrote the list has no say over what
// runs on this machine.
const noPrograms = "programs are not run"

// isProgram reports whether a list means the output of a program, as newsboat
// ("exec:~/bin/feed", "filter:program:address"), newsraft and dateline ("$(command)") do.
func isProgram(address string) bool {
	return beginsWith([]byte(address), "exec:", "filter:", "$(", "command:")
}

// fields splits a line at blanks outside of quotation marks. A backslash within
// them takes the next character as it is; '#' at the beginning of a field
// begins a comment.
func fields(line string) []string {
	var out []string
	for {
		line = strings.TrimLeft(line, " \t\r")
		if line == "" || line[0] == '#' {
			return out
		}
		if line[0] != '"' {
			i := strings.IndexAny(line, " \t\r")
			if i < 0 {
				i = len(line)
			}
			out = append(out, model.CleanLine(line[:i]))
			line = line[i:]
			continue
		}
		var field string
		field, line = quoted(line[1:])
		if field = model.CleanLine(field); field != "" {
			out = append(out, field)
		}
	}
}

// quoted returns what stands before the closing quotation mark, and the rest.
func quoted(s string) (field, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), ""
}
