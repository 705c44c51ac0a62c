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
	"dateline/model/store/sqlite/rowid"
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
func (s *Store) Check(ctx context.Context, report model.Report) ([]model.Fault, error) {
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

// each calls f for every row of a question.
func (c *checker) each(q string, f func(*sql.Rows) error) error {
	rs, err := c.tx.QueryContext(c.ctx, q)
	if err != nil {
		return err
	}
	defer func() { _ = rs.Close() }()
	for rs.Next() {
		if err := f(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

// maxPageFaults bounds how many faults of pages are listed: a page that is gone may
// take thousands of rows with it.
const maxPageFaults = 20

// pages asks SQLite for what is wrong with the file.
func (c *checker) pages() error {
	c.trees = make(map[int]string)
	err := c.each("SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0", func(rs *sql.Rows) error {
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
	return c.each(fmt.Sprintf("PRAGMA integrity_check(%d)", maxPageFaults), func(rs *sql.Rows) error {
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

// tables looks for rows whose partner in another table is missing.
func (c *checker) tables() error {
	for _, q := range []struct {
		sql, what string
		mend      repairStep
		do        string
	}{
		{"SELECT count(*) FROM state s WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = s.item)", "states of articles that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM tag t WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = t.item)", "tags of articles that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM body WHERE id NOT IN (SELECT body FROM item)", "texts of articles that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM revision r WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = r.item)", "revisions of articles that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM stated s WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = s.item)", "stated dates of articles that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM ruled r WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = r.item) OR NOT EXISTS (SELECT 1 FROM rule WHERE id = r.rule)", "articles that do not exist, hidden by a rule: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM retention r WHERE source <> 0 AND NOT EXISTS (SELECT 1 FROM source WHERE id = r.source)", "retention of sources that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM alias a WHERE NOT EXISTS (SELECT 1 FROM item WHERE uid = a.known) AND NOT EXISTS (SELECT 1 FROM gone WHERE uid = a.known)", "other ids of articles that do not exist: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM act_item a WHERE NOT EXISTS (SELECT 1 FROM act WHERE id = a.act)", "entries of no act of the journal: %d", repairOrphans, adviceRepair},
		{"SELECT count(*) FROM item i WHERE NOT EXISTS (SELECT 1 FROM body WHERE id = i.body)", "articles without a text: %d", repairTexts, adviceReread},
		{"SELECT count(*) FROM item i WHERE NOT EXISTS (SELECT 1 FROM source WHERE id = i.source)", "articles of a source that does not exist: %d", repairNone, adviceRestore},
	} {
		if err := c.count(q.sql, q.mend, q.do, q.what); err != nil {
			return err
		}
	}
	return nil
}

// recount counts the articles that are not hidden as source_day should have them.
var recount = fmt.Sprintf(`SELECT CASE precise WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d ELSE %d END AS region,
	CASE WHEN precise IN (%[1]d, %[3]d) THEN (published - ((published %% 86400) + 86400) %% 86400) / 86400
		WHEN precise = %[5]d THEN unixepoch(published, 'unixepoch', 'start of month') / 86400
		WHEN precise = %[7]d THEN unixepoch(published, 'unixepoch', 'start of year') / 86400 ELSE 0 END AS day,
	source, count(*) AS n, coalesce(sum(s.read), 0) AS read
	FROM item LEFT JOIN state s ON s.item = item.id WHERE coalesce(s.hidden, 0) = 0 GROUP BY 1, 2, 3`,
	model.ToInstant, rowid.Instants, model.ToDay, rowid.Days, model.ToMonth, rowid.Months, model.ToYear, rowid.Years, rowid.Undated)

func (c *checker) counts() error {
	const kept = "SELECT region, day, source, n, read FROM source_day WHERE n <> 0 OR read <> 0"
	q := fmt.Sprintf(`SELECT count(*) FROM (SELECT region, day, source FROM (SELECT * FROM (%[1]s) EXCEPT %[2]s)
		UNION SELECT region, day, source FROM (%[2]s EXCEPT SELECT * FROM (%[1]s)))`, recount, kept)
	if err := c.count(q, repairCounts, adviceRepair, "days whose articles are not counted right: %d"); err != nil {
		return err
	}
	const totals = `SELECT count(*) FROM (SELECT region, day FROM (%s EXCEPT %s) UNION SELECT region, day FROM (%[2]s EXCEPT %[1]s))`
	q = fmt.Sprintf(totals, "SELECT region, day, n, read FROM day_total WHERE n <> 0 OR read <> 0",
		"SELECT region, day, sum(n), sum(read) FROM source_day GROUP BY region, day HAVING sum(n) <> 0 OR sum(read) <> 0")
	if err := c.count(q, repairCounts, adviceRepair, "days whose sum is not right: %d"); err != nil {
		return err
	}
	if err := c.months(); err != nil {
		return err
	}
	const hours = "SELECT hour, n, read FROM hour_total WHERE n <> 0 OR read <> 0"
	q = fmt.Sprintf("SELECT count(*) FROM (SELECT hour FROM (%s EXCEPT %s) UNION SELECT hour FROM (%[2]s EXCEPT %[1]s))", hours, "SELECT * FROM ("+countHours+")")
	if err := c.count(q, repairCounts, adviceRepair, "hours whose articles are not counted right: %d"); err != nil {
		return err
	}
	q = fmt.Sprintf("SELECT count(*) FROM (SELECT fold FROM (SELECT fold, n FROM tag_total EXCEPT %s) UNION SELECT fold FROM (%[1]s EXCEPT SELECT fold, n FROM tag_total))",
		"SELECT fold, count(DISTINCT item) FROM tag GROUP BY fold")
	if err := c.count(q, repairCounts, adviceRepair, "tags whose articles are not counted right: %d"); err != nil {
		return err
	}
	return c.count(`SELECT count(*) FROM source s WHERE (s.n, s.read) IS NOT
		(SELECT coalesce(sum(n), 0), coalesce(sum(read), 0) FROM source_day d WHERE d.source = s.id)`,
		repairCounts, adviceRepair, "sources whose articles are not counted right: %d")
}

// months compares the counts per month with those per day.
func (c *checker) months() error {
	want, err := countMonths(c.ctx, c.tx)
	if err != nil {
		return err
	}
	wrong := 0
	const kept = "SELECT source, region, month, n, read FROM source_month UNION ALL SELECT 0, region, month, n, read FROM month_total"
	err = c.each(kept, func(rs *sql.Rows) error {
		var k monthKey
		var has total
		err := rs.Scan(&k.source, &k.region, &k.month, &has.n, &has.read)
		if has != want[k] {
			wrong++
		}
		delete(want, k)
		return err
	})
	for _, c := range want {
		if c != (total{}) {
			wrong++
		}
	}
	if wrong > 0 {
		c.fault(repairCounts, adviceRepair, "months whose articles are not counted right: %d", wrong)
	}
	return err
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
	err := c.each("SELECT i.uid, b.z FROM item i CROSS JOIN body b ON b.id = i.body", func(rs *sql.Rows) error {
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
	bad := 0
	err := c.each("SELECT z FROM revision", func(rs *sql.Rows) error {
		var z sql.RawBytes
		err := rs.Scan(&z)
		if err == nil && codec.Decode(z, new(earlier)) != nil {
			bad++
		}
		return err
	})
	if bad > 0 {
		c.fault(repairRevisions, adviceRepair, "earlier texts that are damaged: %d", bad)
	}
	return err
}
