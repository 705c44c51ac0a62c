-- The views that a library has at first (model.FirstViews): a reader may have
-- saved others of these names.
INSERT INTO view (fold, name, query) VALUES
  ('on-this-day', 'on-this-day', 'on:anniversary'),
  ('a-year-ago', 'a-year-ago', 'as-of:"1 year ago"')
ON CONFLICT (fold) DO NOTHING;
