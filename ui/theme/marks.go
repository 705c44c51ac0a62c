package theme

// Marks are the signs that say the same as colours. Every mark except Ellipsis
// is one column wide in every terminal.
type Marks struct {
	Unread       string
	Read         string
	Star         string
	Highlight    string // before what a rule highlights
	Approx       string // before an inferred date
	HeadlineOnly string // an article with only a headline
	Selected     string // at the edge of the row under the cursor
	InSelection  string // at the edge of a row in the selection
	Kept         string // at the edge of a row that the filter no longer finds
	Current      string // beside what the filter shows, and beside today

	Divider  string // vertical line between panes
	Rule     string // horizontal line
	Ellipsis string // stands for cut text: one column, or three in ASCII
	Dot      string // between things on one line
	Up       string // under one bar, for the day in the list
	Quote    string // beside a quotation
	Bullet   string // before the items of a list
	Done     string // a finished task
	Open     string // an unfinished task
	Folded   string // a closed group
	Unfolded string // an open one
	Paused   string // a source that is not fetched
	Failing  string // a source that could not be fetched

	Corners [2]string // of the bracket under bars: left, right
	Bars    []string  // the height of a bar in rising steps, from nothing to full
	Shades  []string  // a second set of steps, to tell bars apart without colour
}

// marks returns the marks for Unicode or for ASCII. It uses only characters of
// known width in common fonts, and none from emoji or icon fonts.
func marks(ascii bool) Marks {
	if ascii {
		return Marks{
			Unread: "*", Read: " ", Star: "+", Highlight: "!", Approx: "~", HeadlineOnly: "-", Selected: ">", InSelection: "#", Kept: "x", Current: ">",
			Divider: "|", Rule: "-", Ellipsis: "...", Dot: "-", Up: "^", Quote: "|", Bullet: "-",
			Done: "x", Open: "o", Folded: "+", Unfolded: "-", Paused: "=", Failing: "!",
			Corners: [2]string{"+", "+"},
			Bars:    []string{" ", ".", ":", "|", "#"},
			Shades:  []string{" ", "-", "="},
		}
	}
	return Marks{
		Unread: "●", Read: " ", Star: "★", Highlight: "»", Approx: "~", HeadlineOnly: "–", Selected: "▌", InSelection: "▪", Kept: "◦", Current: "▸",
		Divider: "│", Rule: "─", Ellipsis: "…", Dot: "·", Up: "↑", Quote: "│", Bullet: "•",
		Done: "✓", Open: "○", Folded: "▸", Unfolded: "▾", Paused: "=", Failing: "!",
		Corners: [2]string{"╰", "╯"},
		Bars:    []string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		Shades:  []string{" ", "░", "▒", "▓"},
	}
}
