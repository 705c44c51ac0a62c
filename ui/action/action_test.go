package action_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/session"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// reader is a front without a screen or lines: it keeps what it is asked to do.
type reader struct {
	action.Front // what no test asks for
	articles     []model.Article
	many         bool
	filter       session.Filter
	visit        session.Visit
	tags         []model.TagCount
	views        []model.View
	answer       string // to every question
	allowed      host.Host

	asked  []action.Question
	said   []string
	copied []string
	moved  []action.Call
}

func (r *reader) Library() model.Library      { return nil }
func (r *reader) Host() host.Host             { return r.allowed }
func (r *reader) Env() query.Env              { return query.Env{Now: noon, WeekStart: time.Monday} }
func (r *reader) Filter() *session.Filter     { return &r.filter }
func (r *reader) Views() []model.View         { return r.views }
func (r *reader) Tags() []model.TagCount      { return r.tags }
func (r *reader) Visit() *session.Visit       { return &r.visit }
func (r *reader) Many() bool                  { return r.many }
func (r *reader) Known() action.Known         { return action.Known{Tags: []string{"harbour"}} }
func (r *reader) KeyFor(a keys.Action) string { return string(a) }
func (r *reader) Ellipsis() string            { return "..." }
func (r *reader) Say(text string)             { r.said = append(r.said, text) }

func (r *reader) Here() *model.Headline {
	if len(r.articles) == 0 {
		return nil
	}
	return &model.Headline{ID: r.articles[0].ID}
}

func (r *reader) Article(_ int, do func(model.Article) error) error {
	if len(r.articles) == 0 {
		return action.ErrNoHeadline
	}
	return do(r.articles[0])
}

func (r *reader) Ask(q action.Question, then func(string) error) error {
	r.asked = append(r.asked, q)
	return then(r.answer)
}

func (r *reader) SetFilter(text string, _ model.At) error {
	from := r.filter.Text
	if !r.filter.Set(text, r.Env()) {
		return r.filter.Err
	}
	r.filter.Steps.Took(from, text)
	return nil
}

func (r *reader) Copy(text string) error {
	r.copied = append(r.copied, text)
	return nil
}

func (r *reader) Move(c action.Call) error {
	r.moved = append(r.moved, c)
	return nil
}

// run carries out a command line.
func run(t *testing.T, r *reader, line string) error {
	t.Helper()
	calls, err := action.Keys().Parse(line)
	for _, c := range calls {
		err = errors.Join(err, action.Run(r, c))
	}
	return err
}

// TestRows: what must be given is asked for, on the screen and in line mode.
func TestRows(t *testing.T) {
	optional := []keys.Action{keys.Show, keys.Refresh} // they do something without
	onScreen := []keys.Action{keys.Theme, keys.Set}
	for _, b := range action.Keys().Commands() {
		s := action.Of(b.Action)
		if b.Arg == "" || slices.Contains(optional, b.Action) {
			if s.Ask != (action.Question{}) {
				t.Errorf("%s asks for what it does not take", b.Action)
			}
			continue
		}
		if s.Ask == (action.Question{}) {
			t.Errorf("%s does not ask for its %s", b.Action, b.Arg)
		}
		if s.Ask.Line == "" && s.Prepare == nil && !slices.Contains(onScreen, b.Action) {
			t.Errorf("%s asks line mode nothing", b.Action)
		}
	}
}

// TestFilters: actions change the text of the filter.
func TestFilters(t *testing.T) {
	for _, c := range []struct{ name, from, line, want string }{
		{"a filter", "", "filter storm", "storm"},
		{"a date", "storm", "date 2018", "2018 storm"},
		{"another date", "storm 2018", "date 2019-03", "storm 2019-03"},
		{"no date", "storm 2018", "drop-date", "storm"},
		{"later", "2018-11", "later 2", "2019-01"},
		{"earlier", "2018-11", "earlier", "2018-10"},
		{"unread", "storm", "show", "storm is:unread"},
		{"by its name", "storm", "show starred", "storm is:starred"},
		{"an order by its beginning", "storm", "sort old", "storm sort:oldest"},
		{"copies folded", "storm", "fold", "storm -is:duplicate"},
		{"a view", "storm", "view mine", "from:coast"},
		{"cleared", "storm", "clear-filter", ""},
		{"a step back", "storm", "filter sea; filter-back", "storm"},
		{"several", "", "filter storm; date 2018; show", "2018 storm is:unread"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &reader{views: []model.View{{Name: "mine", Query: "from:coast"}}}
			r.filter.Set(c.from, r.Env())
			if err := run(t, r, c.line); err != nil {
				t.Fatal(err)
			}
			if r.filter.Text != c.want {
				t.Errorf("got %q, want %q", r.filter.Text, c.want)
			}
		})
	}
}

// TestRefusals: what cannot be done says why, and is told from a mistake.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		line string
		as   any
		want string
	}{
		{"drop-date", new(action.Hint), "date"},
		{"later", new(action.Hint), "date"},
		{"save", new(action.NotAllowed), "save"},
		{"pipe wc", new(action.NotAllowed), "Commands"},
		{"refresh-all", new(action.Refusal), "feed"},
		{"filter since:", new(*query.Error), "since"},
		{"sort nothing", new(*query.Error), "nothing"},
	} {
		t.Run(c.line, func(t *testing.T) {
			err := run(t, &reader{allowed: host.Funcs{}}, c.line)
			if err == nil || !errors.As(err, c.as) || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(c.want)) {
				t.Errorf("got %T %v, want %T of %q", err, err, c.as, c.want)
			}
		})
	}
}

// TestAsking: what an action takes is asked for, an empty answer gives it up, and what
// it was given is not asked for.
func TestAsking(t *testing.T) {
	r := &reader{answer: "storm"}
	if err := run(t, r, "filter; down 2"); err != nil || r.filter.Text != "storm" {
		t.Errorf("got %q, %v", r.filter.Text, err)
	}
	if len(r.asked) != 1 || r.asked[0].Action != keys.Search || len(r.moved) != 1 || r.moved[0] != (action.Call{Action: keys.Down, Count: 2}) {
		t.Errorf("asked %+v, moved %v", r.asked, r.moved)
	}
	r = &reader{}
	if err := run(t, r, "filter; tag; kill; filter sea"); err != nil || r.filter.Text != "sea" || len(r.asked) != 3 {
		t.Errorf("got %q, %v, asked %+v", r.filter.Text, err, r.asked)
	}
	r = &reader{allowed: saver{}, articles: []model.Article{{ID: "a", Title: "A storm"}}}
	r.filter.Set("storm", r.Env())
	if err := run(t, r, "save; save-view; kill"); err != nil || len(r.asked) != 3 || !strings.Contains(r.asked[0].Text, "storm") || !strings.Contains(r.asked[1].Help, "storm") || r.asked[2].Text != "storm" {
		t.Errorf("got %v, asked %+v", err, r.asked)
	}
}

// saver allows saving, and nothing else.
type saver struct{ host.Funcs }

func (saver) Save() func(context.Context, model.Article, string) (string, error) {
	return func(context.Context, model.Article, string) (string, error) { return "", nil }
}

// TestChoices: what may be given is offered by what is typed of it.
func TestChoices(t *testing.T) {
	r := &reader{tags: []model.TagCount{{Name: "storm", Total: 2}, {Name: "two words", Total: 1}}, views: []model.View{{Name: "mine", Query: "from:coast"}}}
	for _, c := range []struct {
		action keys.Action
		typed  string
		want   string
	}{
		{keys.Show, "u", "unread"},
		{keys.Sort, "O", "oldest"},
		{keys.Tag, "sto", "storm "},
		{keys.Tag, "a two", `a "two words" `},
		{keys.Tag, "-", "-harbour "},
		{keys.View, "min", "mine"},
		{keys.DropView, "", "mine"},
		{keys.MarkMany, "b", "below"},
		{keys.Redate, "r", "reset"},
		{keys.Search, "is:unr", "is:unread"},
	} {
		t.Run(string(c.action)+" "+c.typed, func(t *testing.T) {
			cs := action.Of(c.action).Choices(r, c.typed)
			if len(cs) == 0 || strings.TrimSpace(cs[0].Text) != strings.TrimSpace(c.want) {
				t.Errorf("got %+v, want %q", cs, c.want)
			}
		})
	}
	keysOf := make(map[string]bool)
	for _, c := range action.Of(keys.View).Choices(r, "") {
		if c.Key == "" || keysOf[c.Key] {
			t.Errorf("%q has the key %q", c.Text, c.Key)
		}
		keysOf[c.Key] = true
	}
}

// TestCommands: a command line goes on with names and with what they take.
func TestCommands(t *testing.T) {
	r := &reader{tags: []model.TagCount{{Name: "storm"}}}
	for _, c := range []struct{ typed, text, label string }{
		{"toggl", "toggle-read", "toggle-read"},
		{"down; tag", "down; tag ", "tag TAGS"},
		{"down; tag st", "down; tag storm ", "storm"},
		{"sort ol", "sort oldest", "oldest"},
	} {
		cs := action.Commands(r, action.Keys(), c.typed, false)
		if len(cs) == 0 || cs[0].Text != c.text || cs[0].Label != c.label {
			t.Errorf("%q: got %+v, want %q", c.typed, cs, c.text)
		}
	}
	for _, typed := range []string{"12", "down 3", "xyzzy "} {
		if cs := action.Commands(r, action.Keys(), typed, false); cs != nil {
			t.Errorf("%q: got %+v", typed, cs)
		}
	}
}
