package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// tasks is what fetches news.
var tasks = section("Sources", []Spec{
	{Action: keys.Refresh, Keys: []string{"r"}, Arg: "SOURCE", Help: "fetch what is new from this article's source; Esc stops it", Plain: message.PlainRefresh, Needs: Headline},
	{Action: keys.RefreshAll, Keys: []string{"R"}, Help: "fetch what is new from all the feeds you follow"},
	{Action: keys.Add, Keys: []string{"a"}, Arg: "SOURCE", Help: "add to the library: an address, a file or a folder"},
	{Action: keys.Problems, Keys: []string{"!"}, Help: "what has failed, and why"},
})
