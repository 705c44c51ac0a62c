package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// dates is what chooses by date.
var dates = section("Dates", []Spec{
	{Action: keys.NextDay, Keys: []string{"}"}, In: keys.List, Help: "next heading: of a day or a longer period", Hint: "day", Plain: message.PlainNextDay},
	{Action: keys.PrevDay, Keys: []string{"{"}, In: keys.List, Help: "back to this heading, or the one before", Plain: message.PlainPrevDay},
	{Action: keys.DatePrompt, Keys: []string{"d"}, Arg: "DATE", Help: "filter by date: t today, y yesterday, w week, m month, Y year, u undated, . around this one, or 2018-11, 3d, a..b", Hint: "date", Plain: message.PlainDate},
	{Action: keys.DropDate, Keys: []string{"D"}, Help: "drop the date from the filter"},
	{Action: keys.ShiftLater, Keys: []string{"]"}, Help: "shift the filter's dates later by their own length"},
	{Action: keys.ShiftEarlier, Keys: []string{"["}, Help: "shift the filter's dates earlier"},
	{Action: keys.GotoDate, Keys: []string{"g d"}, Arg: "DATE", Help: "go to a date without filtering"},
	{Action: keys.FilterHeading, Keys: []string{"H"}, In: keys.List, Help: "filter by this heading's dates; again, by those of the finer heading it then has", Needs: Headline},
	{Action: keys.OpenCalendar, Keys: []string{"g c"}, Help: "choose days in a calendar; Tab opens it where a date is asked for"},
	{Action: keys.ToggleTimeline, Keys: []string{"T"}, Help: "show the timeline and move to it; from there, hide it", Plain: message.PlainTimeline},
})
