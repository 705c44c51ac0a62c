package action

import (
	"dateline/ui/keys"
)

// inCalendar are the actions of the calendar.
var inCalendar = group("Calendar", []Spec{
	{Action: keys.DayLater, Keys: []string{"l", "right"}, In: keys.Calendar, Help: "a day later", Hint: "day"},
	{Action: keys.DayEarlier, Keys: []string{"h", "left"}, In: keys.Calendar, Help: "a day earlier"},
	{Action: keys.WeekLater, Keys: []string{"j", "down"}, In: keys.Calendar, Help: "a week later", Hint: "week"},
	{Action: keys.WeekEarlier, Keys: []string{"k", "up"}, In: keys.Calendar, Help: "a week earlier"},
	{Action: keys.MonthLater, Keys: []string{"]", "pgdown"}, In: keys.Calendar, Help: "a month later", Hint: "month"},
	{Action: keys.MonthEarlier, Keys: []string{"[", "pgup"}, In: keys.Calendar, Help: "a month earlier"},
	{Action: keys.YearLater, Keys: []string{"}"}, In: keys.Calendar, Help: "a year later", Hint: "year"},
	{Action: keys.YearEarlier, Keys: []string{"{"}, In: keys.Calendar, Help: "a year earlier"},
	{Action: keys.Range, Keys: []string{"v"}, In: keys.Calendar, Help: "begin a range that follows the cursor; on another day, apply it", Hint: "range"},
	{Action: keys.TakePeriod, Keys: []string{"enter"}, In: keys.Calendar, Help: "filter by the day, or by the range", Hint: "takes it"},
	{Action: keys.Back, Keys: []string{"tab", "shift+tab", "backspace"}, In: keys.Calendar, Help: "back to the typed date; so does anything that begins one"},
	{Action: keys.Close, Keys: []string{"esc"}, In: keys.Calendar, Help: "end the range, or leave the filter as it was", Plain: "the same as back"},
})
