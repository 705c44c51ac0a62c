package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// state is what changes the state of articles.
var state = section("State", []Spec{
	{Action: keys.Select, Keys: []string{"v"}, In: keys.List, Help: "begin a selection that follows the cursor, or end it; what changes a state then changes all of it", Needs: Headline},
	{Action: keys.ToggleRead, Keys: []string{"m"}, Help: "mark read or unread", Needs: Headline},
	{Action: keys.Star, Keys: []string{"f"}, Help: "star the article, or remove its star", Hint: "star", Needs: Headline},
	{Action: keys.Hide, Keys: []string{"X"}, Help: "hide the article; it is kept: is:hidden shows it, and the same key brings it back", Needs: Headline},
	{Action: keys.Kill, Arg: "QUERY", Help: "hide what a query finds, now and later, by a rule; asks first"},
	{Action: keys.Unkill, Arg: "RULE", Help: "list the rules that hide articles, and remove one: what it hid is shown again"},
	{Action: keys.Tag, Keys: []string{"t"}, Arg: "TAGS", Help: "add tags, or remove one with -tag", Needs: Headline},
	{Action: keys.MarkAll, Keys: []string{"A"}, Help: "mark everything the filter shows as read; asks first"},
	{Action: keys.MarkMany, Keys: []string{"M"}, Arg: "WHAT", Help: "mark many as read: a above, b below, d this day, s this source, o older than a date, or a query", Plain: message.PlainMarkMany},
	{Action: keys.Info, Keys: []string{"i"}, In: keys.Panes | keys.Overlay, Help: "everything known about the article, and where its date comes from", Needs: Headline},
	{Action: keys.Versions, Keys: []string{"g v"}, Help: "how the article has changed since it arrived, word by word", Needs: Headline},
	{Action: keys.Redate, Arg: "DATE", Help: "correct the date by hand", Needs: Headline},
	{Action: keys.Redate, Keys: []string{"d"}, In: keys.Overlay, Help: "correct the date by hand, on the page about an article"},
	{Action: keys.Undo, Keys: []string{"u"}, Help: "undo", Plain: message.PlainUndo},
	{Action: keys.Redo, Keys: []string{"ctrl+r"}, Help: "redo", Plain: message.PlainRedo},
})
