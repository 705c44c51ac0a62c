-- Rules that hide what a query finds, also what arrives later. One that was
-- dropped stays for what it had hidden and was shown again by hand.
CREATE TABLE rule (
	id      INTEGER PRIMARY KEY,
	query   TEXT NOT NULL UNIQUE,
	zone    TEXT NOT NULL, -- of the reader who made it, for its dates
	dropped INTEGER NOT NULL DEFAULT 0
);
-- What a rule has hidden. One that state.hidden does not have, or no longer, was
-- shown again by hand; what was hidden by hand is not here.
CREATE TABLE ruled (
	rule INTEGER NOT NULL,
	item INTEGER NOT NULL,
	PRIMARY KEY (rule, item)
) WITHOUT ROWID;
CREATE INDEX ruled_item ON ruled(item, rule);
