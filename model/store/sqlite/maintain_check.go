package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

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

// checkPart is a part of a check, which is done in a snapshot of its own.
type checkPart struct {
	name string
	f    func(*checker) error
}

// Check implements model.Maintainer. It looks into the pages of the file and its
// indexes, between the tables, and at the counts, the word indexes and the texts.
func (s *Catalog) Check(ctx context.Context, report model.Report) ([]model.Fault, error) {
	// Those that take longest are first, so that two at a time end together.
	return s.checkAll(ctx, report, []checkPart{
		{"pages", (*checker).pages},
		{"texts", (*checker).texts},
		{"counts", (*checker).counts},
		{"tables", (*checker).tables},
		{"word indexes", (*checker).words},
	})
}

// CheckQuick implements model.Maintainer. It reads every page and looks at its structure;
// it does not compare indexes with their tables, nor articles with what is counted of
// them, and unpacks few texts.
func (s *Catalog) CheckQuick(ctx context.Context, report model.Report) ([]model.Fault, error) {
	return s.checkAll(ctx, report, append(readable[:len(readable):len(readable)], checkPart{"sums", (*checker).sums}))
}

// readable are the parts of a check that finds what cannot be read.
var readable = []checkPart{
	{"pages", func(c *checker) error { return c.quickPages("name <> 'body'") }},
	{"pages of texts", func(c *checker) error { return c.quickPages("name = 'body'") }},
	{"texts", (*checker).someTexts},
}

// checkAll does all parts of a check, two at a time where there are connections for that.
func (s *Catalog) checkAll(ctx context.Context, report model.Report, parts []checkPart) ([]model.Fault, error) {
	p := &checkProgress{report: report}
	faults, errs := make([][]model.Fault, len(parts)), make([]error, len(parts))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	work := func() {
		for i := next.Add(1) - 1; int(i) < len(parts) && ctx.Err() == nil; i = next.Add(1) - 1 {
			if faults[i], errs[i] = s.checkPart(ctx, parts[i], p); errs[i] != nil {
				stop(errs[i])
			}
		}
	}
	var group sync.WaitGroup
	if s.path != "" && runtime.GOMAXPROCS(0) > 1 {
		group.Go(work)
	}
	work()
	group.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return slices.Concat(faults...), nil
}

// checkPart does one part of a check.
func (s *Catalog) checkPart(ctx context.Context, part checkPart, p *checkProgress) ([]model.Fault, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("check the library: %w", mapError(err))
	}
	defer func() { _ = tx.Rollback() }()
	p.begin(part.name)
	defer p.end(part.name)
	c := &checker{ctx: ctx, tx: tx, report: func(_ string, percent int) { p.done(part.name, percent) }}
	switch err := part.f(c); {
	case err == nil:
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case isCode(err, sqlite3.SQLITE_CORRUPT), isCode(err, sqlite3.SQLITE_IOERR), isCode(err, sqlite3.SQLITE_NOTADB):
		c.fault(repairPages, adviceSalvage, "the %s cannot be read: %v", part.name, err)
	default:
		return nil, fmt.Errorf("check the %s: %w", part.name, mapError(err))
	}
	return c.faults, nil
}

// checkProgress tells which parts of a check are being done.
type checkProgress struct {
	mu     sync.Mutex
	report model.Report
	doing  []string
	of     string // the part that percent is of; "": none
	part   int
}

func (p *checkProgress) begin(part string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doing = append(p.doing, part)
	p.tell()
}

func (p *checkProgress) end(part string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == part {
		p.of = ""
	}
	if p.doing = slices.DeleteFunc(p.doing, func(d string) bool { return d == part }); len(p.doing) > 0 {
		p.tell()
	}
}

func (p *checkProgress) done(part string, percent int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of, p.part = part, percent
	p.tell()
}

// tell reports, with how much is done of the part that knows it.
func (p *checkProgress) tell() {
	percent := -1
	if p.of != "" {
		percent = p.part
	}
	p.report("checking the "+strings.Join(p.doing, " and the "), percent)
}

func (c *checker) fault(m repairStep, do, format string, args ...any) {
	c.faults = append(c.faults, model.Fault{What: model.CleanLine(fmt.Sprintf(format, args...)), Do: do, Repair: m})
}

// maxPageFaults bounds how many faults of pages are listed: a page that is gone may
// take thousands of rows with it.
const maxPageFaults = 20

// pages asks SQLite for what is wrong with the file.
func (c *checker) pages() error {
	if err := c.readTrees(); err != nil {
		return err
	}
	// A connection that has used a word index keeps what it read of it, and
	// looks for what others changed when it is asked for a word, but not when it
	// is to be checked.
	var id int64
	_ = c.tx.QueryRowContext(c.ctx, "SELECT rowid FROM fts WHERE fts MATCH 'a' LIMIT 1").Scan(&id)
	return c.askPages(fmt.Sprintf("PRAGMA integrity_check(%d)", maxPageFaults))
}

// quickPages asks for what is wrong with the pages of tables and their indexes. The order
// within a page and between pages is looked at, and that pages are used once; but not the
// list of words, the free pages, nor whether two tables have a page in common.
func (c *checker) quickPages(which string) error {
	if err := c.readTrees(); err != nil {
		return err
	}
	tables, err := column[string](c.ctx, c.tx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND "+which)
	for i := 0; err == nil && i < len(tables) && len(c.faults) < maxPageFaults; i++ {
		err = c.askPages("PRAGMA quick_check(" + tables[i] + ")")
	}
	return err
}

// readTrees reads whose the root pages are.
func (c *checker) readTrees() error {
	c.trees = make(map[int]string)
	return each(c.ctx, c.tx, "SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0", func(rs *sql.Rows) error {
		var page int
		var name string
		err := rs.Scan(&page, &name)
		c.trees[page] = name
		return err
	})
}

// askPages adds what a question of SQLite's finds wrong with pages.
func (c *checker) askPages(question string) error {
	seen := make(map[string]bool)
	return each(c.ctx, c.tx, question, func(rs *sql.Rows) error {
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
	{"rule_hit", noItem + " OR NOT EXISTS (SELECT 1 FROM rule WHERE id = r.rule)", "articles that do not exist, on which a rule has acted: %d"},
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
		{"SELECT count(*) FROM item i WHERE NOT EXISTS (SELECT 1 FROM fts_docsize d WHERE d.id = i.id) AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.item = i.id)", "articles that are not in the index of words: %d"},
		{"SELECT count(*) FROM fts_docsize d WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.id = d.id)", "articles in the index of words that do not exist: %d"},
		{"SELECT count(*) FROM waiting w WHERE EXISTS (SELECT 1 FROM fts_docsize d WHERE d.id = w.item)", "articles in the index of words that wait to be: %d"},
		{"SELECT count(*) FROM waiting w WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.id = w.item)", "articles that do not exist and wait for the index of words: %d"},
	} {
		if err := c.count(q.sql, repairWords, adviceRepair, q.what); err != nil {
			return err
		}
	}
	return nil
}

// sums looks at what the library counts: that sums are those of their parts, and that as
// many articles are counted, have a text and are in the index of words as there are.
func (c *checker) sums() error {
	wrong, err := wrongSums(c.ctx, c.tx)
	if err != nil {
		return err
	}
	n := 0
	for _, more := range wrong {
		n += more
	}
	c.countFault(n, "sums of counted articles that are not right: %d")
	var all, counted, texts, indexed int
	err = c.tx.QueryRowContext(c.ctx, `SELECT (SELECT count(*) FROM item), (SELECT coalesce(sum(n), 0) FROM source),
		(SELECT count(*) FROM body), (SELECT count(*) FROM fts_docsize) + (SELECT count(*) FROM waiting)`).Scan(&all, &counted, &texts, &indexed)
	if err != nil {
		return err
	}
	if counted != all {
		c.fault(repairCounts, adviceRepair, "articles that are not counted right: %d are, there are %d", counted, all)
	}
	if indexed != all {
		c.fault(repairWords, adviceRepair, "articles in the index of words, or waiting for it: %d, there are %d", indexed, all)
	}
	switch {
	case texts < all:
		c.fault(repairTexts, adviceReread, "articles without a text: %d", all-texts)
	case texts > all:
		c.fault(repairOrphans, adviceRepair, "texts of articles that do not exist: %d", texts-all)
	}
	return nil
}

// quickTexts is how many texts a quick check unpacks.
const quickTexts = 2000

// someTexts unpacks texts here and there.
func (c *checker) someTexts() error {
	var first, last int64
	if err := c.tx.QueryRowContext(c.ctx, "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM body").Scan(&first, &last); err != nil {
		return err
	}
	var ids []int64
	for id := first; id <= last; id += 1 + (last-first)/quickTexts {
		ids = append(ids, id)
	}
	bad := 0
	err := each(c.ctx, c.tx, "SELECT z FROM body WHERE id IN (SELECT value FROM json_each(?))", func(rs *sql.Rows) error {
		var z sql.RawBytes
		err := rs.Scan(&z)
		if err == nil && !isWhole(z) {
			bad++
		}
		return err
	}, jsonList(ids))
	if bad > 0 {
		c.fault(repairTexts, adviceReread, "texts that are damaged, of %d that were read: %d", len(ids), bad)
	}
	return err
}

// texts unpacks every text, in the order in which they lie in the file: a text has a
// checksum, a page has none.
func (c *checker) texts() error {
	var first, last int64
	if err := c.tx.QueryRowContext(c.ctx, "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM body").Scan(&first, &last); err != nil {
		return err
	}
	var bad []int64
	n := 0
	err := each(c.ctx, c.tx, "SELECT id, z FROM body", func(rs *sql.Rows) error {
		var id int64
		var z sql.RawBytes
		if err := rs.Scan(&id, &z); err != nil {
			return err
		}
		if !isWhole(z) {
			bad = append(bad, id)
		}
		if n++; n%1000 == 0 {
			c.report("checking the texts", int(100*(id-first)/max(1, last-first)))
		}
		return nil
	})
	if len(bad) > 0 {
		err = errors.Join(err, c.damagedTexts(bad))
	}
	if err != nil {
		return err
	}
	return c.revisions()
}

// damagedTexts says which texts of articles are damaged, of some that are.
func (c *checker) damagedTexts(bodies []int64) error {
	uids, err := column[string](c.ctx, c.tx, "SELECT uid FROM item WHERE body IN (SELECT value FROM json_each(?)) ORDER BY id", jsonList(bodies))
	if len(uids) > 0 {
		c.fault(repairTexts, adviceReread, "texts that are damaged: %d, first that of article %s", len(uids), uids[0])
	}
	return err
}

// isWhole reports whether a text can be read.
func isWhole(z []byte) bool {
	text, err := codec.Decompress(z)
	return err == nil && json.Valid(text)
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
