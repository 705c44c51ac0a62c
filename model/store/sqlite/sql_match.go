package sqlite

import (
	"fmt"
	"strings"

	"dateline/model"
	"dateline/model/tokenize"
)

func (w *sqlPlan) writeMatch(m model.Match) {
	switch {
	case m.Field == model.FromSource:
		w.writeSources(w.sources[m])
	case m.How == model.Regexp:
		w.writeRegexp(m)
	case m.Field > model.Author && strings.ContainsRune(m.Text, 0):
		w.add("0") // no text has one, and SQL would end its argument there
	case m.Field == model.Address:
		w.add("(instr(dl_fold(i.url), ?) > 0)", tokenize.Key(m.Text))
	case m.Field == model.File:
		w.add("(instr(dl_fold(i.path), ?) > 0)", tokenize.Key(m.Text))
	case m.Field == model.Language:
		f := tokenize.Key(m.Text)
		w.add("(dl_fold(i.language) = ? OR substr(dl_fold(i.language), 1, ?) = ?)", f, len([]rune(f))+1, f+"-")
	default:
		w.writeWords(m)
	}
}

// writeSources is true of the articles of sources.
func (w *sqlPlan) writeSources(of sourceSet) {
	if of.all {
		w.add("1")
		return
	}
	// Without the sign SQLite would gather all that the sources have, and sort.
	w.add("+i.source IN (" + join(of.ids, ", ", "") + ")")
}

// join writes numbers, each behind a sign.
func join(ids []int64, sep, sign string) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteString(sep)
		}
		fmt.Fprintf(&b, "%s%d", sign, id)
	}
	return b.String()
}

// writeWords tells of one article after the other whether it has words: by what the
// index gathers once, or where that would be many, by their texts.
func (w *sqlPlan) writeWords(m model.Match) {
	l := w.ftsWords(m)
	waiting := w.driver.by == byWaiting || w.driver.by == byAllWaiting
	switch {
	case len(terms(m)) == 0 && m.Field != model.Author: // every article has that
		w.add("1")
		return
	case waiting && w.waiting.found == nil && !w.waiting.many: // few: by their texts
		w.writeVerify(m)
		return
	case l == matchNone && w.waiting == nil:
		w.add("0")
		return
	}
	w.add("(")
	gathered := waiting || l.ok && (w.allRows || w.atMostHits(m) <= fewHits)
	if gathered {
		w.writeGathered(m, l.expr, waiting)
	}
	switch verify := !gathered || needsText(m) || !l.exact; {
	case verify && gathered:
		w.add(" AND ")
		fallthrough
	case verify:
		w.writeKnown(func() { w.writeVerify(m) })
	}
	w.add(")")
}

// writeGathered tells by what the index, or what waits, has gathered for an expression.
func (w *sqlPlan) writeGathered(m model.Match, expr string, waiting bool) {
	if !waiting {
		w.add("(i.id IN (SELECT rowid FROM fts WHERE fts MATCH ?)", expr)
	}
	switch {
	case waiting && w.waiting.many:
		w.add("NULL")
		return
	case waiting:
		w.add("i.id IN (SELECT value FROM json_each(?))", jsonList(w.waiting.found[m]))
		return
	case w.waiting == nil:
	case w.waiting.many:
		w.add(" OR CASE WHEN i.id IN (SELECT item FROM waiting) THEN NULL ELSE 0 END")
	default:
		w.add(" OR i.id IN (SELECT value FROM json_each(?))", jsonList(w.waiting.found[m]))
	}
	w.add(")")
}

// writeKnown writes what is true or false of articles that were searched, and NULL of
// others.
func (w *sqlPlan) writeKnown(write func()) {
	many := w.waiting != nil && w.waiting.many
	if many {
		w.add("CASE WHEN i.id NOT IN (SELECT item FROM waiting) THEN ")
	}
	write()
	if many {
		w.add(" END")
	}
}

// writeVerify asks for the text of an article whether it has words.
func (w *sqlPlan) writeVerify(m model.Match) {
	w.add("dl_words(?, ?, ?, i.title, (SELECT title FROM source WHERE source.id = i.source), (SELECT z FROM body WHERE body.id = i.body), (SELECT group_concat(name, char(10)) FROM tag WHERE tag.item = i.id))",
		m.Text, int(m.Field), int(m.How))
}

func (w *sqlPlan) writeRegexp(m model.Match) {
	const body = "(SELECT z FROM body WHERE body.id = i.body)"
	switch m.Field {
	case model.Title:
		w.add("dl_regexp(?, i.title)", m.Text)
	case model.Address:
		w.add("dl_regexp(?, i.url)", m.Text)
	case model.Language:
		w.add("dl_regexp(?, i.language)", m.Text)
	case model.File:
		w.add("dl_regexp(?, i.path)", m.Text)
	default:
		w.add("dl_regexp_body(?, ?, i.title, (SELECT title FROM source WHERE source.id = i.source), "+body+", (SELECT group_concat(name, char(10)) FROM tag WHERE tag.item = i.id))",
			m.Text, int(m.Field))
	}
}
