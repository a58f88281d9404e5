-- Negotiations and their agreements, on either side, and the signed messages about them. Times: ms since the epoch. JSON in TEXT.

-- state: as in the Dataspace Protocol; NULL until the log has the request. closing: an end that waits for the log.
CREATE TABLE negotiations (
  exchange TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('consumer', 'provider')),
  counterparty TEXT NOT NULL,
  counterparty_name TEXT NOT NULL,
  consumer_key TEXT NOT NULL,
  dataset TEXT NOT NULL,
  manifest TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  derivative TEXT NOT NULL,
  terms TEXT NOT NULL,
  intended_use TEXT NOT NULL,
  use_salt TEXT NOT NULL,
  deadline INTEGER NOT NULL,
  state TEXT CHECK (state IN ('REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED', 'FINALIZED', 'TERMINATED')),
  provider_pid TEXT,
  needs_decision INTEGER NOT NULL DEFAULT 0,
  closing TEXT,
  ended TEXT,
  request_entry TEXT,
  request_proof TEXT,
  agreement TEXT,
  agreement_id TEXT UNIQUE,
  agreement_digest TEXT,
  agreement_entry TEXT,
  agreement_proof TEXT,
  revocation TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX negotiations_by_state ON negotiations (state, deadline);
CREATE INDEX negotiations_by_time ON negotiations (created_at);

-- Every signed message of an exchange once, by the digest of its payload. about: the negotiation or transfer it concerns.
CREATE TABLE dsp_messages (
  digest TEXT PRIMARY KEY,
  exchange TEXT NOT NULL,
  about TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  type TEXT NOT NULL,
  envelope TEXT NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dsp_messages_by_exchange ON dsp_messages (exchange, direction, created_at);
