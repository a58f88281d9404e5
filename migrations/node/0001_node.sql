-- What a node keeps for itself: acts and their log receipts, its feed, documents, listings, what it knows of others.

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  order_key TEXT NOT NULL,
  payload BLOB NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  deadline INTEGER,
  last_error TEXT,
  result BLOB,
  created_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (state, order_key, seq);

-- One row per signed entry of this node. leaf_hash: sha256:<hex>. effect_*: what to do once the log has it.
CREATE TABLE acts (
  leaf_hash TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  entry BLOB NOT NULL,
  subject TEXT NOT NULL,
  dataset TEXT,
  exchange TEXT,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'logged', 'dead')),
  effect_kind TEXT NOT NULL,
  effect_ref TEXT NOT NULL,
  log_index INTEGER,
  proof TEXT,
  error TEXT,
  proposed_at INTEGER NOT NULL,
  logged_at INTEGER
) STRICT;
CREATE INDEX acts_by_exchange ON acts (exchange, log_index);
CREATE INDEX acts_by_subject ON acts (subject, type);
CREATE INDEX acts_by_time ON acts (proposed_at);

-- Next link of each side of each exchange.
CREATE TABLE exchange_chains (
  exchange TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('consumer', 'provider')),
  next_seq INTEGER NOT NULL,
  prev TEXT,
  PRIMARY KEY (exchange, role)
) STRICT;

-- Signed documents by the digest of their payload.
CREATE TABLE documents (
  digest TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  envelope BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- This node's own feed, and what it has copied of the feeds of others.
CREATE TABLE feed_entries (
  publisher TEXT NOT NULL,
  seq INTEGER NOT NULL,
  digest TEXT NOT NULL,
  envelope BLOB NOT NULL,
  PRIMARY KEY (publisher, seq)
) STRICT;

-- Versions of this company's datasets. state: preparing, pending (signed, waits for the log), listed, withdrawn, failed.
CREATE TABLE listings (
  dataset TEXT NOT NULL,
  version INTEGER NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('preparing', 'pending', 'listed', 'superseded', 'withdrawn', 'failed')),
  manifest TEXT,
  folder TEXT NOT NULL,
  access TEXT NOT NULL,
  reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (dataset, version)
) STRICT;
CREATE INDEX listings_by_manifest ON listings (manifest);

-- What brokers told about other companies, kept with its proof.
CREATE TABLE known_participants (
  participant TEXT PRIMARY KEY,
  record BLOB NOT NULL,
  fetched_at INTEGER NOT NULL
) STRICT;

-- Small durable facts of the node itself.
CREATE TABLE node_facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
