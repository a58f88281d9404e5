-- Fit certificates that this company issued, and which bodies it was asked about (DECISIONS 27). Times: ms since the epoch.

CREATE TABLE fit_certificates (
  dataset TEXT NOT NULL,
  histogram TEXT NOT NULL,
  embodiment TEXT NOT NULL,
  tolerance TEXT NOT NULL,
  envelope BLOB NOT NULL,
  issued_at INTEGER NOT NULL,
  PRIMARY KEY (dataset, histogram, embodiment, tolerance)
) STRICT;

-- One row a body: answers are limited by their number. day: days since the epoch, UTC.
CREATE TABLE fit_bodies (
  requester TEXT NOT NULL,
  dataset TEXT NOT NULL,
  day INTEGER NOT NULL,
  embodiment TEXT NOT NULL,
  PRIMARY KEY (requester, dataset, day, embodiment)
) STRICT;
