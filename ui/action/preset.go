package action

import "dateline/ui/keys"

// Presets returns the names of the sets of keys there are.
func Presets() []string { return []string{"dateline", "newsboat"} }

// Preset returns the bindings of a name of Presets.
func Preset(name string) (*keys.Map, bool) {
	switch name {
	case "", "dateline":
		return Keys(), true
	case "newsboat":
		m, err := Keys().Rebind(newsboat)
		return m, err == nil // a test sees to it
	}
	return nil, false
}

// newsboat are the keys of those who come from newsboat, for what it has too.
// There digits open links and "u" lists them, so that undo goes elsewhere, and
// in a list j and k go to the next feed and the one before.
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
