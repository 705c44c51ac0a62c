// Package message is the table of the texts on the screen and in line mode: notices,
// labels, hints, headings and errors.
//
// A message is a whole sentence or a phrase that stands by itself. One with values is
// a format for package fmt, so that go vet checks its uses. Messages with a number
// come in two forms, for one and for many. Layouts of times are messages, too.
// The names of actions, settings, fields and views are not; the help of each action
// stands in the table of package action.
//
// Label ends the name of a text before an input line, Prompt that of a hint about it.
// Plain marks the wording of line mode, Fact a fact about an article.
package message

// Plural returns the format one if n is 1, otherwise many. Both take the number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
