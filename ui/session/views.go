package session

import (
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/tokenize"
	"dateline/ui/message"
)

// Shipped are the views that every library has.
var Shipped = []model.View{
	{Name: "today", Query: "today"},
	{Name: "unread", Query: "is:unread"},
	{Name: "starred", Query: "is:starred"},
}

// ViewNamed returns the text of a view.
func ViewNamed(views []model.View, name string) (string, bool) {
	for _, v := range views {
		if tokenize.Same(v.Name, name) {
			return v.Query, true
		}
	}
	return "", false
}

// ViewText returns the text of a saved or shipped view, if it parses.
func ViewText(saved []model.View, name string, env query.Env) (string, error) {
	text, ok := ViewNamed(slices.Concat(saved, Shipped), strings.Trim(name, `"`))
	if !ok {
		return "", fmt.Errorf(message.NoView, name)
	}
	if _, err := query.Parse(text, env); err != nil {
		return "", fmt.Errorf(message.ViewDoesNotWork, name, err)
	}
	return text, nil
}

// NewView returns a view that saves a filter under a name.
func NewView(name, filter string) (model.View, error) {
	v := model.View{Name: model.CleanLine(strings.Trim(name, `"`)), Query: filter}
	switch {
	case v.Name == "":
		return v, fmt.Errorf(message.ViewNeedsName)
	case v.Query == "":
		return v, fmt.Errorf(message.NoFilterSave)
	}
	return v, nil
}

// Readings are the states that a list can be limited to. The first is the default and
// needs no term in the filter.
var Readings = []string{"all", "unread", "starred"}

// ShowOnly returns a filter limited to one of Readings.
func ShowOnly(filter, what string) (string, error) {
	if !slices.Contains(Readings, what) {
		return "", fmt.Errorf(message.NotShownAlone, what)
	}
	if what == Readings[0] {
		what = ""
	}
	return query.SetReading(filter, what)
}

// NextReading returns the entry of Readings after that of a filter.
func NextReading(filter string) string {
	i := max(0, slices.Index(Readings, query.Reading(filter)))
	return Readings[(i+1)%len(Readings)]
}
