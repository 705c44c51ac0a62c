// Package theme is the only place with colours: every style of the screen, the
// marks that say the same without colour, and the look of Markdown. A Theme never
// changes, and sessions share it. It never queries a terminal: Options says what
// the terminal can do.
package theme

import (
	"fmt"
	"maps"
	"sync"
	"weak"

	"github.com/charmbracelet/colorprofile"
)

// Profile is a terminal's range of colours. Each has its own design.
type Profile uint8

// The profiles.
const (
	// Full has 256 colours or more. It takes most colours from the xterm cube, so
	// that they look the same on all such terminals.
	Full Profile = iota
	// Sixteen uses the terminal's own sixteen colours and its attributes.
	Sixteen
	// Mono uses bold, underline, italic and reverse only.
	Mono
)

// ProfileOf returns the Profile for a detected terminal.
func ProfileOf(p colorprofile.Profile) Profile {
	switch p {
	case colorprofile.TrueColor, colorprofile.ANSI256:
		return Full
	case colorprofile.ANSI:
		return Sixteen
	}
	return Mono
}

// Options describes the terminal and the wishes a Theme is made for.
type Options struct {
	Dark    bool // the terminal's background is dark
	Profile Profile
	ASCII   bool // the terminal shows only ASCII
	// Scheme has the colours; nil means DefaultScheme. A terminal with sixteen
	// colours shows TerminalScheme if the scheme has others.
	Scheme *Scheme
	// Graphemes says that the terminal has confirmed mode 2027 and measures whole
	// grapheme clusters. Without it widths are those of wcwidth, character by
	// character, as the drawing library counts them.
	Graphemes bool
	// Lines says that nothing stands beside the text, so emoji stay whole.
	Lines bool
	// LinkNumbers shows the number of each link in the running text.
	LinkNumbers bool
}

// Theme holds the styles and marks of a screen. Whatever a colour says, a mark or
// an attribute says too.
type Theme struct {
	Options
	Marks Marks

	List     List
	Article  Article
	Overlay  Overlay
	Timeline Timeline
	Calendar Calendar

	Divider       Style // the line between two panes
	DividerActive Style // the same beside the pane with the keyboard
	Title         Style // the bar at the top
	TitleDim      Style // less important words in it
	Status        Style // the line at the bottom
	StatusKey     Style // a key named in it
	Notice        Style // the result of an action ("Marked 3 read, u undoes")
	Error         Style // a failure
	Hint          Style // suggestions in an empty pane

	Filter        Style // the text typed after "/"
	FilterPrompt  Style // the "/" itself
	FilterExplain Style // the filter in words
	FilterError   Style // an error in the filter

	HelpKey  Style
	HelpText Style
	HelpHead Style // title of a group of keys

	Match        Style // a match of the filter or a search
	MatchCurrent Style // the current match of a search

	palette palette
	name    string
}

// List styles the headline list. A selected row has one style; the parts of
// other rows have their own.
type List struct {
	Day          Style // heading of a day or longer period
	DaySticky    Style // the same, kept at the top while scrolling
	DayCount     Style // the count beside it
	Row          Style // read
	RowUnread    Style
	Selected     Style // the row under the cursor while the list has the keyboard
	SelectedBlur Style // the same while another pane has it
	InSelection  Style // rows in the selection
	Star         Style // Marks.Star
	Source       Style
	Time         Style // time or date of a row
	Approx       Style // an inferred one
	Kept         Style // a row that the filter no longer finds

	Highlighted       Style // the title of a read row that a rule highlights
	HighlightedUnread Style
}

// Article styles the parts around an article's body. Markdown styles the body.
type Article struct {
	Headline Style
	Meta     Style // source, authors, date, reading time, tags
	MetaMain Style // the date in it
	Notice   Style // a note that the text is missing
	Section  Style // "Links", "Notes" at the end
	Number   Style // number of a link, image or note
	Address  Style // an address written out
	Quote    Style // the bar beside a quotation
	Added    Style // words that a later version added
	Removed  Style // words that it removed
}

// Timeline styles the bars of the timeline.
type Timeline struct {
	Read   Style // the read part of a bar
	Unread Style // the unread part
	Chosen Style // a bar under the cursor or in a range
	Label  Style // dates under the bars
	Shown  Style // the bracket around the days in the list
	Words  Style // the counts in words
}

// Calendar styles the month under the prompt for a date.
type Calendar struct {
	Day    Style // without unread articles
	Unread Style
	Today  Style
	Chosen Style // in the filter, or in the range being chosen
	Cursor Style
	Label  Style // names of the days of the week
	Words  Style // the month, and the counts in words
}

// Overlay styles the help, prompts and menus on top of the panes.
type Overlay struct {
	Text   Style
	Choice Style // the selected line
}

// New returns the theme for o. Sessions that look alike share it, so it must not
// be changed.
func New(o Options) *Theme {
	t := &Theme{Options: o, Marks: marks(o.ASCII), palette: paletteFor(o)}
	t.name = t.nameOf()
	like := fmt.Sprint(t.name, " ", t.SchemeName(), " ", t.Dark)
	inUse.Lock()
	defer inUse.Unlock()
	if same := inUse.themes[like].Value(); same != nil {
		return same
	}
	switch o.Profile {
	case Mono:
		t.setAttributes()
	default:
		t.setColours()
	}
	maps.DeleteFunc(inUse.themes, func(_ string, old weak.Pointer[Theme]) bool { return old.Value() == nil })
	inUse.themes[like] = weak.Make(t)
	return t
}

// inUse holds the themes of all sessions.
var inUse = struct {
	sync.Mutex
	themes map[string]weak.Pointer[Theme]
}{themes: make(map[string]weak.Pointer[Theme])}

// Name identifies the theme in caches; themes with the same name draw alike.
func (t *Theme) Name() string { return t.name }

// SchemeName returns the name of the requested scheme.
func (t *Theme) SchemeName() string {
	if t.Scheme == nil {
		return DefaultScheme
	}
	return t.Scheme.Name()
}

func (t *Theme) nameOf() string {
	name := [...]string{"full", "sixteen", "mono"}[t.Profile]
	if t.Profile != Mono {
		if t.Scheme != nil {
			name += "-" + t.Scheme.id()
		}
		name += map[bool]string{true: "-dark", false: "-light"}[t.Dark]
	}
	if t.ASCII {
		name += "-ascii"
	}
	if t.Graphemes {
		name += "-graphemes"
	}
	if t.Lines {
		name += "-lines"
	}
	if t.LinkNumbers {
		name += "-numbers"
	}
	return name
}
