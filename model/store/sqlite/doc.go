// Package sqlite keeps Libraries in SQLite: on disk, or for documents that are
// only opened, in a database of its own that ends with it. Only it knows
// SQL, and package newsboat that of newsboat. What it must do is said by model.Store
// and tested by modeltest.
//
// Its files are named after the part that they belong to:
//
//	open       the Store, its connections and its errors; slow: those of slow questions; watch: what others change
//	schema/    the steps from one schema to the next; upgrade: what they need beside SQL
//	rowid/     the ids of articles, which are in the order of their dates
//	codec/     the compression of texts; encode: articles as rows
//	write      saving and restoring articles; marks, undo and redo
//	plan       a model.Query compiled, without SQL: what drives it, which ids may answer
//	sql        a plan in SQL: its tables and condition; functions: what SQL asks Go for; held: what it names
//	index      the words of articles
//	find       pages of a list, by date, source, title or story, from a cursor on
//	count      how many articles a question finds; stored: the counts that are kept
//	maintain   check, repair, salvage, backup, compact, retention, duplicates
//
// A question goes from model.Query by plan and sql to find or count. Another database
// shares the contract (model.Store, modeltest) and could share the plan, not the SQL.
//
// What else a reader keeps has a file for each table: view, rule, visit,
// subscription, source.
package sqlite
