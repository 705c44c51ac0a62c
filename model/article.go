package model

import (
	"crypto/sha256"
	"encoding/base32"
	"io"
	"strings"
)

// ID names an article for good: it is made once, when the article is first read,
// and stays when a library or an export hands it on. It is 20 characters of
// lower-case base32 (100 bits of SHA-256), safe in file names and addresses.
type ID string

const (
	idLetters = "0123456789abcdefghjkmnpqrstvwxyz"
	idLength  = 20
)

var idEncoding = base32.NewEncoding(idLetters).WithPadding(base32.NoPadding)

// Valid reports whether id is one that NewID may make.
func (id ID) Valid() bool { return len(id) == idLength && strings.Trim(string(id), idLetters) == "" }

// NewID makes an ID of the place of the document in which an article stands, where
// that of a file has no ending that only says how it is compressed, and the first
// of these that is known: the entry's own id, its URL, its title and date. What a
// document says of itself is no part of it, so that none can take the place of
// another. An id that is the URL is none of its own: other readers make one of it.
func NewID(place, entryID, url, title string, published Date) ID {
	if entryID == url {
		entryID = ""
	}
	return FormerID(place, entryID, url, title, published)
}

// FormerID makes an ID as earlier versions did, of the Name of a FormerSource.
func FormerID(name, entryID, url, title string, published Date) ID {
	h := sha256.New()
	write := func(kind, s string) {
		_, _ = io.WriteString(h, kind)
		_, _ = io.WriteString(h, s)
		_, _ = h.Write([]byte{0})
	}
	write("source ", name)
	switch {
	case entryID != "":
		write("entry ", entryID)
	case url != "":
		write("url ", url)
	default:
		write("title ", title)
		write("date ", published.String())
	}
	return ID(idEncoding.EncodeToString(h.Sum(nil))[:idLength])
}

// Article is one piece of news. All text in it has been cleaned (see
// CleanLine and CleanText) by whoever made it.
type Article struct {
	ID      ID
	EntryID string // the document's own id for it (guid, atom:id), if it has one

	Title    string // one line, never empty once it has left feed
	URL      string // absolute http(s) address, or ""
	Authors  []string
	Tags     []string // categories as the document states them
	Language string   // BCP 47, or ""
	Summary  string   // plain text
	// Body is Markdown. It is empty where a document held the headline only.
	Body       string
	Enclosures []Enclosure

	// FullText says that Body is the text of the page at URL (FullTextStore);
	// DocumentBody is then the Body that the document has.
	FullText     bool
	DocumentBody string

	Published Date
	Updated   Date
	// Candidates are the other dates that were found, the most trusted first;
	// the winner is not among them. Where Published was set by hand they begin
	// with the date that the document states.
	Candidates []Date

	Source string // title of its source
	// Home and Part say which source that is. Home is the place of what was named:
	// a feed, a folder, a file, the site of a page. Part is the name of one of the
	// sources that the documents in it state, or "". Where Home is "" the source is
	// known by its title.
	Home, Part string
	// Owner is the reader who owns the source; "" is nobody: it is everybody's. Sources of
	// two owners are two, wherever they are from.
	Owner ReaderID
	Path  string // the place it was read from
	Line  int    // 1-based line in a text file where it starts; 0 unknown
	// FormerTitle is the title that earlier versions read in the document, for Former;
	// "" where it is Title.
	FormerTitle string
	// Former are other IDs by which a library may know it (Saver.Spellings).
	Former []Former

	State State
}

// HeadlineOnly reports whether the document gave no text for the article.
func (a *Article) HeadlineOnly() bool { return a.Body == "" && a.Summary == "" }

// OfDocument returns the Body that the document has.
func (a *Article) OfDocument() string {
	if a.FullText {
		return a.DocumentBody
	}
	return a.Body
}

// SetFullText makes body the text of the article's page; "" leaves only that of the
// document.
func (a *Article) SetFullText(body string) {
	a.Body = a.OfDocument()
	a.FullText, a.DocumentBody = false, ""
	if body != "" {
		a.FullText, a.DocumentBody, a.Body = true, a.Body, body
	}
}

// Enclosure is a file that belongs to an article (RSS enclosure, Atom link
// rel=enclosure, Media RSS content, JSON Feed attachment).
type Enclosure struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`   // media type as stated
	Length int64  `json:"length,omitempty"` // bytes; 0 unknown
}

// State is what one reader did to an article.
type State struct {
	Read    bool
	Starred bool
	Hidden  bool     // kept, but out of every list that does not ask for it
	Tags    []string // the reader's own tags, without '#'
	// Rules are the rules that have done something to it, as Rule.String writes them, also
	// where it was undone by hand since.
	Rules []string
	// Position is how far the article has been read: bytes of Body before the
	// first that was on the screen; 0 is its beginning.
	Position int
}

// Headline is a row of the list: as much of an article as the list shows, and
// its place.
type Headline struct {
	ID           ID
	Place        Place
	Title        string
	URL          string // as Article has it
	Source       string
	SourceAt     string // Path of its source
	Published    Date
	Section      Section
	HeadlineOnly bool // headline only: there is no text to open
	Copies       int  // how many are folded under it; counted where the query Folds
	Folded       []ID // of its story, where the query folds stories; within StorySpan of it
	Kept         bool // the query no longer finds it; the window asks for it
	Highlighted  bool // by a rule that highlights
	State        State
}

// titleWidth bounds a title that is made from text, in runes (a column each,
// for most scripts).
const titleWidth = 80

// TitleFrom makes a title from the first words of plain text: its first
// non-blank line cut at a word boundary to at most 80 runes, with "…" when
// something was cut. It returns "" for blank text.
func TitleFrom(text string) string {
	text = strings.TrimSpace(text)
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = strings.TrimSpace(text[:i])
	}
	text = CleanLine(text)
	runes := []rune(text)
	if len(runes) <= titleWidth {
		return text
	}
	cut := string(runes[:titleWidth-1])
	if i := strings.LastIndexByte(cut, ' '); i > titleWidth/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:-–—") + "…"
}

// FallbackTitle returns a title for an article that states none, from its text, its
// summary or its address, or "" where it has none of these.
func (a *Article) FallbackTitle() string {
	for _, s := range []string{PlainText(a.Body), a.Summary, a.URL} {
		if t := TitleFrom(s); t != "" {
			return t
		}
	}
	return ""
}
