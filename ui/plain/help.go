package plain

import "dateline/ui/keys"

// help says what can be typed: the words of plain mode, then the names of the
// actions that make sense here.
func (s *Session) help() {
	var lines []string
	for _, text := range []string{
		"Enter, n: what comes next, of the article or of the headlines",
		"p: the headlines before these",
		"a number: read that article",
		"/QUERY: filter by words, title:, from:, is:unread, since:2018-11 ...; / alone clears the filter",
		"q: quit",
		"Or the name of an action, or the beginning of it; a number behind it names an article (star 3), ; stands between several:",
	} {
		lines = append(lines, s.wrap(text, 2)...)
	}
	for _, c := range s.keys.Commands() {
		if s.deed(c.Action) == nil {
			continue
		}
		name := c.Name
		if c.Arg != "" {
			name += " " + c.Arg
		}
		lines = append(lines, s.wrap(name+": "+s.helpOf(c), 2)...)
	}
	s.sheet(lines)
}

// other says what actions do here that do something else on a screen.
var other = map[keys.Action]string{
	keys.Down:           "move to the next headline and say it",
	keys.Up:             "move to the previous headline and say it",
	keys.PageDown:       "what comes next",
	keys.PageUp:         "the headlines before these",
	keys.HalfDown:       "the same as page-down",
	keys.HalfUp:         "the same as page-up",
	keys.Top:            "the first headlines",
	keys.Bottom:         "the last headlines",
	keys.Headline:       "read the headline of a number; the number alone does",
	keys.NextDay:        "the headlines from the next heading on",
	keys.PrevDay:        "the headlines from the heading before on",
	keys.ToggleTimeline: "how much was published when, in numbers",
	keys.ToggleSources:  "the sources with their counts; /from:NAME filters by one",
	keys.DatePrompt:     "filter by date: today, yesterday, 2018-11, 3d, a..b; . is around this article",
	keys.Open:           "read the article that is meant",
	keys.Back:           "back to the page a link was on, or the headlines once more",
	keys.Close:          "the same as back",
	keys.Find:           "the paragraphs of the article that hold a text; /.../ is an expression",
	keys.Sort:           "sort by newest, oldest, source, title or relevance",
	keys.View:           "go to a view, by its name",
	keys.MarkMany:       "mark many read: all, above, below, day, source, older DATE, or a query",
	keys.Browser:        "open the article in the browser, or the link of a number: browser 3",
	keys.Hints:          "list the links of the article",
	keys.FollowLink:     "read the link of a number here; back goes back",
	keys.Save:           "save the article as Markdown, or as text where the name ends in .txt",
	keys.CopyURL:        "print the address of the article",
	keys.CopyCitation:   "print title, source, date and address",
	keys.Refresh:        "fetch what is new of a source, or of this article's; Ctrl-c stops it",
	keys.Redraw:         "print the headlines once more",
	keys.Undo:           "take the last change back",
	keys.Redo:           "make it again",
}

func (s *Session) helpOf(c keys.Command) string {
	if text, ok := other[c.Action]; ok {
		return text
	}
	return c.Help
}
