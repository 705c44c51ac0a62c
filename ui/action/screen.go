package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// screen are the actions on the screen itself.
var screen = group("Screen", []Spec{
	{Action: keys.NextPane, Keys: []string{"tab"}, Help: "go to the next pane"},
	{Action: keys.PrevPane, Keys: []string{"shift+tab"}, Help: "go to the previous pane"},
	{Action: keys.Narrower, Keys: []string{"<"}, Help: "make the list narrower"},
	{Action: keys.Wider, Keys: []string{">"}, Help: "make the list wider"},
	{Action: keys.Zoom, Keys: []string{"z"}, Help: "give the whole screen to one pane, or share it again"},
	{Action: keys.CommandLine, Keys: []string{":", "ctrl+p"}, Help: "command line: any name from this table can be typed"},
	{
		Action: keys.Theme, Arg: "NAME", Help: "change the colours until the program ends",
		Ask:     Question{Label: message.ThemeLabel, Help: message.ThemePrompt},
		Choices: themes,
	},
	{
		Action: keys.Set, Arg: "NAME VALUE", Help: "change a setting, or show it: until the program ends, in a session over SSH for good",
		Ask:     Question{Label: message.SetLabel, Help: message.SetPrompt, Line: message.SetLine},
		Choices: settings,
	},
	{Action: keys.Redraw, Keys: []string{"ctrl+l"}, In: keys.Panes | keys.Overlay, Help: "redraw the screen", Plain: "print the headlines again"},
	{Action: keys.Suspend, Keys: []string{"ctrl+z"}, In: keys.Panes | keys.Overlay, Help: "suspend"},
	{Action: keys.Help, Keys: []string{"?", "f1"}, Help: "this help"},
	{Action: keys.Close, Keys: []string{"q", "esc", "?", "!", "h"}, In: keys.Overlay, Help: "close the help", Hint: "close"},
	{Action: keys.Close, Keys: []string{"q"}, In: keys.List, Help: "quit", Hint: "quit"},
	{Action: keys.Close, Keys: []string{"q", "esc"}, In: keys.Article, Help: "back to the headlines"},
	{Action: keys.Close, Keys: []string{"q", "esc"}, In: keys.Timeline, Help: "end the range, or back to the headlines"},
	{Action: keys.Close, Keys: []string{"q", "esc"}, In: keys.Sources, Help: "back to the headlines", Hint: "back"},
	{Action: keys.Quit, Keys: []string{"Q", "ctrl+c"}, In: keys.Panes | keys.Overlay, Help: "quit at once"},
})
