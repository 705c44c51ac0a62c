-- Articles whose words are not in the index yet: they are listed before they are indexed.
CREATE TABLE waiting (
  item INTEGER PRIMARY KEY
);
CREATE TRIGGER item_taken AFTER DELETE ON item BEGIN
  DELETE FROM waiting WHERE item = old.id;
END;
CREATE TRIGGER item_moved AFTER UPDATE OF id ON item WHEN new.id <> old.id BEGIN
  UPDATE waiting SET item = new.id WHERE item = old.id;
END;
