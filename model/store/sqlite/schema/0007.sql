-- Articles that the reader has hidden.
ALTER TABLE state ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX state_hidden ON state(item) WHERE hidden = 1;
