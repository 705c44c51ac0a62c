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
	"star",     // starred articles, what is unread in the timeline
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

// palette holds the look of every role, for a dark or a light background.
type palette map[string]role

// mustParse parses the palette of a shipped scheme, which a test checks.
func mustParse(spec map[string]string) palette {
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

// ansiOnly reports whether p uses only the terminal's sixteen colours.
func (p palette) ansiOnly() bool {
	for _, r := range p {
		if !r.ansiOnly() {
			return false
		}
	}
	return true
}

// key identifies a palette by its contents.
func (p palette) key() string {
	var s string
	for _, name := range slices.Sorted(maps.Keys(p)) {
		s += name + "=" + p[name].String() + ";"
	}
	return s
}

// paletteFor returns the palette of o's scheme. A terminal with sixteen colours
// gets TerminalScheme if the scheme has others.
func paletteFor(o Options) palette {
	s := o.Scheme
	if s == nil {
		s = Shipped(DefaultScheme)
	}
	if o.Profile == Mono {
		return palette{}
	}
	if p := s.forBackground(o.Dark); o.Profile == Full || p.ansiOnly() {
		return p
	}
	return Shipped(TerminalScheme).forBackground(o.Dark)
}

// setColours sets the styles from the palette.
func (t *Theme) setColours() {
	p, plain := t.palette, styled(lipgloss.NewStyle())
	bold := plain.bold()
	on := func(name string, s Style) Style { return p[name].apply(s) }
	muted, line, accent := on("muted", plain), on("line", plain), on("accent", plain)
	selected, blurred, bar := on("selected", plain), on("blurred", plain), on("bar", plain)
	// In a reversed bar a colour would become a block of background, and in a bar
	// with its own text colour another might clash.
	barred := func(name string) Style {
		if p["bar"].attrs&isReverse != 0 || p["bar"].fg != "" || p[name].fg == "" {
			return bar
		}
		return bar.foreground(lipgloss.Color(p[name].fg))
	}

	t.List = List{
		Day: on("accent", bold), DaySticky: on("accent", bold).underline(), DayCount: muted,
		Row: muted, RowUnread: bold, Selected: selected.bold(), SelectedBlur: blurred, InSelection: on("star", bold),
		Star: on("star", plain), Source: on("source", plain), Time: accent, Approx: accent.italic(),
		Kept: muted.italic(), Highlighted: accent, HighlightedUnread: on("accent", bold),
	}
	t.Article = Article{
		Headline: bold, Meta: muted, MetaMain: accent, Notice: muted.italic(),
		Section: on("accent", bold), Number: muted, Address: on("link", plain), Quote: line,
		Added: on("good", plain).underline(), Removed: on("problem", plain).strikethrough(),
	}
	t.Overlay = Overlay{Text: plain, Choice: selected.bold()}
	t.Timeline = Timeline{
		Read: muted, Unread: on("star", plain), Chosen: accent.reverse(), Label: muted,
		Shown: on("accent", bold), Words: plain,
	}
	t.Calendar = Calendar{
		Day: muted, Unread: bold, Today: on("accent", bold).underline(), Chosen: on("star", bold),
		Cursor: accent.reverse(), Label: muted, Words: plain,
	}
	t.Divider, t.DividerActive = line, accent
	t.Title, t.TitleDim = bar.bold(), barred("muted")
	t.Status, t.StatusKey, t.Notice = barred("muted"), bar.bold(), barred("good").bold()
	t.Error, t.Hint = on("problem", bold), muted
	t.Filter, t.FilterPrompt, t.FilterExplain = plain, on("accent", bold), muted
	t.FilterError = on("problem", bold)
	t.HelpKey, t.HelpText, t.HelpHead = on("accent", bold), plain, bold.underline()
	t.Match = on("match", bold)
	t.MatchCurrent = on("current", bold).underline()
}

// setAttributes sets the styles without colours.
func (t *Theme) setAttributes() {
	plain := styled(lipgloss.NewStyle())
	bold, reverse, underline := plain.bold(), plain.reverse(), plain.underline()
	t.List = List{
		Day: bold.underline(), DaySticky: bold.underline(), DayCount: plain,
		Row: plain, RowUnread: bold, Selected: reverse, SelectedBlur: underline, InSelection: bold.underline(),
		Star: bold, Source: plain, Time: plain, Approx: plain, Kept: plain.italic(),
		Highlighted: underline, HighlightedUnread: bold.underline(),
	}
	t.Article = Article{
		Headline: bold, Meta: plain, MetaMain: plain, Notice: plain, Section: bold, Number: plain, Address: plain,
		Quote: plain, Added: bold.underline(), Removed: plain.strikethrough(),
	}
	t.Overlay = Overlay{Text: plain, Choice: reverse}
	t.Timeline = Timeline{Read: plain, Unread: bold, Chosen: reverse, Label: plain, Shown: bold, Words: plain}
	t.Calendar = Calendar{
		Day: plain, Unread: bold, Today: bold.underline(), Chosen: underline, Cursor: reverse, Label: plain, Words: plain,
	}
	t.Divider, t.DividerActive = plain, bold
	t.Title, t.TitleDim = reverse.bold(), reverse
	t.Status, t.StatusKey, t.Notice = reverse, reverse.bold(), reverse.bold()
	t.Error, t.Hint = bold, plain
	t.Filter, t.FilterPrompt, t.FilterExplain = plain, bold, plain
	t.FilterError = bold
	t.HelpKey, t.HelpText, t.HelpHead = bold, plain, bold.underline()
	t.Match, t.MatchCurrent = underline.bold(), reverse.bold()
}
