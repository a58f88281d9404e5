-- State of a broker. The transparency log's files are the truth about entries; log_entry and what hangs on it is derived
-- from them and is rebuilt when missing. Instants are RFC 3339 texts, JSON columns hold canonical JSON.

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

CREATE TABLE participant (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'admitted', 'suspended')),
  verified INTEGER NOT NULL,
  root TEXT NOT NULL,
  peer_id TEXT NOT NULL UNIQUE,
  addresses TEXT NOT NULL,
  enrolment TEXT NOT NULL,
  enrolment_time TEXT NOT NULL,
  enrolled_at TEXT NOT NULL
) STRICT;

-- Key entries in the order in which they took effect: that of the log.
CREATE TABLE key_entry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  participant TEXT NOT NULL,
  leaf_hash TEXT NOT NULL UNIQUE,
  envelope TEXT NOT NULL
) STRICT;
CREATE INDEX key_entry_participant ON key_entry (participant, seq);

CREATE TABLE log_entry (
  idx INTEGER PRIMARY KEY,
  leaf_hash TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  dataset TEXT,
  exchange TEXT,
  role TEXT,
  seq INTEGER,
  subject_name TEXT NOT NULL,
  subject_digest TEXT NOT NULL,
  agreement TEXT,
  envelope TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX log_entry_chain ON log_entry (exchange, role, seq) WHERE exchange IS NOT NULL;
CREATE INDEX log_entry_type ON log_entry (type, idx);
CREATE INDEX log_entry_actor ON log_entry (actor, idx);
CREATE INDEX log_entry_dataset ON log_entry (dataset, idx) WHERE dataset IS NOT NULL;
CREATE INDEX log_entry_subject ON log_entry (subject_digest, type);
CREATE INDEX log_entry_agreement ON log_entry (agreement, type) WHERE agreement IS NOT NULL;

CREATE TABLE log_entry_party (
  idx INTEGER NOT NULL REFERENCES log_entry (idx),
  participant TEXT NOT NULL,
  PRIMARY KEY (participant, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  publisher TEXT PRIMARY KEY,
  length INTEGER NOT NULL,
  head TEXT
) STRICT;

CREATE TABLE feed_entry (
  publisher TEXT NOT NULL,
  seq INTEGER NOT NULL,
  digest TEXT NOT NULL,
  envelope TEXT NOT NULL,
  PRIMARY KEY (publisher, seq)
) STRICT;

-- Manifests by the digest of their payload.
CREATE TABLE document (
  digest TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  envelope TEXT NOT NULL
) STRICT;

CREATE TABLE listing (
  -- Row of listing_text.
  num INTEGER PRIMARY KEY,
  dataset TEXT NOT NULL UNIQUE,
  provider TEXT NOT NULL,
  manifest TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  collection TEXT NOT NULL,
  access TEXT NOT NULL,
  hours REAL NOT NULL,
  contact_sensing INTEGER NOT NULL,
  embodiment TEXT,
  published_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('listed', 'withdrawn')),
  withdrawn_reason TEXT,
  public INTEGER NOT NULL,
  -- Rises with every change that a matcher has to hear of.
  change INTEGER NOT NULL,
  -- What stays the same for every reader of this version, as canonical JSON.
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX listing_provider ON listing (provider);
CREATE INDEX listing_change ON listing (change);
CREATE INDEX listing_newest ON listing (published_at DESC, dataset);
CREATE INDEX listing_embodiment ON listing (embodiment) WHERE embodiment IS NOT NULL;

CREATE TABLE listing_version (
  dataset TEXT NOT NULL REFERENCES listing (dataset),
  version INTEGER NOT NULL,
  manifest TEXT NOT NULL UNIQUE,
  published_at TEXT NOT NULL,
  withdrawn_reason TEXT,
  PRIMARY KEY (dataset, version)
) STRICT;

-- Words that narrow a search: kind is modality, license or viewer (a named participant of a restricted listing).
CREATE TABLE listing_word (
  dataset TEXT NOT NULL REFERENCES listing (dataset),
  kind TEXT NOT NULL CHECK (kind IN ('modality', 'license', 'viewer')),
  word TEXT NOT NULL,
  PRIMARY KEY (kind, word, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_word_dataset ON listing_word (dataset);

CREATE VIRTUAL TABLE listing_text USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE evaluation (
  digest TEXT PRIMARY KEY,
  consumer TEXT NOT NULL,
  agreement TEXT NOT NULL,
  dataset TEXT NOT NULL,
  metric TEXT NOT NULL,
  value REAL NOT NULL,
  baseline REAL,
  trials INTEGER NOT NULL,
  log_index INTEGER NOT NULL,
  envelope TEXT NOT NULL,
  UNIQUE (consumer, agreement)
) STRICT;
CREATE INDEX evaluation_dataset ON evaluation (dataset, metric);

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  roles TEXT NOT NULL,
  participant TEXT,
  created_at TEXT NOT NULL
) STRICT;

-- Sessions that ended before their time; rows go when the token would have expired (seconds since the epoch).
CREATE TABLE ended_session (
  id TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT;

-- What opens a commitment in an entry of the broker, kept for auditors.
CREATE TABLE opening (
  commitment TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE standing_request (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  query TEXT NOT NULL,
  min_score REAL NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'expired')),
  matches INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX standing_request_owner ON standing_request (owner, created_at);
CREATE INDEX standing_request_open ON standing_request (expires_at) WHERE status = 'open';

CREATE TABLE reported_match (
  request TEXT NOT NULL REFERENCES standing_request (id),
  seq INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  manifest TEXT NOT NULL,
  reported_at TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (request, seq),
  UNIQUE (request, manifest)
) STRICT;

-- Datasets that standing requests have still to look at: written with the listing, taken away with the reports.
CREATE TABLE arrival (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset TEXT NOT NULL,
  manifest TEXT NOT NULL
) STRICT;
