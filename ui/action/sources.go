package action

import (
	"dateline/ui/keys"
)

// sources are the actions that choose by source.
var sources = group("Sources", []Spec{
	{Action: keys.ToggleSources, Keys: []string{"L"}, Help: "show the views and sources and move to them; from there, hide them", Plain: "the sources with their counts; /from:NAME filters by one"},
	{Action: keys.ToggleSources, Keys: []string{"h", "left", "backspace"}, In: keys.List, Help: "move to the views and sources"},
	{Action: keys.TakeSource, Keys: []string{"enter"}, In: keys.Sources, Help: "filter by the view, source or folder", Hint: "filter"},
	{Action: keys.UnfoldFolder, Keys: []string{"l", "right"}, In: keys.Sources, Help: "unfold the folder, or filter by what is there"},
	{Action: keys.FoldFolder, Keys: []string{"h", "left"}, In: keys.Sources, Help: "fold the folder, or go to the one around"},
	{Action: keys.NextSource, Help: "filter by the next source"},
	{Action: keys.PrevSource, Help: "filter by the previous source"},
})
