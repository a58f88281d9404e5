-- Terms may release the key only after payment, which happens outside: a person confirms it. 0 or 1.
ALTER TABLE negotiations ADD COLUMN payment_confirmed INTEGER NOT NULL DEFAULT 0;
