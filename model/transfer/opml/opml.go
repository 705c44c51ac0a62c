// Package opml reads and writes lists of subscriptions: OPML 1.0 and 2.0
// (http://opml.org/spec2.opml) and the urls files of newsboat. It opens nothing
// and fetches nothing, and does not know whether what a list calls an address is
// one. All text of what it reads is clean (model.CleanLine).
//
// A source lies in the folder of the outlines around it, and its categories are its tags.
// One that is listed again lies where it came first; other folders are tags of it.
package opml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"dateline/model"

	"golang.org/x/net/html"
)

const (
	maxFolders = 64       // nested; deeper ones are passed over
	maxTags    = 256      // of one source
	maxToken   = 16 << 20 // bytes of one tag
)

// ErrNone means that a document is no list of subscriptions.
var ErrNone = errors.New("no list of subscriptions")

// ToUTF8 makes UTF-8 of bytes in any encoding, of which hint may be the name, and
// returns that name.
type ToUTF8 func(content []byte, hint string) (text []byte, name string)

// Read reads an OPML document as far as it can be understood: it need not be
// well-formed, and toUTF8 recognises its encoding. A source that is listed twice
// comes once, with what both places say. When the reading fails part of the
// way, what was read comes with the error; ErrNone means that this is no OPML
// document. A document that lists nothing is no error. Feeds of comments (isComment)
// and commands are skipped.
func Read(r io.Reader, toUTF8 ToUTF8) ([]model.Subscription, []Skipped, error) {
	content, err := io.ReadAll(r)
	text, _ := toUTF8(content, encodingOf(content))
	l := &lister{known: map[string]int{}}
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(maxToken)
	for {
		t := z.Next()
		if t == html.ErrorToken {
			break
		}
		l.token(z, t)
	}
	if err == nil && !errors.Is(z.Err(), io.EOF) {
		err = z.Err()
	}
	switch {
	case err != nil:
		return l.subs, l.skipped, fmt.Errorf("read OPML: %w", err)
	case !l.root:
		return nil, nil, ErrNone
	}
	return l.subs, l.skipped, nil
}

// encodingOf returns the encoding that an XML declaration in content names.
func encodingOf(content []byte) string {
	head := content[:min(len(content), 256)]
	if _, rest, ok := bytes.Cut(head, []byte("encoding=")); ok && len(rest) > 2 {
		if name, _, ok := bytes.Cut(rest[1:], rest[:1]); ok {
			return string(name)
		}
	}
	return ""
}

// Looks reports whether head, the beginning of a document as UTF-8, is that of
// an OPML document.
func Looks(head []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))))
	declared := false // what follows a document type may be the rest of it
	for range 32 {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.DoctypeToken:
			declared = true
		case html.TextToken:
			if !declared && len(bytes.TrimSpace(z.Text())) > 0 {
				return false
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			return string(name) == "opml"
		}
	}
	return false
}

// lister collects what outlines say.
type lister struct {
	root    bool
	folders []string // names of the outlines that are open, "" for those that are none
	subs    []model.Subscription
	skipped []Skipped
	known   map[string]int // index in subs by address
}

func (l *lister) token(z *html.Tokenizer, t html.TokenType) {
	if t != html.StartTagToken && t != html.SelfClosingTagToken && t != html.EndTagToken {
		return
	}
	name, attrs := z.TagName()
	switch string(name) {
	case "opml":
		l.root = true
		return
	case "outline":
	default:
		return
	}
	l.root = true
	if t == html.EndTagToken {
		if n := len(l.folders); n > 0 {
			l.folders = l.folders[:n-1]
		}
		return
	}
	outline := map[string]string{}
	for attrs {
		var key, value []byte
		key, value, attrs = z.TagAttr()
		if k := string(key); outline[k] == "" {
			outline[k] = model.CleanLine(string(value))
		}
	}
	folder := l.outline(outline)
	if t == html.StartTagToken {
		l.folders = append(l.folders, folder)
	}
}

// outline takes an outline and returns its name as a folder, or "" when it is
// a source.
func (l *lister) outline(a map[string]string) (folder string) {
	title := a["title"]
	if title == "" {
		title = a["text"]
	}
	address := a["xmlurl"]
	if address == "" && (a["type"] == "rss" || a["type"] == "atom") {
		address = a["url"]
	}
	if address == "" {
		return title
	}
	comments, _ := strconv.ParseBool(a["iscomment"])
	switch {
	case comments:
		l.skipped = append(l.skipped, Skipped{Text: address, Why: "a feed of comments"})
		return ""
	case isProgram(address):
		l.skipped = append(l.skipped, Skipped{Text: address, Why: noPrograms})
		return ""
	}
	s := model.Subscription{Address: address, Title: title, Page: a["htmlurl"]}
	s.Folder = folderOf(l.folders[:min(len(l.folders), maxFolders)])
	for category := range strings.SplitSeq(a["category"], ",") {
		for part := range strings.SplitSeq(category, "/") {
			s.Tags = addTag(s.Tags, part)
		}
	}
	l.add(s)
	return ""
}

// add adds s to the list, or its tags to what is there already.
func (l *lister) add(s model.Subscription) {
	i, ok := l.known[s.Address]
	if !ok {
		l.known[s.Address] = len(l.subs)
		l.subs = append(l.subs, s)
		return
	}
	old := &l.subs[i]
	if s.Folder != old.Folder {
		old.Tags = addTag(old.Tags, s.Folder)
	}
	for _, tag := range s.Tags {
		old.Tags = addTag(old.Tags, tag)
	}
	if old.Title == "" {
		old.Title = s.Title
	}
	if old.Page == "" {
		old.Page = s.Page
	}
}

// folderOf returns the path of folders within folders. A slash in a name divides it.
func folderOf(names []string) string {
	return strings.Join(strings.FieldsFunc(strings.Join(names, "/"), func(r rune) bool { return r == '/' }), "/")
}

func addTag(tags []string, tag string) []string {
	if len(tags) >= maxTags {
		return tags
	}
	tag = model.CleanLine(tag)
	if tag == "" || slices.Contains(tags, tag) {
		return tags
	}
	return append(tags, tag)
}
