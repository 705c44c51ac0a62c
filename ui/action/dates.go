package action

import (
	"fmt"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// dates are the actions that choose by date.
var dates = group("Dates", []Spec{
	{Action: keys.NextDay, Keys: []string{"}"}, In: keys.List, Help: "next heading: of a day or a longer period", Hint: "day", Plain: "the headlines from the next heading on"},
	{Action: keys.PrevDay, Keys: []string{"{"}, In: keys.List, Help: "back to this heading, or the one before", Plain: "the headlines from the previous heading on"},
	{
		Action: keys.DatePrompt, Keys: []string{"d"}, Arg: "DATE", Help: "filter by date: t today, y yesterday, w week, m month, Y year, u undated, . around this one, or 2018-11, 3d, a..b", Hint: "date", Plain: "filter by date: today, yesterday, 2018-11, 3d, a..b; . is around this article",
		Ask:     Question{Prompt: ForDate, Line: message.DateLabelPlain},
		Choices: dateChoices,
		Do:      setDate,
	},
	{Action: keys.DropDate, Keys: []string{"D"}, Help: "drop the date from the filter", Do: dropDate},
	{Action: "later", Keys: []string{"]"}, Help: "shift the filter's dates later by their own length", Do: shift(1)},
	{Action: "earlier", Keys: []string{"["}, Help: "shift the filter's dates earlier", Do: shift(-1)},
	{
		Action: keys.GotoDate, Keys: []string{"g d"}, Arg: "DATE", Help: "go to a date without filtering",
		Ask:     Question{Prompt: ForPlace, Line: message.GotoLabelPlain},
		Choices: dateChoices,
		Do:      goToDate,
	},
	{Action: keys.FilterHeading, Keys: []string{"H"}, In: keys.List, Help: "filter by this heading's dates; again, by those of the finer heading it then has", Needs: Headline},
	{Action: keys.OpenCalendar, Keys: []string{"g c"}, Help: "choose days in a calendar; Tab opens it where a date is asked for"},
	{Action: keys.ToggleTimeline, Keys: []string{"T"}, Help: "show the timeline and move to it; from there, hide it", Plain: "how many articles were published when"},
})

// setDate sets the date of the filter.
func setDate(f Front, c Call) error {
	term, err := session.DateTerm(c.Arg, f.Here(), f.Env())
	if err != nil {
		return err
	}
	text, err := query.SetDate(f.Filter().Text, term, f.Env())
	if err != nil {
		return err
	}
	return f.SetFilter(text, model.At{})
}

// dropDate removes the date from the filter.
func dropDate(f Front, _ Call) error {
	text, err := query.SetDate(f.Filter().Text, "", f.Env())
	switch {
	case err != nil:
		return err
	case text == f.Filter().Text:
		return Hint{message.NoDateInFilter, message.NoDateInFilterPlain}
	}
	return f.SetFilter(text, model.At{})
}

// shift moves the dates of the filter later or earlier by their own length.
func shift(dir int) Do {
	return func(f Front, c Call) error {
		text, err := query.Shift(f.Filter().Text, dir*max(1, c.Count), f.Env())
		if err != nil {
			return Hint{fmt.Sprintf(message.NothingToShift, f.KeyFor(keys.DatePrompt)), message.NothingToShiftPlain}
		}
		return f.SetFilter(text, model.At{})
	}
}

// goToDate goes to a date in the list.
func goToDate(f Front, c Call) error {
	span, err := session.DateSpan(c.Arg, f.Here(), f.Env())
	if err != nil {
		return err
	}
	return f.GoTo(span)
}
