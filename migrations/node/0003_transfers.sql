-- Transfer processes, on either side. id is the consumer's. Times: ms since the epoch. JSON in TEXT.

-- phase: what the consumer does next. secrets (wrap_secret, wrapped_key) are erased when the transfer has ended.
CREATE TABLE transfers (
  id TEXT PRIMARY KEY,
  exchange TEXT NOT NULL REFERENCES negotiations (exchange),
  role TEXT NOT NULL CHECK (role IN ('consumer', 'provider')),
  agreement TEXT NOT NULL,
  state TEXT CHECK (state IN ('REQUESTED', 'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED')),
  provider_pid TEXT,
  phase TEXT NOT NULL,
  paused_by TEXT,
  ended TEXT,
  trouble TEXT,
  wrap_key TEXT NOT NULL,
  wrap_secret BLOB,
  out_dir TEXT,
  started_entry TEXT,
  started_proof TEXT,
  received_entry TEXT,
  received_proof TEXT,
  released_entry TEXT,
  released_proof TEXT,
  wrapped_key TEXT,
  next_link TEXT,
  receipt TEXT,
  receipt_entry TEXT,
  receipt_proof TEXT,
  bytes_done INTEGER NOT NULL DEFAULT 0,
  bytes_total INTEGER NOT NULL,
  chunk_failures INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX transfers_by_exchange ON transfers (exchange, created_at);
-- At most one transfer of an exchange runs at a time.
CREATE UNIQUE INDEX transfers_open ON transfers (exchange) WHERE state IS NULL OR state NOT IN ('COMPLETED', 'TERMINATED');
