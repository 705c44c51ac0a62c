package action

import (
	"dateline/ui/keys"
)

// inTimeline are the actions of the timeline.
var inTimeline = group("Timeline", []Spec{
	{Action: keys.NextBucket, Keys: []string{"l", "right"}, In: keys.Timeline, Help: "next bar", Hint: "bar"},
	{Action: keys.PrevBucket, Keys: []string{"h", "left"}, In: keys.Timeline, Help: "previous bar"},
	{Action: keys.TakePeriod, Keys: []string{"enter"}, In: keys.Timeline, Help: "filter by the bar's dates, or those of the range", Hint: "filter"},
	{Action: keys.ZoomIn, Keys: []string{"+", "="}, In: keys.Timeline, Help: "finer bars around the cursor", Hint: "finer"},
	{Action: keys.ZoomOut, Keys: []string{"-"}, In: keys.Timeline, Help: "coarser bars around the cursor", Hint: "coarser"},
	{Action: keys.Range, Keys: []string{"v"}, In: keys.Timeline, Help: "begin a range that follows the cursor, or end it", Hint: "range"},
	{Action: keys.WholePeriod, Keys: []string{"0"}, In: keys.Timeline, Help: "back to the whole period", Hint: "all"},
	{Action: keys.Back, Keys: []string{"j", "down", "backspace"}, In: keys.Timeline, Help: "back to the headlines", Hint: "back", Plain: "back to the page the link was on, or to the headlines"},
})
