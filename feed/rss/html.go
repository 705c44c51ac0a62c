package rss

import "strings"

// words makes a set of the words of s.
func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

var (
	// htmlNames are the elements of HTML, also those that are obsolete.
	htmlNames = words(`a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br
		button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em
		embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i
		iframe img input ins kbd label legend li link main map mark math menu meta meter nav nobr noscript object ol
		optgroup option output p param picture pre progress q rp rt ruby s samp script section select small source
		span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
		track tt u ul var video wbr`)
	// voidNames are those without an end tag.
	voidNames = words("area base basefont br col embed frame hr img input link meta param source track wbr")
	// blockNames are those that begin and end a line.
	blockNames = words(`address article aside blockquote body br caption center dd details dir div dl dt fieldset
		figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section
		select summary table tbody td tfoot th thead tr ul`)
	// silentNames are those whose inside is not shown.
	silentNames = words("script style template head title noframes object embed iframe applet")
)

// stripTags returns the text of HTML: references replaced, blocks on lines of
// their own, white space folded.
func stripTags(s string) string {
	var out []byte
	var none scanner
	for len(s) > 0 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			out = appendFolded(out, none.appendText(nil, []byte(s)))
			break
		}
		out = appendFolded(out, none.appendText(nil, []byte(s[:i])))
		s = s[i:]
		name, closing := tagName(s[1:])
		switch {
		case strings.HasPrefix(s, "<!--"):
			if _, rest, closed := strings.Cut(s, "-->"); closed {
				s = rest
			} else {
				_, s, _ = strings.Cut(s, ">")
			}
		case strings.HasPrefix(s, "<!") || strings.HasPrefix(s, "<?"):
			_, s, _ = strings.Cut(s, ">")
		case name == "" && !(len(s) > 1 && (nameStart(s[1]) || s[1] == '/')):
			out = append(out, '<')
			s = s[1:]
		default:
			if blockNames[name] {
				out = appendBreak(out)
			}
			s = afterTag(s)
			if silentNames[name] && !closing {
				s = afterElement(s, name)
			}
		}
	}
	return string(out)
}

// afterTag returns what follows the tag at the beginning of s.
func afterTag(s string) string {
	n, _ := tagEnd([]byte(s[:min(len(s), maxReach)]), 1)
	if n == 0 {
		n = strings.IndexByte(s, '>') + 1
	}
	if n == 0 {
		return ""
	}
	return s[n:]
}

// afterElement returns what follows the end of the element name, or s when it
// does not end.
func afterElement(s, name string) string {
	for i := 0; ; {
		j := strings.Index(s[i:], "</")
		if j < 0 {
			return s
		}
		i += j + 2
		if hasPrefixFold([]byte(s[i:min(len(s), i+len(name))]), name) {
			return afterTag(s[i-2:])
		}
	}
}

// appendFolded appends text with its white space folded.
func appendFolded(out, text []byte) []byte {
	for _, c := range text {
		if space(c) {
			if n := len(out); n > 0 && out[n-1] != ' ' && out[n-1] != '\n' {
				out = append(out, ' ')
			}
			continue
		}
		out = append(out, c)
	}
	return out
}

// appendBreak begins a new line.
func appendBreak(out []byte) []byte {
	n := len(out)
	if n > 0 && out[n-1] == ' ' {
		n--
	}
	if n == 0 || out[n-1] == '\n' {
		return out[:n]
	}
	return append(out[:n], '\n')
}
