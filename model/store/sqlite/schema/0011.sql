-- Tables are named after what they hold: what was removed for good, which rule has hit
-- which article, and the date that a document states where the reader has set another.
ALTER TABLE gone RENAME TO tombstone;
ALTER TABLE stated RENAME TO original_date;
ALTER TABLE ruled RENAME TO rule_hit;
DROP INDEX ruled_item;
CREATE INDEX rule_hit_item ON rule_hit(item, rule);
