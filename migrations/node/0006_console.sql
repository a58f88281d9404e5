-- The console for people: accounts of colleagues, sessions of pages, publications being filled in. Times: ms since the epoch.

CREATE TABLE console_accounts (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  roles TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- secret: SHA-256 of what the cookie holds. account: null for whoever holds the home's token.
CREATE TABLE console_sessions (
  secret TEXT PRIMARY KEY,
  account TEXT REFERENCES console_accounts (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE publish_drafts (
  id TEXT PRIMARY KEY,
  fields TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
