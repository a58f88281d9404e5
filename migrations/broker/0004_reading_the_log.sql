-- Auditors narrow entries by the time that their signers claim.
CREATE INDEX log_entry_time ON log_entry (time, idx);
