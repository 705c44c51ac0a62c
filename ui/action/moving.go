package action

import (
	"dateline/ui/keys"
)

// moving are the actions that move in a list or a text.
var moving = group("Moving", []Spec{
	{Action: keys.Down, Keys: []string{"j", "down"}, In: keys.List | keys.Sources, Help: "next headline", Hint: "down", Plain: "move to the next headline and say it"},
	{Action: keys.Up, Keys: []string{"k", "up"}, In: keys.List | keys.Sources, Help: "previous headline", Plain: "move to the previous headline and say it"},
	{Action: keys.HalfDown, Keys: []string{"ctrl+d"}, In: keys.Panes | keys.Overlay, Help: "half a page down", Plain: "the same as page-down"},
	{Action: keys.HalfUp, Keys: []string{"ctrl+u"}, In: keys.Panes | keys.Overlay, Help: "half a page up", Plain: "the same as page-up"},
	{Action: keys.PageDown, Keys: []string{"ctrl+f", "pgdown"}, In: keys.Panes | keys.Overlay, Help: "a page down", Plain: "the next page"},
	{Action: keys.PageUp, Keys: []string{"ctrl+b", "pgup", "b"}, In: keys.Panes | keys.Overlay, Help: "a page up", Plain: "the headlines before these"},
	{Action: keys.Top, Keys: []string{"g g", "home"}, In: keys.Panes | keys.Overlay, Help: "go to the first; with a count, to that headline", Plain: "the first headlines"},
	{Action: keys.Bottom, Keys: []string{"G", "end"}, In: keys.Panes | keys.Overlay, Help: "go to the last; with a count, to that headline", Plain: "the last headlines"},
	{Action: keys.Headline, In: keys.List, Help: "go to a headline by its number; the number alone does the same", Plain: "read the article with this number; the number alone does the same"},
})

// scrolling are the keys that move in a text.
var scrolling = group("Reading", []Spec{
	{Action: keys.Down, Keys: []string{"j", "down"}, In: keys.Article | keys.Overlay, Help: "line down", Hint: "scroll"},
	{Action: keys.Up, Keys: []string{"k", "up"}, In: keys.Article | keys.Overlay, Help: "line up"},
})
