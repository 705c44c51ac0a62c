-- A source is where it was added from: place is that of what was named, part the
-- name of one of the sources that the documents there state, or ''. Where place is
-- '' it is known by its title, which is part then. Titles may be shared. path is
-- place, or the path of its first article.
CREATE TABLE source_new (
  id    INTEGER PRIMARY KEY,
  place TEXT NOT NULL,
  part  TEXT NOT NULL,
  title TEXT NOT NULL,
  fold  TEXT NOT NULL,              -- title without case and accents
  path  TEXT NOT NULL,
  n     INTEGER NOT NULL DEFAULT 0,
  read  INTEGER NOT NULL DEFAULT 0
);
INSERT INTO source_new SELECT id, '', title, title, fold, path, n, read FROM source;
DROP TABLE source;
ALTER TABLE source_new RENAME TO source;
CREATE UNIQUE INDEX source_place ON source(place, part);

-- How places were recorded before they were absolute, by what is looked for
-- (model.SpellingKey).
CREATE TABLE spelling (
  key  TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (key, path)
) WITHOUT ROWID;

-- Other IDs of articles: those that would be made of them now.
CREATE TABLE alias (
  uid   TEXT PRIMARY KEY,
  known TEXT NOT NULL               -- item.uid
) WITHOUT ROWID;
CREATE INDEX alias_known ON alias(known);
