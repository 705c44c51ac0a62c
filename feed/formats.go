package feed

import (
	"bytes"
	"strings"

	"dateline/feed/corpus"
	"dateline/feed/document"
	"dateline/feed/mail"
	"dateline/feed/markdown"
	"dateline/feed/rss"
	"dateline/feed/text"
	"dateline/feed/webpage"
	"dateline/model/transfer/opml"
)

// Kinds that are treated in a way of their own. plainText is that of what is of
// no other.
const (
	plainText = "text"
	feedKind  = "a feed"
	pageKind  = "an HTML page"
)

// formats are the kinds of documents, the more particular first. To read
// another kind, add a row.
var formats = []format{
	{
		kind: "a web archive (WARC)", names: []string{".warc", ".wet"}, types: []string{"application/warc"},
		confidence: when(certain, beginsWith("WARC/")), nested: corpus.WARC,
	},
	{
		kind: "a list of subscriptions (OPML)", names: []string{".opml"}, types: []string{"text/x-opml", "text/x-opml+xml"},
		confidence: when(certain, markup(opml.Looks)), list: readOPML,
	},
	{
		kind: feedKind, names: []string{".rss", ".atom", ".rdf", ".xml"},
		types:      []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"},
		confidence: when(certain, rss.Looks), read: rss.Read, repeats: true,
	},
	{
		kind: pageKind, names: []string{".html", ".htm", ".xhtml", ".shtml"},
		types:      []string{"text/html", "application/xhtml+xml"},
		confidence: looksHTML, read: webpage.Read, inMemory: true,
	},
	{
		kind: "a mailbox", names: []string{".mbox"}, types: []string{"application/mbox"},
		confidence: when(certain, mail.LooksMbox), read: mail.ReadMbox,
	},
	{
		kind: "a mail", names: []string{".eml"}, types: []string{"message/rfc822"},
		confidence: when(certain, mail.Looks), read: mail.Read, inMemory: true,
	},
	{
		kind: "JSON", names: []string{".jsonl", ".ndjson", ".json"},
		types:      []string{"application/json", "application/x-ndjson", "application/jsonl"},
		confidence: when(likely, corpus.LooksJSON), read: corpus.ReadJSON,
	},
	{
		kind: "a table", names: []string{".csv", ".tsv", ".tab"},
		types:      []string{"text/csv", "text/tab-separated-values"},
		confidence: when(certain, corpus.LooksTable), read: corpus.ReadTable,
	},
	{
		kind: "a list of addresses (urls)", names: []string{"urls", ".urls"},
		confidence: when(certain, looksURLs), list: readURLs,
	},
	{
		kind: "a list of articles (Markdown)", confidence: when(certain, markdown.LooksList), read: markdown.ReadList, repeats: true,
	},
	{
		kind: plainText, confidence: when(certain, text.LooksLinks), read: text.Read,
	},
	{
		kind: plainText, names: []string{".txt", ".text"},
		confidence: func(sample) confidence { return possible }, read: text.Read,
	},
	{
		kind: "Markdown", names: []string{".md", ".markdown", ".mdown", ".mkd"},
		types:      []string{"text/markdown", "text/x-markdown"},
		confidence: looksMarkdown, read: markdown.Read, inMemory: true,
	},
}

// when returns a test that is as sure as said where the beginning of the text
// passes.
func when(sure confidence, passes func(head []byte) bool) func(sample) confidence {
	return func(s sample) confidence {
		if passes(s.text) {
			return sure
		}
		return impossible
	}
}

func beginsWith(s string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(s)) }
}

// markup spares a test what does not begin as markup does.
func markup(passes func([]byte) bool) func([]byte) bool {
	return func(head []byte) bool {
		head = bytes.TrimLeft(head, " \t\r\n\f\ufeff\x00")
		return len(head) > 0 && head[0] == '<' && passes(head)
	}
}

// looksHTML reports how sure it is that a document is an HTML page: certain of
// what begins as one, likely of what begins with an element of one, and maybe
// of what has many of them (pages whose beginning was lost, fragments).
func looksHTML(s sample) confidence {
	name, ok := firstElement(s.text)
	switch {
	case ok && strings.Contains(" !doctype html head body title meta frameset ", " "+name+" "):
		return certain
	case ok && strings.Contains(" div p span a article section main header nav table center font h1 h2 h3 ul ol link script style base img br b i ", " "+name+" "):
		return likely
	case ok:
		return impossible // XML of another kind
	}
	head := s.text[:min(len(s.text), 8<<10)]
	if bytes.Count(head, []byte("</")) >= 8 && (bytes.Contains(head, []byte("</p>")) || bytes.Contains(head, []byte("</div>"))) {
		return likely
	}
	return impossible
}

// firstElement returns the name, in lower case, of the first element of what
// begins as markup does, or "!doctype" when that is one of HTML.
func firstElement(text []byte) (string, bool) {
	for {
		text = bytes.TrimLeft(text, " \t\r\n\f\ufeff\x00")
		if len(text) < 3 || text[0] != '<' {
			return "", false
		}
		end := -1
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			if end = bytes.Index(text, []byte("-->")); end >= 0 {
				end += 2
			}
		case text[1] == '!', text[1] == '?':
			words := bytes.Fields(text[1:min(len(text), 64)])
			if len(words) > 1 && bytes.EqualFold(words[0], []byte("!doctype")) && bytes.EqualFold(words[1][:min(4, len(words[1]))], []byte("html")) {
				return "!doctype", true
			}
			end = bytes.IndexByte(text, '>')
		default:
			return elementName(text[1:])
		}
		if end < 0 {
			return "", false
		}
		text = text[end+1:]
	}
}

// elementName returns the name that b begins with, as it stands in a tag.
func elementName(b []byte) (string, bool) {
	n := 0
	for n < len(b) && n < 32 && (b[n]|0x20 >= 'a' && b[n]|0x20 <= 'z' || n > 0 && (b[n] >= '0' && b[n] <= '9' || strings.IndexByte("-_:.", b[n]) >= 0)) {
		n++
	}
	if n == 0 || n == len(b) || strings.IndexByte(" \t\r\n\f/>", b[n]) < 0 {
		return "", false
	}
	return strings.ToLower(string(b[:n])), true
}

// looksMarkdown reports how sure it is that a document is Markdown: certain
// where front matter begins it. Any text may be Markdown, so its name counts.
func looksMarkdown(s sample) confidence {
	for _, fence := range []string{"---\n", "---\r\n", "+++\n", "+++\r\n"} {
		if bytes.HasPrefix(s.text, []byte(fence)) && markdown.Looks(s.text, s.name) {
			return certain
		}
	}
	if markdown.Looks(s.text, s.name) {
		return likely
	}
	return possible
}

func looksURLs(head []byte) bool { return opml.LooksURLs(head, len(head) >= document.Sniff) }
