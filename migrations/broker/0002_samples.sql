-- Public samples: what listings offer, and which of it this broker has mirrored. The files lie in the folder `samples`, each under its digest.

-- Digest of the sample's index that the listed version offers.
ALTER TABLE listing ADD COLUMN sample TEXT;

CREATE TABLE sample (
  manifest TEXT PRIMARY KEY,
  dataset TEXT NOT NULL,
  provider TEXT NOT NULL,
  index_digest TEXT NOT NULL,
  -- refused: what the provider serves is not what its manifest promises.
  state TEXT NOT NULL CHECK (state IN ('wanted', 'mirrored', 'refused')),
  -- As the manifest says.
  bytes INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  reason TEXT
) STRICT;
CREATE INDEX sample_due ON sample (next_at) WHERE state = 'wanted';
CREATE INDEX sample_provider ON sample (provider);
CREATE INDEX sample_dataset ON sample (dataset);

CREATE TABLE sample_file (
  manifest TEXT NOT NULL REFERENCES sample (manifest) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  PRIMARY KEY (manifest, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_file_digest ON sample_file (digest);
