package linemode

import (
	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// moves are the actions that line mode does itself: moving, reading, listing.
func (f front) moves() map[keys.Action]func(action.Call) error {
	m := map[keys.Action]func(action.Call) error{
		keys.Quit: func(action.Call) error { return errQuit }, keys.Help: f.help, keys.Redraw: f.again,
		keys.PageDown: f.goOn, keys.HalfDown: f.goOn, keys.PageUp: f.previous, keys.HalfUp: f.previous,
		keys.Top: f.end, keys.Bottom: f.end, keys.Headline: f.open, keys.Open: f.open,
		keys.Back: f.back, keys.Close: f.back, keys.Down: f.move, keys.Up: f.move,
		keys.NextArticle: f.readNext, keys.PrevArticle: f.readNext, keys.ReadOn: f.readOn,
		keys.NextUnread: f.nextUnread, keys.PrevUnread: f.nextUnread, keys.NextDay: f.nextDay, keys.PrevDay: f.nextDay,
		keys.NextSource: f.nextSource, keys.PrevSource: f.nextSource, keys.ToggleTimeline: f.timeline, keys.ToggleSources: f.sources,
		keys.Find: f.find, keys.Info: f.info, keys.Versions: f.versions, keys.Hints: f.links, keys.Set: f.set,
	}
	if f.Lends() {
		m[keys.Pager] = f.pager
	}
	return m
}

// signed returns a count with the direction of its action.
func signed(c action.Call) int {
	n := max(1, c.Count)
	switch c.Action {
	case keys.Up, keys.PrevArticle, keys.PrevUnread, keys.PrevDay, keys.PrevSource:
		return -n
	}
	return n
}

// goOn prints the next page of the article, after its end the next article, or else the
// next page of headlines.
func (f front) goOn(action.Call) error {
	switch {
	case f.More():
		return nil
	case f.reading.article.ID != "":
		return f.readNext(action.Call{})
	}
	return f.next()
}

// open prints the article of the headline that is meant.
func (f front) open(c action.Call) error {
	return f.Headline(c, func(h model.Headline) error { return f.read(h) })
}

// back returns to the page of the followed link, or to the headlines.
func (f front) back(c action.Call) error {
	trail := f.reading.trail
	if p, ok := trail.Pop(); ok {
		return f.show(p.Article, trail)
	}
	return f.again(c)
}

// move moves to another headline and prints it.
func (f front) move(c action.Call) error {
	ok, err := f.walk.Step(f.ctx, f.listing(), signed(c))
	if err != nil || !ok {
		return f.none(message.NoHeadlineThatWay, err)
	}
	lines, _, err := f.layout(session.Part{Rows: []model.Headline{*f.walk.Here}}, f.walk.Number)
	f.Lines(lines...)
	return err
}

// none prints a text unless there is an error.
func (f front) none(text string, err error) error {
	if err == nil {
		f.Say(text)
	}
	return err
}

// readNext prints the next article, or the previous one.
func (f front) readNext(c action.Call) error {
	ok, err := f.walk.Step(f.ctx, f.listing(), signed(c))
	if err != nil || !ok {
		return f.none(message.NoArticleThatWay, err)
	}
	return f.read(*f.walk.Here)
}

// readOn prints more of the article, or the next unread one.
func (f front) readOn(c action.Call) error {
	if f.More() {
		return nil
	}
	return f.nextUnread(c)
}

// nextUnread prints the nearest unread article in a direction.
func (f front) nextUnread(c action.Call) error {
	dir := signed(action.Call{Action: c.Action})
	ok, err := f.walk.NextUnread(f.ctx, f.listing(), dir)
	if err != nil || !ok {
		return f.none(session.NoneUnread(dir), action.Failed(message.LookUnreadArticles, err))
	}
	return f.read(*f.walk.Here)
}

// reach limits how many headlines are searched for the next heading.
const reach = 200

// nextDay prints the page that begins with the next heading, or the previous one.
func (f front) nextDay(c action.Call) error {
	n := signed(c)
	if len(f.walk.Rows) == 0 {
		return f.again(c)
	}
	w := model.Window{At: model.At{Place: &f.walk.Rows[0].Place}, After: reach}
	if n < 0 {
		w.Before, w.After = reach, 1
	}
	got, err := f.listing().Find(f.ctx, w)
	if err != nil {
		return err
	}
	l, err := f.divided(got)
	if err != nil {
		return err
	}
	before, _ := l.Selected()
	at, found, ok := l.NextDay(n)
	h, _ := l.Selected()
	if !found && ok {
		return f.toDate(at)
	}
	for i := range got.Headlines {
		if found && h.ID != before.ID && got.Headlines[i].ID == h.ID {
			return f.forward(model.At{Place: &h.Place}, "", max(1, f.walk.First+i-got.Here))
		}
	}
	return f.none(message.NoHeadingThatWay, nil)
}

// toDate prints the page that begins with the heading of a day, month or year, or where
// that would be.
func (f front) toDate(d model.Date) error {
	n, err := session.Before(f.ctx, f.o.Library, f.filter.Listed(f.Env()), f.filter.Kept, d)
	if err != nil {
		return err
	}
	return f.forward(model.At{Date: &d}, "", n+1)
}

// nextSource filters by the next source, or the previous one.
func (f front) nextSource(c action.Call) error {
	all, err := f.o.Library.Sources(f.ctx)
	if err != nil {
		return action.Failure{Doing: message.ReadSources, Err: err}
	}
	text, err := session.NextSource(f.filter.Text, all, signed(c))
	if err != nil {
		return err
	}
	return f.setFilter(text)
}
