-- Articles per month (of UTC, counted since January 1970), in all and of each
-- source, so that what is said of many years reads few rows; and instants per
-- hour, for the ends of months in other zones. sumUp (count_stored.go) fills them.
CREATE TABLE month_total (
  region INTEGER NOT NULL,          -- 0 instants, 1 days
  month  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  PRIMARY KEY (region, month)
) WITHOUT ROWID;
CREATE TABLE source_month (
  source INTEGER NOT NULL,
  region INTEGER NOT NULL,
  month  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  PRIMARY KEY (source, region, month)
) WITHOUT ROWID;
CREATE TABLE hour_total (
  hour INTEGER PRIMARY KEY,         -- since 1970
  n    INTEGER NOT NULL,
  read INTEGER NOT NULL
);
