package message

// RuleWords are what is said of a rule that does one thing, of its query in words or as it
// was typed (%[1]s), articles (%[2]s) and its tag (%[3]s).
type RuleWords struct {
	Question string // whether to make it
	Coming   string // the same where it finds nothing yet
	Made     string
	Dropped  string
	Has      string // what it has done
	Label    string // the fact of an article that it has made so
}

// The rules, by what they do.
var (
	RuleHides = RuleWords{
		Question: "Hide %[2]s, and any that arrive later: %[1]s?", Coming: "Nothing matches yet. Hide what arrives later: %[1]s?",
		Made: "Rule %[1]s hides %[2]s", Dropped: "Rule %[1]s removed, %[2]s shown again", Has: "%[2]s hidden: %[1]s", Label: WordHidden,
	}
	RuleReads = RuleWords{
		Question: "Mark %[2]s as read, and any that arrive later: %[1]s?", Coming: "Nothing matches yet. Mark what arrives later as read: %[1]s?",
		Made: "Rule %[1]s marks %[2]s read", Dropped: "Rule %[1]s removed; what it marked read stays read", Has: "%[2]s marked read: %[1]s", Label: WordRead,
	}
	RuleStars = RuleWords{
		Question: "Star %[2]s, and any that arrive later: %[1]s?", Coming: "Nothing matches yet. Star what arrives later: %[1]s?",
		Made: "Rule %[1]s stars %[2]s", Dropped: "Rule %[1]s removed; what it starred stays starred", Has: "%[2]s starred: %[1]s", Label: WordStarred,
	}
	RuleTags = RuleWords{
		Question: "Tag %[2]s with #%[3]s, and any that arrive later: %[1]s?", Coming: "Nothing matches yet. Tag what arrives later with #%[3]s: %[1]s?",
		Made: "Rule %[1]s tags %[2]s #%[3]s", Dropped: "Rule %[1]s removed; what it tagged stays tagged", Has: "%[2]s tagged #%[3]s: %[1]s", Label: FactOwnTags,
	}
	RuleHighlights = RuleWords{
		Question: "Highlight %[2]s, and any that arrive later: %[1]s?", Coming: "Nothing matches yet. Highlight what arrives later: %[1]s?",
		Made: "Rule %[1]s highlights %[2]s", Dropped: "Rule %[1]s removed, %[2]s no longer highlighted", Has: "%[2]s highlighted: %[1]s", Label: WordHighlighted,
	}
)
