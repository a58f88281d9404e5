-- Words for joint torque, force and touch, so that searches narrow by them. Listings from before say that nobody looked.
CREATE TABLE listing_word_next (
  dataset TEXT NOT NULL REFERENCES listing (dataset),
  kind TEXT NOT NULL CHECK (kind IN ('modality', 'license', 'viewer', 'torque', 'force', 'tactile')),
  word TEXT NOT NULL,
  PRIMARY KEY (kind, word, dataset)
) STRICT, WITHOUT ROWID;
INSERT INTO listing_word_next SELECT dataset, kind, word FROM listing_word;
INSERT INTO listing_word_next
  SELECT listing.dataset, kinds.value, 'unknown' FROM listing, json_each('["torque", "force", "tactile"]') AS kinds;
DROP TABLE listing_word;
ALTER TABLE listing_word_next RENAME TO listing_word;
CREATE INDEX listing_word_dataset ON listing_word (dataset);

UPDATE listing SET facts = json_set(facts, '$.sensing', json(
  '{"force":{"channels":0,"presence":"unknown","rateHz":null},"jointTorque":{"channels":0,"presence":"unknown","rateHz":null},"tactile":{"channels":0,"presence":"unknown","rateHz":null}}'
));
