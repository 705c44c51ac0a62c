-- Texts lie in the order of arrival, not of dates, so that adding fills pages
-- one after the other; those from before keep the id of their item.
ALTER TABLE item ADD COLUMN body INTEGER NOT NULL DEFAULT 0;
UPDATE item SET body = id;

-- What bodies are compressed with beside their own text: that of others.
CREATE TABLE dictionary (
  id   INTEGER PRIMARY KEY,
  text BLOB NOT NULL
);

-- One index of words for all: see index.go for its words. It is filled anew.
DROP TABLE fts_title;
DROP TABLE fts_body;
CREATE VIRTUAL TABLE fts USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
INSERT INTO fts(fts, rank) VALUES ('hashsize', 8388608);
INSERT INTO fts(fts, rank) VALUES ('automerge', 8);

-- Every word of the index and about how many articles have it (never too few
-- words; n is an estimate).
CREATE TABLE word (
  term TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) WITHOUT ROWID;

-- Articles per source and day, per day, and per source.
CREATE TABLE source_day (
  source INTEGER NOT NULL,
  region INTEGER NOT NULL,          -- 0 instants, 1 days, 2 undated
  day    INTEGER NOT NULL,          -- days since 1970; 0 for undated
  n      INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  PRIMARY KEY (source, region, day)
) WITHOUT ROWID;
INSERT INTO source_day SELECT source, region, day, n, read FROM day_count ORDER BY source, region, day;
CREATE TABLE day_total (
  region INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  PRIMARY KEY (region, day)
) WITHOUT ROWID;
INSERT INTO day_total SELECT region, day, sum(n), sum(read) FROM day_count GROUP BY region, day;
DROP TABLE day_count;
ALTER TABLE source ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN read INTEGER NOT NULL DEFAULT 0;
UPDATE source SET (n, read) = (SELECT coalesce(sum(n), 0), coalesce(sum(read), 0) FROM source_day WHERE source_day.source = source.id);

-- Lists by title, starred articles and read ones are walks along an index.
DROP INDEX item_title;
CREATE INDEX item_title ON item(fold, published DESC, id DESC);
CREATE INDEX state_starred ON state(item) WHERE starred = 1;
CREATE INDEX state_read ON state(item) WHERE read = 1;
