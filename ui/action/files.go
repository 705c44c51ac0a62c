package action

import (
	"dateline/ui/keys"
	"dateline/ui/message"
)

// files is what leaves the screen with an article.
var files = section("Files", []Spec{
	{Action: keys.Save, Keys: []string{"s"}, Arg: "FILE", Help: "save the article as Markdown, or as plain text if the name ends in .txt; a selection, in a folder", Plain: message.PlainSave, Needs: Headline},
	{Action: keys.Export, Keys: []string{"E"}, Arg: "FILE", Help: "export what the filter shows: as JSON Lines with state, or as Markdown or a table if the name ends in .md or .tsv"},
	{Action: keys.Pipe, Keys: []string{"|"}, Arg: "COMMAND", Help: "pipe the article's text to a shell command and show its output", Needs: Headline},
	{Action: keys.PipeMarkdown, Arg: "COMMAND", Help: "pipe the article's Markdown to a shell command", Needs: Headline},
	{Action: keys.Pager, Keys: []string{"v"}, In: keys.Article, Help: "open the article in $VISUAL, $EDITOR or $PAGER", Needs: Headline},
})
