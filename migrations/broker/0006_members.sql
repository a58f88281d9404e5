-- Invitations of companies to their people; of the secret only the digest is kept. A row goes when it is taken, withdrawn or over.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  secret TEXT NOT NULL UNIQUE,
  participant TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- Seconds since the epoch.
  expires_at INTEGER NOT NULL,
  UNIQUE (participant, email)
) STRICT;
CREATE INDEX account_participant ON account (participant, created_at);
