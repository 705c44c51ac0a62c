package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// reading are the actions that open articles and search them.
var reading = group("Reading", []Spec{
	{Action: keys.Open, Keys: []string{"enter", "l", "right"}, In: keys.List, Help: "open the article", Hint: "open", Plain: "read the current article", Needs: Headline},
	{Action: keys.ReadOn, Keys: []string{"space"}, Help: "read on: page through the article, then open the next unread one", Hint: "read on", Needs: SomeHeadline},
	{Action: keys.NextArticle, Keys: []string{"J"}, Help: "open the next article", Needs: SomeHeadline},
	{Action: keys.PrevArticle, Keys: []string{"K"}, Help: "open the previous article", Needs: SomeHeadline},
	{Action: keys.NextUnread, Keys: []string{"n"}, Help: "open the next unread article", Hint: "unread", Needs: SomeHeadline},
	{Action: keys.PrevUnread, Keys: []string{"p", "N"}, Help: "open the previous unread article", Needs: SomeHeadline},
	{Action: keys.NextHeading, Keys: []string{"}"}, In: keys.Article, Help: "next heading in the article"},
	{Action: keys.PrevHeading, Keys: []string{"{"}, In: keys.Article, Help: "previous heading in the article"},
	{Action: keys.Back, Keys: []string{"h", "left", "backspace"}, In: keys.Article, Help: "back to the page the link was on, or to the headlines", Hint: "back"},
	{Action: keys.Find, Keys: []string{"/"}, In: keys.Article, Arg: "TEXT", Help: "find in the article as you type, ignoring case and accents; /.../ is a regular expression", Hint: "find", Plain: "the paragraphs of the article that contain a text; /.../ is a regular expression", Ask: Question{Prompt: InArticle, Line: message.FindLabelPlain}},
	{Action: keys.Find, Keys: []string{"/"}, In: keys.Overlay, Help: "show only the lines with a text", Hint: "find"},
	{Action: keys.NextMatch, Keys: []string{"n"}, In: keys.Finding, Help: "while a search is on: next match", Hint: "next"},
	{Action: keys.PrevMatch, Keys: []string{"N"}, In: keys.Finding, Help: "while a search is on: previous match", Hint: "previous"},
	{Action: keys.EndFind, Keys: []string{"esc"}, In: keys.Finding, Help: "while a search is on: end it", Hint: "ends it"},
})
