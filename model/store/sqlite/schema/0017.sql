-- A feed may need a name and a password, which not every host has. Those that are kept out
-- of lists of all are few, and looked for by most questions.
ALTER TABLE subscription ADD COLUMN login INTEGER NOT NULL DEFAULT 0;
CREATE INDEX subscription_hidden ON subscription(hide_from_all) WHERE hide_from_all = 1;
