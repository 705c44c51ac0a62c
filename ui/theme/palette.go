package theme

import "charm.land/lipgloss/v2"

// palette names colours by their use, in lipgloss's notation: "110" is a
// colour of the xterm 256 colour table, "0" to "15" are the terminal's own,
// "" is its default.
type palette struct {
	muted    string // less important than text: 4.5:1 or more on the background
	accent   string // dates and headings
	source   string
	star     string
	link     string
	problem  string
	good     string
	code     string
	line     string // dividers, rules
	selected string // background of the selected row
	blurred  string // background of the same without the keys
	bar      string // background of title and status line
	match    string // background of a match
	matchOn  string // text on it
	current  string // background of the current match
}

func paletteFor(o Options) palette {
	switch {
	case o.Profile == Mono:
		return palette{}
	case o.Profile == Sixteen && o.Dark:
		return palette{
			accent: "14", source: "2", star: "11", link: "12", problem: "9", good: "10", code: "6",
			match: "3", matchOn: "0", current: "11",
		}
	case o.Profile == Sixteen:
		return palette{
			accent: "4", source: "2", star: "5", link: "4", problem: "1", good: "2", code: "5",
			match: "11", matchOn: "0", current: "3",
		}
	case o.Dark:
		return palette{
			muted: "246", accent: "110", source: "108", star: "179", link: "110", problem: "210", good: "114",
			code: "180", line: "240", selected: "237", blurred: "235", bar: "235",
			match: "58", matchOn: "230", current: "136",
		}
	}
	return palette{
		muted: "241", accent: "25", source: "23", star: "94", link: "25", problem: "124", good: "22",
		code: "53", line: "248", selected: "253", blurred: "255", bar: "254",
		match: "229", matchOn: "16", current: "221",
	}
}

func fg(s lipgloss.Style, c string) lipgloss.Style {
	if c == "" {
		return s
	}
	return s.Foreground(lipgloss.Color(c))
}

func bg(s lipgloss.Style, c string) lipgloss.Style {
	if c == "" {
		return s
	}
	return s.Background(lipgloss.Color(c))
}

// colours fills the styles from the palette. Where the palette has no colour
// for something (the sixteen colours have no safe grey), an attribute says it.
func (t *Theme) colours() {
	p, plain := t.palette, lipgloss.NewStyle()
	bold := plain.Bold(true)
	muted := fg(plain, p.muted)
	if p.muted == "" {
		muted = plain.Faint(true)
	}
	line := fg(plain, p.line)
	if p.line == "" {
		line = plain.Faint(true)
	}
	selected, blurred, bar := bg(plain, p.selected), bg(plain, p.blurred), bg(plain, p.bar)
	if p.selected == "" {
		selected, blurred, bar = plain.Reverse(true), plain.Underline(true), plain.Reverse(true)
	}

	t.List = List{
		Day: fg(bold, p.accent), DaySticky: fg(bold, p.accent).Underline(true), DayCount: muted,
		Row: muted, RowUnread: bold, Selected: selected.Bold(true), SelectedBlur: blurred, Picked: fg(bold, p.star),
		Star: fg(plain, p.star), Source: fg(plain, p.source), Time: fg(plain, p.accent), Approx: fg(plain, p.accent).Italic(true),
		Bare: muted,
	}
	t.Article = Article{
		Headline: bold, Meta: muted, MetaMain: fg(plain, p.accent), Notice: muted.Italic(true),
		Section: fg(bold, p.accent), Number: muted, Address: fg(plain, p.link), Quote: line, Margin: fg(plain, p.accent),
		Added: fg(plain, p.good).Underline(true), Removed: fg(plain, p.problem).Strikethrough(true),
	}
	t.Overlay = Overlay{Border: line, Title: fg(bold, p.accent), Text: plain, Choice: selected.Bold(true), Input: plain.Underline(true)}
	t.Timeline = Timeline{
		Read: muted, Unread: fg(plain, p.star), Chosen: fg(plain, p.accent).Reverse(true), Label: muted,
		Shown: fg(bold, p.accent), Words: plain,
	}
	t.Divider, t.DividerActive = line, fg(plain, p.accent)
	t.Title, t.TitleDim = bar.Bold(true), fg(bar, p.muted)
	t.Status, t.StatusKey, t.Notice = fg(bar, p.muted), bar.Bold(true), fg(bar, p.good).Bold(true)
	t.Error, t.Hint = fg(bold, p.problem), muted
	t.Filter, t.FilterPrompt, t.FilterExplain = plain, fg(bold, p.accent), muted
	t.FilterError, t.FilterGhost = fg(plain, p.problem).Bold(true), muted
	t.HelpKey, t.HelpText, t.HelpHead = fg(bold, p.accent), plain, bold.Underline(true)
	t.Match = fg(bg(bold, p.match), p.matchOn)
	t.MatchCurrent = fg(bg(bold, p.current), "16").Underline(true)
	if t.Profile == Sixteen {
		t.MatchCurrent = fg(bg(bold, p.current), "0").Underline(true)
		t.Notice = bar.Bold(true) // reversed, a colour would be a block of it
	}
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
	t.Divider, t.DividerActive = plain, bold
	t.Title, t.TitleDim = reverse.Bold(true), reverse
	t.Status, t.StatusKey, t.Notice = reverse, reverse.Bold(true), reverse.Bold(true)
	t.Error, t.Hint = bold, plain
	t.Filter, t.FilterPrompt, t.FilterExplain = plain, bold, plain
	t.FilterError, t.FilterGhost = bold, underline
	t.HelpKey, t.HelpText, t.HelpHead = bold, plain, bold.Underline(true)
	t.Match, t.MatchCurrent = underline.Bold(true), reverse.Bold(true)
}
