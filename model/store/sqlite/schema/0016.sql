-- Rules do more than hide. rule_hit says on which articles a rule has acted.
ALTER TABLE rule RENAME TO rule_15;
CREATE TABLE rule (
  id      INTEGER PRIMARY KEY,
  reader  INTEGER NOT NULL,
  doing   INTEGER NOT NULL DEFAULT 10,     -- model.ActionKind; those of before hide
  tag     TEXT NOT NULL DEFAULT '',        -- the tag that it gives
  query   TEXT NOT NULL,
  zone    TEXT NOT NULL,                   -- zone.Name of the reader who made it
  dropped INTEGER NOT NULL DEFAULT 0,
  UNIQUE (reader, doing, tag, query)
);
INSERT INTO rule (id, reader, query, zone, dropped) SELECT id, reader, query, zone, dropped FROM rule_15;
DROP TABLE rule_15;

-- An act with a rule says what that does.
UPDATE act SET tag = 'hide ' || tag WHERE doing IN (12, 13);
