package theme

// Marks are the signs that tell what a colour may also tell. Every mark but
// Ellipsis is one column wide in every terminal.
type Marks struct {
	Unread   string
	Read     string
	Star     string
	Approx   string // before a date that was inferred
	Bare     string // an article that is its headline only
	Selected string // at the edge of the selected row
	Picked   string // at the edge of a row taken into a selection
	Kept     string // at the edge of a row that the filter no longer finds
	Current  string // beside the line that a search stands on

	Divider  string // vertical line between panes
	Rule     string // horizontal line
	Ellipsis string // something was cut: one column, or three in ASCII
	Dot      string // between things on one line
	Up, Down string // there is more above, below
	Quote    string // beside a quotation
	Bullet   string // before the items of a list
	Done     string // a task that is done
	Open     string // a task that is not
	Folded   string // a group that is closed
	Unfolded string // a group that is open

	Corners [4]string // of a box: top left, top right, bottom left, bottom right
	Bars    []string  // a bar's height in rising steps, from nothing to full
	Shades  []string  // the same where it must look different without colour
}

// marks returns the set for a terminal that shows Unicode, or for one that
// shows ASCII only. It keeps to signs that are not of ambiguous width in the
// fonts in use and to none that needs an emoji or icon font.
func marks(ascii bool) Marks {
	if ascii {
		return Marks{
			Unread: "*", Read: " ", Star: "+", Approx: "~", Bare: "-", Selected: ">", Picked: "#", Kept: "x", Current: ">",
			Divider: "|", Rule: "-", Ellipsis: "...", Dot: "-", Up: "^", Down: "v", Quote: "|", Bullet: "-",
			Done: "x", Open: "o", Folded: "+", Unfolded: "-",
			Corners: [4]string{"+", "+", "+", "+"},
			Bars:    []string{" ", ".", ":", "|", "#"},
			Shades:  []string{" ", "-", "="},
		}
	}
	return Marks{
		Unread: "●", Read: " ", Star: "★", Approx: "~", Bare: "–", Selected: "▌", Picked: "▪", Kept: "◦", Current: "▸",
		Divider: "│", Rule: "─", Ellipsis: "…", Dot: "·", Up: "↑", Down: "↓", Quote: "│", Bullet: "•",
		Done: "✓", Open: "○", Folded: "▸", Unfolded: "▾",
		Corners: [4]string{"╭", "╮", "╰", "╯"},
		Bars:    []string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		Shades:  []string{" ", "░", "▒", "▓"},
	}
}
