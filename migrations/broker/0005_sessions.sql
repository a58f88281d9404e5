-- Sessions that are open; ending one takes its row away. Sessions from before end with this migration.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  -- Seconds since the epoch.
  expires_at INTEGER NOT NULL,
  -- What the browser or program called itself.
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account, opened_at);
DROP TABLE ended_session;
