package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// repairStep is a part of Repair, in the order in which they are done.
type repairStep = int // as in model.Fault

const (
	repairNone repairStep = iota
	repairIndexes
	repairOrphans
	repairTexts
	repairRevisions
	repairCounts
	repairWords
	repairPages // by writing the whole library anew
)

// What the reader can do.
const (
	adviceRepair  = "--repair puts it right"
	adviceSalvage = "put a backup in its place, or let --repair save what can be read"
	adviceRestore = "put a backup in its place, or keep what can be read with 'dateline list --format json'"
	adviceReread  = "--repair clears it; then add the document again"
	adviceCompact = "harmless; 'dateline library compact' frees it"
)

// checker looks for faults in one snapshot of a library.
type checker struct {
	ctx    context.Context
	tx     *sql.Tx
	report model.Report
	faults []model.Fault
	trees  map[int]string // the table or index of a root page
}

// Check implements model.Maintainer. It looks into the pages of the file and its
// indexes, between the tables, and at the counts, the word indexes and the texts.
func (s *Catalog) Check(ctx context.Context, report model.Report) ([]model.Fault, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("check the library: %w", mapError(err))
	}
	defer func() { _ = tx.Rollback() }()
	c := &checker{ctx: ctx, tx: tx, report: report}
	for _, part := range []struct {
		name string
		f    func() error
	}{
		{"pages", c.pages}, {"tables", c.tables}, {"counts", c.counts}, {"word indexes", c.words}, {"texts", c.texts},
	} {
		report("checking the "+part.name, -1)
		switch err := part.f(); {
		case err == nil:
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case isCode(err, sqlite3.SQLITE_CORRUPT), isCode(err, sqlite3.SQLITE_IOERR), isCode(err, sqlite3.SQLITE_NOTADB):
			c.fault(repairPages, adviceSalvage, "the %s cannot be read: %v", part.name, err)
		default:
			return nil, fmt.Errorf("check the %s: %w", part.name, mapError(err))
		}
	}
	return c.faults, nil
}

func (c *checker) fault(m repairStep, do, format string, args ...any) {
	c.faults = append(c.faults, model.Fault{What: model.CleanLine(fmt.Sprintf(format, args...)), Do: do, Repair: m})
}

// maxPageFaults bounds how many faults of pages are listed: a page that is gone may
// take thousands of rows with it.
const maxPageFaults = 20

// pages asks SQLite for what is wrong with the file.
func (c *checker) pages() error {
	c.trees = make(map[int]string)
	err := each(c.ctx, c.tx, "SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0", func(rs *sql.Rows) error {
		var page int
		var name string
		err := rs.Scan(&page, &name)
		c.trees[page] = name
		return err
	})
	if err != nil {
		return err
	}
	// A connection that has used a word index keeps what it read of it, and
	// looks for what others changed when it is asked for a word, but not when it
	// is to be checked.
	var id int64
	_ = c.tx.QueryRowContext(c.ctx, "SELECT rowid FROM fts WHERE fts MATCH 'a' LIMIT 1").Scan(&id)
	seen := make(map[string]bool)
	return each(c.ctx, c.tx, fmt.Sprintf("PRAGMA integrity_check(%d)", maxPageFaults), func(rs *sql.Rows) error {
		var text string
		if err := rs.Scan(&text); err != nil {
			return err
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line == "ok" || line == "" || strings.HasPrefix(line, "***") {
				continue
			}
			f := c.pageFault(line)
			if !seen[f.What] {
				seen[f.What] = true
				c.faults = append(c.faults, f)
			}
		}
		return nil
	})
}

var (
	faultOfIndex      = regexp.MustCompile(`(?:missing from|entries in|entry in|record for|differ for) index (\S+)`)
	faultOfTree       = regexp.MustCompile(`^Tree (\d+) `)
	faultOfUnusedPage = regexp.MustCompile(`^Page \d+: never used`)
)

// pageFault says what a line of integrity_check means.
func (c *checker) pageFault(line string) model.Fault {
	line = model.CleanLine(line)
	if m := faultOfIndex.FindStringSubmatch(line); m != nil {
		return model.Fault{What: "the index " + m[1] + " is not that of its table", Do: adviceRepair, Repair: repairIndexes}
	}
	if faultOfUnusedPage.MatchString(line) {
		return model.Fault{What: "a page of the file is in use by nothing", Do: adviceCompact}
	}
	name := ""
	if m := faultOfTree.FindStringSubmatch(line); m != nil {
		var page int
		_, _ = fmt.Sscan(m[1], &page)
		name = c.trees[page]
	}
	switch {
	case strings.Contains(strings.ToLower(line), "fts5"):
		return model.Fault{What: "a word index is damaged: " + line, Do: adviceRepair, Repair: repairWords}
	case name != "":
		return model.Fault{What: "damaged page, of " + name + ": " + line, Do: adviceSalvage, Repair: repairPages}
	}
	return model.Fault{What: "damaged page: " + line, Do: adviceSalvage, Repair: repairPages}
}

// count runs a question that counts faults and adds one that has n and an
// example, when there are any.
func (c *checker) count(q string, m repairStep, do, format string) error {
	var n int
	if err := c.tx.QueryRowContext(c.ctx, q).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		c.fault(m, do, format, n)
	}
	return nil
}

// orphan are rows whose partner in another table is missing.
type orphan struct {
	table, cond string // of a row r of the table
	what        string // with their number
}

// orphans are those that repairing removes.
var orphans = []orphan{
	{"state", noItem + noReader, "states of articles that do not exist: %d"},
	{"own_tag", noItem + noReader, "tags of articles or readers that do not exist: %d"},
	{"tag", noItem, "tags of articles that do not exist: %d"},
	{"body", "id NOT IN (SELECT body FROM item)", "texts of articles that do not exist: %d"},
	{"revision", noItem, "revisions of articles that do not exist: %d"},
	{"original_date", noItem, "stated dates of articles that do not exist: %d"},
	{"rule_hit", noItem + " OR NOT EXISTS (SELECT 1 FROM rule WHERE id = r.rule)", "articles that do not exist, hidden by a rule: %d"},
	{"retention", "source <> 0 AND NOT EXISTS (SELECT 1 FROM source WHERE id = r.source)", "retention of sources that do not exist: %d"},
	{"alias", deadAlias, "other ids of articles that do not exist: %d"},
	{"act", "NOT EXISTS (SELECT 1 FROM reader WHERE id = r.reader)", "acts of readers that do not exist: %d"},
	{"act_item", "NOT EXISTS (SELECT 1 FROM act WHERE id = r.act)", "entries of no act of the journal: %d"},
}

const (
	noReader = " OR NOT EXISTS (SELECT 1 FROM reader WHERE id = r.reader)"
	noItem   = "NOT EXISTS (SELECT 1 FROM item WHERE id = r.item)"
	// deadAlias is another id of an article that is neither there nor removed for good.
	deadAlias = "NOT EXISTS (SELECT 1 FROM item WHERE uid = r.known) AND NOT EXISTS (SELECT 1 FROM tombstone WHERE uid = r.known)"
)

// remove is the statement that removes them.
func (o orphan) remove() statement { return stmt("DELETE FROM " + o.table + " AS r WHERE " + o.cond) }

// tables looks for rows whose partner in another table is missing.
func (c *checker) tables() error {
	check := func(o orphan, m repairStep, do string) error {
		return c.count("SELECT count(*) FROM "+o.table+" r WHERE "+o.cond, m, do, o.what)
	}
	for _, o := range orphans {
		if err := check(o, repairOrphans, adviceRepair); err != nil {
			return err
		}
	}
	err := check(orphan{"item", "NOT EXISTS (SELECT 1 FROM body WHERE id = r.body)", "articles without a text: %d"}, repairTexts, adviceReread)
	if err != nil {
		return err
	}
	return check(orphan{"item", "NOT EXISTS (SELECT 1 FROM source WHERE id = r.source)", "articles of a source that does not exist: %d"}, repairNone, adviceRestore)
}

func (c *checker) counts() error {
	const some = " WHERE n <> 0"
	err := c.differ("source, region, day", "SELECT source, region, day, n FROM source_day"+some, recount, "days whose articles are not counted right: %d")
	if err != nil {
		return err
	}
	wrong, err := wrongSums(c.ctx, c.tx)
	if err != nil {
		return err
	}
	c.countFault(wrong[dayTotals], "days whose sum is not right: %d")
	c.countFault(wrong[monthTotals]+wrong[sourceMonths], "months whose articles are not counted right: %d")
	err = c.differ("hour", "SELECT owner, hour, n FROM hour_total"+some, recountHours, "hours whose articles are not counted right: %d")
	if err == nil {
		err = c.differ("owner, fold", "SELECT owner, fold, n FROM tag_total", "SELECT owner, fold, n FROM ("+recountTags+")", "tags whose articles are not counted right: %d")
	}
	if err == nil {
		err = c.differ("reader, fold", "SELECT reader, fold, n FROM own_tag_total", "SELECT reader, fold, n FROM ("+recountOwnTags+")", "tags of readers whose articles are not counted right: %d")
	}
	if err == nil {
		var readers int
		readers, err = wrongReaderCounts(c.ctx, c.tx)
		c.countFault(readers, "counts of what readers have read and hidden that are not right: %d")
	}
	c.countFault(wrong[sourceTotals], "sources whose articles are not counted right: %d")
	return err
}

// differ compares rows of counts with those that there should be, by their keys.
func (c *checker) differ(keys, have, want, format string) error {
	return c.count(fmt.Sprintf("SELECT count(*) FROM (SELECT %s FROM (SELECT * FROM (%s) EXCEPT SELECT * FROM (%s)) UNION SELECT %[1]s FROM (SELECT * FROM (%[3]s) EXCEPT SELECT * FROM (%[2]s)))",
		keys, have, want), repairCounts, adviceRepair, format)
}

func (c *checker) countFault(n int, format string) {
	if n > 0 {
		c.fault(repairCounts, adviceRepair, format, n)
	}
}

// words looks for articles that cannot be found by their words, and for words
// of articles that are gone. That the indexes are sound in themselves is seen
// with the pages.
func (c *checker) words() error {
	for _, q := range [...]struct{ sql, what string }{
		{"SELECT count(*) FROM item i WHERE NOT EXISTS (SELECT 1 FROM fts_docsize d WHERE d.id = i.id)", "articles that are not in the index of words: %d"},
		{"SELECT count(*) FROM fts_docsize d WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.id = d.id)", "articles in the index of words that do not exist: %d"},
	} {
		if err := c.count(q.sql, repairWords, adviceRepair, q.what); err != nil {
			return err
		}
	}
	return nil
}

// texts unpacks every text: a text has a checksum, a page has none.
func (c *checker) texts() error {
	var all, n, bad int
	if err := c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM body").Scan(&all); err != nil {
		return err
	}
	var first string
	err := each(c.ctx, c.tx, "SELECT i.uid, b.z FROM item i CROSS JOIN body b ON b.id = i.body", func(rs *sql.Rows) error {
		var uid string
		var z sql.RawBytes
		if err := rs.Scan(&uid, &z); err != nil {
			return err
		}
		if _, err := decodeContent(z); err != nil {
			if bad++; bad == 1 {
				first = uid
			}
		}
		if n++; n%1000 == 0 {
			c.report("checking the texts", 100*n/max(1, all))
		}
		return nil
	})
	if bad > 0 {
		c.fault(repairTexts, adviceReread, "texts that are damaged: %d, first that of article %s", bad, first)
	}
	if err != nil {
		return err
	}
	return c.revisions()
}

// revisions unpacks every earlier text.
func (c *checker) revisions() error {
	bad, err := damagedRevisions(c.ctx, c.tx)
	if len(bad) > 0 {
		c.fault(repairRevisions, adviceRepair, "earlier texts that are damaged: %d", len(bad))
	}
	return err
}

// damagedRevisions returns the earlier texts that cannot be read.
func damagedRevisions(ctx context.Context, tx *sql.Tx) (ids []int64, err error) {
	err = each(ctx, tx, "SELECT id, z FROM revision", func(rs *sql.Rows) error {
		var id int64
		var z sql.RawBytes
		err := rs.Scan(&id, &z)
		if err == nil && codec.Decode(z, new(revisionText)) != nil {
			ids = append(ids, id)
		}
		return err
	})
	return ids, err
}
