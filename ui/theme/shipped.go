package theme

import "sync"

// The scheme of a new reader, and the one for terminals with sixteen colours.
const (
	DefaultScheme  = "calm"
	TerminalScheme = "terminal"
)

// Shipped returns one of the program's own schemes, or nil.
func Shipped(name string) *Scheme {
	for _, s := range shipped() {
		if s.name == name {
			return s
		}
	}
	return nil
}

// Names returns the names of the program's own schemes.
func Names() []string {
	var names []string
	for _, s := range shipped() {
		names = append(names, s.name)
	}
	return names
}

// shipped returns the program's own schemes. Every text colour has a contrast of
// 4.5:1 or more on the scheme's backgrounds and on black or white (WCAG 2.2,
// 1.4.3), which a test checks. Some hues of solarized, gruvbox and nord are
// therefore brighter or darker than the originals.
var shipped = sync.OnceValue(func() []*Scheme {
	return []*Scheme{
		{
			name: "calm", backgrounds: [2]string{"#282828", "#fdf6e3"},
			dark: mustParse(map[string]string{
				"muted": "246", "accent": "110", "source": "108", "star": "179", "link": "110", "problem": "210", "good": "114",
				"code": "180", "line": "240", "selected": "on 237", "blurred": "on 235", "bar": "on 235",
				"match": "230 on 58", "current": "16 on 136",
			}),
			light: mustParse(map[string]string{
				"muted": "241", "accent": "25", "source": "23", "star": "94", "link": "25", "problem": "124", "good": "22",
				"code": "53", "line": "248", "selected": "on 253", "blurred": "on 255", "bar": "on 254",
				"match": "16 on 229", "current": "16 on 221",
			}),
		},
		{ // No grey among the sixteen colours is safe, so attributes stand in for it.
			name: "terminal", backgrounds: [2]string{"#000000", "#ffffff"},
			dark: mustParse(map[string]string{
				"muted": "faint", "accent": "bright-cyan", "source": "green", "star": "bright-yellow", "link": "bright-cyan underline",
				"problem": "bright-red", "good": "bright-green", "code": "cyan", "line": "faint",
				"selected": "reverse", "blurred": "underline", "bar": "reverse",
				"match": "black on yellow", "current": "black on bright-yellow",
			}),
			light: mustParse(map[string]string{
				"muted": "faint", "accent": "blue", "source": "italic", "star": "magenta", "link": "blue",
				"problem": "red", "good": "bold", "code": "magenta", "line": "faint",
				"selected": "reverse", "blurred": "underline", "bar": "reverse",
				"match": "black on bright-yellow", "current": "black on yellow",
			}),
		},
		{
			name: "contrast", backgrounds: [2]string{"#282828", "#eee8d5"},
			dark: mustParse(map[string]string{
				"muted": "252", "accent": "228 bold", "source": "159", "star": "221", "link": "159 underline", "problem": "217 bold",
				"good": "157", "code": "229", "line": "250", "selected": "16 on 228", "blurred": "16 on 250", "bar": "16 on 253",
				"match": "16 on 226", "current": "16 on 231",
			}),
			light: mustParse(map[string]string{
				"muted": "235", "accent": "18 bold", "source": "22", "star": "52", "link": "18 underline", "problem": "88 bold",
				"good": "22", "code": "53", "line": "238", "selected": "231 on 18", "blurred": "231 on 238", "bar": "231 on 235",
				"match": "16 on 226", "current": "231 on 16",
			}),
		},
		{
			name: "solarized", backgrounds: [2]string{"#002b36", "#fdf6e3"},
			dark: mustParse(map[string]string{
				"muted": "#93a1a1", "accent": "#4fa9e6", "source": "#35b0a7", "star": "#c79a12", "link": "#4fa9e6", "problem": "#f2716e",
				"good": "#99b000", "code": "#9a9ee0", "line": "#586e75", "selected": "#eee8d5 on #0b4251", "blurred": "on #073642", "bar": "on #073642",
				"match": "#fdf6e3 on #6b5200", "current": "#002b36 on #d9a400",
			}),
			light: mustParse(map[string]string{
				"muted": "#586e75", "accent": "#1b6aa5", "source": "#19716b", "star": "#806000", "link": "#1b6aa5", "problem": "#bf2421",
				"good": "#5a6800", "code": "#4f54a8", "line": "#93a1a1", "selected": "#073642 on #e3dcc3", "blurred": "on #eee8d5", "bar": "#073642 on #eee8d5",
				"match": "#002b36 on #f0d98c", "current": "#002b36 on #e0b020",
			}),
		},
		{
			name: "gruvbox", backgrounds: [2]string{"#282828", "#fbf1c7"},
			dark: mustParse(map[string]string{
				"muted": "#a89984", "accent": "#83a598", "source": "#8ec07c", "star": "#fabd2f", "link": "#83a598", "problem": "#ff6b57",
				"good": "#b8bb26", "code": "#fe9b45", "line": "#665c54", "selected": "#fbf1c7 on #504945", "blurred": "on #3c3836", "bar": "on #32302f",
				"match": "#fbf1c7 on #6b4e00", "current": "#1d2021 on #fabd2f",
			}),
			light: mustParse(map[string]string{
				"muted": "#665c54", "accent": "#076678", "source": "#356246", "star": "#80500b", "link": "#076678", "problem": "#9d0006",
				"good": "#5f5b08", "code": "#8f3f71", "line": "#bdae93", "selected": "#282828 on #e2d3a6", "blurred": "on #ebdbb2", "bar": "on #ebdbb2",
				"match": "#282828 on #f2d57e", "current": "#1d2021 on #e0a526",
			}),
		},
		{
			name: "nord", backgrounds: [2]string{"#2e3440", "#eceff4"},
			dark: mustParse(map[string]string{
				"muted": "#aab4c5", "accent": "#88c0d0", "source": "#a3be8c", "star": "#ebcb8b", "link": "#8fbcdb", "problem": "#e88e96",
				"good": "#a3be8c", "code": "#cba9c5", "line": "#616e88", "selected": "#eceff4 on #434c5e", "blurred": "on #3b4252", "bar": "on #3b4252",
				"match": "#eceff4 on #6b5a2e", "current": "#2e3440 on #ebcb8b",
			}),
			light: mustParse(map[string]string{
				"muted": "#4c566a", "accent": "#2f5f8a", "source": "#3d6130", "star": "#7a5500", "link": "#2f5f8a", "problem": "#a3323d",
				"good": "#3d6130", "code": "#7a4b74", "line": "#a3adbf", "selected": "#2e3440 on #d3dae6", "blurred": "on #e2e7ef", "bar": "on #e2e7ef",
				"match": "#2e3440 on #f2dfa6", "current": "#2e3440 on #e0b64c",
			}),
		},
	}
})
