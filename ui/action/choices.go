package action

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/tokenize"
	"dateline/ui/host"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Choice is a value that an action may take.
type Choice struct {
	Key   string // selects it in a menu; "": not in menus
	Text  string // replaces what is typed
	Label string
	Help  string
}

// Known is what else a front knows for completion.
type Known struct {
	Rules    []model.Rule
	Feeds    []model.Subscription
	Record   model.Record // of the article that info was last shown for
	Tags     []string     // of the article on the screen
	Offers   []host.Offer
	Served   bool // files of this machine cannot be named
	Themes   []string
	Settings func(typed string) []Choice
}

// Holds reports whether a name contains what is typed, ignoring case.
func Holds(name, typed string) bool {
	return strings.Contains(tokenize.Key(name), tokenize.Key(strings.TrimSpace(typed)))
}

// holding returns the choices whose label contains what is typed.
func holding[T any](typed string, things []T, choice func(T) Choice) []Choice {
	var cs []Choice
	for _, x := range things {
		if c := choice(x); Holds(c.Label, typed) {
			cs = append(cs, c)
		}
	}
	return cs
}

// beginning returns the choices that begin with what is typed.
func beginning(typed string, cs ...Choice) []Choice {
	return slices.DeleteFunc(cs, func(c Choice) bool { return !strings.HasPrefix(c.Text, typed) })
}

// typing returns the environment of a query that is being typed.
func typing(f Front) query.Env {
	env := f.Env()
	env.Typing = true
	return env
}

// queries complete a query.
func queries(f Front, typed string) []Choice {
	names := make([]string, len(f.Tags()))
	for i, t := range f.Tags() {
		names[i] = t.Name
	}
	return completions(query.Complete(typed, len(typed), typing(f), query.Names{Tags: names, Folders: session.Folders(f.Known().Feeds)}), typed)
}

// dateChoices complete a date.
func dateChoices(f Front, typed string) []Choice {
	return completions(query.CompleteDate(typed, typing(f)), typed)
}

// completions converts completions of the query language to choices.
func completions(cs []query.Completion, typed string) []Choice {
	out := make([]Choice, 0, len(cs))
	for _, c := range cs {
		out = append(out, Choice{Text: typed[:c.From] + c.Insert + typed[c.To:], Label: c.Label, Help: c.Help})
	}
	return out
}

// readings are the arguments of show.
func readings(_ Front, typed string) []Choice {
	var cs []Choice
	for _, r := range session.Readings {
		cs = append(cs, Choice{Text: r, Label: r})
	}
	return beginning(typed, cs...)
}

// orders are the orders of the list.
func orders(_ Front, typed string) []Choice {
	var cs []Choice
	names, help := query.Orders()
	for i, name := range names {
		cs = append(cs, Choice{name[:1], name, name, help[i]})
	}
	return beginning(strings.ToLower(typed), cs...)
}

// allViews are the views, each with a letter of its name as its key.
func allViews(f Front, typed string) []Choice {
	var cs []Choice
	taken := make(map[string]bool)
	for _, v := range slices.Concat(session.Shipped, f.Views()) {
		c := Choice{freeLetter(v.Name, taken), v.Name, v.Name, v.Query}
		taken[c.Key] = true
		if Holds(v.Name, typed) {
			cs = append(cs, c)
		}
	}
	return cs
}

// freeLetter returns the first letter of a name that is not taken, else a digit, else "".
func freeLetter(name string, taken map[string]bool) string {
	for _, r := range strings.ToLower(name) + "123456789" {
		if s := string(r); (unicode.IsLetter(r) || unicode.IsDigit(r)) && !taken[s] {
			return s
		}
	}
	return ""
}

// savedViews are the views that the reader has saved.
func savedViews(f Front, typed string) []Choice {
	return holding(typed, f.Views(), func(v model.View) Choice { return Choice{Text: v.Name, Label: v.Name, Help: v.Query} })
}

// toMark are the arguments of mark-read.
func toMark(_ Front, typed string) []Choice {
	return beginning(typed,
		Choice{"a", "above", "above", message.AboveHelp},
		Choice{"b", "below", "below", message.BelowHelp},
		Choice{"d", "day", "day", message.OfDayHelp},
		Choice{"s", "source", "source", message.OfSourceHelp},
		Choice{"o", "older", message.OlderChoice, message.OlderHelp},
		Choice{"A", "all", "all", message.AllShown},
	)
}

// ruleParts complete a rule: what it does, the tag that it gives, and its query.
func ruleParts(f Front, typed string) []Choice {
	word, rest, done := strings.Cut(typed, " ")
	if !done {
		var cs []Choice
		for _, r := range model.RuleWords() {
			cs = append(cs, Choice{Text: r + " ", Label: r})
		}
		return beginning(typed, cs...)
	}
	if _, _, tagged := strings.Cut(rest, " "); word == "tag" && !tagged {
		return holding(strings.TrimLeft(rest, "#"), f.Tags(), func(t model.TagCount) Choice {
			return Choice{Text: word + " " + session.Quoted(t.Name) + " ", Label: t.Name}
		})
	}
	before := typed[:len(typed)-len(rest)]
	if r, err := model.ParseRule(typed); err == nil {
		before = strings.TrimSuffix(typed, r.Query)
	}
	cs := queries(f, strings.TrimPrefix(typed, before))
	for i := range cs {
		cs[i].Text = before + cs[i].Text
	}
	return cs
}

// rules are the rules, with what each has done.
func rules(f Front, typed string) []Choice {
	return holding(typed, f.Known().Rules, func(r model.Rule) Choice {
		return Choice{Text: r.String(), Label: r.String(), Help: session.RuleWords(r, f.Env())}
	})
}

// rightDates are the arguments of redate. For the article whose info was last shown they
// include the other dates found in it.
func rightDates(f Front, typed string) []Choice {
	cs := []Choice{
		{Text: "reset", Label: "reset", Help: message.RedateReset},
		{Text: "none", Label: "none", Help: message.RedateNone},
	}
	record := f.Known().Record
	if h := f.Here(); h != nil && h.ID == record.ID && !f.Many() {
		for _, d := range record.Candidates {
			text := d.String()
			if d.Precision == model.ToInstant {
				text = d.At.In(f.Env().Now.Location()).Format("2006-01-02T15:04")
			}
			cs = append(cs, Choice{Text: text, Label: text, Help: session.OriginWords(d)})
		}
	}
	return beginning(typed, cs...)
}

// maxTags bounds the choices: some libraries have thousands of tags.
const maxTags = 200

// tags complete the last word of a list of tags. After "-" the tags of the article on the
// screen come first.
func tags(f Front, typed string) []Choice {
	from := strings.LastIndexByte(typed, ' ') + 1
	if i := strings.LastIndexByte(typed, '"'); strings.Count(typed, `"`)%2 == 1 {
		from = i
	}
	before, word := typed[:from], typed[from:]
	word, drop := strings.CutPrefix(word, "-")
	word = strings.TrimLeft(word, `+#"`)
	var names []model.TagCount
	if drop {
		before += "-"
		for _, t := range f.Known().Tags {
			names = append(names, model.TagCount{Name: t})
		}
	}
	if !drop || f.Many() {
		names = append(names, f.Tags()...)
	}
	var cs []Choice
	for _, t := range names {
		if !Holds(t.Name, word) || len(cs) == maxTags {
			continue
		}
		help := message.TagOfArticle
		if t.Total > 0 {
			help = fmt.Sprintf(message.TagOn, session.Articles(t.Total))
		}
		cs = append(cs, Choice{Text: before + session.Quoted(t.Name) + " ", Label: t.Name, Help: help})
	}
	return cs
}

// offers are the suggested feeds that match what is typed.
func offers(f Front, typed string) []Choice {
	var cs []Choice
	for _, o := range f.Known().Offers {
		if strings.Contains(tokenize.Key(o.Title+" "+o.About+" "+o.Address), tokenize.Key(typed)) {
			cs = append(cs, Choice{Text: o.Address, Label: o.Title, Help: o.About})
		}
	}
	return cs
}

// themes are the names of the colour themes.
func themes(f Front, typed string) []Choice {
	return holding(typed, f.Known().Themes, func(name string) Choice { return Choice{Text: name, Label: name} })
}

// settings are the settings and their values.
func settings(f Front, typed string) []Choice {
	cs := f.Known().Settings(typed)
	if name, value, more := strings.Cut(typed, " "); more && name == "notify" {
		for _, c := range savedViews(f, value) {
			cs = append(cs, Choice{Text: name + " " + c.Text, Label: c.Label, Help: c.Help})
		}
	}
	return cs
}
