package sqlite

import (
	"database/sql"
	"fmt"

	"dateline/model"
)

// utcDay is the second with which the day of publication of %[1]s begins in
// UTC, also before 1970.
const utcDay = "(%[1]s.published - ((%[1]s.published %% 86400) + 86400) %% 86400)"

// isCopy says whether i is a copy of another article: a look or two into the
// index of titles.
func (p *plan) isCopy() string {
	return "(i.published IS NOT NULL AND " + isLongTitle + fmt.Sprintf(` AND EXISTS (SELECT 1 FROM item c INDEXED BY item_title
	WHERE c.fold = i.fold AND c.published >= `+utcDay+` - 86400 AND c.published <= i.published
	AND (c.published < i.published OR c.uid < i.uid) AND (c.source <> i.source OR c.published >= `+utcDay+`) AND `, "i") +
		p.copyVisible() + "))"
}

// copyVisible is true of a copy c that the reader has not hidden and may see, and that is
// not left out.
func (p *plan) copyVisible() string {
	const notHidden = "NOT EXISTS (SELECT 1 FROM state h WHERE h.reader = ?1 AND h.item = c.id AND h.hidden = 1)"
	cond := notHidden + p.notLeftOut("c.source")
	if p.foreign {
		cond += " AND NOT " + fmt.Sprintf(foreignSource, "c.source")
	}
	return cond
}

var isLongTitle = fmt.Sprintf("length(CAST(i.fold AS BLOB)) >= %d", model.CopyLength)

// titleRepeats says whether the headline of i stands more than once in the index of
// titles, which is read once from end to end for it.
const titleRepeats = "i.fold IN (SELECT fold FROM item INDEXED BY item_title GROUP BY fold HAVING count(*) > 1)"

// copiesOf is how many copies of i there are.
func (p *plan) copiesOf() string {
	return fmt.Sprintf(`(SELECT count(*) FROM item c INDEXED BY item_title
	WHERE c.fold = i.fold AND c.published >= i.published AND c.published < `+utcDay+` + 172800
	AND (c.published > i.published OR c.uid > i.uid) AND (c.source <> i.source OR c.published < `+utcDay+` + 86400) AND `, "i") + p.copyVisible() + ")"
}

// countCopies counts what is folded under the headlines of a page.
func (f *finder) countCopies(p *model.Page) error {
	at := make(map[string]int, len(p.Headlines))
	ids := make([]string, len(p.Headlines))
	for i := range p.Headlines {
		ids[i] = string(p.Headlines[i].ID)
		at[ids[i]] = i
	}
	return each(f.ctx, f.s.read, "SELECT i.uid, "+f.w.copiesOf()+" FROM json_each(?) e CROSS JOIN item i ON i.uid = e.value WHERE i.published IS NOT NULL AND "+isLongTitle, func(rs *sql.Rows) error {
		var id string
		var n int
		if err := rs.Scan(&id, &n); err != nil {
			return err
		}
		p.Headlines[at[id]].Copies = n
		return nil
	}, jsonList(ids))
}
