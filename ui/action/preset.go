package action

import "dateline/ui/keys"

// Presets returns the names of the sets of keys.
func Presets() []string { return []string{"dateline", "newsboat"} }

// Preset returns the bindings of a preset.
func Preset(name string) (*keys.Map, bool) {
	switch name {
	case "", "dateline":
		return Keys(), true
	case "newsboat":
		m, err := Keys().Rebind(newsboat)
		return m, err == nil // a test checks that it works
	}
	return nil, false
}

// newsboat has the keys of newsboat for what both programs do. There digits open links and
// "u" lists them, so undo moves, and j and k in a list go to the next and previous feed.
var newsboat = []keys.Rebinding{
	{In: keys.List, Name: "down", Keys: []string{"down"}},
	{In: keys.List, Name: "up", Keys: []string{"up"}},
	{In: keys.List, Name: "next-source", Keys: []string{"j"}},
	{In: keys.List, Name: "previous-source", Keys: []string{"k"}},
	{Name: "links", Keys: []string{"u", ";"}},
	{Name: "undo", Keys: []string{"g u"}},
	{Name: "clear-filter", Keys: []string{"ctrl+f"}},
	{Name: "page-down", Keys: []string{"pgdown"}},
	{Name: "toggle-read", Keys: []string{"N", "m"}},
	{Name: "previous-unread", Keys: []string{"p"}},
	{Name: "show", Keys: []string{"l", "U"}},
	{In: keys.Timeline | keys.Sources, Name: "show", Keys: []string{"U"}},
	{Name: "open", Keys: []string{"enter", "right"}},
	{Name: "follow-link", Keys: []string{"enter", "right"}},
	{Name: "tag", Keys: []string{"t", "ctrl+e"}},
	{Name: "browser", Keys: []string{"o"}},
	{In: keys.Article, Name: "browser", Keys: []string{"o", "1", "2", "3", "4", "5", "6", "7", "8", "9"}},
}
