// Package message is the table of what the program says at the screen and in
// plain mode: notices, labels and hints of lines that are typed, headings, what
// is wrong. A translation is another such table.
//
// A message is a whole sentence, or a phrase that stands by itself; what is
// said with values in it is a format for package fmt, so that go vet checks its
// uses. Where a number decides there is a message for one and one for many.
// Layouts of times are messages, too. Names of what can be typed (actions,
// settings, fields, views) are not: they are the same in every language. What
// each action does is said in one place of its own, the table of package action.
//
// A name ending in Label is what stands before a line that is typed, one ending
// in Prompt what is said about it; Plain marks what plain mode says in words of
// its own, and Fact what is known of an article.
package message

// Plural returns the format for one where n is 1, and else that for many. Both
// take the number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
