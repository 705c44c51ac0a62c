-- Many readers over one catalogue. What a reader did is his own: it has his number.

-- What can be derived again goes first: what is copied takes its room in the file.
DROP INDEX state_starred;
DROP INDEX state_read;
DROP INDEX state_hidden;
DROP INDEX tag_fold;

-- Counts are made anew, below: their pages are free for what comes before.
DROP TABLE day_total;
DROP TABLE month_total;
DROP TABLE hour_total;
DROP TABLE source_day;
DROP TABLE source_month;

CREATE TABLE reader (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,        -- model.ReaderID
  name        TEXT NOT NULL,
  fold        TEXT NOT NULL UNIQUE,        -- name without case and accents
  role        INTEGER NOT NULL,            -- model.Role
  added       INTEGER,                     -- seconds since 1970; NULL: with the library
  visit_ended INTEGER,                     -- when the last visit ended, in seconds since 1970
  last_seen   INTEGER,                     -- when the reader was last heard of
  version     INTEGER NOT NULL DEFAULT 0   -- counts what changed for this reader alone
);
INSERT INTO reader (id, uid, name, fold, role, visit_ended, last_seen) VALUES (1, 'local', 'local', 'local', 2,
  (SELECT value FROM meta WHERE name = 'visit_ended'), (SELECT value FROM meta WHERE name = 'visit_here'));
DELETE FROM meta WHERE name IN ('visit_ended', 'visit_here');
CREATE TABLE reader_key (
  key    TEXT PRIMARY KEY,
  reader INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX reader_key_reader ON reader_key(reader);
CREATE TABLE setting (
  reader INTEGER NOT NULL,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (reader, name)
) WITHOUT ROWID;

-- A source may be one reader's alone. n counts all its articles, whoever hid them.
ALTER TABLE source ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;  -- reader.id; 0: everybody's
ALTER TABLE source DROP COLUMN read;
DROP INDEX source_place;
CREATE UNIQUE INDEX source_place ON source(place, part, owner);
CREATE INDEX source_owner ON source(owner) WHERE owner <> 0;

-- The state of an article for a reader. The *_set columns say when and by what a field
-- was last changed: seconds since 1970 << 2 | model.ChangeOrigin, and from the 41st bit on
-- microseconds of what was changed again in a second. Where read_set is NULL, what is read
-- was read by hand at read_at.
ALTER TABLE state RENAME TO state_11;
CREATE TABLE state (
  reader      INTEGER NOT NULL,
  item        INTEGER NOT NULL,
  source      INTEGER NOT NULL,            -- of the item
  read        INTEGER NOT NULL DEFAULT 0,
  starred     INTEGER NOT NULL DEFAULT 0,
  hidden      INTEGER NOT NULL DEFAULT 0,
  read_at     INTEGER,
  position    INTEGER NOT NULL DEFAULT 0,  -- how far it was read: bytes of its Markdown
  read_set    INTEGER,
  starred_set INTEGER,
  hidden_set  INTEGER,
  PRIMARY KEY (reader, item)
) WITHOUT ROWID;
INSERT INTO state (reader, item, source, read, starred, hidden, read_at, position)
  SELECT 1, s.item, i.source, s.read, s.starred, s.hidden, s.read_at, s.position
  FROM state_11 s CROSS JOIN item i ON i.id = s.item ORDER BY s.item;
DROP TABLE state_11;
CREATE INDEX state_starred ON state(reader, item) WHERE starred = 1;
CREATE INDEX state_hidden ON state(reader, item) WHERE hidden = 1;

-- Tags of documents, and a reader's own.
ALTER TABLE tag RENAME TO tag_11;
ALTER TABLE tag_total RENAME TO tag_total_11;
DROP TRIGGER tag_put;
DROP TRIGGER tag_taken;
CREATE TABLE tag (
  item INTEGER NOT NULL,
  name TEXT NOT NULL,
  fold TEXT NOT NULL,                      -- name without case and accents
  PRIMARY KEY (item, name)
) WITHOUT ROWID;
INSERT INTO tag SELECT item, name, fold FROM tag_11 WHERE own = 0 ORDER BY item, name;
CREATE TABLE own_tag (
  reader  INTEGER NOT NULL,
  item    INTEGER NOT NULL,
  name    TEXT NOT NULL,
  fold    TEXT NOT NULL,
  dropped INTEGER NOT NULL DEFAULT 0,      -- 1: the reader had it, and took it away
  changed INTEGER NOT NULL,                -- as state.*_set
  PRIMARY KEY (reader, item, name)
) WITHOUT ROWID;
INSERT INTO own_tag SELECT 1, item, name, fold, 0, 0 FROM tag_11 WHERE own = 1 ORDER BY item, name;
DROP TABLE tag_11;
CREATE INDEX tag_fold ON tag(fold, item);
-- Not a partial one: where a question finds nothing, SQLite drops the condition that a
-- partial index needs, and what names the index fails.
CREATE INDEX own_tag_fold ON own_tag(reader, fold, item, dropped);
CREATE INDEX own_tag_item ON own_tag(item, fold);

-- Articles per tag, kept by triggers: of documents' tags by the owner of their sources;
-- and those that only a reader's own tags have so.
CREATE TABLE tag_total (
  owner INTEGER NOT NULL,
  fold  TEXT NOT NULL,
  name  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY (owner, fold)
) WITHOUT ROWID;
INSERT INTO tag_total SELECT 0, t.fold, coalesce((SELECT o.name FROM tag_total_11 o WHERE o.fold = t.fold), min(t.name)), count(DISTINCT t.item)
  FROM tag t GROUP BY t.fold;
CREATE TABLE own_tag_total (
  reader INTEGER NOT NULL,
  fold   TEXT NOT NULL,
  name   TEXT NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (reader, fold)
) WITHOUT ROWID;
INSERT INTO own_tag_total SELECT t.reader, t.fold, coalesce((SELECT o.name FROM tag_total_11 o WHERE o.fold = t.fold), min(t.name)), count(DISTINCT t.item)
  FROM own_tag t WHERE NOT EXISTS (SELECT 1 FROM tag d WHERE d.fold = t.fold AND d.item = t.item) GROUP BY t.reader, t.fold;
DROP TABLE tag_total_11;
CREATE TRIGGER tag_put AFTER INSERT ON tag
WHEN (SELECT count(*) FROM tag WHERE fold = new.fold AND item = new.item) = 1 BEGIN
  INSERT INTO tag_total SELECT source.owner, new.fold, new.name, 1 FROM item JOIN source ON source.id = item.source WHERE item.id = new.item
    ON CONFLICT (owner, fold) DO UPDATE SET n = n + 1;
  UPDATE own_tag_total SET n = n - 1 WHERE fold = new.fold
    AND reader IN (SELECT reader FROM own_tag WHERE item = new.item AND fold = new.fold AND dropped = 0);
  DELETE FROM own_tag_total WHERE fold = new.fold AND n = 0
    AND reader IN (SELECT reader FROM own_tag WHERE item = new.item AND fold = new.fold AND dropped = 0);
END;
CREATE TRIGGER tag_taken AFTER DELETE ON tag
WHEN NOT EXISTS (SELECT 1 FROM tag WHERE fold = old.fold AND item = old.item) BEGIN
  UPDATE tag_total SET n = n - 1 WHERE fold = old.fold
    AND owner = (SELECT source.owner FROM item JOIN source ON source.id = item.source WHERE item.id = old.item);
  DELETE FROM tag_total WHERE fold = old.fold AND n = 0;
  INSERT INTO own_tag_total SELECT reader, old.fold, min(name), 1 FROM own_tag WHERE item = old.item AND fold = old.fold AND dropped = 0 GROUP BY reader
    ON CONFLICT (reader, fold) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER own_tag_put AFTER INSERT ON own_tag
WHEN new.dropped = 0
  AND NOT EXISTS (SELECT 1 FROM own_tag WHERE reader = new.reader AND item = new.item AND fold = new.fold AND dropped = 0 AND name <> new.name)
  AND NOT EXISTS (SELECT 1 FROM tag WHERE fold = new.fold AND item = new.item) BEGIN
  INSERT INTO own_tag_total VALUES (new.reader, new.fold, new.name, 1) ON CONFLICT (reader, fold) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER own_tag_put_again AFTER UPDATE OF dropped ON own_tag
WHEN new.dropped = 0 AND old.dropped = 1
  AND NOT EXISTS (SELECT 1 FROM own_tag WHERE reader = new.reader AND item = new.item AND fold = new.fold AND dropped = 0 AND name <> new.name)
  AND NOT EXISTS (SELECT 1 FROM tag WHERE fold = new.fold AND item = new.item) BEGIN
  INSERT INTO own_tag_total VALUES (new.reader, new.fold, new.name, 1) ON CONFLICT (reader, fold) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER own_tag_dropped AFTER UPDATE OF dropped ON own_tag
WHEN new.dropped = 1 AND old.dropped = 0
  AND NOT EXISTS (SELECT 1 FROM own_tag WHERE reader = old.reader AND item = old.item AND fold = old.fold AND dropped = 0)
  AND NOT EXISTS (SELECT 1 FROM tag WHERE fold = old.fold AND item = old.item) BEGIN
  UPDATE own_tag_total SET n = n - 1 WHERE reader = old.reader AND fold = old.fold;
  DELETE FROM own_tag_total WHERE reader = old.reader AND fold = old.fold AND n = 0;
END;
CREATE TRIGGER own_tag_taken AFTER DELETE ON own_tag
WHEN old.dropped = 0
  AND NOT EXISTS (SELECT 1 FROM own_tag WHERE reader = old.reader AND item = old.item AND fold = old.fold AND dropped = 0)
  AND NOT EXISTS (SELECT 1 FROM tag WHERE fold = old.fold AND item = old.item) BEGIN
  UPDATE own_tag_total SET n = n - 1 WHERE reader = old.reader AND fold = old.fold;
  DELETE FROM own_tag_total WHERE reader = old.reader AND fold = old.fold AND n = 0;
END;

-- A reader's journal, for undo and redo, and what changed his state, in order, for
-- whatever is kept in step with it: a row for up to 500 articles of one change.
ALTER TABLE act ADD COLUMN reader INTEGER NOT NULL DEFAULT 1;
CREATE INDEX act_reader ON act(reader, undone, id);
CREATE TABLE change (
  reader INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  doing  INTEGER NOT NULL,                 -- model.ActionKind
  tag    TEXT NOT NULL,
  at     INTEGER NOT NULL,                 -- as state.*_set
  uids   TEXT NOT NULL,                    -- a JSON array
  PRIMARY KEY (reader, seq)
) WITHOUT ROWID;

-- Views are a reader's, or all readers': those have reader 0.
ALTER TABLE view RENAME TO view_11;
CREATE TABLE view (
  id     INTEGER PRIMARY KEY,
  reader INTEGER NOT NULL,
  fold   TEXT NOT NULL,
  name   TEXT NOT NULL,
  query  TEXT NOT NULL,
  UNIQUE (reader, fold)
);
INSERT INTO view SELECT id, 1, fold, name, query FROM view_11;
DROP TABLE view_11;

-- Rules hide for one reader. rule_hit follows from its rule.
ALTER TABLE rule RENAME TO rule_11;
CREATE TABLE rule (
  id      INTEGER PRIMARY KEY,
  reader  INTEGER NOT NULL,
  query   TEXT NOT NULL,
  zone    TEXT NOT NULL,                   -- zoneName of the reader who made it
  dropped INTEGER NOT NULL DEFAULT 0,
  UNIQUE (reader, query)
);
INSERT INTO rule SELECT id, 1, query, zone, dropped FROM rule_11;
DROP TABLE rule_11;

-- Counts of articles are all readers', and unconditional; those of all sources are by
-- the owner of these. recountAll fills them.
CREATE TABLE day_total (
  owner  INTEGER NOT NULL,
  region INTEGER NOT NULL,                 -- rowid.Region
  day    INTEGER NOT NULL,                 -- days since 1970; 0 for undated
  n      INTEGER NOT NULL,
  PRIMARY KEY (owner, region, day)
) WITHOUT ROWID;
CREATE TABLE month_total (
  owner  INTEGER NOT NULL,
  region INTEGER NOT NULL,
  month  INTEGER NOT NULL,                 -- since January 1970
  n      INTEGER NOT NULL,
  PRIMARY KEY (owner, region, month)
) WITHOUT ROWID;
CREATE TABLE hour_total (
  owner INTEGER NOT NULL,
  hour  INTEGER NOT NULL,                  -- since 1970
  n     INTEGER NOT NULL,
  PRIMARY KEY (owner, hour)
) WITHOUT ROWID;
CREATE TABLE source_day (
  source INTEGER NOT NULL,
  region INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (source, region, day)
) WITHOUT ROWID;
CREATE TABLE source_month (
  source INTEGER NOT NULL,
  region INTEGER NOT NULL,
  month  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (source, region, month)
) WITHOUT ROWID;

-- What of these counts a reader has read and hidden, and both: read and hidden count
-- each for itself. unit is 0 for all, 1 a month, 2 a day, 3 an hour, of all sources
-- (source 0) or one. There are rows for the smaller units only where the row above says
-- so (fine: 1; for a month of all sources 2: its hours, too), as count_reader.go decides.
CREATE TABLE reader_count (
  reader INTEGER NOT NULL,
  source INTEGER NOT NULL,
  unit   INTEGER NOT NULL,
  region INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  both   INTEGER NOT NULL,
  fine   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (reader, source, unit, region, at)
) WITHOUT ROWID;
