-- Earlier texts of articles, zstd over JSON as in body.
CREATE TABLE revision (
  id       INTEGER PRIMARY KEY,
  item     INTEGER NOT NULL,
  replaced INTEGER NOT NULL,        -- seconds since 1970
  z        BLOB NOT NULL
);
CREATE INDEX revision_item ON revision(item, id);

-- What documents state of articles whose date the reader has set.
CREATE TABLE stated (
  item      INTEGER PRIMARY KEY,
  published INTEGER,
  zone      INTEGER NOT NULL,
  precise   INTEGER NOT NULL,
  origin    INTEGER NOT NULL
);

-- How far an article has been read: bytes of its Markdown.
ALTER TABLE state ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

-- What is new since a time is few, and found without a look at the rest.
CREATE INDEX item_arrived ON item(arrived, id);

-- Saved views, in the order of their making.
CREATE TABLE view (
  id    INTEGER PRIMARY KEY,
  fold  TEXT NOT NULL UNIQUE,       -- name in lower case
  name  TEXT NOT NULL,
  query TEXT NOT NULL
);

-- What an act of the journal replaced, and what it put there, where its kind
-- does not say: queries of views, and by article the date set before.
ALTER TABLE act ADD COLUMN was TEXT NOT NULL DEFAULT '';
ALTER TABLE act ADD COLUMN became TEXT NOT NULL DEFAULT '';
ALTER TABLE act_item ADD COLUMN was TEXT NOT NULL DEFAULT '';

-- Feeds that the reader follows.
CREATE TABLE subscription (
  address TEXT PRIMARY KEY,
  title   TEXT NOT NULL,
  page    TEXT NOT NULL,
  tags    TEXT NOT NULL,            -- a JSON array
  added   INTEGER NOT NULL
) WITHOUT ROWID;

-- What is kept of old articles: of one source, or of all (source 0). 0: no bound.
CREATE TABLE retention (
  source INTEGER PRIMARY KEY,
  days   INTEGER NOT NULL,
  keep   INTEGER NOT NULL,
  unread INTEGER NOT NULL           -- 1: also those nobody has read
);

-- Articles that were removed, which must not come back with their document.
CREATE TABLE gone (
  uid TEXT PRIMARY KEY,
  at  INTEGER NOT NULL
) WITHOUT ROWID;

-- Articles per tag, kept by triggers: a tag may be of the document and of the
-- reader, and be written in several ways, and yet counts once.
CREATE TABLE tag_total (
  fold TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  n    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO tag_total SELECT fold, min(name), count(DISTINCT item) FROM tag GROUP BY fold;
CREATE TRIGGER tag_put AFTER INSERT ON tag
WHEN (SELECT count(*) FROM tag WHERE fold = new.fold AND item = new.item) = 1 BEGIN
  INSERT INTO tag_total VALUES (new.fold, new.name, 1) ON CONFLICT (fold) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tag_taken AFTER DELETE ON tag
WHEN NOT EXISTS (SELECT 1 FROM tag WHERE fold = old.fold AND item = old.item) BEGIN
  UPDATE tag_total SET n = n - 1 WHERE fold = old.fold;
  DELETE FROM tag_total WHERE fold = old.fold AND n = 0;
END;
