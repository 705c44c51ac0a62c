package linemode

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// help says what can be typed: the words of plain mode, then the names of the
// actions that make sense here.
func (s *Session) help() {
	var lines []string
	for _, text := range []string{
		message.PlainNext,
		message.PlainPrevious,
		message.PlainNumber,
		message.PlainFilter,
		message.PlainQuit,
		message.PlainActions,
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
	keys.Down:           message.PlainDown,
	keys.Up:             message.PlainUp,
	keys.PageDown:       message.PlainPageDown,
	keys.PageUp:         message.PlainPageUp,
	keys.HalfDown:       message.PlainHalfDown,
	keys.HalfUp:         message.PlainHalfUp,
	keys.Top:            message.PlainTop,
	keys.Bottom:         message.PlainBottom,
	keys.Headline:       message.PlainHeadline,
	keys.NextDay:        message.PlainNextDay,
	keys.PrevDay:        message.PlainPrevDay,
	keys.ToggleTimeline: message.PlainTimeline,
	keys.ToggleSources:  message.PlainSources,
	keys.DatePrompt:     message.PlainDate,
	keys.Open:           message.PlainOpen,
	keys.Back:           message.PlainBack,
	keys.Close:          message.PlainClose,
	keys.Find:           message.PlainFind,
	keys.Sort:           message.PlainSort,
	keys.View:           message.PlainView,
	keys.MarkMany:       message.PlainMarkMany,
	keys.Browser:        message.PlainBrowser,
	keys.Hints:          message.PlainHints,
	keys.FollowLink:     message.PlainFollowLink,
	keys.Save:           message.PlainSave,
	keys.CopyURL:        message.PlainCopyURL,
	keys.CopyCitation:   message.PlainCopyCitation,
	keys.Refresh:        message.PlainRefresh,
	keys.Redraw:         message.PlainRedraw,
	keys.Undo:           message.PlainUndo,
	keys.Redo:           message.PlainRedo,
}

func (s *Session) helpOf(c keys.Command) string {
	if text, ok := other[c.Action]; ok {
		return text
	}
	return c.Help
}
