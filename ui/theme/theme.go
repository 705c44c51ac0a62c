// Package theme is the only place with colours: every style of the screen, the
// marks that say the same without colour, and the look of Markdown. A Theme does not
// change, and sessions share it. It never asks a terminal anything; what the terminal
// can do is passed in.
package theme

import (
	"fmt"
	"maps"
	"sync"
	"weak"

	"github.com/charmbracelet/colorprofile"
)

// Profile is how much colour a terminal shows. Each has a design of its own.
type Profile uint8

// The profiles.
const (
	// Full has 256 colours or more. Its colours are those of the xterm 256
	// colour cube, so that they look the same where there are more.
	Full Profile = iota
	// Sixteen uses the terminal's own sixteen colours and its attributes.
	Sixteen
	// Mono uses bold, underline, italic and reverse only.
	Mono
)

// ProfileOf returns the Profile for what a terminal was found to show.
func ProfileOf(p colorprofile.Profile) Profile {
	switch p {
	case colorprofile.TrueColor, colorprofile.ANSI256:
		return Full
	case colorprofile.ANSI:
		return Sixteen
	}
	return Mono
}

// Options is what a Theme is made for.
type Options struct {
	Dark    bool // the terminal's background is dark
	Profile Profile
	ASCII   bool // the terminal cannot show more than ASCII
	// Scheme is the colours; nil: those of DefaultScheme. Where there are only
	// sixteen, one that has others gives way to TerminalScheme.
	Scheme *Scheme
	// Graphemes says that the terminal has confirmed mode 2027: it gives a
	// cluster of characters the width of one sign. Until then widths are those
	// of wcwidth, character by character, as the drawing library counts them.
	Graphemes bool
	// Lines says that nothing stands beside the text: sequences of emoji stay whole.
	Lines bool
	// LinkNumbers has links carry their number in the running text.
	LinkNumbers bool
}

// Theme holds the styles and marks of a screen. Nothing in it is told by
// colour alone: what a colour says, a mark or an attribute says too.
type Theme struct {
	Options
	Marks Marks

	List     List
	Article  Article
	Overlay  Overlay
	Timeline Timeline
	Calendar Calendar

	Divider       Style // the line between two panes
	DividerActive Style // the same beside the pane that has the keys
	Title         Style // the bar at the top
	TitleDim      Style // less important words in it
	Status        Style // the line at the bottom
	StatusKey     Style // a key named in it
	Notice        Style // something just happened ("Marked 3 read, u undoes")
	Error         Style // something failed
	Hint          Style // what can be done here, in an empty pane

	Filter        Style // what is typed after "/"
	FilterPrompt  Style // the "/" itself
	FilterExplain Style // how it was understood
	FilterError   Style // what could not be understood
	FilterGhost   Style // an offered completion

	HelpKey  Style
	HelpText Style
	HelpHead Style // title of a group of keys

	Match        Style // a word that the filter or a search asked for
	MatchCurrent Style // the one the search stands on

	palette palette
	name    string
}

// List styles the headline list. A row is drawn with one of the row styles;
// the others are for its parts where it is not selected.
type List struct {
	Day          Style // heading of a day or longer period
	DaySticky    Style // the same, kept at the top while scrolling
	DayCount     Style // how many stand under it
	Row          Style // read
	RowUnread    Style
	Selected     Style // the selected row while the list has the keys
	SelectedBlur Style // while another pane has them
	Picked       Style // rows taken into a selection
	Star         Style // Marks.Star
	Source       Style
	Time         Style // time or date of a row
	Approx       Style // the same where it was inferred
	Bare         Style // a row without text to open
	Kept         Style // a row that the filter no longer finds
}

// Article styles what stands around an article's body; the body is styled by
// Markdown.
type Article struct {
	Headline Style
	Meta     Style // source, authors, date, reading time, tags
	MetaMain Style // the date in it
	Notice   Style // what is missing, said in words
	Section  Style // "Links", "Notes" at the end
	Number   Style // number of a link, image or note
	Address  Style // an address written out
	Quote    Style // the bar beside a quotation
	Margin   Style // reading marks beside the text
	Added    Style // words a later version added
	Removed  Style // words it took away
}

// Timeline styles the bars of the timeline.
type Timeline struct {
	Read   Style // what has been read of a bar
	Unread Style // what has not
	Chosen Style // a bar under the cursor or in a range
	Label  Style // dates under the bars
	Shown  Style // the bracket around the days that the list shows
	Words  Style // the counts in words
}

// Calendar styles the month under the prompt for a date.
type Calendar struct {
	Day    Style // nothing of it is unread
	Unread Style
	Today  Style
	Chosen Style // the filter asks for it, or a range that is being chosen
	Cursor Style
	Label  Style // names of the days of the week
	Words  Style // the month, and the counts in words
}

// Overlay styles what lies on top: help, prompts, the command palette.
type Overlay struct {
	Border Style
	Title  Style
	Text   Style
	Choice Style // the selected line
	Input  Style
}

// New returns the theme for o. Sessions that look alike share it: it must not be
// changed.
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
		t.attributes()
	default:
		t.colours()
	}
	maps.DeleteFunc(inUse.themes, func(_ string, old weak.Pointer[Theme]) bool { return old.Value() == nil })
	inUse.themes[like] = weak.Make(t)
	return t
}

// inUse are the themes of all sessions.
var inUse = struct {
	sync.Mutex
	themes map[string]weak.Pointer[Theme]
}{themes: make(map[string]weak.Pointer[Theme])}

// Name identifies the theme in caches: themes with the same name draw alike.
func (t *Theme) Name() string { return t.name }

// SchemeName returns the name of the scheme that was asked for.
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
