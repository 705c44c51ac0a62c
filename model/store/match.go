package store

import (
	"strings"

	"dateline/model"
)

func (w *where) match(m model.Match) {
	switch {
	case m.How == model.Regexp:
		w.regexp(m)
		return
	case m.Field > model.Text && strings.ContainsRune(m.Text, 0):
		w.add("0") // no text has one, and SQL would end its argument there
		return
	case m.Field == model.Author:
		w.add("dl_authors((SELECT z FROM body WHERE body.id = i.id), ?)", fold(m.Text))
		return
	case m.Field == model.FromSource:
		f := fold(m.Text)
		w.add("(i.source IN (SELECT id FROM source WHERE instr(source.fold, ?)) OR instr(dl_fold(i.path), ?))", f, f)
		return
	case m.Field == model.Address:
		w.add("(instr(dl_fold(i.url), ?) > 0)", fold(m.Text))
		return
	case m.Field == model.File:
		w.add("(instr(dl_fold(i.path), ?) > 0)", fold(m.Text))
		return
	case m.Field == model.Language:
		f := fold(m.Text)
		w.add("(dl_fold(i.language) = ? OR substr(dl_fold(i.language), 1, ?) = ?)", f, len([]rune(f))+1, f+"-")
		return
	}
	w.words(m)
}

// words looks words up in the index and, where they must be adjacent, checks
// the text.
func (w *where) words(m model.Match) {
	index := "fts_body"
	if m.Field == model.Title {
		index = "fts_title"
	}
	e := ftsExpr(m)
	if e == "" { // no word in it: every article has that
		w.add("1")
		return
	}
	w.add("(EXISTS (SELECT 1 FROM "+index+" WHERE "+index+" MATCH ? AND "+index+".rowid = i.id)", e)
	if verify(m) {
		w.add(" AND dl_words(?, ?, ?, i.title, (SELECT title FROM source WHERE source.id = i.source), (SELECT z FROM body WHERE body.id = i.id), (SELECT group_concat(name, char(10)) FROM tag WHERE tag.item = i.id AND tag.own = 0))",
			m.Text, int(m.Field), int(m.How))
	}
	w.add(")")
}

// verify reports whether the index alone cannot tell that m is true: it knows
// that words occur, not where.
func verify(m model.Match) bool {
	return m.Field == model.Text || len(wordsOf(m.Text)) > 1
}

func (w *where) regexp(m model.Match) {
	const body = "(SELECT z FROM body WHERE body.id = i.id)"
	switch m.Field {
	case model.Title:
		w.add("dl_regexp(?, i.title)", m.Text)
	case model.FromSource:
		w.add("(dl_regexp(?, (SELECT title FROM source WHERE source.id = i.source)) OR dl_regexp(?, i.path))", m.Text, m.Text)
	case model.Address:
		w.add("dl_regexp(?, i.url)", m.Text)
	case model.Language:
		w.add("dl_regexp(?, i.language)", m.Text)
	case model.File:
		w.add("dl_regexp(?, i.path)", m.Text)
	default:
		w.add("dl_regexp_body(?, ?, i.title, (SELECT title FROM source WHERE source.id = i.source), "+body+", (SELECT group_concat(name, char(10)) FROM tag WHERE tag.item = i.id AND tag.own = 0))",
			m.Text, int(m.Field))
	}
}

// ftsExpr returns the expression for the index of words: all words, quoted.
func ftsExpr(m model.Match) string {
	ws := wordsOf(m.Text)
	var b strings.Builder
	for i, t := range ws {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(`"` + t + `"`)
		// A single CJK character begins pairs, or is the last of its run.
		if m.How == model.Prefix && i == len(ws)-1 || single(t) {
			b.WriteByte('*')
		}
	}
	return b.String()
}

// single reports whether a word is one CJK character.
func single(t string) bool {
	r := []rune(t)
	return len(r) == 1 && cjk(r[0])
}

// leading is an expression for an index of words that holds for every article
// of a condition, and only for those where it is exact.
type leading struct {
	expr      string
	titles    bool // for the index of titles
	ok, exact bool
}

// lead returns what an index of words may lead with for x.
func lead(x model.Expr) leading {
	switch x := x.(type) {
	case model.Match:
		if x.How == model.Regexp || x.Field > model.Text {
			return leading{}
		}
		e := ftsExpr(x)
		return leading{expr: e, titles: x.Field == model.Title, ok: e != "", exact: !verify(x)}
	case model.And:
		return leadAll(x, " AND ", false)
	case model.Or:
		return leadAll(x, " OR ", true)
	}
	return leading{}
}

// leadAll joins what the parts of x lead with. The index of titles leads only
// where all parts are of titles: the other index has the words of titles too,
// but cannot tell them apart.
func leadAll(parts []model.Expr, op string, every bool) leading {
	all := leading{exact: len(parts) > 0, titles: true}
	var es []string
	for _, p := range parts {
		l := lead(p)
		if !l.ok {
			if every {
				return leading{}
			}
			all.exact = false
			continue
		}
		es = append(es, "("+l.expr+")")
		all.exact = all.exact && l.exact
		all.titles = all.titles && l.titles
	}
	for _, p := range parts {
		if l := lead(p); l.ok && l.titles != all.titles {
			all.exact = false
		}
	}
	all.expr, all.ok = strings.Join(es, op), len(es) > 0
	return all
}
