package linemode

import (
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// What is printed instead of an article: lists, and the facts of an article.

// info prints all known facts of an article.
func (f front) info(c action.Call) error {
	h, err := f.walk.Meant(f.ctx, f.listing(), c.Count)
	if err != nil {
		return err
	}
	r, err := f.o.Library.Record(f.ctx, h.ID)
	if err != nil {
		return action.Failure{Doing: message.ReadArticle, Err: err}
	}
	f.ShowFacts(message.AboutTitle, session.About(&r, f.o.Now(), f.KeyFor(keys.Redate)))
	return nil
}

// ShowFacts prints facts; the reader knows what was asked for.
func (f front) ShowFacts(_ string, facts []session.Fact) {
	var lines []string
	for _, fact := range facts {
		switch {
		case fact.Head != "":
			lines = append(lines, f.Wrap(fact.Head, 2)...)
		case fact.Label != "":
			lines = append(lines, f.Hang("  ", "    ", fact.Label+": "+fact.Text)...)
		default: // continues the line above
			lines = append(lines, f.Hang("    ", "    ", fact.Text)...)
		}
	}
	f.Sheet(lines)
}

// versions prints how an article has changed since it arrived.
func (f front) versions(c action.Call) error {
	h, err := f.walk.Meant(f.ctx, f.listing(), c.Count)
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
		lines = append(lines, f.Wrap(changes[i].Head(f.o.Now()), 2)...)
		for _, text := range changes[i].Words() {
			lines = append(lines, f.Hang("  ", "  ", text)...)
		}
	}
	f.Sheet(lines)
	return nil
}

// sources lists the sources with their counts.
func (f front) sources(action.Call) error {
	all, err := session.Sources(f.ctx, f.o.Library)
	if err != nil {
		return action.Failure{Doing: message.ReadSources, Err: err}
	}
	var lines []string
	for _, src := range all {
		name := src.Title
		if src.As.Folder != "" {
			name = src.As.Folder + "/" + name
		}
		lines = append(lines, f.counted(name+session.StateWords(src.As), src.Total, src.Unread)...)
	}
	return f.listed(lines, message.NoSourcesPlain)
}

// listed prints lines, or none if there are none.
func (f front) listed(lines []string, none string) error {
	if len(lines) == 0 {
		return f.none(none, nil)
	}
	f.Sheet(lines)
	return nil
}

// timeline prints how much was published when.
func (f front) timeline(action.Call) error {
	periods, err := session.Overview(f.ctx, f.o.Library, f.filter.Now(f.Env()))
	if err != nil {
		return action.Failure{Doing: message.Count, Err: err}
	}
	var lines []string
	for _, p := range periods {
		lines = append(lines, f.counted(p.Name, p.Total, p.Unread)...)
	}
	return f.listed(lines, message.NothingDated)
}

// counted returns a name with its number of articles and of unread ones.
func (f front) counted(name string, total, unread int) []string {
	return f.Wrap(session.WithUnread(name+": "+message.Number(total), unread), 2)
}
