-- Articles lie in date order: see rowid/rowid.go for what an id says.
CREATE TABLE source (
  id    INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  fold  TEXT NOT NULL,              -- title without case and accents
  path  TEXT NOT NULL               -- where it was first read from
);

CREATE TABLE item (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,   -- model.ID
  source    INTEGER NOT NULL REFERENCES source(id),
  title     TEXT NOT NULL,
  fold      TEXT NOT NULL,          -- title without case and accents
  url       TEXT NOT NULL,
  path      TEXT NOT NULL,
  language  TEXT NOT NULL,
  published INTEGER,                -- seconds since 1970; of a day, of its midnight in UTC; NULL: undated
  zone      INTEGER NOT NULL,       -- stated offset, seconds
  precise   INTEGER NOT NULL,       -- model.Precision
  origin    INTEGER NOT NULL,       -- model.Origin
  updated   INTEGER,
  uday      INTEGER NOT NULL,       -- model.Precision of updated
  arrived   INTEGER NOT NULL,       -- seconds since 1970
  flags     INTEGER NOT NULL,       -- what it holds: see write.go
  hash      INTEGER NOT NULL        -- of all that a document states of it
);
CREATE INDEX item_source ON item(source, id);
CREATE INDEX item_title ON item(fold, id);

-- All that the list does not show: zstd over JSON.
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  z  BLOB NOT NULL
);

-- What the reader did. Keyed by item; follows it when its date is corrected.
CREATE TABLE state (
  item    INTEGER PRIMARY KEY,
  read    INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  read_at INTEGER
);
CREATE TABLE tag (
  item INTEGER NOT NULL,
  name TEXT NOT NULL,
  own  INTEGER NOT NULL,            -- 1: the reader's, 0: the document's
  fold TEXT NOT NULL,
  PRIMARY KEY (item, own, name)
) WITHOUT ROWID;
CREATE INDEX tag_fold ON tag(fold, item);

-- Words, cut in Go (model/tokenize), so that the tokenizer only parts them at blanks.
CREATE VIRTUAL TABLE fts_title USING fts5(title, content='', contentless_delete=1,
  detail=full, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE fts_body USING fts5(words, content='', contentless_delete=1,
  detail=none, prefix='2 3', tokenize='unicode61 remove_diacritics 0');

-- Articles per day (instants by their day in UTC), kept with every change.
CREATE TABLE day_count (
  region INTEGER NOT NULL,          -- 0 instants, 1 days, 2 undated
  day    INTEGER NOT NULL,          -- days since 1970; 0 for undated
  source INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  PRIMARY KEY (region, day, source)
) WITHOUT ROWID;

-- Acts of the reader, for undo and redo, and the articles each changed.
CREATE TABLE act (
  id     INTEGER PRIMARY KEY,
  doing  INTEGER NOT NULL,
  tag    TEXT NOT NULL,
  n      INTEGER NOT NULL,
  first  TEXT NOT NULL,
  at     INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE act_item (
  act  INTEGER NOT NULL,
  uid  TEXT NOT NULL,
  PRIMARY KEY (act, uid)
) WITHOUT ROWID;

-- Numbers that belong to the library as a whole.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
