package linemode

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/diff"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// What is printed in the place of an article: lists, and what is known of one.

// info says all that is known of an article.
func (f front) info(c action.Call) error {
	h, err := f.meant(c.Count)
	if err != nil {
		return err
	}
	r, err := f.o.Library.Record(f.ctx, h.ID)
	if err != nil {
		return action.Failure{Doing: message.ReadArticle, Err: err}
	}
	var lines []string
	for _, fact := range session.About(&r, f.o.Now(), f.KeyFor(keys.Redate)) {
		switch {
		case fact.Head != "":
			lines = append(lines, f.wrap(fact.Head, 2)...)
		case fact.Label != "":
			lines = append(lines, f.hang("  ", "    ", fact.Label+": "+fact.Text)...)
		default: // goes on with what stands above
			lines = append(lines, f.hang("    ", "    ", fact.Text)...)
		}
	}
	f.sheet(lines)
	return nil
}

// versions says how an article has changed since it arrived.
func (f front) versions(c action.Call) error {
	h, err := f.meant(c.Count)
	if err != nil {
		return err
	}
	_, changes, err := session.Versions(f.ctx, f.o.Library, h.ID)
	switch {
	case err != nil:
		return action.Failure{Doing: message.ReadEarlierTexts, Err: err}
	case len(changes) == 0:
		return action.Hint{Screen: message.OneVersion}
	}
	var lines []string
	for i := range changes {
		lines = append(lines, f.wrap(changes[i].Head(f.o.Now()), 2)...)
		same := 0
		for _, p := range changes[i].Text {
			if p.Changed() {
				lines = append(lines, f.hang("  ", "  ", marked(p))...)
			} else {
				same++
			}
		}
		text := message.Plural(same, message.OneParagraphAsBefore, message.ParagraphsAsBefore)
		lines = append(lines, f.hang("  ", "  ", fmt.Sprintf(text, same))...)
	}
	f.sheet(lines)
	return nil
}

// marked writes a changed paragraph with what went and what came in brackets.
func marked(p diff.Paragraph) string {
	var b strings.Builder
	for i, w := range p {
		if w.Blank && i > 0 {
			b.WriteByte(' ')
		}
		if i == 0 || p[i-1].Op != w.Op {
			b.WriteString(session.Brackets[w.Op][0])
		}
		b.WriteString(w.Text)
		if i == len(p)-1 || p[i+1].Op != w.Op {
			b.WriteString(session.Brackets[w.Op][1])
		}
	}
	return b.String()
}

// sources lists the sources with what they hold.
func (f front) sources(action.Call) error {
	all, err := session.Sources(f.ctx, f.o.Library)
	if err != nil {
		return action.Failure{Doing: message.ReadSources, Err: err}
	}
	var lines []string
	for _, src := range all {
		lines = append(lines, f.wrap(withUnread(src.Title+": "+theme.Number(src.Total), src.Unread), 2)...)
	}
	return f.listed(lines, message.NoSourcesPlain)
}

// listed prints lines, or says that there are none.
func (f front) listed(lines []string, none string) error {
	if len(lines) == 0 {
		f.say(none)
		return nil
	}
	f.sheet(lines)
	return nil
}

// listProblems lists what has failed and why, the newest first.
func (f front) listProblems(action.Call) error {
	var lines []string
	for _, p := range f.problems.Newest() {
		lines = append(lines, f.wrap(p.At.In(f.o.Now().Location()).Format("15:04:05 ")+p.Text, 2)...)
	}
	return f.listed(lines, message.NoProblems)
}

// timeline says how much was published when, in units that are few enough to
// be listened to. As on the screen it is of the filter without its date.
func (f front) timeline(action.Call) error {
	q, _ := query.WithoutDates(f.filter.Now(f.Env()))
	var buckets []model.Bucket
	var layout string
	for _, u := range []struct {
		unit   model.Unit
		layout string
	}{{model.ByYear, "2006"}, {model.ByMonth, message.MonthYear}, {model.ByDay, message.ShortDay}} {
		var err error
		if buckets, err = f.o.Library.Histogram(f.ctx, q, u.unit, model.Span{}); err != nil {
			return action.Failure{Doing: message.Count, Err: err}
		}
		if layout = u.layout; len(buckets) > 2 {
			break
		}
	}
	var lines []string
	for _, b := range buckets {
		day := b.Start.In(time.UTC)
		text := day.Format(layout)
		switch b.Known {
		case model.ToMonth:
			text = fmt.Sprintf(message.NoDayOf, day.Format(message.MonthYear))
		case model.ToYear:
			text = fmt.Sprintf(message.NoMonthOf, day.Format("2006"))
		}
		lines = append(lines, f.wrap(withUnread(text+": "+theme.Number(b.Total), b.Unread), 2)...)
	}
	return f.listed(lines, message.NothingDated)
}
