package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// filtering is what changes the filter.
var filtering = section("Filter", []Spec{
	{Action: keys.Search, Keys: []string{"/"}, In: keys.List | keys.Timeline | keys.Sources, Arg: "QUERY", Help: "filter: words, -word, title:, from:, is:unread, since:2018-11 ...", Hint: "filter"},
	{Action: keys.EditFilter, Keys: []string{"F"}, Arg: "QUERY", Help: "edit the filter"},
	{Action: keys.ClearFilter, Keys: []string{"c"}, In: keys.List | keys.Timeline | keys.Sources, Help: "clear the filter"},
	{Action: keys.FilterBack, Keys: []string{"esc"}, In: keys.List, Help: "undo the last step of the filter"},
	{Action: keys.Show, Keys: []string{"U"}, Arg: "WHAT", Help: "show all, unread or starred articles, in turn"},
	{Action: keys.Fold, Keys: []string{"C"}, Help: "fold copies under the first of them; again, fold stories; again, nothing"},
	{Action: keys.Story, Keys: []string{"g C"}, Help: "the article's story by time: what other sources told of it; again, back"},
	{Action: keys.Sort, Keys: []string{"S"}, Arg: "ORDER", Help: "sort: n newest, o oldest, s source, t title, r relevance", Plain: message.PlainSort},
	{Action: keys.New, Keys: []string{"w"}, Help: "show what has arrived since your last visit"},
	{Action: keys.View, Keys: []string{"'"}, Arg: "NAME", Help: "go to a view: t today, u unread, s starred, or a saved one", Plain: message.PlainView, Needs: Views},
	{Action: keys.SaveView, Arg: "NAME", Help: "save the filter as a view"},
	{Action: keys.DropView, Arg: "NAME", Help: "remove a saved view"},
})
