-- What the server of a feed said of its content when it was fetched, so that it
-- need not send it again (RFC 9110, 13.1).
ALTER TABLE subscription ADD COLUMN etag TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN modified TEXT NOT NULL DEFAULT '';
