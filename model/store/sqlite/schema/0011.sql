-- Tables are named after what they hold: what was removed for good, which rule has hit
-- which article, and the date that a document states where the reader has set another.
ALTER TABLE gone RENAME TO tombstone;
ALTER TABLE stated RENAME TO original_date;
ALTER TABLE ruled RENAME TO rule_hit;
DROP INDEX ruled_item;
CREATE INDEX rule_hit_item ON rule_hit(item, rule);

-- Dates that state a zone may be read better now: what has no id and no address is then
-- looked for as it was known.
INSERT OR REPLACE INTO meta (name, value) SELECT 'former', 1 WHERE EXISTS (SELECT 1 FROM item);
