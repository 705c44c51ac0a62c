-- What a reader sets of a feed, and when it is checked. Times are seconds since 1970, 0: never;
-- lengths are seconds.
ALTER TABLE subscription ADD COLUMN at TEXT NOT NULL DEFAULT '';              -- where it is fetched; '': address
ALTER TABLE subscription ADD COLUMN folder TEXT NOT NULL DEFAULT '';          -- model.CleanFolder
ALTER TABLE subscription ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN hide_from_all INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN every INTEGER NOT NULL DEFAULT 0;         -- as a reader wants it
ALTER TABLE subscription ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN proxy TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN next INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN interval INTEGER NOT NULL DEFAULT 0;      -- as worked out
ALTER TABLE subscription ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN failing_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN error TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN fault TEXT NOT NULL DEFAULT '';           -- model.CheckFault
ALTER TABLE subscription ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN moved TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN moved_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN hints TEXT NOT NULL DEFAULT '';           -- of how often, as who checks it keeps them
-- Who checks it just now, and until when nobody else does.
ALTER TABLE subscription ADD COLUMN lease_by TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;

-- Hosts that want to be left alone.
CREATE TABLE host_pause (
  host  TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) WITHOUT ROWID;
