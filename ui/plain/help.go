package plain

// help says what can be typed.
func (s *Session) help() {
	for _, line := range []string{
		"Enter, n: what comes next, of the article or of the headlines",
		"p: the headlines before these",
		"a number: read that article",
		"/WORDS: filter by words, title:, from:, is:unread, since:2018-11 ...; / alone clears the filter",
		"q: quit",
	} {
		s.say(line)
	}
}
