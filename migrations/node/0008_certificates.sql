-- Which company was answered with which fit certificate: only that one may rest a request on it (DECISIONS 27, 28).
ALTER TABLE fit_certificates ADD COLUMN digest TEXT;

CREATE TABLE fit_answers (
  digest TEXT NOT NULL,
  requester TEXT NOT NULL,
  PRIMARY KEY (digest, requester)
) STRICT;

-- Certificates that providers gave to this company: asked for once, and put into the deliveries of requests that cite them.
CREATE TABLE received_certificates (
  dataset TEXT NOT NULL,
  histogram TEXT NOT NULL,
  embodiment TEXT NOT NULL,
  tolerance TEXT NOT NULL,
  digest TEXT NOT NULL,
  envelope BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (dataset, histogram, embodiment, tolerance)
) STRICT;

CREATE INDEX received_certificates_digest ON received_certificates (digest);
