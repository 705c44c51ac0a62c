package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// links is what goes to links and addresses.
var links = section("Links", []Spec{
	{Action: keys.Browser, Keys: []string{"o"}, Help: "open the article in the browser; 3o opens its third link", Plain: message.PlainBrowser, Needs: Headline},
	{Action: keys.BrowserRead, Keys: []string{"O"}, Help: "open the article in the browser and mark it read", Needs: Headline},
	{Action: keys.Enclosure, Keys: []string{"e"}, Help: "open what is attached to the article, such as a sound file; a count chooses among several", Needs: Headline},
	{Action: keys.FullText, Keys: []string{"x"}, Help: "read the full text from the article's address here; h goes back", Needs: Headline},
	{Action: keys.Hints, Keys: []string{";"}, Help: "show letters for the links on the screen: a letter opens one in the browser, a capital copies it, ; reads it here", Plain: message.PlainHints, Needs: Headline},
	{Action: keys.NextLink, Keys: []string{")"}, In: keys.Article, Help: "highlight the next link"},
	{Action: keys.PrevLink, Keys: []string{"("}, In: keys.Article, Help: "highlight the previous link"},
	{Action: keys.FollowLink, Keys: []string{"enter", "l", "right"}, In: keys.Article, Help: "read the highlighted link here; 3l reads the third; h goes back", Plain: message.PlainFollowLink},
	{Action: keys.Images, Keys: []string{"I"}, Help: "show pictures, or only their captions"},
	{Action: keys.CopyURL, Keys: []string{"y"}, Help: "copy the address; of a selection, one per line", Plain: message.PlainCopyURL, Needs: Headline},
	{Action: keys.CopyCitation, Keys: []string{"Y"}, Help: "copy title, source, date and address; of a selection, one per line", Plain: message.PlainCopyCitation, Needs: Headline},
})
