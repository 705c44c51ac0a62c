-- What a reader has read and hidden is counted for every month of every source: of one of
-- which he has read little all his states had to be looked at. Rows of one unit lie together,
-- so that a list of sources reads few pages. As before: of a reader's articles so many are
-- read, hidden, and both; read and hidden count each for itself. unit is 0 for all, 1 a month,
-- 2 a day, 3 an hour, of one source or of all (source 0). There are days of a month only where
-- its row says so (fine: 1; 2: and hours), as count_reader.go decides.
DROP TABLE reader_count;
CREATE TABLE reader_count (
  reader INTEGER NOT NULL,
  unit   INTEGER NOT NULL,
  source INTEGER NOT NULL,
  region INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  read   INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  both   INTEGER NOT NULL,
  fine   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (reader, unit, source, region, at)
) WITHOUT ROWID;
