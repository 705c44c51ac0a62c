// Package sqlite keeps Catalogs in SQLite: on disk, or for documents that are
// only opened, in a database of its own that ends with it. Only it knows
// SQL, and package newsboat that of newsboat. What it must do is said by model.Catalog
// and model.Library, and tested by modeltest.
//
// Its files are named after the part that they belong to:
//
//	open       the Catalog, its connections and its errors; library: one reader's view; slow: those of slow questions; watch: what others change
//	schema/    the steps from one schema to the next; upgrade: what they need beside SQL
//	rowid/     the ids of articles, which are in the order of their dates
//	codec/     the compression of texts; encode: articles as rows
//	write      saving and restoring articles; marks, undo and redo
//	plan       a model.Query compiled, without SQL: what drives it, which ids may answer
//	sql        a plan in SQL: its tables and condition; functions: what SQL asks Go for; held: what it names
//	index      the words of articles; waiting, part: what is listed before it is indexed
//	waiting    texts: the words of what is not indexed yet, for questions
//	find       pages of a list, by date, source, title or story, from a cursor on
//	count      how many articles a question finds; stored: the counts that are kept of all;
//	           reader: those of what a reader has read and hidden; parts: these taken off;
//	           recount: counts made anew
//	maintain   check, repair, salvage, backup, compact, retention, duplicates
//
// A question goes from model.Query by plan and sql to find or count. Another database
// shares the contract (model.Catalog, modeltest) and could share the plan, not the SQL.
//
// A question of one reader has his number as ?1 and is otherwise the same for all, so that
// they share it compiled. What changes a state by itself, and what is told of changes, is
// in state. What else is kept has a file for each table: reader, view, rule, visit,
// subscription (with schedule and merge), source. What questions know of feeds is in plan_feeds.
package sqlite
