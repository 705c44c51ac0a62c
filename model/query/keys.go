package query

import "dateline/model"

// keyKind says how what follows a key is read.
type keyKind uint8

const (
	noKey keyKind = iota
	fieldKey
	isKey
	hasKey
	tagKey
	folderKey
	dateKey // axis or relation
	monthKey
	weekdayKey
	sortKey
	limitKey
	foldKey
	storyKey
	viewKey
	asOfKey
)

// key is a word before a colon.
type key struct {
	name string
	kind keyKind
	n    int    // the model.Field or model.Axis
	help string // one line for completion; empty: not offered
}

// keys is the table of all keys, in the order in which they are offered.
var keys = []key{
	{"since", dateKey, 0, "from the beginning of a date on"},
	{"until", dateKey, 0, "up to the end of a date"},
	{"before", dateKey, 0, "earlier than a date begins"},
	{"after", dateKey, 0, "later than a date ends"},
	{"on", dateKey, 0, "on a date, or on:11-06 in every year"},
	{"around", dateKey, 0, "near a date: around:2018-11-06±3d"},
	{"title", fieldKey, int(model.Title), "words in the title"},
	{"text", fieldKey, int(model.Text), "words in the text"},
	{"author", fieldKey, int(model.Author), "part of an author's name"},
	{"from", fieldKey, int(model.FromSource), "part of a source's name or address"},
	{"source", fieldKey, int(model.FromSource), "the same as from:"},
	{"url", fieldKey, int(model.Address), "part of the article's address"},
	{"lang", fieldKey, int(model.Language), "the language: en, de, pt-BR"},
	{"file", fieldKey, int(model.File), "part of the file or address it was read from"},
	{"any", fieldKey, int(model.Anywhere), "a word as it stands, even if it reads as a date"},
	{"is", isKey, 0, "a state: unread, starred, undated"},
	{"has", hasKey, 0, "what it holds: link, image, audio, text"},
	{"tag", tagKey, 0, "a tag, also #name"},
	{"folder", folderKey, 0, "filed in a folder of feeds, or below it: folder:news/local"},
	{"date", dateKey, int(model.Published), "published on a date (the default)"},
	{"published", dateKey, int(model.Published), "the same as date:"},
	{"arrived", dateKey, int(model.Arrived), "when it came into the library"},
	{"updated", dateKey, int(model.Updated), "when it was last changed"},
	{"read", dateKey, int(model.ReadAt), "when you read it"},
	{"month", monthKey, 0, "a month of every year: month:11"},
	{"weekday", weekdayKey, 0, "a day of every week: weekday:sun"},
	{"sort", sortKey, 0, "newest, oldest, source, title or relevance"},
	{"fold", foldKey, 0, "fold:stories lists a story by its first headline"},
	{"story", storyKey, 0, "what is told of the same event, by an article's id"},
	{"limit", limitKey, 0, "at most so many articles"},
	{"view", viewKey, 0, "a saved view"},
	{"as-of", asOfKey, 0, "set the clock: nothing later is shown"},
}

// word is a word after a key with its line of help.
type word struct{ name, help string }

// words returns the words of which one must follow the key, where these are a few.
func (k key) words() []word {
	switch k.kind {
	case isKey:
		return stateWords[:]
	case hasKey:
		return contentWords[:]
	case sortKey:
		return sortWords[:]
	case foldKey:
		return foldWords[:]
	}
	return nil
}

// dateWords are the words and lengths of dates that are offered, besides the names
// of days and months.
var dateWords = [...]string{
	"today", "yesterday", "24h", "7d", "30d", "3mo", "1y", "this-week", "last-week", "this-month", "last-month",
	"this-quarter", "last-quarter", "this-year", "last-year", "now", "tomorrow", "next-week",
}

// Terms returns every key, with its colon, and with every word that may stand after
// it where that is one of a few.
func Terms() []string {
	var terms []string
	for _, k := range keys {
		terms = append(terms, k.name+":")
		for _, w := range k.words() {
			terms = append(terms, k.name+":"+w.name)
		}
	}
	return append(terms, "on:"+anniversary)
}

// DateWords returns the words for dates that stand alone and are offered: days
// around today, lengths and calendar units.
func DateWords() []string { return dateWords[:] }

// stateWords are the words after is:, in the order of model.StateWord.
var stateWords = [...]word{
	{"unread", "not read yet"},
	{"read", "read"},
	{"starred", "starred"},
	{"tagged", "with a tag of yours"},
	{"undated", "without a date"},
	{"dated", "with a date"},
	{"approx", "whose date was inferred"},
	{"future", "dated in the future"},
	{"new", "arrived since your last visit"},
	{"edited", "changed since you read it"},
	{"duplicate", "a copy: the headline of an earlier one"},
	{"hidden", "hidden; nothing else finds what is"},
}

// contentWords are the words after has:, in the order of model.Content.
var contentWords = [...]word{{"link", "an address"}, {"image", "a picture"}, {"audio", "sound"}, {"text", "more than a headline"}}

// foldWords are the words after fold:.
var foldWords = [...]word{{"stories", "what is told of one event, under the first headline of it"}}

// sortWords are the words after sort:, in the order of model.Sort.
var sortWords = [...]word{
	{"newest", "newest first"},
	{"oldest", "oldest first"},
	{"source", "by source"},
	{"title", "by title"},
	{"relevance", "best match first"},
}

// fieldNames are the canonical keys in the order of model.Field.
var fieldNames = [...]string{"any", "title", "text", "author", "from", "url", "lang", "file"}

// axisNames are the canonical keys in the order of model.Axis.
var axisNames = [...]string{"date", "arrived", "updated", "read"}

// keyNamed returns the key of that name, which must be in lower case.
func keyNamed(name string) key {
	for _, k := range keys {
		if k.name == name {
			return k
		}
	}
	return key{}
}
