package theme

import (
	"fmt"
	"maps"
	"slices"

	"charm.land/lipgloss/v2"
)

// roleNames are what a scheme says the look of, by the names of the
// configuration.
var roleNames = []string{
	"muted",    // less important than text
	"accent",   // dates and headings
	"source",   // where an article comes from
	"star",     // favourites, what is unread in the timeline
	"link",     // addresses
	"problem",  // errors, words a later version took away
	"good",     // what has just been done, words a later version added
	"code",     // code in an article
	"line",     // dividers, rules
	"selected", // the selected row
	"blurred",  // the same while another pane has the keys
	"bar",      // the title and the status line
	"match",    // a word that the filter or a search asked for
	"current",  // the match the search stands on
}

// palette is the look of every role, for one kind of background.
type palette map[string]role

// read returns the palette that is written as in the configuration; for the
// schemes of our own, which a test reads.
func read(spec map[string]string) palette {
	p := make(palette, len(spec))
	for name, text := range spec {
		r, err := parseRole(text)
		if err != nil {
			panic(fmt.Sprintf("theme: %s: %v", name, err))
		}
		p[name] = r
	}
	return p
}

// own reports whether p keeps to the terminal's own sixteen colours.
func (p palette) own() bool {
	for _, r := range p {
		if !r.own() {
			return false
		}
	}
	return true
}

// text writes p with the roles in their order, to tell palettes apart.
func (p palette) text() string {
	var s string
	for _, name := range slices.Sorted(maps.Keys(p)) {
		s += name + "=" + p[name].String() + ";"
	}
	return s
}

// paletteFor returns the palette of o's scheme. Where there are sixteen colours
// only, a scheme that has others gives way to the one that is made for these.
func paletteFor(o Options) palette {
	s := o.Scheme
	if s == nil {
		s = Shipped(DefaultScheme)
	}
	if o.Profile == Mono {
		return palette{}
	}
	if p := s.of(o.Dark); o.Profile == Full || p.own() {
		return p
	}
	return Shipped(TerminalScheme).of(o.Dark)
}

// colours fills the styles from the palette.
func (t *Theme) colours() {
	p, plain := t.palette, lipgloss.NewStyle()
	bold := plain.Bold(true)
	on := func(name string, s lipgloss.Style) lipgloss.Style { return p[name].over(s) }
	muted, line, accent := on("muted", plain), on("line", plain), on("accent", plain)
	selected, blurred, bar := on("selected", plain), on("blurred", plain), on("bar", plain)
	// In a bar that is reversed a colour would be a block of it; one that says
	// the colour of its text may not go with another.
	barred := func(name string) lipgloss.Style {
		if p["bar"].attrs&isReverse != 0 || p["bar"].fg != "" || p[name].fg == "" {
			return bar
		}
		return bar.Foreground(lipgloss.Color(p[name].fg))
	}

	t.List = List{
		Day: on("accent", bold), DaySticky: on("accent", bold).Underline(true), DayCount: muted,
		Row: muted, RowUnread: bold, Selected: selected.Bold(true), SelectedBlur: blurred, Picked: on("star", bold),
		Star: on("star", plain), Source: on("source", plain), Time: accent, Approx: accent.Italic(true),
		Bare: muted,
	}
	t.Article = Article{
		Headline: bold, Meta: muted, MetaMain: accent, Notice: muted.Italic(true),
		Section: on("accent", bold), Number: muted, Address: on("link", plain), Quote: line, Margin: accent,
		Added: on("good", plain).Underline(true), Removed: on("problem", plain).Strikethrough(true),
	}
	t.Overlay = Overlay{Border: line, Title: on("accent", bold), Text: plain, Choice: selected.Bold(true), Input: plain.Underline(true)}
	t.Timeline = Timeline{
		Read: muted, Unread: on("star", plain), Chosen: accent.Reverse(true), Label: muted,
		Shown: on("accent", bold), Words: plain,
	}
	t.Calendar = Calendar{
		Day: muted, Unread: bold, Today: on("accent", bold).Underline(true), Chosen: on("star", bold),
		Cursor: accent.Reverse(true), Label: muted, Words: plain,
	}
	t.Divider, t.DividerActive = line, accent
	t.Title, t.TitleDim = bar.Bold(true), barred("muted")
	t.Status, t.StatusKey, t.Notice = barred("muted"), bar.Bold(true), barred("good").Bold(true)
	t.Error, t.Hint = on("problem", bold), muted
	t.Filter, t.FilterPrompt, t.FilterExplain = plain, on("accent", bold), muted
	t.FilterError, t.FilterGhost = on("problem", bold), muted
	t.HelpKey, t.HelpText, t.HelpHead = on("accent", bold), plain, bold.Underline(true)
	t.Match = on("match", bold)
	t.MatchCurrent = on("current", bold).Underline(true)
}

// attributes fills the styles without any colour.
func (t *Theme) attributes() {
	plain := lipgloss.NewStyle()
	bold, reverse, underline := plain.Bold(true), plain.Reverse(true), plain.Underline(true)
	t.List = List{
		Day: bold.Underline(true), DaySticky: bold.Underline(true), DayCount: plain,
		Row: plain, RowUnread: bold, Selected: reverse, SelectedBlur: underline, Picked: bold.Underline(true),
		Star: bold, Source: plain, Time: plain, Approx: plain, Bare: plain,
	}
	t.Article = Article{
		Headline: bold, Meta: plain, MetaMain: plain, Notice: plain, Section: bold, Number: plain, Address: plain,
		Quote: plain, Margin: bold, Added: bold.Underline(true), Removed: plain.Strikethrough(true),
	}
	t.Overlay = Overlay{Border: plain, Title: bold, Text: plain, Choice: reverse, Input: underline}
	t.Timeline = Timeline{Read: plain, Unread: bold, Chosen: reverse, Label: plain, Shown: bold, Words: plain}
	t.Calendar = Calendar{
		Day: plain, Unread: bold, Today: bold.Underline(true), Chosen: underline, Cursor: reverse, Label: plain, Words: plain,
	}
	t.Divider, t.DividerActive = plain, bold
	t.Title, t.TitleDim = reverse.Bold(true), reverse
	t.Status, t.StatusKey, t.Notice = reverse, reverse.Bold(true), reverse.Bold(true)
	t.Error, t.Hint = bold, plain
	t.Filter, t.FilterPrompt, t.FilterExplain = plain, bold, plain
	t.FilterError, t.FilterGhost = bold, underline
	t.HelpKey, t.HelpText, t.HelpHead = bold, plain, bold.Underline(true)
	t.Match, t.MatchCurrent = underline.Bold(true), reverse.Bold(true)
}
