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
	var endless map[string]bool // what is known not to end in what follows
	for len(s) > 0 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		out = appendFolded(out, none.appendText(nil, []byte(s[:i])))
		if s = s[i:]; s == "" {
			break
		}
		name, closing := tagName(s[1:])
		rest, found := s, false
		switch {
		case strings.HasPrefix(s, "<!--"):
			name = "<!--"
			if !endless[name] {
				if _, rest, found = strings.Cut(s, "-->"); !found {
					_, rest, _ = strings.Cut(s, ">")
				}
			}
		case strings.HasPrefix(s, "<!") || strings.HasPrefix(s, "<?"):
			_, rest, found = strings.Cut(s, ">")
		case name == "" && !(len(s) > 1 && (nameStart(s[1]) || s[1] == '/')):
			out = append(out, '<')
			rest, found = s[1:], true
		default:
			if blockNames[name] {
				out = appendBreak(out)
			}
			rest, found = afterTag(s), true
			if silentNames[name] && !closing && !endless[name] {
				rest, found = afterElement(rest, name)
			}
		}
		if !found {
			if endless == nil {
				endless = map[string]bool{}
			}
			endless[name] = true
			if len(rest) == len(s) {
				rest = afterTag(s)
			}
		}
		s = rest
	}
	return string(out)
}

// afterTag returns what follows the tag at the beginning of s.
func afterTag(s string) string {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; c {
		case '>':
			return s[i+1:]
		case '"', '\'':
			if s[i-1] == '=' {
				i += 1 + max(-1, strings.IndexByte(s[i+1:min(len(s), i+maxReach)], c))
			}
		}
	}
	return ""
}

// afterElement returns what follows the end of the element name; where it does
// not end, s and false.
func afterElement(s, name string) (rest string, found bool) {
	for i := 0; ; {
		j := strings.Index(s[i:], "</")
		if j < 0 {
			return s, false
		}
		i += j + 2
		if end, _ := tagName(s[i:min(len(s), i+20)]); end == name {
			return afterTag(s[i-2:]), true
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
